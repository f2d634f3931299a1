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

/* Whether the line that begins at @at of @text has an empty one before it, or nothing. */
static bool follows_empty_line(str text, size_t at)
{
	str before = str_slice(text, 0, at);

	return at == 0 || str_equal(before, STR("\n")) || str_equal(before, STR("\r\n")) ||
	       str_ends(before, STR("\n\n")) || str_ends(before, STR("\n\r\n"));
}

/*
 * Where a "From " line stands in @text, at or after @begin, where a line
 * begins; the length of @text where there is none.
 */
static size_t find_from_line(str text, size_t begin)
{
	size_t at = begin;

	for (;;) {
		str rest = str_skip(text, at);
		size_t newline;
		str line;

		if (follows_empty_line(text, at) && str_next_line(&rest, &line) &&
		    is_from_line(line))
			return at;
		if (!str_find(str_skip(text, at), STR("\nFrom "), &newline))
			return text.len;
		at += newline + 1;
	}
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

/*
 * Where in @mail, at or after @begin, a line of marks `>` and "From " stands
 * that was quoted; false where there is none. A run of marks is looked at
 * once, so that hostile ones cost no more than others.
 */
static bool find_quoted(str mail, size_t begin, enum mbox_quoting quoting, size_t *ret_at)
{
	size_t found;

	while (str_find(str_skip(mail, begin), STR(">From "), &found)) {
		size_t mark = begin + found;
		size_t line = mark;

		while (line > begin && mail.ptr[line - 1] == '>')
			line--;
		begin = mark + 1;
		if (line > 0 && mail.ptr[line - 1] != '\n')
			continue;
		if (quoting == MBOX_QUOTING_O && line != mark)
			continue;
		*ret_at = line;
		return true;
	}
	return false;
}

str mbox_unquote(struct arena *arena, str mail, enum mbox_quoting quoting)
{
	size_t copied = 0;
	size_t written = 0;
	char *text;
	size_t at;

	if (!find_quoted(mail, 0, quoting, &at))
		return mail;
	text = arena_text(arena, mail.len);
	do {
		memcpy(text + written, mail.ptr + copied, at - copied);
		written += at - copied;
		copied = at + 1;
	} while (find_quoted(mail, copied, quoting, &at));
	memcpy(text + written, mail.ptr + copied, mail.len - copied);
	written += mail.len - copied;
	arena_shrink(arena, text, written);
	return (str){.ptr = text, .len = written};
}
