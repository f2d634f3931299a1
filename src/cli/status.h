/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `tidings status` and `tidings mine` have in common.
 */
#ifndef TIDINGS_CLI_STATUS_H
#define TIDINGS_CLI_STATUS_H

#include "cli/query_command.h"
#include "flow/find_status.h"

/* Appends the works that @options ask for, as text or as JSON; errors of find_status_list(). */
bool status_answer(const struct query_request *request, const struct status_options *options,
		   GString *document, GError **error);

#endif
