/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Project repositories brought up to date by a command, and what is told of it.
 */
#ifndef TIDINGS_CLI_REPOSITORY_REPORT_H
#define TIDINGS_CLI_REPOSITORY_REPORT_H

#include "index/index.h"

#include <glib.h>

struct repository_report_request {
	const char *path; /* a repository to add; NULL for none */
	const char *name; /* of that one; NULL for the usual */
	bool with_progress;
};

/*
 * Reads what is new in all repositories that the index knows, and appends a line on each to
 * @text. Those that cannot be opened are named on standard error; *ret_n_absent are they. Errors
 * as those of repositories_add() and repositories_update().
 */
bool repository_report(struct index *index, const struct repository_report_request *request,
		       GString *text, unsigned *ret_n_absent, GError **error);

#endif
