/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/find_path.h"

#include <glib.h>

/* A byte beyond ASCII is a letter, as for words. */
static bool is_of_word(char byte)
{
	return g_ascii_isalnum(byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

/* True if a word of @path goes on across @at. */
static bool is_within_word(str path, size_t at)
{
	return at > 0 && at < path.len && is_of_word(path.ptr[at - 1]) && is_of_word(path.ptr[at]);
}

static bool fits_at(str path, size_t at, str part, bool is_open)
{
	return str_starts_nocase(str_skip(path, at), part) && !is_within_word(path, at) &&
	       (is_open || !is_within_word(path, at + part.len));
}

bool find_path_fits(str path, str part)
{
	bool is_open = str_ends(part, STR("*"));

	if (is_open)
		part.len--;
	/* The slash that is thought of before each path: "/virt" begins one. */
	if (str_starts(part, STR("/")) && fits_at(path, 0, str_skip(part, 1), is_open))
		return true;
	for (size_t at = 0; at + part.len <= path.len; at++) {
		if (fits_at(path, at, part, is_open))
			return true;
	}
	return false;
}
