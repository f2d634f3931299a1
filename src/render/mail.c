/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/timestamp.h"
#include "render/formats.h"
#include "render/message.h"

enum { DAY_BYTES = 10 }; /* `2025-12-29` of `2025-12-29T16:01:05Z` */

static void append_count(GString *out, unsigned number, const char *one, const char *many)
{
	g_string_append_printf(out, "%u %s", number, number == 1 ? one : many);
}

/* An inbox is read by days: the commits of the range stand in the text. */
static void append_subject(const struct update *update, GString *out)
{
	str since = str_slice(update->since, 0, DAY_BYTES);
	str until = str_slice(update->until, 0, DAY_BYTES);

	g_string_append_printf(out, "[" STR_FMT "] update: ", STR_ARG(update->title));
	if (update->n_series > 0) {
		append_count(out, update->counts.patches, "patch", "patches");
		g_string_append(out, " in ");
		append_count(out, update->n_series, "series", "series");
	} else {
		append_count(out, update->counts.mails, "mail", "mails");
	}
	if (until.len > 0)
		g_string_append_printf(out, ", " STR_FMT, STR_ARG(since));
	if (!str_equal(since, until))
		g_string_append_printf(out, " to " STR_FMT, STR_ARG(until));
}

/* The seconds of a date as the update has it; 0 of none. */
static int64_t read_date(str date)
{
	g_autofree char *text = str_dup(date);
	int64_t seconds = 0;

	timestamp_parse_approximate(text, 0, &seconds, NULL);
	return seconds;
}

bool render_mail(const struct update *update, const struct render_options *options, GString *out,
		 GError **error)
{
	const struct render_options plain = {0};
	g_autoptr(GString) subject = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) html = g_string_new(NULL);
	g_autofree char *id = NULL;
	struct message message = {
		.from = options->from,
		.to = options->to,
		.n_to = options->n_to,
		.sent_at = read_date(update->until),
	};

	append_subject(update, subject);
	if (!render_text(update, &plain, text, error) ||
	    !render_letter(update, options, html, error))
		return false;
	message.subject = (str){subject->str, subject->len};
	message.text = (str){text->str, text->len};
	message.html = (str){html->str, html->len};
	id = message_make_id(&message);
	message.message_id = str_from(id);
	message_compose(&message, out);
	return true;
}
