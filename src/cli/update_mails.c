/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/update_mails.h"

#include "cli/output.h"
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

	writing->format->render_mail(writing->part, mail->bytes, mail->arrived_at);
	return writing->part->len < PART_BYTES || flush(writing, error);
}

bool update_mails_write(const struct report_request *request, const struct render_format *format,
			const char *path, GPtrArray *missing, GError **error)
{
	g_autoptr(GString) part = g_string_new(NULL);
	struct writing writing = {.format = format, .path = path, .part = part};
	bool done =
		mails_read(request, take_mail, &writing, missing, error) && flush(&writing, error);

	if (writing.is_open && !output_close(&writing.output, done ? error : NULL))
		return false;
	return done;
}
