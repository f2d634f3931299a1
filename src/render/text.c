/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text format: what a developer reads. It keeps the headings and the order
 * of the classic report, and the labels at the start of a line, so that both
 * the eye and grep find their way.
 */
#include "render/formats.h"
#include "render/range.h"
#include "render/style.h"
#include "render/text_parts.h"

static void append_title(const struct text *text)
{
	GString *out = text->out;
	str from;
	str to;

	range_names(text->update, &from, &to);
	g_string_append(out, "From ");
	style_begin(out, text->options, STYLE_ID);
	text_append_line(out, from);
	style_end(out, text->options);
	g_string_append(out, " to ");
	style_begin(out, text->options, STYLE_ID);
	text_append_line(out, to);
	style_end(out, text->options);
	g_string_append_c(out, '\n');

	style_begin(out, text->options, STYLE_HEADING);
	text_append_line(out, text->update->title);
	g_string_append(out, " mailing list update from ");
	text_append_line(out, from);
	g_string_append(out, " to ");
	text_append_line(out, to);
	style_end(out, text->options);
	g_string_append(out, "\n\n");
}

/* One line of the block: what it counts, how many, and of which kinds. */
static void append_total(const struct text *text, const char *label, unsigned total,
			 const struct text_count *kinds, size_t n_kinds)
{
	g_autoptr(GString) list = g_string_new(NULL);

	text_append_label(text->out, label);
	g_string_append_printf(text->out, "%u", total);
	if (text_append_counts(list, kinds, n_kinds))
		g_string_append_printf(text->out, " (%s)", list->str);
	g_string_append_c(text->out, '\n');
}

static void append_mails(const struct text *text)
{
	const struct update_counts *counts = &text->update->counts;
	struct text_mail_counts mails = text_count_mails(text->update);

	append_total(text, "Mails:", counts->mails, mails.kinds, TEXT_N_MAIL_KINDS);
	append_total(text, "Threads:", counts->threads, NULL, 0);
	append_total(text, "Participants:", counts->participants, NULL, 0);
}

static void append_series_total(const struct text *text)
{
	struct text_series_counts series = text_count_series(text->update);

	append_total(text, "Series:", text->update->n_series, series.kinds, TEXT_N_SERIES_KINDS);
}

/* What went wrong, or is out of the ordinary; nothing, mostly. */
static void append_oddities(const struct text *text)
{
	const struct update *update = text->update;
	const char *label = "Defects:";

	if (update->counts.duplicates > 0)
		append_total(text, "Duplicates:", update->counts.duplicates, NULL, 0);
	if (update->counts.deleted > 0)
		append_total(text, "Deleted:", update->counts.deleted, NULL, 0);
	for (unsigned i = 0; i < update->n_defects; i++) {
		text_append_label(text->out, label);
		text_append_line(text->out, update->defects[i].name);
		g_string_append_printf(text->out, " (%u mail%s)\n", update->defects[i].mails,
				       update->defects[i].mails == 1 ? "" : "s");
		label = "";
	}
}

static void append_glance(const struct text *text)
{
	const struct update *update = text->update;

	if (update->since.len > 0) {
		text_append_label(text->out, "Period:");
		text_append_line(text->out, update->since);
		g_string_append(text->out, " to ");
		text_append_line(text->out, update->until);
		g_string_append_c(text->out, '\n');
	}
	append_mails(text);
	append_series_total(text);
	text_append_pace(text);
	append_oddities(text);
	g_string_append_c(text->out, '\n');
}

/* The head of one list of the statistics; returns the number of its rows that are shown. */
static unsigned begin_list(const struct text *text, const char *what, unsigned n_rows)
{
	g_autofree char *heading = g_strdup_printf("Top %u %s", text->update->top, what);

	text_append_heading(text, heading);
	g_string_append(text->out, n_rows > 0 ? "\n" : "\n(none)\n");
	return MIN(n_rows, text->update->top);
}

static void append_domains(const struct text *text)
{
	const struct update *update = text->update;
	unsigned n = begin_list(text, "contributor Email domains (Based on Email Body)",
				update->n_domains);

	for (unsigned i = 0; i < n; i++) {
		g_string_append_printf(text->out, "%7u ", update->domains[i].patches);
		text_append_line(text->out, update->domains[i].domain);
		g_string_append_c(text->out, '\n');
	}
	g_string_append_c(text->out, '\n');
}

static void append_contributors(const struct text *text)
{
	const struct update *update = text->update;
	unsigned n = begin_list(text, "contributors (Based on Email Body)", update->n_contributors);

	for (unsigned i = 0; i < n; i++) {
		g_string_append_printf(text->out, "%7u ", update->contributors[i].patches);
		text_append_mailbox(text->out, update->contributors[i].person);
		g_string_append_c(text->out, '\n');
	}
	g_string_append_c(text->out, '\n');
}

static void append_reviewers(const struct text *text)
{
	const struct update *update = text->update;
	unsigned n = begin_list(text, "reviewers (Based on Replies)", update->n_reviewers);

	for (unsigned i = 0; i < n; i++) {
		const struct update_reviewer *reviewer = &update->reviewers[i];
		const struct text_count kinds[] = {
			{.number = reviewer->reviewed, .one = "reviewed", .many = "reviewed"},
			{.number = reviewer->acked, .one = "acked", .many = "acked"},
			{.number = reviewer->tested, .one = "tested", .many = "tested"},
		};

		g_string_append_printf(text->out, "%7u ", reviewer->trailers);
		text_append_mailbox(text->out, reviewer->person);
		g_string_append(text->out, " (");
		text_append_counts(text->out, kinds, G_N_ELEMENTS(kinds));
		g_string_append(text->out, ")\n");
	}
	g_string_append_c(text->out, '\n');
}

bool render_text(const struct update *update, const struct render_options *options, GString *out,
		 GError **error)
{
	struct text text = {.update = update, .options = options, .out = out};

	(void)error;
	append_title(&text);
	append_glance(&text);
	append_domains(&text);
	append_contributors(&text);
	append_reviewers(&text);
	text_append_works(&text);
	text_append_heading(&text, "===== Patch list in this time period =====");
	g_string_append_c(out, '\n');
	text_append_list(&text);
	text_append_heading(&text, "===== Patch Commit Messages ====");
	g_string_append_c(out, '\n');
	for (unsigned i = 0; i < update->n_series; i++)
		text_append_entry(&text, &update->series[i]);
	return true;
}
