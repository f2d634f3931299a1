/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/update_document.h"

#include "cli/open_index.h"
#include "cli/open_templates.h"
#include "cli/terminal.h"
#include "render/escape.h"

#include <stdio.h>
#include <unistd.h>

enum {
	MISSING_NAMED = 20, /* objects that are named; the rest is counted */
};

/* What names the archive came from the user, and the archive from somebody else. */
void update_tell_missing(const char *archive, const GPtrArray *missing)
{
	g_autoptr(GString) text = g_string_new("tidings: ");

	if (missing->len == 0)
		return;
	escape_terminal_line(text, str_from(archive));
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

bool update_wants_progress(const struct update_options *options)
{
	return options->progress || (!options->no_progress && isatty(STDERR_FILENO));
}

/* The classic format knows nothing of other revisions. */
static bool wants_index(const struct update_options *options, const struct report_request *request)
{
	return !options->no_index && !request->classic;
}

/* The report itself, with what is told of its making. */
static struct report *make_report(const struct command_settings *settings,
				  const struct update_options *options,
				  struct report_request *request, GError **error)
{
	struct progress indexing = {
		.show = terminal_show_progress,
		.what = "Indexing mails",
		.every = UPDATE_PROGRESS_STEP,
	};
	struct progress progress = {
		.show = terminal_show_progress,
		.what = "Reading mails",
		.every = UPDATE_PROGRESS_STEP,
	};
	g_autofree char *index = NULL;
	struct report *report;

	if (update_wants_progress(options)) {
		request->progress = &progress;
		request->index_progress = &indexing;
	}
	if (wants_index(options, request)) {
		index = open_index_path(settings);
		request->index = index;
		request->tell_waiting = open_index_tell_waiting;
	}
	report = report_make(request, error);
	if (request->progress)
		terminal_end_progress();
	if (report)
		update_tell_missing(request->archive, report->collection->missing);
	return report;
}

bool update_document(const struct command_settings *settings, const struct update_options *options,
		     const struct update_request *request, const struct mail_settings *mail,
		     GString *document, GError **error)
{
	int target = options->output || options->command->format ? -1 : STDOUT_FILENO;
	struct report_request report_request = request->report;
	struct render_options render_options = {
		.colour = shown_wants_colour(&options->shown, target),
		.columns = terminal_columns(target),
	};
	g_autoptr(template_source) source = open_templates(options->templates, error);
	g_autoptr(template_set) templates = NULL;
	g_autoptr(report) report = NULL;

	if (!source)
		return false;
	report = make_report(settings, options, &report_request, error);
	if (!report)
		return false;
	templates = template_set_new(template_source_find, source);
	render_options.templates = templates;
	if (request->format->needs_mailboxes) {
		render_options.from = mail->from;
		render_options.to = mail->to;
		render_options.n_to = mail->n_to;
	}
	return request->format->render(report->update, &render_options, document, error);
}
