/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/text_parts.h"

#include "base/utf8.h"
#include "render/escape.h"
#include "render/style.h"

void text_append_line(GString *out, str words)
{
	escape_terminal_line(out, words);
}

void text_append_heading(const struct text *text, const char *heading)
{
	style_begin(text->out, text->options, STYLE_HEADING);
	g_string_append(text->out, heading);
	style_end(text->out, text->options);
	g_string_append_c(text->out, '\n');
}

void text_append_label(GString *out, const char *label)
{
	enum { LABEL_COLUMNS = 14 };

	g_string_append_printf(out, "%-*s", LABEL_COLUMNS, label);
}

void text_append_mailbox(GString *out, struct mailbox mailbox)
{
	if (mailbox.address.len == 0) {
		text_append_line(out, mailbox.name.len > 0 ? mailbox.name : STR("(unknown)"));
		return;
	}
	if (mailbox.name.len > 0) {
		text_append_line(out, mailbox.name);
		g_string_append_c(out, ' ');
	}
	g_string_append_c(out, '<');
	text_append_line(out, mailbox.address);
	g_string_append_c(out, '>');
}

str text_name(struct mailbox mailbox)
{
	if (mailbox.name.len > 0)
		return mailbox.name;
	return mailbox.address.len > 0 ? mailbox.address : STR("(unknown)");
}

str text_day(str date)
{
	return str_slice(date, 0, strlen("2025-12-29"));
}

str text_keep(struct arena *arena, const GString *text)
{
	return arena_str(arena, (str){.ptr = text->str, .len = text->len});
}

str text_take(struct arena *arena, GString *text)
{
	str kept = text_keep(arena, text);

	g_string_free(text, TRUE);
	return kept;
}

str text_revision(struct arena *arena, bool is_rfc, str revision_text)
{
	return is_rfc ? arena_join(arena, STR("RFC "), revision_text) : revision_text;
}

void text_append_id(GString *out, const struct render_options *options, str message_id)
{
	style_begin(out, options, STYLE_ID);
	text_append_line(out, message_id.len > 0 ? message_id : STR("(no Message-ID)"));
	style_end(out, options);
}

void text_append_more(GString *out, const struct render_options *options, bool has_more)
{
	if (has_more && options->columns > 0)
		g_string_append(out, "(there are more: see -n)\n");
}

const struct update_patch *text_head_of(const struct update_series *series)
{
	static const struct update_patch no_patch;

	if (series->has_cover)
		return &series->cover;
	return series->n_patches > 0 ? &series->patches[0] : &no_patch;
}

bool text_is_single(const struct update_series *series)
{
	return !series->has_cover && series->n_patches <= 1;
}

const char *text_state_word(enum series_state state)
{
	static const char *const words[] = {
		[SERIES_NEW] = "New",
		[SERIES_REVISED] = "Revised",
		[SERIES_RESENT] = "Resent",
	};

	return words[state];
}

void text_append_missing(GString *out, const struct update_series *series)
{
	const unsigned *missing = series->missing;
	const char *separator = "";
	unsigned end;

	for (unsigned i = 0; i < series->n_missing; i = end) {
		end = i + 1;
		while (end < series->n_missing && missing[end] == missing[end - 1] + 1)
			end++;
		if (end - i == 2)
			end--;
		g_string_append_printf(out, "%s%u/%u", separator, missing[i], series->total);
		if (end - i > 1)
			g_string_append_printf(out, " to %u/%u", missing[end - 1], series->total);
		separator = ", ";
	}
}

bool text_is_same_change(const struct update_change *change)
{
	return change->older && change->newer && !change->moved &&
	       str_equal(change->outcome, STR("unchanged"));
}

bool text_same_mailbox(struct mailbox a, struct mailbox b)
{
	if (a.address.len == 0 && b.address.len == 0)
		return str_equal(a.name, b.name);
	return str_equal_nocase(a.address, b.address);
}

struct text_mail_counts text_count_mails(const struct update *update)
{
	const struct update_counts *counts = &update->counts;

	return (struct text_mail_counts){{
		{.number = counts->patches, .one = "patch", .many = "patches"},
		{.number = counts->covers, .one = "cover letter", .many = "cover letters"},
		{.number = counts->replies, .one = "reply", .many = "replies"},
		{.number = counts->pulls, .one = "pull request", .many = "pull requests"},
		{.number = counts->other, .one = "other", .many = "other"},
		{.number = counts->unreadable, .one = "unreadable", .many = "unreadable"},
	}};
}

struct text_series_counts text_count_series(const struct update *update)
{
	unsigned states[] = {[SERIES_NEW] = 0, [SERIES_REVISED] = 0, [SERIES_RESENT] = 0};
	unsigned n_incomplete = 0;

	for (unsigned i = 0; i < update->n_series; i++) {
		states[update->series[i].state]++;
		if (update->series[i].n_missing > 0)
			n_incomplete++;
	}
	return (struct text_series_counts){{
		{.number = states[SERIES_NEW], .one = "new", .many = "new"},
		{.number = states[SERIES_REVISED], .one = "revised", .many = "revised"},
		{.number = states[SERIES_RESENT], .one = "resent", .many = "resent"},
		{.number = n_incomplete, .one = "incomplete", .many = "incomplete"},
	}};
}

bool text_append_counts(GString *out, const struct text_count *counts, size_t n_counts)
{
	const char *separator = "";

	for (size_t i = 0; i < n_counts; i++) {
		const struct text_count *count = &counts[i];

		if (count->number == 0)
			continue;
		g_string_append_printf(out, "%s%u %s", separator, count->number,
				       count->number == 1 ? count->one : count->many);
		separator = ", ";
	}
	return *separator != '\0';
}

static void append_signed(const struct text *text, enum style style, char sign, unsigned number)
{
	style_begin(text->out, text->options, style);
	g_string_append_printf(text->out, "%c%u", sign, number);
	style_end(text->out, text->options);
}

void text_append_changes(const struct text *text, unsigned n_files, unsigned insertions,
			 unsigned deletions)
{
	if (n_files == 0) {
		g_string_append(text->out, "no diff");
		return;
	}
	g_string_append_printf(text->out, "%u %s, ", n_files, n_files == 1 ? "file" : "files");
	append_signed(text, STYLE_ADDED, '+', insertions);
	g_string_append_c(text->out, ' ');
	append_signed(text, STYLE_REMOVED, '-', deletions);
}

unsigned text_digits(unsigned number)
{
	unsigned digits = 1;

	for (; number >= 10; number /= 10)
		digits++;
	return digits;
}

unsigned text_width(str words)
{
	g_autoptr(GString) safe = g_string_new(NULL);

	text_append_line(safe, words);
	return utf8_width((str){.ptr = safe->str, .len = safe->len});
}

void text_append_cell(GString *out, str words, unsigned columns, bool cut)
{
	static const unsigned dots = 3;
	g_autoptr(GString) safe = g_string_new(NULL);
	str shown;
	unsigned width;

	text_append_line(safe, words);
	shown = (str){.ptr = safe->str, .len = safe->len};
	width = utf8_width(shown);
	if (cut && width > columns && columns > dots) {
		shown = utf8_fit(shown, columns - dots);
		width = utf8_width(shown) + dots;
		g_string_append_len(out, shown.ptr, (gssize)shown.len);
		g_string_append(out, "...");
	} else {
		g_string_append_len(out, shown.ptr, (gssize)shown.len);
	}
	for (; width < columns; width++)
		g_string_append_c(out, ' ');
}

str text_title(str title)
{
	return title.len > 0 ? title : STR("(no title)");
}

void text_append_tag(GString *out, const struct update_series *series)
{
	unsigned index = series->n_patches > 0 ? series->patches[0].index : 1;

	if (series->tag.len > 0) {
		text_append_line(out, series->tag);
		return;
	}
	g_string_append_c(out, '[');
	for (unsigned i = 0; i < series->n_prefixes; i++) {
		text_append_line(out, series->prefixes[i]);
		g_string_append_c(out, ' ');
	}
	g_string_append(out, series->pull ? "PULL" : "PATCH");
	if (series->revision.len > 0 && !str_equal(series->revision, STR("v1"))) {
		g_string_append_c(out, ' ');
		text_append_line(out, series->revision);
	}
	if (series->has_cover)
		index = 0;
	/* A pull request without numbers has no total. */
	if (series->total > 1 || (series->has_cover && series->total > 0))
		g_string_append_printf(out, " %u/%u", index, series->total);
	g_string_append_c(out, ']');
}
