/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/command.h"
#include "cli/open_index.h"
#include "cli/open_templates.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/update_mails.h"
#include "cli/update_options.h"
#include "render/escape.h"

#include <stdio.h>
#include <unistd.h>

enum {
	PROGRESS_STEP = 200, /* mails between two lines of progress */
	MISSING_NAMED = 20, /* objects that are named; the rest is counted */
};

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

static bool wants_progress(const struct update_options *options)
{
	return options->progress || (!options->no_progress && isatty(STDERR_FILENO));
}

/* The classic format knows nothing of other revisions. */
static bool wants_index(const struct update_options *options, const struct report_request *request)
{
	return !options->no_index && !request->classic;
}

static bool run(const struct command_settings *settings, const struct update_options *options,
		GError **error)
{
	struct progress indexing = {
		.show = terminal_show_progress,
		.what = "Indexing mails",
		.every = PROGRESS_STEP,
	};
	struct progress progress = {
		.show = terminal_show_progress,
		.what = "Reading mails",
		.every = PROGRESS_STEP,
	};
	int target = options->output ? -1 : STDOUT_FILENO;
	struct report_request request;
	g_autofree char *index = NULL;
	struct render_options render_options;
	const struct render_format *format;
	g_autoptr(report) report = NULL;
	g_autoptr(GPtrArray) missing = NULL;
	g_autoptr(template_source) source = NULL;
	g_autoptr(template_set) templates = NULL;
	g_autoptr(GString) document = g_string_new(NULL);

	if (!update_options_request(options, &request, &format, error))
		return false;
	source = open_templates(options->templates, error);
	if (!source)
		return false;
	if (wants_progress(options)) {
		request.progress = &progress;
		request.index_progress = &indexing;
	}
	if (format->render_mail) {
		bool written;

		missing = g_ptr_array_new_with_free_func(g_free);
		written = update_mails_write(&request, format, options->output, missing, error);
		if (request.progress)
			terminal_end_progress();
		tell_missing(&request, missing);
		return written;
	}
	if (wants_index(options, &request)) {
		index = open_index_path(settings);
		request.index = index;
		request.tell_waiting = open_index_tell_waiting;
	}
	report = report_make(&request, error);
	if (request.progress)
		terminal_end_progress();
	if (!report)
		return false;
	tell_missing(&request, report->collection->missing);
	templates = template_set_new(template_source_find, source);
	render_options = (struct render_options){
		.colour = shown_wants_colour(&options->shown, target),
		.columns = terminal_columns(target),
		.templates = templates,
	};
	return format->render(report->update, &render_options, document, error) &&
	       output_write(options->output, (str){document->str, document->len}, error);
}

int command_update(const struct command_settings *settings, char **arguments)
{
	struct update_options options;
	g_autoptr(GError) error = NULL;
	int status = EXIT_DONE;

	if (!update_options_parse(&options, arguments, &error)) {
		status = command_report_error(error);
	} else if (options.shown.help) {
		g_autofree char *help = update_options_help();

		status = command_print(help);
	} else if (!run(settings, &options, &error)) {
		status = command_report_error(error);
	}
	update_options_clear(&options);
	return status;
}
