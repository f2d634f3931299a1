/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command lines of the two commands that make an update, `update` and `send`, and what
 * they ask for.
 */
#ifndef TIDINGS_CLI_UPDATE_OPTIONS_H
#define TIDINGS_CLI_UPDATE_OPTIONS_H

#include "cli/arguments.h"
#include "cli/command.h"
#include "config/config.h"
#include "flow/report.h"
#include "render/render.h"

#include <glib.h>

struct update_options;

/* One of these commands. */
struct update_command {
	const char *name;
	const char *summary;
	const char *closing; /* the end of the help: examples, exit status */
	/* Of the one that sends: the format, which --format does not name there. Else NULL. */
	const char *format;
	/* What it does, once its options are read. */
	bool (*run)(const struct command_settings *settings, const struct update_options *options,
		    GError **error);
};

/* The command line as it was given; what was not given is NULL or false. */
struct update_options {
	struct shown_options shown; /* the first: see arguments_parse_colour() */
	const struct update_command *command;
	struct config *config;
	char *subscription; /* --new */
	char *since;
	char *until;
	char *title;
	char *top;
	char *mailmap;
	char *format;
	char *link;
	char *templates;
	char *mbox_quoting;
	char *from;
	char **to;
	char *output;
	char *as_of; /* "now" or "then" */
	gboolean no_index;
	gboolean dry_run;
	gboolean progress;
	gboolean no_progress;
	char **rest; /* ARCHIVE and the range */
};

/* What a command line asks for. */
struct update_request {
	/* Its texts are those of the options and of their configuration; no archive with --new. */
	struct report_request report;
	const struct render_format *format;
};

/*
 * Runs @command with @arguments: its name, then its arguments, then NULL; they stay as they
 * are. An option takes its value as git's do: see arguments_parse(). The exit status.
 */
int update_command_run(const struct update_command *command,
		       const struct command_settings *settings, char **arguments);

/*
 * What @options ask for; @ret_request borrows their texts. TIDINGS_ERROR_USAGE
 * where a value makes no sense, the archive is missing, or what does not go with --new is there.
 */
bool update_options_request(const struct update_options *options,
			    struct update_request *ret_request, GError **error);

/* TIDINGS_ERROR_USAGE: "WHAT: VALUE; see 'tidings help COMMAND'"; @value may be NULL. False. */
bool update_options_error(const struct update_options *options, const char *what, const char *value,
			  GError **error);

#endif
