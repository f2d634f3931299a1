/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Running the program git: never through a shell, never asking a person, without hooks, in the C
 * locale, away from the repository that this program may have been started in. It ends
 * when this program does, and holds the run's lock as long as it lives.
 */
#ifndef TIDINGS_MIRROR_GIT_H
#define TIDINGS_MIRROR_GIT_H

#include "mirror/attempt.h"
#include "mirror/git_failure.h"

struct git_call {
	const char *const *arguments; /* the command and what follows; NULL ends them */
	const char *repository; /* NULL where none is needed */
	const char *url; /* who is asked: for errors, and to read them; NULL for nobody */
	/* Nothing but the server is waited for: it counts as gone when nothing is said. */
	bool is_answer;
};

/*
 * Runs it. What it writes is appended to @output, which may be NULL; its progress is told.
 * Where it fails, @ret_failure says how, and the error what it said: WRITE, with the repository,
 * for what this machine refuses and for all that asks nobody; NOT_FOUND where there
 * is no git; FETCH, with the address, for the rest.
 */
bool git_run(const struct mirror_run *run, const struct git_call *call, GString *output,
	     enum git_failure *ret_failure, GError **error);

/* The same, and an attempt's judgement: what passes may be tried again. */
bool git_try(const struct mirror_run *run, const struct git_call *call, GString *output,
	     struct attempt *attempt, GError **error);

#endif
