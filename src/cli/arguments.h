/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the command lines of all commands have in common.
 */
#ifndef TIDINGS_CLI_ARGUMENTS_H
#define TIDINGS_CLI_ARGUMENTS_H

#include "archive/archive.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* What a Message-ID is appended to for a link, if nobody says otherwise. */
#define ARGUMENTS_USUAL_LINK "https://lore.kernel.org/r/"

/* Rows of each list of the statistics, likewise. */
enum { ARGUMENTS_USUAL_TOP = 15 };

/* The one that was given, else that of the list, else the usual one. */
const char *arguments_link(const char *given, const char *of_list);

/* How a command is used, beside its options: texts of its help. */
struct command_usage {
	const char *command; /* its name */
	const char *summary;
	const char *description; /* below the options: arguments, examples, exit status */
};

/*
 * Reads @arguments (the command's name, its arguments, NULL; they stay as they are)
 * by @entries, whose last one must be G_OPTION_REMAINING; @user is what callbacks
 * get. An option takes its value as git's do: `--format=json`, `--format json`,
 * `-f json`, `-fjson`, but `--color` only behind a `=`. False, and an error of
 * G_OPTION_ERROR or TIDINGS_ERROR_USAGE, for what is none. Texts are to be taken as
 * FILENAME: GOption would refuse what is not of the locale's charset.
 */
bool arguments_parse(const struct command_usage *usage, const GOptionEntry *entries, void *user,
		     char **arguments, GError **error);

/* The help of a command. The caller frees it with g_free(). */
char *arguments_help(const struct command_usage *usage, const GOptionEntry *entries, void *user);

/*
 * How a command begins: reads @arguments into @options, which begin with a struct shown_options.
 * False where it ends there, with *ret_status: an error was told, or the help written.
 */
bool arguments_begin(const struct command_usage *usage, const GOptionEntry *entries, void *options,
		     char **arguments, int *ret_status);

/* Sets TIDINGS_ERROR_USAGE: "WHAT: VALUE; see 'tidings help COMMAND'"; @value may be NULL. False. */
bool arguments_error(const struct command_usage *usage, const char *what, const char *value,
		     GError **error);

/* A GOptionArgFunc for --color[=WHEN]; @user begins with a struct shown_options. */
gboolean arguments_parse_colour(const char *name, const char *value, gpointer user, GError **error);

/* What all commands that show something take; the first field of their options. */
struct shown_options {
	char *colour; /* "auto", "always" or "never"; NULL for auto */
	gboolean no_colour;
	gboolean json;
	gboolean no_pager;
	gboolean help;
};

/* True if what goes to @descriptor is to be coloured. */
bool shown_wants_colour(const struct shown_options *shown, int descriptor);

/* --mbox-quoting: rd or o; NULL is rd. */
bool arguments_mbox_quoting(const struct command_usage *usage, const char *value,
			    enum mbox_quoting *ret_quoting, GError **error);

/* The present, which only relative times need; reproducible-builds.org's variable replaces it. */
bool arguments_present(int64_t *ret_now, GError **error);

/* A span of time as it was given; NULL for an end that was not. */
struct arguments_span {
	const char *since;
	const char *until;
	const char *since_name; /* of the two in errors: "--since" */
	const char *until_name;
};

/*
 * What the ends of @span mean (timestamp_parse_approximate()), from @ret_since on and before
 * @ret_until; INT64_MIN and INT64_MAX for those that were not given.
 */
bool arguments_read_span(const struct command_usage *usage, const struct arguments_span *span,
			 int64_t *ret_since, int64_t *ret_until, GError **error);

#endif
