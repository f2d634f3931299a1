/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the commands that show what a query finds have in common: options, the query,
 * the index, and where the document goes.
 */
#ifndef TIDINGS_CLI_QUERY_COMMAND_H
#define TIDINGS_CLI_QUERY_COMMAND_H

#include "cli/arguments.h"
#include "cli/command.h"
#include "flow/find.h"
#include "render/render.h"

/* What is asked for, ready to be answered. */
struct query_request {
	struct index *index;
	struct mail_source *source;
	struct find_options find;
	struct render_options render;
	bool json;
	bool verbose;
};

struct query_command {
	struct command_usage usage;
	const char *arguments; /* as the help has them: "QUERY" */
	const char *each_help; /* of --all, or NULL where there is no such option */
	unsigned usual_limit;
	/* Appends the document. */
	bool (*answer)(const struct query_request *request, GString *document, GError **error);
};

/* Runs the command; the exit status. */
int query_command_run(const struct query_command *command, const struct command_settings *settings,
		      char **arguments);

#endif
