/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Listening to a git that runs: its output, its progress, its last words, its silence. */
#ifndef TIDINGS_MIRROR_GIT_LISTEN_H
#define TIDINGS_MIRROR_GIT_LISTEN_H

#include "mirror/attempt.h"

struct git_listening {
	const struct mirror_run *run;
	GString *output; /* what it writes is appended; NULL where nobody wants it */
	GString *line; /* of its error output, so far */
	GPtrArray *said; /* its last lines that are no progress, valid UTF-8; owned */
	bool is_waiting; /* for the server alone, so that silence means that it is gone */
	bool is_silent; /* it said nothing for so long that it was ended */
	bool is_too_much; /* it wrote so much that it was ended */
};

/* To be cleared with git_listening_clear(). */
void git_listening_init(struct git_listening *listening, const struct mirror_run *run,
			GString *output, bool is_waiting);
void git_listening_clear(struct git_listening *listening);

/*
 * Reads both pipes, which it closes, up to their ends. The process group of @child, which is
 * not reaped here, is ended where the server is silent for longer than the run's timeout.
 */
void git_listen(struct git_listening *listening, GPid child, int output, int errors);

typedef struct git_listening git_listening;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(git_listening, git_listening_clear)

#endif
