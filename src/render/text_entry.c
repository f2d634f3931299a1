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

static const char *const state_words[] = {
	[SERIES_NEW] = "New: ",
	[SERIES_REVISED] = "Revised: ",
	[SERIES_RESENT] = "Resent: ",
};

static const struct update_patch no_patch;

/* The mail that stands for the series: its cover, else the first patch that came. */
static const struct update_patch *head_of(const struct update_series *series)
{
	if (series->has_cover)
		return &series->cover;
	return series->n_patches > 0 ? &series->patches[0] : &no_patch;
}

static bool is_single(const struct update_series *series)
{
	return !series->has_cover && series->n_patches <= 1;
}

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
	g_string_append(text->out, state_words[series->state]);
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

/* `Missing: 2/9, 4/9 to 9/9`: three in a row, or more, are named by their ends. */
static void append_missing(const struct text *text, const struct update_series *series)
{
	const unsigned *missing = series->missing;
	const char *separator = "Missing: ";
	unsigned end;

	for (unsigned i = 0; i < series->n_missing; i = end) {
		end = i + 1;
		while (end < series->n_missing && missing[end] == missing[end - 1] + 1)
			end++;
		if (end - i == 2)
			end--;
		g_string_append_printf(text->out, "%s%u/%u", separator, missing[i], series->total);
		if (end - i > 1)
			g_string_append_printf(text->out, " to %u/%u", missing[end - 1],
					       series->total);
		separator = ", ";
	}
	if (series->n_missing > 0)
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
	const struct update_patch *head = head_of(series);

	append_title(text, series);
	append_people(text, series);
	append_field(text, "Date: ", series->date);
	append_message_id(text, series->message_id);
	text_append_history(text, series);
	append_missing(text, series);
	append_outcome(text, series);
	append_field(text, "Base-commit: ", series->base_commit);
	append_field(text, "Change-id: ", series->change_id);
	if (series->has_cover || is_single(series)) {
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
	for (size_t i = 0; i < G_N_ELEMENTS(state_words); i++) {
		if (str_starts(line, str_from(state_words[i])))
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
	if (is_single(series))
		append_single(text, head_of(series));
	else
		append_several(text, series);
}

void text_append_entry(const struct text *text, const struct update_series *series)
{
	text_append_series(text, series);
	g_string_append_len(text->out, entry_end.ptr, (gssize)entry_end.len);
	g_string_append(text->out, "\n\n");
}
