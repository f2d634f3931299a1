/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line of `tidings update`, and what it asks for.
 */
#ifndef TIDINGS_CLI_UPDATE_OPTIONS_H
#define TIDINGS_CLI_UPDATE_OPTIONS_H

#include "cli/arguments.h"
#include "flow/report.h"
#include "render/render.h"

#include <glib.h>

/* The command line as it was given; what was not given is NULL or false. */
struct update_options {
	struct shown_options shown; /* the first: see arguments_parse_colour() */
	char *since;
	char *until;
	char *title;
	char *top;
	char *mailmap;
	char *format;
	char *link;
	char *templates;
	char *mbox_quoting;
	char *output;
	char *as_of; /* "now" or "then" */
	gboolean no_index;
	gboolean progress;
	gboolean no_progress;
	char **rest; /* ARCHIVE and the range */
};

/*
 * Reads @arguments: the command's name, then its arguments, then NULL. They
 * stay as they are. An option takes its value as git's do: `--format=json`,
 * `--format json`, `-f json`, `-fjson`, but `--color` only behind a `=`. False,
 * and an error of G_OPTION_ERROR or TIDINGS_ERROR_USAGE, for what is none.
 * update_options_clear() in either case.
 */
bool update_options_parse(struct update_options *options, char **arguments, GError **error);
void update_options_clear(struct update_options *options);

/*
 * What @options ask for; @ret_request borrows their texts. TIDINGS_ERROR_USAGE
 * where a value makes no sense or the archive is missing.
 */
bool update_options_request(const struct update_options *options,
			    struct report_request *ret_request,
			    const struct render_format **ret_format, GError **error);

/* The help of the command. The caller frees it with g_free(). */
char *update_options_help(void);

#endif
