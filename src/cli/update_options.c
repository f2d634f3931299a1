/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/update_options.h"

#include "base/error.h"
#include "base/timestamp.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	USUAL_TOP = 15,
	TOP_MAX = 1000000,
	N_ENTRIES = 16, /* options, the archive, and the end of the table */
};

static const int64_t PRESENT_MAX = 253402300799; /* 9999-12-31T23:59:59Z */

static const char usual_link[] = "https://lore.kernel.org/r/";

static const char description[] =
	"ARCHIVE is a public-inbox inbox (v2 or v1), one epoch of it, an mbox (also .gz)\n"
	"or a Maildir. A range is in commits of the archive: FROM..TO, FROM.. or ..TO,\n"
	"with ids, refs or tags, as git names them; an mbox or a Maildir has times alone.\n"
	"Without a range and times the whole archive is read.\n"
	"\n"
	"TIME, in UTC, is 2025-12-29, '2025-12-29 16:00', yesterday, 2.weeks.ago or\n"
	"@SECONDS.\n"
	"\n"
	"Examples:\n"
	"  tidings update kvm.git HEAD~300..HEAD\n"
	"  tidings update --since yesterday lists/qemu-devel\n"
	"  tidings update --since 2025-12-22 --until 2025-12-29 -f json kvm.git\n"
	"  tidings update --title git --top 5 git-2025-12.mbox.gz\n"
	"\n"
	"Exit status: 0 done, 1 failed, 2 used wrongly.";

/* The end of the help: the formats, as their table has them, and the rest. */
static char *list_formats(void)
{
	GString *text = g_string_new("Formats:\n");

	for (const struct render_format *format = render_formats; format->name; format++)
		g_string_append_printf(text, "  %-10s %s\n", format->name, format->help);
	g_string_append_printf(text, "\n%s", description);
	return g_string_free(text, FALSE);
}

static gboolean parse_colour(const char *name, const char *value, gpointer user, GError **error)
{
	struct update_options *options = user;

	(void)name;
	if (strcmp(value, "auto") != 0 && strcmp(value, "always") != 0 &&
	    strcmp(value, "never") != 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "--color=%s: it takes auto, always or never", value);
		return FALSE;
	}
	g_free(options->colour);
	options->colour = g_strdup(value);
	return TRUE;
}

/* Texts are taken as FILENAME: GOption would refuse what is not of the locale's charset. */
static void fill_entries(struct update_options *options, GOptionEntry entries[N_ENTRIES])
{
	const GOptionEntry filled[N_ENTRIES] = {
		{"since", 0, 0, G_OPTION_ARG_FILENAME, &options->since, "arrived at TIME or later",
		 "TIME"},
		{"until", 0, 0, G_OPTION_ARG_FILENAME, &options->until, "arrived before TIME",
		 "TIME"},
		{"format", 'f', 0, G_OPTION_ARG_FILENAME, &options->format,
		 "one of those below; text if not given", "FORMAT"},
		{"title", 0, 0, G_OPTION_ARG_FILENAME, &options->title, "the list's title", "TEXT"},
		{"top", 0, 0, G_OPTION_ARG_FILENAME, &options->top,
		 "rows of each list of the statistics (15)", "N"},
		{"mailmap", 0, 0, G_OPTION_ARG_FILENAME, &options->mailmap,
		 "names and addresses of people, as git has it", "FILE"},
		{"link", 0, 0, G_OPTION_ARG_FILENAME, &options->link,
		 "begin of links to mails, or '' for none", "URL"},
		{"mbox-quoting", 0, 0, G_OPTION_ARG_FILENAME, &options->mbox_quoting,
		 "how an mbox quotes: rd (the default), o", "KIND"},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
		 "write to FILE, not to standard output", "FILE"},
		{"color", 0, 0, G_OPTION_ARG_CALLBACK, parse_colour,
		 "auto (the default), always, never", "WHEN"},
		{"no-color", 0, 0, G_OPTION_ARG_NONE, &options->no_colour, "as --color=never",
		 NULL},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options->progress,
		 "show progress on no terminal too", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options->no_progress, "show no progress",
		 NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options->help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL,
		 "ARCHIVE [FROM..TO]"},
		{0},
	};

	memcpy(entries, filled, sizeof(filled));
}

static GOptionContext *make_parser(struct update_options *options, const GOptionEntry *entries)
{
	GOptionContext *parser = g_option_context_new(NULL);
	GOptionGroup *group = g_option_group_new("update", "", "", options, NULL);
	g_autofree char *formats = list_formats();

	g_option_group_add_entries(group, entries);
	g_option_context_set_main_group(parser, group);
	/* GOption's own help prints and exits. */
	g_option_context_set_help_enabled(parser, FALSE);
	g_option_context_set_summary(parser, "Reports what reached a list: who contributed, which "
					     "series came in,\nwhat each says and changes.");
	g_option_context_set_description(parser, formats);
	return parser;
}

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

bool update_options_parse(struct update_options *options, char **arguments, GError **error)
{
	GOptionEntry entries[N_ENTRIES];
	g_autoptr(GOptionContext) parser = NULL;
	g_auto(GStrv) complete = NULL;

	*options = (struct update_options){0};
	fill_entries(options, entries);
	parser = make_parser(options, entries);
	complete = complete_arguments(entries, arguments);
	return g_option_context_parse_strv(parser, &complete, error);
}

char *update_options_help(void)
{
	struct update_options options = {0};
	GOptionEntry entries[N_ENTRIES];
	g_autoptr(GOptionContext) parser = NULL;

	fill_entries(&options, entries);
	parser = make_parser(&options, entries);
	g_set_prgname("tidings update");
	return g_option_context_get_help(parser, TRUE, NULL);
}

void update_options_clear(struct update_options *options)
{
	g_free(options->since);
	g_free(options->until);
	g_free(options->title);
	g_free(options->top);
	g_free(options->mailmap);
	g_free(options->format);
	g_free(options->link);
	g_free(options->mbox_quoting);
	g_free(options->colour);
	g_free(options->output);
	g_strfreev(options->rest);
}

static bool usage_error(GError **error, const char *what, const char *value)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "%s%s%s; see 'tidings help update'",
		    what, value ? ": " : "", value ? value : "");
	return false;
}

/* The present, which only relative times need; reproducible-builds.org's variable replaces it. */
static bool read_present(int64_t *ret_now, GError **error)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	if (!epoch) {
		*ret_now = (int64_t)time(NULL);
		return true;
	}
	if (g_ascii_string_to_signed(epoch, 10, 0, PRESENT_MAX, ret_now, NULL))
		return true;
	return usage_error(error, "SOURCE_DATE_EPOCH is no number of seconds", epoch);
}

static bool read_times(const struct update_options *options, struct selection_request *selection,
		       GError **error)
{
	int64_t now = 0;

	if ((options->since || options->until) && !read_present(&now, error))
		return false;
	selection->has_since = options->since != NULL;
	selection->has_until = options->until != NULL;
	if (options->since &&
	    !timestamp_parse_approximate(options->since, now, &selection->since, error)) {
		g_prefix_error(error, "--since: ");
		return false;
	}
	if (options->until &&
	    !timestamp_parse_approximate(options->until, now, &selection->until, error)) {
		g_prefix_error(error, "--until: ");
		return false;
	}
	if (selection->has_since && selection->has_until && selection->since >= selection->until)
		return usage_error(error, "--since must lie before --until", NULL);
	return true;
}

static bool unknown_format(GError **error, const char *name)
{
	g_autoptr(GString) what = g_string_new("no such format: ");

	g_string_append_printf(what, "%s; there are", name);
	for (const struct render_format *format = render_formats; format->name; format++)
		g_string_append_printf(what, "%s %s", format == render_formats ? "" : ",",
				       format->name);
	return usage_error(error, what->str, NULL);
}

bool update_options_request(const struct update_options *options,
			    struct report_request *ret_request,
			    const struct render_format **ret_format, GError **error)
{
	unsigned n_rest = options->rest ? g_strv_length(options->rest) : 0;
	const char *quoting = options->mbox_quoting ? options->mbox_quoting : "rd";
	unsigned top = USUAL_TOP;

	if (n_rest == 0)
		return usage_error(error, "no ARCHIVE given", NULL);
	if (n_rest > 2)
		return usage_error(error, "too many arguments", options->rest[2]);
	*ret_format = options->format ? render_format_find(options->format) : &render_formats[0];
	if (!*ret_format)
		return unknown_format(error, options->format);
	if (strcmp(quoting, "rd") != 0 && strcmp(quoting, "o") != 0)
		return usage_error(error, "--mbox-quoting takes rd or o, not", quoting);
	if (options->top && (!str_to_uint(str_from(options->top), TOP_MAX, &top) || top == 0))
		return usage_error(error, "--top takes a number from 1 on, not", options->top);
	*ret_request = (struct report_request){
		.archive = options->rest[0],
		.quoting = strcmp(quoting, "o") == 0 ? MBOX_QUOTING_O : MBOX_QUOTING_RD,
		.selection.range = n_rest > 1 ? options->rest[1] : NULL,
		.title = options->title,
		.mailmap = options->mailmap,
		.link = options->link ? options->link : usual_link,
		.top = top,
		.classic = (*ret_format)->needs_classic,
	};
	return read_times(options, &ret_request->selection, error);
}
