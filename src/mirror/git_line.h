/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What git says of its progress, as `git fetch --progress` does on its error output. */
#ifndef TIDINGS_MIRROR_GIT_LINE_H
#define TIDINGS_MIRROR_GIT_LINE_H

#include "base/str.h"

#include <stdbool.h>

enum git_phase {
	GIT_PHASE_SERVER, /* the server works, and says so */
	GIT_PHASE_RECEIVING, /* it sends */
	GIT_PHASE_LOCAL, /* all has come */
};

struct git_progress {
	enum git_phase phase;
	char text[80]; /* "receiving 45 % of 1234 objects, 12.3 MiB": ASCII */
};

/*
 * Reads @line, one of git's, which ends where the next carriage return or newline stands.
 * False for what is no progress: it may be a message.
 */
bool git_line_read(str line, struct git_progress *ret_progress);

#endif
