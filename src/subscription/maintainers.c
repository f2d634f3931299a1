/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * As get_maintainer.pl reads it, a section is the lines that begin with a capital letter and a
 * colon, and its title is the last line before them that is none. Blank lines say nothing. So the
 * head of the file, whose lines of that form are indented, needs no rule of its own. Two lines
 * are no title here, though the script takes them for one: what underlines a heading, as QEMU
 * has it, and what is indented.
 */
#include "subscription/maintainers.h"

#include "base/error.h"
#include "base/limits.h"
#include "config/nearest.h"

/* What is left of a file. */
struct reader {
	str rest;
	unsigned line; /* the number of the last one that was read */
	str title; /* the last line that may be one */
	bool is_within; /* the entries of that title */
};

/* A line as `F: drivers/net/`. */
struct entry {
	str title; /* of its section */
	bool is_first; /* of it */
	char letter;
	str value;
};

/* What one is asked for. */
struct wanted {
	str title;
	bool is_there;
	bool names_files;
};

struct selection {
	struct reader reader;
	const char *path;
	struct wanted *wanted;
	unsigned n_wanted;
	GPtrArray *found; /* struct path_patterns */
	struct path_patterns *current; /* of the section that is read, or NULL */
};

static bool is_entry(str line)
{
	return line.len >= 2 && g_ascii_isupper(line.ptr[0]) && line.ptr[1] == ':';
}

static bool is_underline(str line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != line.ptr[0] || !memchr("-=~", line.ptr[i], 3))
			return false;
	}
	return true;
}

static bool may_be_title(str line)
{
	return line.len > 0 && !g_ascii_isspace(line.ptr[0]) && !is_underline(line);
}

/* The next entry of any section. */
static bool next_entry(struct reader *reader, struct entry *ret_entry)
{
	str line;

	while (str_next_line(&reader->rest, &line)) {
		reader->line++;
		line = str_trim_end(line);
		if (is_entry(line) && reader->title.len > 0) {
			*ret_entry = (struct entry){
				.title = reader->title,
				.is_first = !reader->is_within,
				.letter = line.ptr[0],
				.value = str_trim(str_skip(line, 2)),
			};
			reader->is_within = true;
			return true;
		}
		if (!is_entry(line) && may_be_title(line)) {
			reader->title = line;
			reader->is_within = false;
		}
	}
	return false;
}

/* Opens the section of @entry, if it is one that is asked for. */
static void begin_section(struct selection *selection, const struct entry *entry)
{
	selection->current = NULL;
	for (unsigned i = 0; i < selection->n_wanted; i++) {
		if (!str_equal_nocase(selection->wanted[i].title, entry->title))
			continue;
		selection->wanted[i].is_there = true;
		if (selection->current)
			continue;
		selection->current = path_patterns_new();
		g_ptr_array_add(selection->found, selection->current);
	}
}

static void note_files(struct selection *selection, const struct entry *entry)
{
	for (unsigned i = 0; i < selection->n_wanted; i++) {
		if (str_equal_nocase(selection->wanted[i].title, entry->title))
			selection->wanted[i].names_files = true;
	}
}

static bool add_entry(struct selection *selection, const struct entry *entry, GError **error)
{
	switch (entry->letter) {
	case 'F':
		path_patterns_include(selection->current, entry->value);
		note_files(selection, entry);
		return true;
	case 'X':
		path_patterns_exclude(selection->current, entry->value);
		return true;
	case 'N':
		if (!path_patterns_include_expression(selection->current, entry->value, error)) {
			g_prefix_error(error, "%s, line %u: N: ", selection->path,
				       selection->reader.line);
			return false;
		}
		note_files(selection, entry);
		return true;
	default:
		return true;
	}
}

static bool read_sections(struct selection *selection, GError **error)
{
	struct entry entry;

	while (next_entry(&selection->reader, &entry)) {
		if (entry.is_first)
			begin_section(selection, &entry);
		if (selection->current && !add_entry(selection, &entry, error))
			return false;
	}
	return true;
}

/* The title in @bytes that is meant by @title, or the empty one. */
static str nearest_title(str bytes, str title)
{
	struct reader reader = {.rest = bytes};
	g_autofree char *asked = g_ascii_strdown(title.ptr, (gssize)title.len);
	g_autofree char *kept = NULL;
	struct config_nearest search;
	struct entry entry;
	str nearest = {0};

	config_nearest_begin(&search, asked);
	while (next_entry(&reader, &entry)) {
		g_autofree char *candidate = NULL;
		unsigned least = search.least;

		if (!entry.is_first)
			continue;
		candidate = g_ascii_strdown(entry.title.ptr, (gssize)entry.title.len);
		config_nearest_consider(&search, candidate);
		if (search.least == least)
			continue;
		g_free(kept);
		kept = g_steal_pointer(&candidate);
		nearest = entry.title;
	}
	return nearest;
}

static bool fail_missing(const struct selection *selection, str bytes, str title, GError **error)
{
	str nearest = nearest_title(bytes, title);

	if (nearest.len > 0)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "%s: there is no section '" STR_FMT "', '" STR_FMT "' may be meant",
			    selection->path, STR_ARG(title), STR_ARG(nearest));
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "%s: there is no section '" STR_FMT "'", selection->path,
			    STR_ARG(title));
	return false;
}

static bool check_wanted(const struct selection *selection, str bytes, GError **error)
{
	for (unsigned i = 0; i < selection->n_wanted; i++) {
		const struct wanted *wanted = &selection->wanted[i];

		if (!wanted->is_there)
			return fail_missing(selection, bytes, wanted->title, error);
		if (wanted->names_files)
			continue;
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "%s: the section '" STR_FMT "' names no file (F: or N:)",
			    selection->path, STR_ARG(wanted->title));
		return false;
	}
	return true;
}

bool maintainers_read(str bytes, const char *path, char *const *sections, GPtrArray *patterns,
		      GError **error)
{
	unsigned n_sections = g_strv_length((char **)sections);
	g_autofree struct wanted *wanted = g_new0(struct wanted, n_sections);
	g_autoptr(GPtrArray) found =
		g_ptr_array_new_with_free_func((GDestroyNotify)path_patterns_free);
	struct selection selection = {
		.reader = {.rest = bytes},
		.path = path,
		.wanted = wanted,
		.n_wanted = n_sections,
		.found = found,
	};

	if (bytes.len > LIMIT_MAINTAINERS_BYTES) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "%s: this is no MAINTAINERS file: it has more than %d bytes", path,
			    LIMIT_MAINTAINERS_BYTES);
		return false;
	}
	for (unsigned i = 0; i < n_sections; i++)
		wanted[i].title = str_trim(str_from(sections[i]));
	if (!read_sections(&selection, error) || !check_wanted(&selection, bytes, error))
		return false;
	g_ptr_array_extend_and_steal(patterns, g_steal_pointer(&found));
	return true;
}
