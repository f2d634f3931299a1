/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/diff_path.h"

#include "base/limits.h"

#include <glib.h>
#include <string.h>

enum { MINUTES_OF_DAY = 24 * 60 };

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

/* Takes the character after a backslash off @text; false where git knows none. */
static bool take_escape(str *text, char *ret_byte)
{
	static const char names[] = "abfnrtv\\\"";
	static const char bytes[] = "\a\b\f\n\r\t\v\\\"";
	const char *name;

	if (text->len == 0)
		return false;
	name = memchr(names, text->ptr[0], sizeof(names) - 1);
	if (name) {
		*ret_byte = bytes[name - names];
		*text = str_skip(*text, 1);
		return true;
	}
	if (text->len < 3 || text->ptr[0] > '3' || !is_octal(text->ptr[0]) ||
	    !is_octal(text->ptr[1]) || !is_octal(text->ptr[2]))
		return false;
	*ret_byte =
		(char)((text->ptr[0] - '0') * 64 + (text->ptr[1] - '0') * 8 + (text->ptr[2] - '0'));
	*text = str_skip(*text, 3);
	return true;
}

/* Takes a path in quotes off @text. False, and nothing taken, where the quoting is wrong. */
static bool take_quoted(struct arena *arena, str *text, str *ret_path)
{
	str rest = *text;
	char *path;
	size_t n = 0;

	if (!str_take(&rest, STR("\"")))
		return false;
	path = arena_text(arena, MIN(rest.len, (size_t)LIMIT_PATH_BYTES));
	while (rest.len > 0 && rest.ptr[0] != '"' && n < LIMIT_PATH_BYTES) {
		char byte = rest.ptr[0];

		rest = str_skip(rest, 1);
		if (byte == '\\' && !take_escape(&rest, &byte))
			break;
		path[n++] = byte;
	}
	arena_shrink(arena, path, n);
	if (!str_take(&rest, STR("\"")))
		return false;
	*text = rest;
	*ret_path = (str){.ptr = path, .len = n};
	return true;
}

/* As git does it: `//` is one slash. */
static str squash_slashes(struct arena *arena, str path)
{
	char *squashed;
	size_t n = 0;

	if (!str_contains(path, STR("//")))
		return path;
	squashed = arena_text(arena, path.len);
	for (size_t i = 0; i < path.len; i++) {
		if (n == 0 || path.ptr[i] != '/' || squashed[n - 1] != '/')
			squashed[n++] = path.ptr[i];
	}
	arena_shrink(arena, squashed, n);
	return (str){.ptr = squashed, .len = n};
}

static str strip_folder(str path)
{
	size_t slash;

	return str_find_byte(path, '/', &slash) ? str_skip(path, slash + 1) : path;
}

static bool accept_path(struct arena *arena, str path, str *ret_path)
{
	if (path.len == 0 || path.len > LIMIT_PATH_BYTES || memchr(path.ptr, '\0', path.len))
		return false;
	*ret_path = squash_slashes(arena, path);
	return true;
}

static str cut_at_tab(str text)
{
	size_t tab;

	return str_find_byte(text, '\t', &tab) ? str_slice(text, 0, tab) : text;
}

/* @pattern: `0` is any digit, `+` a sign, all else stands for itself. */
static bool matches(const char *text, str pattern)
{
	for (size_t i = 0; i < pattern.len; i++) {
		char wanted = pattern.ptr[i];
		bool same = wanted == '0'   ? g_ascii_isdigit(text[i])
			    : wanted == '+' ? text[i] == '+' || text[i] == '-'
					    : text[i] == wanted;

		if (!same)
			return false;
	}
	return true;
}

static bool cut_end(str *text, str pattern)
{
	if (text->len < pattern.len || !matches(text->ptr + text->len - pattern.len, pattern))
		return false;
	text->len -= pattern.len;
	return true;
}

static bool take_start(str *text, str pattern)
{
	if (text->len < pattern.len || !matches(text->ptr, pattern))
		return false;
	*text = str_skip(*text, pattern.len);
	return true;
}

static void cut_time(str *text)
{
	str whole = *text;

	if (cut_end(text, STR(" 00:00:00")))
		return;
	while (cut_end(&whole, STR("0")))
		;
	if (cut_end(&whole, STR(".")) && cut_end(&whole, STR(" 00:00:00")))
		*text = whole;
}

/*
 * Cuts `2025-07-05 19:41:17.62 -0500`, of which the date alone is needed, and
 * the blanks before it off. False where there is none, or nothing before it.
 */
static bool cut_date(str *text)
{
	str rest = *text;

	if (!cut_end(&rest, STR(" +0000")))
		cut_end(&rest, STR(" +00:00"));
	cut_time(&rest);
	if (!cut_end(&rest, STR("00-00-00")))
		return false;
	cut_end(&rest, STR("00"));
	if (!cut_end(&rest, STR("\t"))) {
		if (!cut_end(&rest, STR(" ")))
			return false;
		while (cut_end(&rest, STR(" ")))
			;
	}
	*text = rest;
	return true;
}

bool diff_path_whole(struct arena *arena, str text, str *ret_path)
{
	str path = text;

	take_quoted(arena, &text, &path);
	return accept_path(arena, path, ret_path);
}

bool diff_path_git(struct arena *arena, str text, str *ret_path)
{
	str path;
	size_t slash;

	if (!take_quoted(arena, &text, &path))
		path = cut_at_tab(text);
	return str_find_byte(path, '/', &slash) &&
	       accept_path(arena, str_skip(path, slash + 1), ret_path);
}

bool diff_path_plain(struct arena *arena, str text, str *ret_path)
{
	str path;

	if (!take_quoted(arena, &text, &path))
		path = cut_date(&text) ? text : cut_at_tab(text);
	return accept_path(arena, strip_folder(path), ret_path);
}

/* `"a/PATH" "b/PATH"` and `"a/PATH" b/PATH`. */
static bool quoted_twice(struct arena *arena, str text, str *ret_path)
{
	str first;
	str second;

	if (!take_quoted(arena, &text, &first))
		return false;
	text = str_trim(text);
	if (!take_quoted(arena, &text, &second))
		second = text;
	*ret_path = strip_folder(first);
	return str_equal(*ret_path, strip_folder(second));
}

/* `a/PATH "b/PATH"`: git quotes one side alone where only its prefix needs it. */
static bool quoted_second(struct arena *arena, str text, size_t quote, str *ret_path)
{
	str second = str_skip(text, quote);
	str first = str_trim_end(str_slice(text, 0, quote));

	if (!take_quoted(arena, &second, ret_path))
		return false;
	*ret_path = strip_folder(*ret_path);
	return str_equal(*ret_path, strip_folder(first));
}

/*
 * `a/PATH b/PATH`, where PATH may hold blanks. Both halves have the same length
 * behind their first slash. The second half's first slash is thus the first
 * one behind the middle of `PATH b/PATH`: a later one would leave this one in
 * the prefix. So a single try is enough, and a hostile line costs no more.
 */
static bool plain_twice(str text, str *ret_path)
{
	size_t begin;
	size_t middle;
	size_t slash;
	size_t n;

	if (!str_find_byte(text, '/', &begin))
		return false;
	begin++;
	middle = (begin + text.len - 1) / 2 + 1;
	if (!str_find_byte(str_skip(text, middle), '/', &slash))
		return false;
	slash += middle;
	n = text.len - 1 - slash;
	*ret_path = str_slice(text, begin, begin + n);
	if (!str_equal(*ret_path, str_skip(text, slash + 1)))
		return false;
	str prefix = str_slice(text, begin + n, slash);
	return prefix.len > 1 && (prefix.ptr[0] == ' ' || prefix.ptr[0] == '\t') &&
	       !str_contains(prefix, STR("/"));
}

bool diff_path_twice(struct arena *arena, str text, str *ret_path)
{
	str path;
	size_t quote;
	bool found;

	if (str_starts(text, STR("\"")))
		found = quoted_twice(arena, text, &path);
	else if (str_find_byte(text, '"', &quote))
		found = quoted_second(arena, text, quote, &path);
	else
		found = plain_twice(text, &path);
	return found && accept_path(arena, path, ret_path);
}

bool diff_path_twice_whole(struct arena *arena, str text, str *ret_path)
{
	size_t n = text.len / 2;
	str first = str_slice(text, 0, n);

	if (text.len % 2 == 0 || text.ptr[n] != ' ' || !str_equal(first, str_skip(text, n + 1)))
		return false;
	return diff_path_whole(arena, first, ret_path);
}

bool diff_path_is_null(str text)
{
	if (!str_take(&text, STR("/dev/null")))
		return false;
	return text.len == 0 || g_ascii_isspace(text.ptr[0]);
}

/* The number that the two digits at @at are. */
static int two_digits(str text, size_t at)
{
	return (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
}

bool diff_path_is_epoch(str text)
{
	str clock;
	str zone;
	size_t tab;
	int minutes = 0;
	int offset;

	if (!str_find_last_byte(text, '\t', &tab))
		return false;
	text = str_skip(text, tab + 1);
	if (str_take(&text, STR("1969-12-31 ")))
		minutes = -MINUTES_OF_DAY;
	else if (!str_take(&text, STR("1970-01-01 ")))
		return false;
	clock = text;
	if (!take_start(&text, STR("00:00:")) || !str_take(&text, STR("00")))
		return false;
	if (str_take(&text, STR("."))) {
		while (str_take(&text, STR("0")))
			;
	}
	zone = text;
	if (!take_start(&text, STR(" +00")))
		return false;
	str_take(&text, STR(":"));
	str zone_minutes = text;
	if (!take_start(&text, STR("00")) || text.len > 0)
		return false;
	offset = two_digits(zone, 2) * 60 + two_digits(zone_minutes, 0);
	minutes += two_digits(clock, 0) * 60 + two_digits(clock, 3);
	return minutes == (zone.ptr[1] == '-' ? -offset : offset);
}
