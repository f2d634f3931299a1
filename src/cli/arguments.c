/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/arguments.h"

#include "base/error.h"
#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const int64_t PRESENT_MAX = 253402300799; /* 9999-12-31T23:59:59Z */

/* The option that takes a value and that @argument begins with, as `-f` or `--format`. */
static const GOptionEntry *with_value(const GOptionEntry *entries, const char *argument)
{
	for (const GOptionEntry *entry = entries; entry->long_name; entry++) {
		bool is_long = g_str_has_prefix(argument, "--") &&
			       strcmp(argument + 2, entry->long_name) == 0;
		bool is_short =
			argument[0] == '-' && argument[1] && argument[1] == entry->short_name;

		if (entry->arg == G_OPTION_ARG_FILENAME && (is_long || is_short))
			return entry;
	}
	return NULL;
}

/*
 * GOption does not know `-fjson`, and takes what follows `--color` for its
 * value. A word that is an option's value is left alone, whatever it looks like.
 */
static char **complete_arguments(const GOptionEntry *entries, char **arguments)
{
	g_autoptr(GStrvBuilder) complete = g_strv_builder_new();
	bool is_literal = false;
	bool is_value = false;

	for (; *arguments; arguments++) {
		const char *argument = *arguments;
		const GOptionEntry *entry =
			is_literal || is_value ? NULL : with_value(entries, argument);
		bool is_joined = entry && argument[1] != '-' && argument[2];

		if (is_joined) {
			g_autofree char *joined =
				g_strdup_printf("--%s=%s", entry->long_name, argument + 2);

			g_strv_builder_add(complete, joined);
		} else if (!is_literal && !is_value && strcmp(argument, "--color") == 0) {
			g_strv_builder_add(complete, "--color=always");
		} else {
			g_strv_builder_add(complete, argument);
		}
		is_literal = is_literal || (!is_value && strcmp(argument, "--") == 0);
		is_value = entry && !is_joined;
	}
	return g_strv_builder_end(complete);
}

static GOptionContext *make_parser(const struct command_usage *usage, const GOptionEntry *entries,
				   void *user)
{
	GOptionContext *parser = g_option_context_new(NULL);
	GOptionGroup *group = g_option_group_new(usage->command, "", "", user, NULL);

	g_option_group_add_entries(group, entries);
	g_option_context_set_main_group(parser, group);
	/* GOption's own help prints and exits. */
	g_option_context_set_help_enabled(parser, FALSE);
	g_option_context_set_summary(parser, usage->summary);
	g_option_context_set_description(parser, usage->description);
	return parser;
}

bool arguments_parse(const struct command_usage *usage, const GOptionEntry *entries, void *user,
		     char **arguments, GError **error)
{
	g_autoptr(GOptionContext) parser = make_parser(usage, entries, user);
	g_auto(GStrv) complete = complete_arguments(entries, arguments);

	return g_option_context_parse_strv(parser, &complete, error);
}

char *arguments_help(const struct command_usage *usage, const GOptionEntry *entries, void *user)
{
	g_autoptr(GOptionContext) parser = make_parser(usage, entries, user);
	g_autofree char *name = g_strdup_printf("tidings %s", usage->command);

	g_set_prgname(name);
	return g_option_context_get_help(parser, TRUE, NULL);
}

bool arguments_begin(const struct command_usage *usage, const GOptionEntry *entries, void *options,
		     char **arguments, int *ret_status)
{
	const struct shown_options *shown = options;
	g_autoptr(GError) error = NULL;
	g_autofree char *help = NULL;

	if (!arguments_parse(usage, entries, options, arguments, &error)) {
		*ret_status = command_report_error(error);
		return false;
	}
	if (!shown->help)
		return true;
	help = arguments_help(usage, entries, options);
	*ret_status = command_print(help);
	return false;
}

bool arguments_error(const struct command_usage *usage, const char *what, const char *value,
		     GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "%s%s%s; see 'tidings help %s'",
		    what, value ? ": " : "", value ? value : "", usage->command);
	return false;
}

gboolean arguments_parse_colour(const char *name, const char *value, gpointer user, GError **error)
{
	struct shown_options *shown = user;

	(void)name;
	if (strcmp(value, "auto") != 0 && strcmp(value, "always") != 0 &&
	    strcmp(value, "never") != 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "--color=%s: it takes auto, always or never", value);
		return FALSE;
	}
	g_free(shown->colour);
	shown->colour = g_strdup(value);
	return TRUE;
}

bool shown_wants_colour(const struct shown_options *shown, int descriptor)
{
	const char *colour = shown->colour ? shown->colour : "auto";

	return terminal_wants_colour(descriptor, shown->no_colour ? "never" : colour);
}

const char *arguments_link(const char *given, const char *of_list)
{
	if (given)
		return given;
	return of_list ? of_list : ARGUMENTS_USUAL_LINK;
}

bool arguments_mbox_quoting(const struct command_usage *usage, const char *value,
			    enum mbox_quoting *ret_quoting, GError **error)
{
	if (value && strcmp(value, "rd") != 0 && strcmp(value, "o") != 0)
		return arguments_error(usage, "--mbox-quoting takes rd or o, not", value, error);
	*ret_quoting = value && strcmp(value, "o") == 0 ? MBOX_QUOTING_O : MBOX_QUOTING_RD;
	return true;
}

bool arguments_present(int64_t *ret_now, GError **error)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	if (!epoch) {
		*ret_now = (int64_t)time(NULL);
		return true;
	}
	if (g_ascii_string_to_signed(epoch, 10, 0, PRESENT_MAX, ret_now, NULL))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "SOURCE_DATE_EPOCH is no number of seconds: %s", epoch);
	return false;
}

static bool read_time(const char *text, const char *name, int64_t now, int64_t *ret_time,
		      GError **error)
{
	if (!text || timestamp_parse_approximate(text, now, ret_time, error))
		return true;
	g_prefix_error(error, "%s: ", name);
	return false;
}

bool arguments_read_span(const struct command_usage *usage, const struct arguments_span *span,
			 int64_t *ret_since, int64_t *ret_until, GError **error)
{
	int64_t since = INT64_MIN;
	int64_t until = INT64_MAX;
	int64_t now = 0;

	if ((span->since || span->until) && !arguments_present(&now, error))
		return false;
	if (!read_time(span->since, span->since_name, now, &since, error) ||
	    !read_time(span->until, span->until_name, now, &until, error))
		return false;
	if (since >= until) {
		g_autofree char *what = g_strdup_printf("%s must lie before %s", span->since_name,
							span->until_name);

		return arguments_error(usage, what, NULL, error);
	}
	*ret_since = since;
	*ret_until = until;
	return true;
}
