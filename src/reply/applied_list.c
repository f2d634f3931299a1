/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The list below the thanks of `b4 ty`, of Mark Brown's scripts, and of those who edit it:
 *
 *	[1/2] title
 *	      commit: 0123456789abcdef0123456789abcdef01234567
 */
#include "reply/applied.h"

#include "base/limits.h"

#include <glib.h>

enum {
	SHORTEST_COMMIT = 7,
	LONGEST_COMMIT = 40,
	HIGHEST_NUMBER = 9999,
	INFO_LINES = 3, /* below a title, where that is wrapped */
};

/* A bracket's "1/3" or "v2,1/3"; 0 without one. */
static unsigned number_in_bracket(str bracket)
{
	size_t slash;
	str before;
	unsigned number;

	if (!str_find_last_byte(bracket, '/', &slash))
		return 0;
	before = str_slice(bracket, 0, slash);
	while (before.len > 0 && !g_ascii_isdigit(before.ptr[0]))
		before = str_skip(before, 1);
	/* "net-next,v2,1": the digits at its end. */
	for (size_t i = before.len; i > 0; i--) {
		if (!g_ascii_isdigit(before.ptr[i - 1])) {
			before = str_skip(before, i);
			break;
		}
	}
	if (!str_to_uint(before, HIGHEST_NUMBER, &number))
		return 0;
	return number;
}

bool applied_read_title(str line, unsigned *ret_number, str *ret_title)
{
	unsigned number = 0;
	str rest = str_trim(line);
	size_t close;

	while (rest.len > 0 && rest.ptr[0] == '[' && str_find_byte(rest, ']', &close)) {
		unsigned found = number_in_bracket(str_slice(rest, 1, close));

		if (found > 0)
			number = found;
		rest = str_trim(str_skip(rest, close + 1));
	}
	if (rest.len == 0)
		return false;
	*ret_number = number;
	*ret_title = rest;
	return true;
}

static str take_hex(str text)
{
	size_t n = 0;

	while (n < text.len && g_ascii_isxdigit(text.ptr[n]))
		n++;
	if (n < SHORTEST_COMMIT || n > LONGEST_COMMIT)
		return (str){0};
	if (n < text.len && g_ascii_isalnum(text.ptr[n]))
		return (str){0};
	return str_slice(text, 0, n);
}

static str lower_case(struct arena *arena, str text)
{
	char *lower = arena_text(arena, text.len);

	for (size_t i = 0; i < text.len; i++)
		lower[i] = g_ascii_tolower(text.ptr[i]);
	return (str){.ptr = lower, .len = text.len};
}

str applied_read_commit(struct arena *arena, str line)
{
	static const str marks[] = {
		STR_INIT("commit: "), STR_INIT("/c/"),	    STR_INIT("/commit/?id="),
		STR_INIT("id="),      STR_INIT("/commit/"), STR_INIT("commit "),
		STR_INIT("Commit "),  STR_INIT("Commit: "),
	};
	str found;
	size_t at;

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (!str_find(line, marks[i], &at))
			continue;
		found = take_hex(str_trim(str_skip(line, at + marks[i].len)));
		if (found.len > 0)
			return lower_case(arena, found);
	}
	return (str){0};
}

static bool says_refused(str line)
{
	static const str words[] = {
		STR_INIT("(skipped"),	 STR_INIT("(not applied"), STR_INIT("(no matching commit"),
		STR_INIT("(not taken"),	 STR_INIT("(not queued"),  STR_INIT("(dropped"),
		STR_INIT("(superseded"),
	};
	size_t at;

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (str_find_nocase(line, words[i], &at))
			return true;
	}
	return false;
}

/* "[1/3] title", at the very start of a line. */
static bool begins_entry(str line, struct applied_entry *ret_entry)
{
	struct applied_entry entry = {0};

	if (line.len == 0 || line.ptr[0] != '[')
		return false;
	if (!applied_read_title(line, &entry.number, &entry.title) || entry.number == 0)
		return false;
	entry.is_refused = says_refused(line);
	*ret_entry = entry;
	return true;
}

static bool is_indented(str line)
{
	return line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
}

/* What the lines below the title say; stops where another begins. */
static void read_info(struct arena *arena, const struct own_text *own, unsigned index,
		      struct applied_entry *entry)
{
	struct applied_entry next;

	for (unsigned i = index + 1; i < own->n_lines && i <= index + INFO_LINES; i++) {
		str line = own->lines[i].text;

		if (str_trim(line).len == 0 || begins_entry(line, &next))
			return;
		if (!is_indented(line))
			continue;
		entry->commit = applied_read_commit(arena, line);
		entry->is_refused |= says_refused(line);
		if (entry->commit.len > 0)
			return;
	}
}

void applied_read_list(struct arena *arena, const struct own_text *own,
		       struct applied_entry **ret_entries, unsigned *ret_n_entries)
{
	struct applied_entry *entries = NULL;
	struct applied_entry entry;
	unsigned n = 0;

	for (unsigned i = 0; i < own->n_lines && n < LIMIT_REMARKS; i++) {
		if (!begins_entry(own->lines[i].text, &entry))
			continue;
		if (!entries)
			entries = arena_new_array(arena, struct applied_entry, LIMIT_REMARKS);
		read_info(arena, own, i, &entry);
		entries[n++] = entry;
	}
	*ret_entries = entries;
	*ret_n_entries = n;
}
