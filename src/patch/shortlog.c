/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Workload: the pull requests of a list, up to some hundred titles each. */
#include "patch/shortlog.h"

#include "base/limits.h"

#include <glib.h>
#include <string.h>

struct reading_shortlog {
	struct arena *arena;
	struct shortlog_entry *entries;
	unsigned n_entries;
};

static size_t indentation_of(str line)
{
	size_t columns = 0;

	for (size_t i = 0; i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'); i++)
		columns = line.ptr[i] == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
	return columns;
}

bool shortlog_begins(str line, str rest, str *ret_author)
{
	str next;
	str count;
	size_t open;
	unsigned n_commits;

	if (line.len < 5 || !str_ends(line, STR("):")) || g_ascii_isspace(line.ptr[0]) ||
	    line.ptr[0] == '>' || !str_find_last_byte(line, '(', &open))
		return false;
	count = str_slice(line, open + 1, line.len - 2);
	if (!str_to_uint(count, G_MAXUINT, &n_commits) || !str_next_line(&rest, &next) ||
	    !str_starts(next, STR("  ")) || str_trim(next).len == 0)
		return false;
	*ret_author = str_trim(str_slice(line, 0, open));
	return true;
}

/* Full at each power of two: no capacity to keep. */
static void add_entry(struct reading_shortlog *reading, str author, str title)
{
	unsigned n = reading->n_entries;

	if (n >= LIMIT_SHORTLOG_TITLES)
		return;
	if ((n & (n - 1)) == 0) {
		struct shortlog_entry *grown =
			arena_new_array(reading->arena, struct shortlog_entry, n ? 2 * n : 1);

		if (n > 0)
			memcpy(grown, reading->entries, n * sizeof(*grown));
		reading->entries = grown;
	}
	reading->entries[reading->n_entries++] =
		(struct shortlog_entry){.author = author, .title = title};
}

/* True for a line that goes on with the title above it. */
static bool goes_on(str line, str behind, size_t indentation)
{
	size_t own = indentation_of(line);
	str author;

	return str_trim(line).len > 0 && (own == 0 || own > indentation) &&
	       !shortlog_begins(line, behind, &author);
}

/* @line with the lines that go on with it, which are taken off @rest; linear in their length. */
static str take_title(struct arena *arena, str line, str *rest, size_t indentation)
{
	g_autoptr(GString) joined = NULL;
	str behind = *rest;
	str next;

	line = str_trim(line);
	while (str_next_line(&behind, &next) && goes_on(next, behind, indentation)) {
		if (!joined)
			joined = g_string_new_len(line.ptr, (gssize)line.len);
		next = str_trim(next);
		g_string_append_c(joined, ' ');
		g_string_append_len(joined, next.ptr, (gssize)next.len);
		*rest = behind;
	}
	return joined ? arena_str(arena, (str){.ptr = joined->str, .len = joined->len}) : line;
}

static void take_titles(struct reading_shortlog *reading, str author, str *rest)
{
	size_t indentation = 0;
	str behind = *rest;
	str line;

	while (str_next_line(&behind, &line) && indentation_of(line) > 0 &&
	       str_trim(line).len > 0) {
		if (indentation == 0)
			indentation = indentation_of(line);
		*rest = behind;
		add_entry(reading, author, take_title(reading->arena, line, rest, indentation));
		behind = *rest;
	}
}

void shortlog_of_text(struct arena *arena, str text, struct shortlog_entry **ret_entries,
		      unsigned *ret_n_entries)
{
	struct reading_shortlog reading = {.arena = arena};
	str rest = text;
	str line;
	str author;

	while (str_next_line(&rest, &line)) {
		if (shortlog_begins(line, rest, &author))
			take_titles(&reading, author, &rest);
	}
	*ret_entries = reading.entries;
	*ret_n_entries = reading.n_entries;
}
