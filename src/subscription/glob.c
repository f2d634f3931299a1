/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A star first stands for nothing, and for one byte more each time that what follows does not
 * fit. Only the last star is gone back to: what the ones before it stand for was the least that
 * let all between them fit, and more would leave no more to choose from. The same holds for
 * folders and two stars. So there are no more steps than pairs of a byte of each.
 */
#include "subscription/glob.h"

/* Up to where a pattern and what it is held against are read. */
struct position {
	str pattern;
	str text;
};

bool glob_is_wild(str pattern)
{
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] == '*' || pattern.ptr[i] == '?' || pattern.ptr[i] == '[')
			return true;
	}
	return false;
}

/* Takes the next part off @rest, with the slashes around it. */
static bool next_part(str *rest, str *ret_part)
{
	size_t end;

	while (rest->len > 0 && rest->ptr[0] == '/')
		*rest = str_skip(*rest, 1);
	if (rest->len == 0)
		return false;
	if (!str_find_byte(*rest, '/', &end))
		end = rest->len;
	*ret_part = str_slice(*rest, 0, end);
	*rest = str_skip(*rest, end);
	return true;
}

/* Takes `[...]` off @pattern: what is in it. A bracket that comes first is in the set. */
static bool take_set(str *pattern, str *ret_set, bool *ret_is_negated)
{
	str rest = str_skip(*pattern, 1);
	bool is_negated = str_starts(rest, STR("!")) || str_starts(rest, STR("^"));
	size_t end;

	rest = str_skip(rest, is_negated ? 1 : 0);
	if (!str_find_byte(str_skip(rest, 1), ']', &end))
		return false;
	*ret_set = str_slice(rest, 0, end + 1);
	*ret_is_negated = is_negated;
	*pattern = str_skip(rest, end + 2);
	return true;
}

static bool set_has(str set, unsigned char byte)
{
	while (set.len > 0) {
		unsigned char first = (unsigned char)set.ptr[0];
		bool is_range = set.len > 2 && set.ptr[1] == '-';
		unsigned char last = is_range ? (unsigned char)set.ptr[2] : first;

		if (byte >= first && byte <= last)
			return true;
		set = str_skip(set, is_range ? 3 : 1);
	}
	return false;
}

/* Takes what stands for one byte off @pattern; whether it stands for @byte. */
static bool take_one(str *pattern, char byte)
{
	char first = pattern->ptr[0];
	bool is_negated;
	str set;

	if (first == '[' && take_set(pattern, &set, &is_negated))
		return set_has(set, (unsigned char)byte) != is_negated;
	*pattern = str_skip(*pattern, 1);
	return first == '?' || first == byte;
}

static bool match_part(str pattern, str part)
{
	struct position here = {.pattern = pattern, .text = part};
	struct position star = {0};
	bool has_star = false;

	while (here.text.len > 0) {
		if (str_take(&here.pattern, STR("*"))) {
			star = here;
			has_star = true;
			continue;
		}
		if (here.pattern.len > 0 && take_one(&here.pattern, here.text.ptr[0])) {
			here.text = str_skip(here.text, 1);
			continue;
		}
		if (!has_star)
			return false;
		star.text = str_skip(star.text, 1);
		here = star;
	}
	while (str_take(&here.pattern, STR("*")))
		;
	return here.pattern.len == 0;
}

bool glob_match(str pattern, str path, struct glob_end end)
{
	struct position here = {.pattern = pattern, .text = path};
	struct position stars = {0};
	bool has_stars = false;

	for (;;) {
		struct position next = here;
		str part = {0};
		str name = {0};
		bool has_part = next_part(&next.pattern, &part);
		bool has_name = next_part(&next.text, &name);

		if (!has_part && has_name && end.is_below)
			return true;
		if (!has_name)
			return !has_part && end.is_path;
		if (has_part && str_equal(part, STR("**"))) {
			stars = next;
			has_stars = true;
			here = next;
			continue;
		}
		if (has_part && match_part(part, name)) {
			here = next;
			continue;
		}
		if (!has_stars || !next_part(&stars.text, &name))
			return false;
		here = stars;
	}
}
