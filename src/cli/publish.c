/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/open_index.h"
#include "cli/open_templates.h"
#include "cli/terminal.h"
#include "site/site.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	MAILS_STEP = 500, /* between two lines of progress */
	PAGES_STEP = 20,
};

struct publish_options {
	struct shown_options shown;
	gboolean progress;
	gboolean no_progress;
	char *period;
	char *title;
	char *link;
	char *url;
	char *templates;
	char *mbox_quoting;
	char **rest; /* DIR and ARCHIVE */
};

static const struct command_usage usage = {
	.command = "publish",
	.summary = "Brings a static site of a list up to date: its updates, a page a series with\n"
		   "its revisions and what changed, a page a contributor, feeds, a search.",
	.description =
		"DIR is made, or was made by 'tidings publish'. ARCHIVE is as for 'tidings "
		"update'.\n"
		"Only what changed is written again, each file whole or not at all; a web server\n"
		"may serve DIR all the while. The pages need no server, and can be opened as "
		"files.\n"
		"\n"
		"Examples:\n"
		"  tidings publish /srv/www/kvmarm lists/kvmarm\n"
		"  tidings publish --period month --url https://lists.example.org/kvmarm/ \\\n"
		"      /srv/www/kvmarm lists/kvmarm\n"
		"\n"
		"Exit status: 0 done, 1 failed, 2 used wrongly.",
};

static const struct {
	const char *name;
	enum site_period period;
} periods[] = {
	{"day", SITE_DAY},
	{"week", SITE_WEEK},
	{"month", SITE_MONTH},
};

static bool read_period(const char *name, enum site_period *ret_period, GError **error)
{
	*ret_period = SITE_WEEK;
	if (!name)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(periods); i++) {
		if (strcmp(periods[i].name, name) == 0) {
			*ret_period = periods[i].period;
			return true;
		}
	}
	return arguments_error(&usage, "--period takes day, week or month, not", name, error);
}

/* Feeds have addresses that lead to the web. */
static bool check_url(const char *url, GError **error)
{
	if (!url || g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://"))
		return true;
	return arguments_error(&usage, "--url takes an address of the web, not", url, error);
}

static bool read_request(const struct publish_options *options, const struct config *config,
			 struct site_request *ret_request, GError **error)
{
	unsigned n_rest = options->rest ? g_strv_length(options->rest) : 0;
	struct archive_name archive;
	enum mbox_quoting quoting;
	enum site_period period;

	if (n_rest < 2)
		return arguments_error(&usage, n_rest == 0 ? "no DIR given" : "no ARCHIVE given",
				       NULL, error);
	if (n_rest > 2)
		return arguments_error(&usage, "too many arguments", options->rest[2], error);
	if (!read_period(options->period, &period, error) || !check_url(options->url, error) ||
	    !arguments_mbox_quoting(&usage, options->mbox_quoting, &quoting, error))
		return false;
	archive = configuration_archive(config, options->rest[1]);
	*ret_request = (struct site_request){
		.folder = options->rest[0],
		.archive = archive.path,
		.quoting = options->mbox_quoting ? quoting : archive.quoting,
		.title = options->title ? options->title : archive.title,
		.link = arguments_link(options->link, archive.link),
		.url = options->url,
		.version = TIDINGS_VERSION,
		.period = period,
		.top = ARGUMENTS_USUAL_TOP,
		.tell_waiting = open_index_tell_waiting,
	};
	return true;
}

static void tell(const struct site_result *result)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "tidings: %u files, %u written, %u removed\n", result->n_files,
			result->n_written, result->n_removed);
}

static bool run(const struct command_settings *settings, const struct publish_options *options,
		GError **error)
{
	struct progress indexing = {
		.show = terminal_show_progress, .what = "Indexing mails", .every = MAILS_STEP};
	struct progress pages = {
		.show = terminal_show_progress, .what = "Writing pages", .every = PAGES_STEP};
	g_autofree char *index = open_index_path(settings);
	g_autoptr(config) config = configuration_read(error);
	g_autofree char *templates = NULL;
	struct site_request request;
	struct site_result result;
	bool done;

	if (!config || !read_request(options, config, &request, error))
		return false;
	templates = open_templates_folder(options->templates, error);
	if (!templates)
		return false;
	request.index = index;
	request.templates = templates;
	if (options->progress || (!options->no_progress && isatty(STDERR_FILENO))) {
		request.index_progress = &indexing;
		request.progress = &pages;
	}
	done = site_publish(&request, &result, error);
	if (request.progress)
		terminal_end_progress();
	if (done)
		tell(&result);
	return done;
}

static void clear(struct publish_options *options)
{
	g_free(options->period);
	g_free(options->title);
	g_free(options->link);
	g_free(options->url);
	g_free(options->templates);
	g_free(options->mbox_quoting);
	g_free(options->shown.colour);
	g_strfreev(options->rest);
}

int command_publish(const struct command_settings *settings, char **arguments)
{
	struct publish_options options = {0};
	const GOptionEntry entries[] = {
		{"period", 0, 0, G_OPTION_ARG_FILENAME, &options.period,
		 "an update each day, week (the default) or month", "PERIOD"},
		{"title", 0, 0, G_OPTION_ARG_FILENAME, &options.title, "the list's title", "TEXT"},
		{"url", 0, 0, G_OPTION_ARG_FILENAME, &options.url,
		 "where the site will be served, for its feeds", "URL"},
		{"link", 0, 0, G_OPTION_ARG_FILENAME, &options.link,
		 "begin of links to mails, or '' for none", "URL"},
		{"templates", 0, 0, G_OPTION_ARG_FILENAME, &options.templates,
		 "templates of one's own (templates.md)", "DIR"},
		{"mbox-quoting", 0, 0, G_OPTION_ARG_FILENAME, &options.mbox_quoting,
		 "how an mbox quotes: rd (the default), o", "KIND"},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
		 "show progress on no terminal too", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options.no_progress, "show no progress",
		 NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options.shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.rest, NULL,
		 "DIR ARCHIVE"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	int status = EXIT_DONE;

	if (!arguments_parse(&usage, entries, &options, arguments, &error)) {
		status = command_report_error(error);
	} else if (options.shown.help) {
		g_autofree char *help = arguments_help(&usage, entries, &options);

		status = command_print(help);
	} else if (!run(settings, &options, &error)) {
		status = command_report_error(error);
	}
	clear(&options);
	return status;
}
