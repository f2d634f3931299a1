/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/work.h"

#include "render/diff_line.h"
#include "render/diffstat.h"
#include "render/escape.h"
#include "render/style.h"
#include "render/text_parts.h"
#include "render/work_ledger.h"

enum { INDENT = 2 }; /* columns of a level of the tree */

static void append_indent(const struct text *text, unsigned columns)
{
	g_string_append_printf(text->out, "%*s", (int)columns, "");
}

/* Lists. */

static void append_numbers(const struct text *text, const unsigned *numbers, unsigned n_numbers,
			   unsigned total)
{
	for (unsigned i = 0; i < n_numbers; i++)
		g_string_append_printf(text->out, "%s%u/%u", i ? ", " : "", numbers[i], total);
}

static void append_list(const struct text *text, const struct update_series *series,
			const struct work_list *list)
{
	append_indent(text, INDENT);
	text_append_line(text->out, list->title);
	g_string_append_printf(text->out, ": %u %s", list->n_patches,
			       list->n_patches == 1 ? "patch" : "patches");
	if (list->n_missing > 0) {
		g_string_append(text->out, ", without ");
		append_numbers(text, list->missing, list->n_missing, series->total);
	}
	g_string_append_c(text->out, '\n');
}

static void append_lists(const struct text *text, const struct work_view *view)
{
	if (view->n_lists == 0)
		return;
	text_append_heading(text, "Lists");
	for (unsigned i = 0; i < view->n_lists; i++)
		append_list(text, work_view_series(view), &view->lists[i]);
	g_string_append_c(text->out, '\n');
}

static void append_missing(const struct text *text, const struct work_view *view)
{
	if (view->n_missing == 0)
		return;
	text_append_heading(text, "In no archive any more");
	for (unsigned i = 0; i < view->n_missing; i++) {
		append_indent(text, INDENT);
		g_string_append_c(text->out, '<');
		text_append_line(text->out, view->missing[i]);
		g_string_append(text->out, ">\n");
	}
	g_string_append_c(text->out, '\n');
}

/* Replies. */

/* `2025-12-29 16:01` of `2025-12-29T16:01:05Z`. */
static void append_moment(const struct text *text, str date)
{
	text_append_line(text->out, str_slice(date, 0, strlen("2025-12-29")));
	g_string_append_c(text->out, ' ');
	text_append_line(text->out,
			 str_slice(date, strlen("2025-12-29T"), strlen("2025-12-29T16:01")));
}

static str title_of_patch(const struct update_series *series, unsigned number)
{
	if (number == 0 && series->has_cover)
		return text_title(series->cover.title);
	for (unsigned i = 0; i < series->n_patches; i++) {
		if (series->patches[i].index == number)
			return text_title(series->patches[i].title);
	}
	return text_title((str){0});
}

/* `Ann Author, 2025-12-29 16:01: Looks good.`, and the trailers that it gives. */
static void append_reply(const struct text *text, const struct work_reply *reply)
{
	unsigned columns = INDENT * (reply->depth + 1);
	str who = reply->author.name.len ? reply->author.name : reply->author.address;

	append_indent(text, columns);
	text_append_line(text->out, who.len ? who : STR("(unknown)"));
	g_string_append(text->out, ", ");
	append_moment(text, reply->date);
	if (reply->subject.len > 0) {
		g_string_append(text->out, ": [");
		text_append_line(text->out, reply->subject);
		g_string_append_c(text->out, ']');
	}
	if (reply->excerpt.len > 0) {
		g_string_append(text->out, reply->subject.len > 0 ? " " : ": ");
		text_append_line(text->out, reply->excerpt);
	}
	g_string_append_c(text->out, '\n');
	for (unsigned i = 0; i < reply->n_reviews; i++) {
		append_indent(text, columns + INDENT);
		text_append_review(text, &reply->reviews[i]);
	}
}

static void append_replies(const struct text *text, const struct work_view *view)
{
	const struct update_series *series = work_view_series(view);

	if (view->n_replies == 0)
		return;
	text_append_heading(text, "Replies");
	for (unsigned i = 0; i < view->n_replies; i++) {
		unsigned number = view->replies[i].answered;

		if (i == 0 || view->replies[i - 1].answered != number) {
			g_string_append_printf(text->out, "%u/%u ", number, series->total);
			text_append_line(text->out, title_of_patch(series, number));
			g_string_append_c(text->out, '\n');
		}
		append_reply(text, &view->replies[i]);
	}
	g_string_append_c(text->out, '\n');
}

/* Patches. */

static void append_diff(const struct text *text, str diff)
{
	static const enum style styles[] = {
		[DIFF_LINE_HEADER] = STYLE_HEADING,
		[DIFF_LINE_HUNK] = STYLE_HUNK,
		[DIFF_LINE_ADDED] = STYLE_ADDED,
		[DIFF_LINE_REMOVED] = STYLE_REMOVED,
	};
	bool is_in_hunk = false;
	str line;

	while (str_next_line(&diff, &line)) {
		enum diff_line kind = diff_line_of(line, &is_in_hunk);

		if (kind != DIFF_LINE_PLAIN)
			style_begin(text->out, text->options, styles[kind]);
		escape_terminal(text->out, line);
		if (kind != DIFF_LINE_PLAIN)
			style_end(text->out, text->options);
		g_string_append_c(text->out, '\n');
	}
}

static void append_texts(const struct text *text, str message)
{
	str line;

	while (str_next_line(&message, &line)) {
		if (line.len > 0)
			append_indent(text, 2 * INDENT);
		escape_terminal(text->out, line);
		g_string_append_c(text->out, '\n');
	}
}

static void append_patch(const struct text *text, const struct update_series *series,
			 const struct update_patch *patch)
{
	style_begin(text->out, text->options, STYLE_ID);
	g_string_append_printf(text->out, "patch %u/%u", patch->index, series->total);
	style_end(text->out, text->options);
	g_string_append(text->out, "\nAuthor: ");
	text_append_mailbox(text->out, patch->author);
	g_string_append(text->out, "\nDate: ");
	text_append_line(text->out, patch->date);
	g_string_append(text->out, "\n\n");
	append_texts(text, patch->title);
	if (patch->message.len > 0)
		g_string_append_c(text->out, '\n');
	append_texts(text, patch->message);
	if (patch->notes.len > 0)
		g_string_append(text->out, "    ---\n");
	append_texts(text, patch->notes);
	for (unsigned i = 0; i < patch->n_reviews; i++) {
		append_indent(text, 2 * INDENT);
		text_append_review(text, &patch->reviews[i]);
	}
	g_string_append_c(text->out, '\n');
	diffstat_append(text->out, text->options, patch->files, patch->n_files);
	g_string_append_c(text->out, '\n');
	append_diff(text, patch->diff);
	g_string_append_c(text->out, '\n');
}

void render_work_text(const struct work_view *view, bool patches,
		      const struct render_options *options, GString *out)
{
	const struct text text = {.update = view->update, .options = options, .out = out};
	const struct update_series *series = work_view_series(view);

	text_append_series(&text, series);
	work_ledger_append(out, options, view);
	append_lists(&text, view);
	append_missing(&text, view);
	append_replies(&text, view);
	for (unsigned i = 0; patches && i < series->n_patches; i++)
		append_patch(&text, series, &series->patches[i]);
	/* What stands last needs no empty line below it. */
	if (out->len > 1 && strcmp(out->str + out->len - 2, "\n\n") == 0)
		g_string_truncate(out, out->len - 1);
}
