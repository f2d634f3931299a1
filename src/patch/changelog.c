/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changelogs are written by hand. A section begins at a heading of its revision,
 * and nothing says where it ends: the next heading does, or a line that none
 * would write into a list of changes.
 */
#include "patch/changelog.h"

#include "patch/changelog_heading.h"

#include <glib.h>

/* The lines of a section, so far. */
struct section {
	size_t begin; /* offsets into the text */
	size_t end; /* behind the last line that is not blank */
	size_t heading_columns; /* how far the heading is indented */
	bool has_lines;
	bool is_list; /* its first line is a bullet, or deeper than the heading */
};

static size_t count_columns(str line)
{
	size_t columns = 0;

	while (columns < line.len && (line.ptr[columns] == ' ' || line.ptr[columns] == '\t'))
		columns++;
	return columns;
}

/* `- `, `* `, `1. `, `(a) ` */
static bool is_bullet(str line)
{
	str rest = str_skip(line, count_columns(line));
	str digits;

	if (rest.len > 1 && strchr("-*+o#", rest.ptr[0]) && rest.ptr[0] != '\0')
		return rest.ptr[0] != 'o' || rest.ptr[1] == ' ';
	str_take(&rest, STR("("));
	digits = str_take_digits(&rest);
	if (digits.len == 0 && rest.len > 1 && g_ascii_isalpha(rest.ptr[0]))
		return rest.ptr[1] == ')';
	return digits.len > 0 && rest.len > 0 && (rest.ptr[0] == '.' || rest.ptr[0] == ')');
}

/* `[1] https://...`, `[1]: ...`, `- Link to v2: https://...` */
static bool is_link(str line)
{
	str rest = str_trim(line);
	size_t close;

	while (str_take(&rest, STR("-")) || str_take(&rest, STR("*")) || str_take(&rest, STR(" ")))
		;
	if (str_starts_nocase(rest, STR("link to v")) || str_starts_nocase(rest, STR("link: ")) ||
	    str_starts_nocase(rest, STR("links to ")))
		return true;
	if (!str_take(&rest, STR("[")) || !str_find_byte(rest, ']', &close))
		return false;
	rest = str_trim(str_skip(rest, close + 1));
	if (str_take(&rest, STR(":")))
		rest = str_trim(rest);
	return str_starts(rest, STR("http")) || str_starts(rest, STR("git://")) ||
	       str_starts(rest, STR("<"));
}

/* ` lamp.c | 12 ++-`, ` 2 files changed, ...` */
static bool is_diffstat(str line)
{
	size_t bar;
	str rest;

	if (str_contains(line, STR(" changed, ")) && str_contains(line, STR(" file")))
		return true;
	if (!str_find(line, STR(" | "), &bar) || bar == 0)
		return false;
	rest = str_trim(str_skip(line, bar + 3));
	if (str_take(&rest, STR("Bin")))
		return true;
	if (str_take_digits(&rest).len == 0)
		return false;
	rest = str_trim(rest);
	for (size_t i = 0; i < rest.len; i++) {
		if (rest.ptr[i] != '+' && rest.ptr[i] != '-')
			return false;
	}
	return true;
}

/* `Ann Author (3):` of a shortlog */
static bool is_shortlog(str line)
{
	size_t open;
	str rest;

	if (count_columns(line) > 0 || is_bullet(line) || !str_ends(line, STR("):")) ||
	    !str_find_last_byte(line, '(', &open))
		return false;
	rest = str_skip(line, open + 1);
	return str_take_digits(&rest).len > 0 && str_equal(rest, STR("):"));
}

/* What no list of changes holds, at the begin of its line. */
static bool begins_otherwise(str line)
{
	static const str begins[] = {
		STR_INIT("base-commit:"),
		STR_INIT("based-on:"),
		STR_INIT("best regards"),
		STR_INIT("cc:"),
		STR_INIT("change-id:"),
		STR_INIT("cheers"),
		STR_INIT("diff --git"),
		STR_INIT("interdiff"),
		STR_INIT("kind regards"),
		STR_INIT("message-id:"),
		STR_INIT("previous "),
		STR_INIT("range-diff"),
		STR_INIT("range diff"),
		STR_INIT("regards"),
		STR_INIT("signed-off-by:"),
		STR_INIT("thanks,"),
		STR_INIT("the following changes since commit"),
		STR_INIT("to: "),
		STR_INIT("acked-by:"),
		STR_INIT("reviewed-by:"),
		STR_INIT("tested-by:"),
		STR_INIT("suggested-by:"),
		STR_INIT("reported-by:"),
		STR_INIT("fixes: "),
		STR_INIT("https://"),
		STR_INIT("http://"),
		STR_INIT("git://"),
	};

	return str_starts_any_nocase(line, begins, G_N_ELEMENTS(begins)) ||
	       str_equal_nocase(line, STR("thanks")) || str_equal_nocase(line, STR("thanks!")) ||
	       str_equal_nocase(line, STR("thank you"));
}

/* `---`, `-- `, `=====`: a line of nothing else. */
static bool is_rule(str line)
{
	line = str_trim(line);
	if (line.len < 2)
		return false;
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != line.ptr[0])
			return false;
	}
	return strchr("-=_*~#", line.ptr[0]) != NULL;
}

/* True if @line, whose heading has another revision or is none, ends @section. */
static bool ends_section(const struct section *section, str line, bool is_apart)
{
	if (is_rule(line))
		return section->has_lines;
	if (is_link(line) || is_diffstat(line) || is_shortlog(line) || begins_otherwise(line))
		return true;
	return is_apart && section->has_lines && section->is_list && !is_bullet(line) &&
	       count_columns(line) <= section->heading_columns;
}

static void add_line(struct section *section, str text, str line)
{
	size_t at = (size_t)(line.ptr - text.ptr);

	if (!section->has_lines) {
		section->has_lines = true;
		section->begin = at;
		section->is_list =
			is_bullet(line) || count_columns(line) > section->heading_columns;
	}
	section->end = at + str_trim_end(line).len;
}

/* The section without a last line that only announces what was cut off: `Older versions:`. */
static str finish(const struct section *section, str text)
{
	str lines = str_slice(text, section->begin, section->end);
	size_t newline;

	if (!str_ends(lines, STR(":")) || !str_find_last_byte(lines, '\n', &newline))
		return lines;
	if (is_bullet(str_skip(lines, newline + 1)))
		return lines;
	return str_trim_end(str_slice(lines, 0, newline));
}

/* Reads the section below @heading, which is @line, off @rest. */
static str read_section(str text, str *rest, str heading_line,
			const struct changelog_heading *heading)
{
	struct section section = {.heading_columns = count_columns(heading_line)};
	bool is_apart = false;
	str before = *rest;
	str line;

	if (heading->has_text) {
		add_line(&section, text, heading_line);
		section.is_list = true;
	}
	for (; str_next_line(rest, &line); before = *rest) {
		struct changelog_heading next;

		if (str_trim(line).len == 0) {
			is_apart = true;
			continue;
		}
		if (changelog_heading_read(line, is_apart, &next))
			break;
		if (ends_section(&section, line, is_apart))
			break;
		if (!is_rule(line))
			add_line(&section, text, line);
		is_apart = false;
	}
	*rest = before;
	return finish(&section, text);
}

/* The first section of @text that is about @revision, and is not empty. */
static str find_section(str text, struct revision revision, bool is_lenient)
{
	bool is_apart = true;
	str rest = text;
	str line;

	while (str_next_line(&rest, &line)) {
		struct changelog_heading heading;
		str section;

		if (!changelog_heading_read(line, is_apart, &heading) ||
		    !changelog_heading_is_about(&heading, revision, is_lenient)) {
			is_apart = str_trim(line).len == 0 || is_rule(line);
			continue;
		}
		section = read_section(text, &rest, line, &heading);
		if (section.len > 0)
			return section;
		is_apart = true;
	}
	return (str){0};
}

str changelog_of_text(str text, struct revision revision)
{
	str section = find_section(text, revision, false);

	return section.len > 0 ? section : find_section(text, revision, true);
}
