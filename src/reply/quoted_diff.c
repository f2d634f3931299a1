/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reviewers cut what they do not speak of: a hunk may lack its header and any of its lines,
 * so that its counts tell nothing, and a file may be known by the line `+++ b/lamp.c` alone.
 */
#include "reply/quoted_diff.h"

#include "compare/patch_text.h"
#include "patch/diff_header.h"
#include "patch/diff_path.h"

#include <glib.h>

enum { TAB_COLUMNS = 8 };

static void add_line(struct quoted_diff *quoted, str line)
{
	quoted->lines[quoted->n_lines++ % REMARK_LINES] = fingerprint_line(line);
}

static void add_filler(struct quoted_diff *quoted, str line)
{
	quoted->filler = fingerprint_line(line);
	quoted->has_filler = true;
}

/*
 * The headers are made by who makes them of the patch, so that both have one form. A hunk's
 * changes with what stands above it, so that a remark must not rest on it.
 */
static void add_header(struct quoted_diff *quoted, const struct diff_file *file, str hunk)
{
	struct diff_file copy = *file;
	struct diff diff = {.files = &copy, .n_files = 1};
	struct patch_text text = {0};

	copy.text = hunk;
	copy.binary = false;
	patch_text_add_diff(quoted->arena, &diff, &text);
	if (text.n_lines > 0)
		add_filler(quoted, text.lines[text.n_lines - 1]);
}

static void forget_lines(struct quoted_diff *quoted)
{
	quoted->n_lines = 0;
	quoted->has_filler = false;
}

static void begin_file(struct quoted_diff *quoted, struct quoted_level *level,
		       const struct diff_file *file)
{
	level->is_in_diff = true;
	level->has_file = true;
	level->file = *file;
	add_header(quoted, file, (str){0});
}

/* A header of which only the line `diff --git a/lamp.c b/lamp.c` was left. */
static bool read_lone_header(struct arena *arena, str line, struct diff_file *ret_file)
{
	str path;

	if (!str_take(&line, STR("diff --git ")) || !diff_path_twice(arena, line, &path))
		return false;
	*ret_file = (struct diff_file){.old_path = path, .new_path = path};
	return true;
}

/* `--- a/lamp.c` and `+++ b/lamp.c` without git's header, or the second line alone. */
static bool take_plain_header(struct arena *arena, str *rest, struct diff_file *ret_file)
{
	str after = *rest;
	str old_text;
	str new_text;
	str path;

	*ret_file = (struct diff_file){0};
	diff_next_line(&after, &old_text);
	if (str_take(&old_text, STR("--- "))) {
		if (!diff_next_line(&after, &new_text) || !str_take(&new_text, STR("+++ ")) ||
		    !diff_header_plain(arena, old_text, new_text, ret_file))
			return false;
	} else if (str_take(&old_text, STR("+++ ")) && str_starts(old_text, STR("b/")) &&
		   diff_path_git(arena, old_text, &path)) {
		ret_file->old_path = path;
		ret_file->new_path = path;
	} else {
		return false;
	}
	*rest = after;
	return true;
}

/* Takes the header of a file off @rest, which is not empty. */
static bool take_file(struct arena *arena, str *rest, struct diff_file *ret_file)
{
	str after = *rest;
	str line;

	if (!str_starts(*rest, STR("diff --git ")))
		return take_plain_header(arena, rest, ret_file);
	*ret_file = (struct diff_file){0};
	if (diff_header_git(arena, rest, ret_file) == DIFF_HEADER_FILE)
		return true;
	diff_next_line(&after, &line);
	if (!read_lone_header(arena, line, ret_file))
		return false;
	*rest = after;
	return true;
}

/* True for a line that only a diff has, whatever stands around it. */
static bool is_surely_of_diff(str line)
{
	static const str endings[] = {
		STR_INIT(";"), STR_INIT("{"), STR_INIT("}"), STR_INIT("*/"), STR_INIT("\\"),
	};
	str trimmed = str_trim_end(line);

	if (!str_starts(line, STR("+")) && !str_starts(line, STR("-")))
		return false;
	if (str_starts(str_skip(line, 1), STR("\t")))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (trimmed.len > 1 && line.ptr[1] != ' ' && str_ends(trimmed, endings[i]))
			return true;
	}
	return str_starts(line, STR("+    ")) || str_starts(line, STR("+#"));
}

/* True if @line, a hunk's, stands in so many places that it tells none: blank, `}`, `*`. */
static bool is_filler(str line)
{
	for (size_t i = 1; i < line.len; i++) {
		if (!g_ascii_isspace(line.ptr[i]) && !strchr("{}()[]*/;,\\", line.ptr[i]))
			return false;
	}
	return true;
}

static unsigned count_blanks(str line)
{
	unsigned n_blanks = 0;

	while (n_blanks < line.len && line.ptr[n_blanks] == ' ')
		n_blanks++;
	return n_blanks;
}

/* Counts how the lines of @text are indented, behind their signs. */
static void count_indents(struct quoted_level *level, str text)
{
	unsigned n_columns;
	str line;

	while (str_next_line(&text, &line)) {
		line = str_skip(line, 1);
		n_columns = 1 + count_blanks(line);
		if (str_starts(line, STR("\t")))
			level->n_tabs++;
		else if (n_columns >= TAB_COLUMNS && n_columns % TAB_COLUMNS == 0)
			level->n_stops++;
		else if (n_columns >= TAB_COLUMNS)
			level->n_others++;
	}
}

/* @line, of a mailer that made blanks of tabs, with the tabs that it began with. */
static str put_tabs_back(struct arena *arena, const struct quoted_level *level, str line)
{
	unsigned n_tabs = (1 + count_blanks(str_skip(line, 1))) / TAB_COLUMNS;
	str behind = str_skip(line, (size_t)n_tabs * TAB_COLUMNS);
	char *text;

	if (n_tabs == 0 || level->n_tabs > 0 || level->n_stops <= level->n_others)
		return line;
	text = arena_text(arena, 1 + n_tabs + behind.len);
	text[0] = line.ptr[0];
	memset(text + 1, '\t', n_tabs);
	memcpy(text + 1 + n_tabs, behind.ptr, behind.len);
	return (str){.ptr = text, .len = 1 + n_tabs + behind.len};
}

static void read_hunk_line(struct quoted_diff *quoted, str line)
{
	if (line.len == 0)
		line = STR(" ");
	/* What a mailer wrapped goes on without a sign. */
	if (line.ptr[0] != ' ' && line.ptr[0] != '+' && line.ptr[0] != '-')
		return;
	line = put_tabs_back(quoted->arena, &quoted->levels[quoted->level], line);
	if (is_filler(line))
		add_filler(quoted, line);
	else
		add_line(quoted, line);
}

static bool is_signature(str line)
{
	return str_equal(line, STR("-- ")) || str_equal(line, STR("--"));
}

static void read_line(struct quoted_diff *quoted, struct quoted_level *level, str line)
{
	struct diff_hunk hunk;
	str function = line;

	if (is_signature(line)) {
		/* Below the end of a patch people speak of it as a whole. */
		level->is_in_diff = false;
		forget_lines(quoted);
	} else if (str_starts(line, STR("@@ ")) && diff_take_hunk(&function, &hunk)) {
		level->is_in_diff = true;
		if (level->has_file)
			add_header(quoted, &level->file, line);
	} else if (level->is_in_diff) {
		read_hunk_line(quoted, line);
	}
}

void quoted_diff_read(struct quoted_diff *quoted, unsigned level, str text)
{
	struct quoted_level *of_level;
	struct diff_file file;
	str line;

	level = MIN(level, QUOTED_LEVELS - 1U);
	of_level = &quoted->levels[level];
	if (level != quoted->level)
		forget_lines(quoted);
	quoted->level = level;
	count_indents(of_level, text);
	while (text.len > 0) {
		if (take_file(quoted->arena, &text, &file)) {
			begin_file(quoted, of_level, &file);
		} else if (str_next_line(&text, &line)) {
			of_level->is_in_diff |= is_surely_of_diff(line);
			read_line(quoted, of_level, line);
		}
	}
}

bool quoted_diff_take(struct quoted_diff *quoted, uint32_t **ret_lines, unsigned *ret_n_lines)
{
	unsigned n_lines = MIN(quoted->n_lines, (unsigned)REMARK_LINES);
	unsigned begin = quoted->n_lines - n_lines;
	uint32_t *lines;

	if (n_lines == 0 && !quoted->has_filler)
		return false;
	lines = arena_new_array(quoted->arena, uint32_t, MAX(n_lines, 1U));
	lines[0] = quoted->filler;
	for (unsigned i = 0; i < n_lines; i++)
		lines[i] = quoted->lines[(begin + i) % REMARK_LINES];
	*ret_lines = lines;
	*ret_n_lines = MAX(n_lines, 1U);
	forget_lines(quoted);
	return true;
}
