/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/update_options.h"

#include "cli/arguments.h"
#include "cli/configuration.h"

#include <string.h>

enum {
	TOP_MAX = 1000000,
	N_ENTRIES = 24, /* options, the archive, and the end of the table */
};

static const char archives[] =
	"ARCHIVE is a list of the configuration, by its name, or a path: of a\n"
	"public-inbox inbox (v2 or v1), one epoch of it, an mbox (also .gz), a Maildir.\n"
	"A range is in commits of the archive: FROM..TO, FROM.. or ..TO, with ids, refs\n"
	"or tags, as git names them; an mbox or a Maildir has times alone. Without a\n"
	"range and times the whole archive is read.\n"
	"\n"
	"TIME, in UTC, is 2025-12-29, '2025-12-29 16:00', yesterday, 2.weeks.ago or\n"
	"@SECONDS.\n"
	"\n";

/* The end of the help: the formats, as their table has them, and the rest. */
static char *describe(const struct update_command *command)
{
	GString *text = g_string_new(command->format ? NULL : "Formats:\n");

	for (const struct render_format *format = render_formats; !command->format && format->name;
	     format++)
		g_string_append_printf(text, "  %-10s %s\n", format->name, format->help);
	g_string_append_printf(text, "%s%s%s", command->format ? "" : "\n", archives,
			       command->closing);
	return g_string_free(text, FALSE);
}

/* Which of the commands takes an option. */
enum takers { BOTH, UPDATE_ALONE, SEND_ALONE };

/* Texts are taken as FILENAME: GOption would refuse what is not of the locale's charset. */
static void fill_entries(struct update_options *options, GOptionEntry entries[N_ENTRIES])
{
	const struct {
		enum takers takers;
		GOptionEntry entry;
	} known[N_ENTRIES] = {
		{BOTH,
		 {"since", 0, 0, G_OPTION_ARG_FILENAME, &options->since, "arrived at TIME or later",
		  "TIME"}},
		{BOTH,
		 {"until", 0, 0, G_OPTION_ARG_FILENAME, &options->until, "arrived before TIME",
		  "TIME"}},
		{UPDATE_ALONE,
		 {"new", 0, 0, G_OPTION_ARG_FILENAME, &options->subscription,
		  "what is new to a subscription of the configuration", "SUBSCRIPTION"}},
		{UPDATE_ALONE,
		 {"format", 'f', 0, G_OPTION_ARG_FILENAME, &options->format,
		  "one of those below; text if not given", "FORMAT"}},
		{BOTH,
		 {"title", 0, 0, G_OPTION_ARG_FILENAME, &options->title, "the list's title",
		  "TEXT"}},
		{BOTH,
		 {"top", 0, 0, G_OPTION_ARG_FILENAME, &options->top,
		  "rows of each list of the statistics (15)", "N"}},
		{BOTH,
		 {"mailmap", 0, 0, G_OPTION_ARG_FILENAME, &options->mailmap,
		  "names and addresses of people, as git has it", "FILE"}},
		{BOTH,
		 {"link", 0, 0, G_OPTION_ARG_FILENAME, &options->link,
		  "begin of links to mails, or '' for none", "URL"}},
		{BOTH,
		 {"templates", 0, 0, G_OPTION_ARG_FILENAME, &options->templates,
		  "templates of one's own (templates.md)", "DIR"}},
		{BOTH,
		 {"mbox-quoting", 0, 0, G_OPTION_ARG_FILENAME, &options->mbox_quoting,
		  "how an mbox quotes: rd (the default), o", "KIND"}},
		{BOTH,
		 {"from", 0, 0, G_OPTION_ARG_FILENAME, &options->from,
		  "who the mail is from, for [mail] from", "ADDRESS"}},
		{BOTH,
		 {"to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->to,
		  "who it goes to, for [mail] to; may be repeated", "ADDRESS"}},
		{UPDATE_ALONE,
		 {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
		  "write to FILE, not to standard output", "FILE"}},
		{UPDATE_ALONE,
		 {"color", 0, 0, G_OPTION_ARG_CALLBACK, arguments_parse_colour,
		  "auto (the default), always, never", "WHEN"}},
		{UPDATE_ALONE,
		 {"no-color", 0, 0, G_OPTION_ARG_NONE, &options->shown.no_colour,
		  "as --color=never", NULL}},
		{BOTH,
		 {"no-index", 0, 0, G_OPTION_ARG_NONE, &options->no_index,
		  "report from the range alone, without the index", NULL}},
		{BOTH,
		 {"as-of", 0, 0, G_OPTION_ARG_FILENAME, &options->as_of,
		  "other revisions as known then, at its end, or now", "WHEN"}},
		{SEND_ALONE,
		 {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run,
		  "print the mail, and say to whom it would go", NULL}},
		{UPDATE_ALONE,
		 {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run,
		  "with --new: it stays new", NULL}},
		{BOTH,
		 {"progress", 0, 0, G_OPTION_ARG_NONE, &options->progress,
		  "show progress on no terminal too", NULL}},
		{BOTH,
		 {"no-progress", 0, 0, G_OPTION_ARG_NONE, &options->no_progress, "show no progress",
		  NULL}},
		{BOTH,
		 {"help", 'h', 0, G_OPTION_ARG_NONE, &options->shown.help, "show this", NULL}},
		{BOTH,
		 {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL,
		  "ARCHIVE [FROM..TO]"}},
		{BOTH, {0}},
	};
	enum takers others = options->command->format ? UPDATE_ALONE : SEND_ALONE;
	unsigned n = 0;

	for (unsigned i = 0; i < N_ENTRIES; i++) {
		if (known[i].takers != others)
			entries[n++] = known[i].entry;
	}
}

static bool parse(struct update_options *options, char **arguments, GError **error)
{
	const struct command_usage usage = {.command = options->command->name};
	GOptionEntry entries[N_ENTRIES];

	fill_entries(options, entries);
	return arguments_parse(&usage, entries, options, arguments, error);
}

static char *make_help(const struct update_command *command)
{
	struct update_options options = {.command = command};
	g_autofree char *description = describe(command);
	const struct command_usage usage = {
		.command = command->name,
		.summary = command->summary,
		.description = description,
	};
	GOptionEntry entries[N_ENTRIES];

	fill_entries(&options, entries);
	return arguments_help(&usage, entries, &options);
}

static void clear(struct update_options *options)
{
	config_free(options->config);
	g_free(options->subscription);
	g_free(options->since);
	g_free(options->until);
	g_free(options->title);
	g_free(options->top);
	g_free(options->mailmap);
	g_free(options->format);
	g_free(options->link);
	g_free(options->templates);
	g_free(options->mbox_quoting);
	g_free(options->from);
	g_strfreev(options->to);
	g_free(options->as_of);
	g_free(options->shown.colour);
	g_free(options->output);
	g_strfreev(options->rest);
}

static bool run_command(const struct command_settings *settings, struct update_options *options,
			GError **error)
{
	options->config = configuration_read(error);
	return options->config && options->command->run(settings, options, error);
}

int update_command_run(const struct update_command *command,
		       const struct command_settings *settings, char **arguments)
{
	struct update_options options = {.command = command};
	g_autoptr(GError) error = NULL;
	int status = EXIT_DONE;

	if (!parse(&options, arguments, &error)) {
		status = command_report_error(error);
	} else if (options.shown.help) {
		g_autofree char *help = make_help(command);

		status = command_print(help);
	} else if (!run_command(settings, &options, &error)) {
		status = command_report_error(error);
	}
	clear(&options);
	return status;
}

bool update_options_error(const struct update_options *options, const char *what, const char *value,
			  GError **error)
{
	const struct command_usage usage = {.command = options->command->name};

	return arguments_error(&usage, what, value, error);
}

static bool read_times(const struct update_options *options, struct selection_request *selection,
		       GError **error)
{
	const struct command_usage usage = {.command = options->command->name};
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

static bool unknown_format(const struct update_options *options, GError **error)
{
	g_autoptr(GString) what = g_string_new("no such format: ");

	g_string_append_printf(what, "%s; there are", options->format);
	for (const struct render_format *format = render_formats; format->name; format++)
		g_string_append_printf(what, "%s %s", format == render_formats ? "" : ",",
				       format->name);
	return update_options_error(options, what->str, NULL, error);
}

static bool find_format(const struct update_options *options,
			const struct render_format **ret_format, GError **error)
{
	const char *name = options->command->format ? options->command->format : options->format;
	const struct render_format *format = name ? render_format_find(name) : &render_formats[0];

	if (!format)
		return unknown_format(options, error);
	if (!format->needs_mailboxes && (options->from || options->to))
		return update_options_error(options, "--from and --to go with --format mail alone",
					    NULL, error);
	*ret_format = format;
	return true;
}

/* The archive and its range. */
static bool check_rest(const struct update_options *options, GError **error)
{
	unsigned n_rest = options->rest ? g_strv_length(options->rest) : 0;

	if (options->subscription && n_rest > 0)
		return update_options_error(options, "--new names what is read; too many arguments",
					    options->rest[0], error);
	if (options->subscription)
		return true;
	if (n_rest == 0)
		return update_options_error(options, "no ARCHIVE given", NULL, error);
	if (n_rest > 2)
		return update_options_error(options, "too many arguments", options->rest[2], error);
	return true;
}

static bool check_as_of(const struct update_options *options, GError **error)
{
	const char *as_of = options->as_of;

	if (as_of && strcmp(as_of, "then") != 0 && strcmp(as_of, "now") != 0)
		return update_options_error(options, "--as-of takes then or now, not", as_of,
					    error);
	if (options->no_index && as_of)
		return update_options_error(
			options, "--as-of needs the index that --no-index leaves out", NULL, error);
	return true;
}

/* What is new to a subscription is no range, and the index alone knows it. */
static bool check_new(const struct update_options *options, const struct render_format *format,
		      GError **error)
{
	if (!options->subscription && options->dry_run && !options->command->format)
		return update_options_error(options, "--dry-run goes with --new alone", NULL,
					    error);
	if (!options->subscription)
		return true;
	if (options->since || options->until)
		return update_options_error(options, "--since and --until do not go with --new",
					    NULL, error);
	if (options->no_index || options->as_of || options->mbox_quoting)
		return update_options_error(
			options, "--no-index, --as-of and --mbox-quoting do not go with --new",
			NULL, error);
	if (format->needs_classic)
		return update_options_error(
			options, "the format classic is of a range, and does not go with --new",
			NULL, error);
	return true;
}

static bool read_top(const struct update_options *options, unsigned *ret_top, GError **error)
{
	*ret_top = ARGUMENTS_USUAL_TOP;
	if (!options->top)
		return true;
	if (str_to_uint(str_from(options->top), TOP_MAX, ret_top) && *ret_top > 0)
		return true;
	return update_options_error(options, "--top takes a number from 1 on, not", options->top,
				    error);
}

bool update_options_request(const struct update_options *options,
			    struct update_request *ret_request, GError **error)
{
	const struct command_usage usage = {.command = options->command->name};
	const struct render_format *format = NULL;
	struct archive_name archive = {0};
	enum mbox_quoting quoting;
	unsigned top;

	if (!check_rest(options, error) || !find_format(options, &format, error) ||
	    !check_new(options, format, error) ||
	    !arguments_mbox_quoting(&usage, options->mbox_quoting, &quoting, error) ||
	    !check_as_of(options, error) || !read_top(options, &top, error))
		return false;
	if (!options->subscription)
		archive = configuration_archive(options->config, options->rest[0]);
	*ret_request = (struct update_request){
		.format = format,
		.report =
			{
				.archive = archive.path,
				.quoting = options->mbox_quoting ? quoting : archive.quoting,
				.selection.range = archive.path ? options->rest[1] : NULL,
				.title = options->title ? options->title : archive.title,
				.mailmap = options->mailmap,
				.link = arguments_link(options->link, archive.link),
				.top = top,
				.classic = format->needs_classic,
				.with_diffs = format->needs_diffs,
				.as_of_now = options->as_of && strcmp(options->as_of, "now") == 0,
			},
	};
	return read_times(options, &ret_request->report.selection, error);
}
