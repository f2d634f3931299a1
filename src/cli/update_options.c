/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/update_options.h"

#include "base/error.h"
#include "cli/arguments.h"

#include <string.h>

enum {
	USUAL_TOP = 15,
	TOP_MAX = 1000000,
	N_ENTRIES = 19, /* options, the archive, and the end of the table */
};

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
		{"templates", 0, 0, G_OPTION_ARG_FILENAME, &options->templates,
		 "templates of one's own (doc/templates.md)", "DIR"},
		{"mbox-quoting", 0, 0, G_OPTION_ARG_FILENAME, &options->mbox_quoting,
		 "how an mbox quotes: rd (the default), o", "KIND"},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
		 "write to FILE, not to standard output", "FILE"},
		{"color", 0, 0, G_OPTION_ARG_CALLBACK, arguments_parse_colour,
		 "auto (the default), always, never", "WHEN"},
		{"no-color", 0, 0, G_OPTION_ARG_NONE, &options->shown.no_colour, "as --color=never",
		 NULL},
		{"no-index", 0, 0, G_OPTION_ARG_NONE, &options->no_index,
		 "report from the range alone, without the index", NULL},
		{"as-of", 0, 0, G_OPTION_ARG_FILENAME, &options->as_of,
		 "other revisions as known then, at its end, or now", "WHEN"},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options->progress,
		 "show progress on no terminal too", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options->no_progress, "show no progress",
		 NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options->shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL,
		 "ARCHIVE [FROM..TO]"},
		{0},
	};

	memcpy(entries, filled, sizeof(filled));
}

bool update_options_parse(struct update_options *options, char **arguments, GError **error)
{
	const struct command_usage usage = {.command = "update"};
	GOptionEntry entries[N_ENTRIES];

	*options = (struct update_options){0};
	fill_entries(options, entries);
	return arguments_parse(&usage, entries, options, arguments, error);
}

char *update_options_help(void)
{
	struct update_options options = {0};
	g_autofree char *formats = list_formats();
	const struct command_usage usage = {
		.command = "update",
		.summary = "Reports what reached a list: who contributed, which series came in,\n"
			   "what each says and changes.",
		.description = formats,
	};
	GOptionEntry entries[N_ENTRIES];

	fill_entries(&options, entries);
	return arguments_help(&usage, entries, &options);
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
	g_free(options->templates);
	g_free(options->mbox_quoting);
	g_free(options->as_of);
	g_free(options->shown.colour);
	g_free(options->output);
	g_strfreev(options->rest);
}

static bool usage_error(GError **error, const char *what, const char *value)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "%s%s%s; see 'tidings help update'",
		    what, value ? ": " : "", value ? value : "");
	return false;
}

static bool read_times(const struct update_options *options, struct selection_request *selection,
		       GError **error)
{
	const struct command_usage usage = {.command = "update"};
	const struct arguments_span span = {
		.since = options->since,
		.until = options->until,
		.since_name = "--since",
		.until_name = "--until",
	};

	selection->has_since = options->since != NULL;
	selection->has_until = options->until != NULL;
	return arguments_read_span(&usage, &span, &selection->since, &selection->until, error);
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
	const char *as_of = options->as_of ? options->as_of : "then";
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
	if (strcmp(as_of, "then") != 0 && strcmp(as_of, "now") != 0)
		return usage_error(error, "--as-of takes then or now, not", as_of);
	if (options->no_index && options->as_of)
		return usage_error(error, "--as-of needs the index that --no-index leaves out",
				   NULL);
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
		.with_diffs = (*ret_format)->needs_diffs,
		.as_of_now = strcmp(as_of, "now") == 0,
	};
	return read_times(options, &ret_request->selection, error);
}
