/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One entry of the text format: what a series says and what it changes.
 *
 * It reads like the mail itself: some lines of header, the message, the notes,
 * the patches, the diffstat. A single patch is shown as `git format-patch`
 * writes it. Where no cover letter speaks for the series, its patches do.
 */
#include "base/utf8.h"
#include "render/diffstat.h"
#include "render/escape.h"
#include "render/outcome_text.h"
#include "render/style.h"
#include "render/text_parts.h"

static void append_field(const struct text *text, const char *label, str value)
{
	if (value.len == 0)
		return;
	g_string_append(text->out, label);
	text_append_line(text->out, value);
	g_string_append_c(text->out, '\n');
}

static void append_title(const struct text *text, const struct update_series *series)
{
	style_begin(text->out, text->options, STYLE_HEADING);
	g_string_append(text->out, text_state_word(series->state));
	g_string_append(text->out, ": ");
	text_append_line(text->out, text_title(series->title));
	style_end(text->out, text->options);
	g_string_append_c(text->out, '\n');
	append_field(text, "", series->subject);
}

static void append_people(const struct text *text, const struct update_series *series)
{
	g_string_append(text->out, "Author: ");
	text_append_mailbox(text->out, series->author);
	g_string_append_c(text->out, '\n');
	if (text_same_mailbox(series->author, series->sender))
		return;
	g_string_append(text->out, "Sender: ");
	text_append_mailbox(text->out, series->sender);
	g_string_append_c(text->out, '\n');
}

static void append_message_id(const struct text *text, str message_id)
{
	if (message_id.len == 0)
		return;
	g_string_append(text->out, "Message-ID: ");
	style_begin(text->out, text->options, STYLE_ID);
	g_string_append_c(text->out, '<');
	text_append_line(text->out, message_id);
	g_string_append_c(text->out, '>');
	style_end(text->out, text->options);
	g_string_append_c(text->out, '\n');
	if (text->update->link.len == 0)
		return;
	g_string_append(text->out, "Link: ");
	text_append_line(text->out, text->update->link);
	escape_url_segment(text->out, message_id);
	g_string_append_c(text->out, '\n');
}

static void append_missing(const struct text *text, const struct update_series *series)
{
	if (series->n_missing == 0)
		return;
	g_string_append(text->out, "Missing: ");
	text_append_missing(text->out, series);
	g_string_append_c(text->out, '\n');
}

void text_append_review(const struct text *text, const struct update_review *review)
{
	text_append_line(text->out, review->trailer);
	g_string_append(text->out, ": ");
	text_append_mailbox(text->out, review->person);
	if (review->scope.len > 0) {
		g_string_append(text->out, " # ");
		text_append_line(text->out, review->scope);
	}
	g_string_append_c(text->out, '\n');
}

/* What became of it, and who looked at it. */
static void append_outcome(const struct text *text, const struct update_series *series)
{
	g_autoptr(GString) onlookers = NULL;

	if (series->outcome.state.len == 0)
		return;
	onlookers = g_string_new(NULL);
	g_string_append(text->out, "Status: ");
	outcome_text_append_summary(text->out, text->options, &series->outcome);
	g_string_append_c(text->out, '\n');
	if (outcome_text_append_onlookers(onlookers, &series->outcome))
		g_string_append_printf(text->out, "Reviewers: %s\n", onlookers->str);
}

static void append_header(const struct text *text, const struct update_series *series)
{
	const struct update_patch *head = text_head_of(series);

	append_title(text, series);
	append_people(text, series);
	append_field(text, "Date: ", series->date);
	append_message_id(text, series->message_id);
	text_append_history(text, series);
	append_missing(text, series);
	append_outcome(text, series);
	append_field(text, "Base-commit: ", series->base_commit);
	append_field(text, "Change-id: ", series->change_id);
	if (series->has_cover || text_is_single(series)) {
		for (unsigned i = 0; i < head->n_reviews; i++) {
			g_string_append(text->out, "Review: ");
			text_append_review(text, &head->reviews[i]);
		}
	}
	if (series->n_replies > 0)
		g_string_append_printf(text->out, "Replies: %u\n", series->n_replies);
	g_string_append_c(text->out, '\n');
}

static const str entry_end =
	STR_INIT("----------------------------------------------------------------------");

/* A sender's line that would begin or end an entry, or begin a part of the document. */
static bool looks_like_ours(str line)
{
	for (unsigned state = SERIES_NEW; state <= SERIES_RESENT; state++) {
		str rest = line;

		if (str_take(&rest, str_from(text_state_word((enum series_state)state))) &&
		    str_starts(rest, STR(": ")))
			return true;
	}
	return str_starts(line, entry_end) || str_starts(line, STR("====="));
}

/* A text of several lines and a newline at its end; nothing where it is empty. */
static void append_body(GString *out, str body)
{
	str line;

	body = str_trim_end(body);
	while (str_next_line(&body, &line)) {
		if (looks_like_ours(line))
			g_string_append_c(out, ' ');
		escape_terminal(out, line);
		g_string_append_c(out, '\n');
	}
}

/* As `git log` sets a message off from what is said about it. */
static void append_indented(GString *out, str body)
{
	str line;

	body = str_trim_end(body);
	while (str_next_line(&body, &line)) {
		if (line.len > 0)
			g_string_append(out, "    ");
		escape_terminal(out, line);
		g_string_append_c(out, '\n');
	}
}

/* As `git format-patch` writes it: the message, the notes below `---`, the diffstat. */
static void append_single(const struct text *text, const struct update_patch *patch)
{
	append_body(text->out, patch->message);
	if (patch->notes.len > 0 || patch->n_files > 0)
		g_string_append(text->out, "---\n");
	append_body(text->out, patch->notes);
	if (patch->notes.len > 0 && patch->n_files > 0)
		g_string_append_c(text->out, '\n');
	diffstat_append(text->out, text->options, patch->files, patch->n_files);
	if (patch->damaged)
		g_string_append(text->out, " (damaged diff)\n");
	if (patch->message.len > 0 || patch->notes.len > 0 || patch->n_files > 0 || patch->damaged)
		g_string_append_c(text->out, '\n');
}

/* How the lines of a series' patches are laid out, in columns. */
struct patch_columns {
	unsigned index; /* of `1` in `1/28` */
	unsigned title;
	unsigned indent; /* before the title */
};

static struct patch_columns measure_patches(const struct text *text,
					    const struct update_series *series)
{
	static const unsigned rest = 28; /* "  9 files, +99 -99" and something of an author */
	unsigned digits = text_digits(series->total);
	struct patch_columns columns = {.index = digits, .indent = 2 + digits + 1 + digits + 2};
	unsigned terminal = text->options->columns;

	for (unsigned i = 0; i < series->n_patches; i++) {
		unsigned width = text_width(text_title(series->patches[i].title));

		if (terminal > 0 || width <= TEXT_TITLE_COLUMNS)
			columns.title = MAX(columns.title, width);
	}
	if (terminal > 0) {
		unsigned room = terminal - MIN(terminal, columns.indent + rest);

		columns.title = MIN(columns.title, MAX(room, TEXT_TITLE_COLUMNS_MIN));
	}
	return columns;
}

/* `  2/28  title   3 files, +57 -11  by Ann Author <ann@example.org>`, and its reviews. */
static void append_patch(const struct text *text, const struct update_series *series,
			 const struct update_patch *patch, const struct patch_columns *columns)
{
	GString *out = text->out;

	g_string_append_printf(out, "  %*u/%u  ", (int)columns->index, patch->index, series->total);
	text_append_cell(out, text_title(patch->title), columns->title, text->options->columns > 0);
	g_string_append(out, "  ");
	text_append_changes(text, patch->n_files, patch->insertions, patch->deletions);
	if (patch->damaged)
		g_string_append(out, " (damaged diff)");
	if (patch->came_before)
		g_string_append(out, "  came before");
	if (patch->carried_from.len > 0) {
		g_string_append(out, "  as in ");
		text_append_line(out, patch->carried_from);
	}
	if (!text_same_mailbox(patch->author, series->author)) {
		g_string_append(out, "  by ");
		text_append_mailbox(out, patch->author);
	}
	g_string_append_c(out, '\n');
	for (unsigned i = 0; i < patch->n_reviews; i++) {
		g_string_append_printf(out, "%*s", (int)columns->indent, "");
		text_append_review(text, &patch->reviews[i]);
	}
}

/* What a patch says itself, below its line: nobody speaks for it. */
static void append_patch_texts(GString *out, const struct update_patch *patch)
{
	if (patch->message.len == 0 && patch->notes.len == 0)
		return;
	g_string_append_c(out, '\n');
	append_indented(out, patch->message);
	if (patch->notes.len > 0)
		g_string_append(out, "    ---\n");
	append_indented(out, patch->notes);
}

static void append_patches(const struct text *text, const struct update_series *series)
{
	struct patch_columns columns = measure_patches(text, series);

	for (unsigned i = 0; i < series->n_patches; i++) {
		if (i > 0 && !series->has_cover)
			g_string_append_c(text->out, '\n');
		append_patch(text, series, &series->patches[i], &columns);
		if (!series->has_cover)
			append_patch_texts(text->out, &series->patches[i]);
	}
	if (series->n_patches > 0)
		g_string_append_c(text->out, '\n');
}

static void append_several(const struct text *text, const struct update_series *series)
{
	g_autoptr(GArray) files = diffstat_sum(series);

	append_body(text->out, series->cover.message);
	if (series->cover.notes.len > 0)
		g_string_append(text->out, "---\n");
	append_body(text->out, series->cover.notes);
	if (series->cover.message.len > 0 || series->cover.notes.len > 0)
		g_string_append_c(text->out, '\n');
	append_patches(text, series);
	diffstat_append(text->out, text->options, (const struct update_file *)(void *)files->data,
			files->len);
	if (files->len > 0)
		g_string_append_c(text->out, '\n');
}

void text_append_series(const struct text *text, const struct update_series *series)
{
	append_header(text, series);
	if (text_is_single(series))
		append_single(text, text_head_of(series));
	else
		append_several(text, series);
}

void text_append_entry(const struct text *text, const struct update_series *series)
{
	text_append_series(text, series);
	g_string_append_len(text->out, entry_end.ptr, (gssize)entry_end.len);
	g_string_append(text->out, "\n\n");
}
