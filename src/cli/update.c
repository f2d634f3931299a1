/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"
#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "flow/report.h"
#include "render/escape.h"
#include "render/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	USUAL_TOP = 15,
	TOP_MAX = 1000000,
	PROGRESS_STEP = 200, /* mails between two lines of progress */
	MISSING_NAMED = 20, /* objects that are named; the rest is counted */
};

static const int64_t PRESENT_MAX = 253402300799; /* 9999-12-31T23:59:59Z */

static const char usual_link[] = "https://lore.kernel.org/r/";

/* The command line as it was given. Strings are freed by options_clear(). */
struct options {
	char *since;
	char *until;
	char *title;
	int top;
	char *mailmap;
	char *format;
	char *link;
	char *mbox_quoting;
	char *colour;
	char *output;
	gboolean progress;
	gboolean no_progress;
	gboolean no_colour;
	char **rest; /* ARCHIVE and the range */
};

static void options_clear(struct options *options)
{
	g_free(options->since);
	g_free(options->until);
	g_free(options->title);
	g_free(options->mailmap);
	g_free(options->format);
	g_free(options->link);
	g_free(options->mbox_quoting);
	g_free(options->colour);
	g_free(options->output);
	g_strfreev(options->rest);
}

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
	struct options *options = user;

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
static GOptionContext *make_parser(struct options *options)
{
	const GOptionEntry entries[] = {
		{"since", 0, 0, G_OPTION_ARG_FILENAME, &options->since, "arrived at TIME or later",
		 "TIME"},
		{"until", 0, 0, G_OPTION_ARG_FILENAME, &options->until, "arrived before TIME",
		 "TIME"},
		{"format", 'f', 0, G_OPTION_ARG_FILENAME, &options->format,
		 "one of those below; text if not given", "FORMAT"},
		{"title", 0, 0, G_OPTION_ARG_FILENAME, &options->title, "the list's title", "TEXT"},
		{"top", 0, 0, G_OPTION_ARG_INT, &options->top,
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
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL,
		 "ARCHIVE [FROM..TO]"},
		{0},
	};
	GOptionContext *parser = g_option_context_new(NULL);
	g_autofree char *formats = NULL;
	GOptionGroup *group = g_option_group_new("update", "", "", options, NULL);

	g_option_group_add_entries(group, entries);
	g_option_context_set_main_group(parser, group);
	g_option_context_set_help_enabled(parser, FALSE);
	g_option_context_set_summary(parser, "Reports what reached a list: who contributed, which "
					     "series came in,\nwhat each says and changes.");
	formats = list_formats();
	g_option_context_set_description(parser, formats);
	return parser;
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

static bool read_times(const struct options *options, struct selection_request *selection,
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

static bool read_request(const struct options *options, struct report_request *request,
			 const struct render_format **ret_format, GError **error)
{
	unsigned n_rest = options->rest ? g_strv_length(options->rest) : 0;
	const char *quoting = options->mbox_quoting ? options->mbox_quoting : "rd";

	if (n_rest == 0)
		return usage_error(error, "no ARCHIVE given", NULL);
	if (n_rest > 2)
		return usage_error(error, "too many arguments", options->rest[2]);
	*ret_format = options->format ? render_format_find(options->format) : &render_formats[0];
	if (!*ret_format)
		return unknown_format(error, options->format);
	if (strcmp(quoting, "rd") != 0 && strcmp(quoting, "o") != 0)
		return usage_error(error, "--mbox-quoting takes rd or o, not", quoting);
	if (options->top < 1 || options->top > TOP_MAX)
		return usage_error(error, "--top takes a number from 1 on", NULL);
	*request = (struct report_request){
		.archive = options->rest[0],
		.quoting = strcmp(quoting, "o") == 0 ? MBOX_QUOTING_O : MBOX_QUOTING_RD,
		.selection.range = n_rest > 1 ? options->rest[1] : NULL,
		.title = options->title,
		.mailmap = options->mailmap,
		.link = options->link ? options->link : usual_link,
		.top = (unsigned)options->top,
		.classic = (*ret_format)->needs_classic,
	};
	return read_times(options, &request->selection, error);
}

/* What names the archive came from the user, and the archive from somebody else. */
static void tell_missing(const struct report_request *request, const GPtrArray *missing)
{
	g_autoptr(GString) text = g_string_new("tidings: ");

	if (missing->len == 0)
		return;
	escape_terminal_line(text, str_from(request->archive));
	g_string_append_printf(text, ": %u mail%s missing from the archive:\n", missing->len,
			       missing->len == 1 ? " is" : "s are");
	for (unsigned i = 0; i < MIN(missing->len, (unsigned)MISSING_NAMED); i++) {
		g_string_append(text, "  ");
		escape_terminal_line(text, str_from(g_ptr_array_index(missing, i)));
		g_string_append_c(text, '\n');
	}
	if (missing->len > MISSING_NAMED)
		g_string_append_printf(text, "  and %u more\n", missing->len - MISSING_NAMED);
	fputs(text->str, stderr);
}

static bool wants_progress(const struct options *options)
{
	return options->progress || (!options->no_progress && isatty(STDERR_FILENO));
}

static bool run(const struct options *options, GError **error)
{
	struct progress progress = {
		.show = terminal_show_progress,
		.what = "Reading mails",
		.every = PROGRESS_STEP,
	};
	const char *colour = options->colour ? options->colour : "auto";
	int target = options->output ? -1 : STDOUT_FILENO;
	struct report_request request;
	struct render_options render_options;
	const struct render_format *format;
	g_autoptr(report) report = NULL;
	g_autoptr(GString) document = g_string_new(NULL);

	if (!read_request(options, &request, &format, error))
		return false;
	if (wants_progress(options))
		request.progress = &progress;
	report = report_make(&request, error);
	if (request.progress)
		terminal_end_progress();
	if (!report)
		return false;
	tell_missing(&request, report->collection->missing);
	render_options = (struct render_options){
		.colour = terminal_wants_colour(target, options->no_colour ? "never" : colour),
		.columns = terminal_columns(target),
	};
	format->render(report->update, &render_options, document);
	return output_write(options->output, (str){document->str, document->len}, error);
}

/* GOption prints help and exits by itself; a command must not. */
static bool asks_for_help(int n_arguments, char **arguments)
{
	for (int i = 1; i < n_arguments; i++) {
		if (strcmp(arguments[i], "--") == 0)
			return false;
		if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0)
			return true;
	}
	return false;
}

static int print_help(GOptionContext *parser)
{
	g_autofree char *help = g_option_context_get_help(parser, TRUE, NULL);

	return command_print(help);
}

/* As in git, WHEN only follows a `=`; GOption would take the archive's name for it. */
static void complete_colour(int n_arguments, char **arguments)
{
	static char always[] = "--color=always";

	for (int i = 1; i < n_arguments && strcmp(arguments[i], "--") != 0; i++) {
		if (strcmp(arguments[i], "--color") == 0)
			arguments[i] = always;
	}
}

int command_update(int n_arguments, char **arguments)
{
	struct options options = {.top = USUAL_TOP};
	g_autoptr(GOptionContext) parser = make_parser(&options);
	g_autoptr(GError) error = NULL;
	int status = EXIT_DONE;

	g_set_prgname("tidings update");
	complete_colour(n_arguments, arguments);
	if (asks_for_help(n_arguments, arguments))
		status = print_help(parser);
	else if (!g_option_context_parse(parser, &n_arguments, &arguments, &error) ||
		 !run(&options, &error))
		status = command_report_error(error);
	options_clear(&options);
	return status;
}
