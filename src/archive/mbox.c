/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/mbox.h"

#include <string.h>

/* `H:MM`, `HH:MM` or `HH:MM:SS`. */
static bool is_time_of_day(str word)
{
	static const char *const patterns[] = {"d:dd", "dd:dd", "d:dd:dd", "dd:dd:dd"};

	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		const char *pattern = patterns[i];
		size_t at = 0;

		if (word.len != strlen(pattern))
			continue;
		while (at < word.len && (pattern[at] == 'd' ? g_ascii_isdigit(word.ptr[at])
							    : word.ptr[at] == pattern[at]))
			at++;
		if (at == word.len)
			return true;
	}
	return false;
}

static bool is_year(str word)
{
	unsigned year;

	return word.len == 4 && str_to_uint(word, 9999, &year) && year >= 1970;
}

static bool is_month(str word)
{
	static const str months = STR_INIT("JanFebMarAprMayJunJulAugSepOctNovDec");
	size_t at;

	return word.len == 3 && str_find(months, word, &at) && at % 3 == 0;
}

/* Whether @line is "From ", a sender and a date; by parts, for the forms of the date are many. */
static bool is_from_line(str line)
{
	bool has_month = false;
	bool has_time = false;
	bool has_year = false;
	str word;

	if (!str_take(&line, STR("From ")))
		return false;
	while (str_next_word(&line, &word)) {
		has_month = has_month || is_month(word);
		has_time = has_time || is_time_of_day(word);
		has_year = has_year || is_year(word);
	}
	return has_month && has_time && has_year;
}

static bool is_empty_line(str line)
{
	return line.len == 0 || str_equal(line, STR("\r"));
}

/*
 * Where a "From " line that begins a mail stands in @text, at or after @begin,
 * which is the start of a line; the length of @text where there is none.
 */
static size_t find_from_line(str text, size_t begin)
{
	bool after_empty = begin == 0;
	str rest = str_skip(text, begin);
	str line;

	while (str_next_line(&rest, &line)) {
		if (after_empty && is_from_line(line))
			return (size_t)(line.ptr - text.ptr);
		after_empty = is_empty_line(line);
	}
	return text.len;
}

/* @mail without the empty line that parts it from the next one. */
static str cut_empty_line(str mail)
{
	static const str ends[] = {STR_INIT("\n\r\n"), STR_INIT("\n\n")};

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		if (str_ends(mail, ends[i]))
			return str_slice(mail, 0, mail.len - ends[i].len + 1);
	}
	if (str_equal(mail, STR("\n")) || str_equal(mail, STR("\r\n")))
		return str_slice(mail, 0, 0);
	return mail;
}

bool mbox_next(str *rest, str *ret_mail)
{
	str text = str_skip(*rest, find_from_line(*rest, 0));
	str body = text;
	str from_line;
	size_t begin;
	size_t end;

	*rest = text;
	if (!str_next_line(&body, &from_line))
		return false;
	begin = text.len - body.len;
	end = find_from_line(text, begin);
	*ret_mail = cut_empty_line(str_slice(text, begin, end));
	*rest = str_skip(text, end);
	return true;
}

static bool is_quoted(str line, enum mbox_quoting quoting)
{
	size_t marks = 0;

	while (marks < line.len && line.ptr[marks] == '>')
		marks++;
	if (marks == 0 || (quoting == MBOX_QUOTING_O && marks > 1))
		return false;
	return str_starts(str_skip(line, marks), STR("From "));
}

str mbox_unquote(struct arena *arena, str mail, enum mbox_quoting quoting)
{
	char *text = NULL;
	size_t written = 0;
	size_t copied = 0;
	str rest = mail;
	str line;

	while (str_next_line(&rest, &line)) {
		size_t mark = (size_t)(line.ptr - mail.ptr);

		if (!is_quoted(line, quoting))
			continue;
		if (!text)
			text = arena_text(arena, mail.len);
		memcpy(text + written, mail.ptr + copied, mark - copied);
		written += mark - copied;
		copied = mark + 1;
	}
	if (!text)
		return mail;
	memcpy(text + written, mail.ptr + copied, mail.len - copied);
	written += mail.len - copied;
	arena_shrink(arena, text, written);
	return (str){.ptr = text, .len = written};
}
