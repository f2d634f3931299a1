/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/update_mails.h"

#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/update_document.h"
#include "flow/mails.h"

enum { PART_BYTES = 1024 * 1024 }; /* that are written at once */

struct writing {
	const struct render_format *format;
	const char *path;
	struct output output;
	bool is_open;
	GString *part;
};

static bool flush(struct writing *writing, GError **error)
{
	str part = {.ptr = writing->part->str, .len = writing->part->len};

	if (!writing->is_open && !output_open(&writing->output, writing->path, error))
		return false;
	writing->is_open = true;
	if (!output_append(&writing->output, part, error))
		return false;
	g_string_truncate(writing->part, 0);
	return true;
}

static bool take_mail(void *user, const struct range_mail *mail, GError **error)
{
	struct writing *writing = user;

	writing->format->append_mail(writing->part, mail->bytes, mail->arrived_at);
	return writing->part->len < PART_BYTES || flush(writing, error);
}

static bool write_mails(struct writing *writing, const struct report_request *request,
			GPtrArray *missing, GError **error)
{
	bool done =
		mails_read(request, take_mail, writing, missing, error) && flush(writing, error);

	if (writing->is_open && !output_close(&writing->output, done ? error : NULL))
		return false;
	return done;
}

bool update_mails(const struct update_options *options, const struct update_request *request,
		  GError **error)
{
	struct progress progress = {
		.show = terminal_show_progress,
		.what = "Reading mails",
		.every = UPDATE_PROGRESS_STEP,
	};
	struct report_request report = request->report;
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) part = g_string_new(NULL);
	struct writing writing = {.format = request->format, .path = options->output, .part = part};
	bool done;

	if (update_wants_progress(options))
		report.progress = &progress;
	done = write_mails(&writing, &report, missing, error);
	if (report.progress)
		terminal_end_progress();
	update_tell_missing(report.archive, missing);
	return done;
}
