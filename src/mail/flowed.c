/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A diff in such a mail has lines that end in a blank and are not soft: an
 * empty line of context is one blank, two when stuffed. Others are soft: long
 * lines are wrapped there as in prose. What the next line begins with tells.
 */
#include "mail/flowed.h"

#include <glib.h>
#include <string.h>

static const str diff_beginnings[] = {
	STR_INIT("diff -"),
	STR_INIT("Index: "),
	STR_INIT("--- a/"),
	STR_INIT("@@ -"),
};

static bool begins_diff(str line)
{
	return str_starts_any(line, diff_beginnings, G_N_ELEMENTS(diff_beginnings));
}

/* True if @line, within a diff, is one of its own and not the rest of the one before. */
static bool is_diff_line(str line)
{
	size_t at;

	return line.len == 0 || str_find_byte(STR(" +-@\\"), line.ptr[0], &at) || begins_diff(line);
}

static size_t take_quotes(str *line)
{
	size_t depth = 0;

	while (depth < line->len && line->ptr[depth] == '>')
		depth++;
	*line = str_skip(*line, depth);
	return depth;
}

/* Never longer than the line it is made from, but for the blank behind the quotes. */
static char *write_quotes(char *to, size_t depth, str line)
{
	memset(to, '>', depth);
	to += depth;
	if (depth > 0 && line.len > 0)
		*to++ = ' ';
	return to;
}

static char *write_line(char *to, str line)
{
	if (line.len > 0)
		memcpy(to, line.ptr, line.len);
	return to + line.len;
}

str flowed_join(struct arena *arena, str text, bool deletes_space)
{
	/* A line grows by one byte at most, and has two at least where it does. */
	char *joined = arena_text(arena, text.len + text.len / 2 + 1);
	char *to = joined;
	size_t open_depth = 0; /* of the line that is still open */
	bool is_open = false;
	bool in_diff = false;
	str rest = text;
	str line;

	while (str_next_line(&rest, &line)) {
		bool has_end = line.ptr + line.len < text.ptr + text.len;
		size_t depth = take_quotes(&line);
		bool is_soft;
		bool is_signature;

		str_take(&line, STR(" "));
		is_signature = str_equal(line, STR("-- "));
		in_diff = !is_signature && ((in_diff && depth == open_depth) || begins_diff(line));
		if (is_open &&
		    (depth != open_depth || is_signature || (in_diff && is_diff_line(line)))) {
			*to++ = '\n';
			is_open = false;
		}
		is_soft = has_end && !is_signature && str_ends(line, STR(" "));
		if (!is_open)
			to = write_quotes(to, depth, line);
		if (is_soft && deletes_space)
			line.len--;
		to = write_line(to, line);
		if (!is_soft && has_end)
			*to++ = '\n';
		is_open = is_soft;
		open_depth = depth;
	}
	if (is_open)
		*to++ = '\n';
	arena_shrink(arena, joined, (size_t)(to - joined));
	return (str){.ptr = joined, .len = (size_t)(to - joined)};
}
