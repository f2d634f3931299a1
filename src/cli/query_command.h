/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the commands that show a list have in common: options, the query or what else stands
 * behind them, the index, and where the document goes.
 */
#ifndef TIDINGS_CLI_QUERY_COMMAND_H
#define TIDINGS_CLI_QUERY_COMMAND_H

#include "cli/arguments.h"
#include "cli/command.h"
#include "flow/find.h"
#include "render/render.h"

/* The command line as it was given; what was not given is NULL or false. */
struct query_options {
	struct shown_options shown; /* the first: see arguments_parse_colour() */
	char *limit;
	gboolean verbose;
	gboolean all;
	char **addresses; /* --me */
	char *query; /* --query, where the words are something else */
	char *since;
	char *until;
	char **words;
};

/* What is asked for, ready to be answered. */
struct query_request {
	const struct query_options *options;
	const struct command_usage *usage; /* for arguments_error() */
	struct index *index;
	struct mail_source *source;
	struct find_options find; /* its `text` is empty where there is no query */
	str words; /* joined by blanks; empty without words */
	struct render_options render;
	bool json;
	bool verbose;
};

enum { QUERY_ENTRIES = 16 };

struct query_command {
	struct command_usage usage;
	const char *arguments; /* as the help has them: "QUERY" */
	bool has_other_words; /* the words are no query: that is --query, if it is anywhere */
	const char *all_help; /* of --all, or NULL where there is no such option */
	const char *verbose_help; /* of --verbose; NULL for the usual */
	unsigned usual_limit;
	/* Adds the command's own options, fewer than QUERY_ENTRIES - 10; their number. NULL: none. */
	unsigned (*add_entries)(struct query_options *options, GOptionEntry *entries);
	/* Appends the document. */
	bool (*answer)(const struct query_request *request, GString *document, GError **error);
};

/* Runs the command; the exit status. */
int query_command_run(const struct query_command *command, const struct command_settings *settings,
		      char **arguments);

#endif
