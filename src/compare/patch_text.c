/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Follows read_patches() of git's range-diff.c, but reads a mail's diff where
 * git reads what git-log(1) prints. All mails of an archive come through here,
 * so that lines are slices of the mail wherever that is possible.
 */
#include "compare/patch_text.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "patch/diff_header.h"

#include <glib.h>
#include <string.h>

enum {
	TAB_COLUMNS = 8,
	FIRST_CAPACITY = 64,
};

static void add_line(struct arena *arena, struct patch_text *text, str line)
{
	if (text->n_lines == text->capacity) {
		unsigned capacity = MAX(FIRST_CAPACITY, text->capacity * 2);
		str *lines = arena_new_array(arena, str, capacity);

		if (text->n_lines > 0)
			memcpy(lines, text->lines, sizeof(*lines) * text->n_lines);
		text->lines = lines;
		text->capacity = capacity;
	}
	text->lines[text->n_lines++] = line;
}

/* The @n parts joined, in the arena. */
static str join(struct arena *arena, const str *parts, size_t n)
{
	size_t len = 0;
	char *joined;

	for (size_t i = 0; i < n; i++)
		len += parts[i].len;
	joined = arena_text(arena, len);
	len = 0;
	for (size_t i = 0; i < n; i++) {
		if (parts[i].len > 0)
			memcpy(joined + len, parts[i].ptr, parts[i].len);
		len += parts[i].len;
	}
	return (str){.ptr = joined, .len = len};
}

/* @line behind the blanks by which git-log(1) indents a message, its tabs expanded. */
static str indent(struct arena *arena, str line)
{
	static const str indentation = STR_INIT("    ");
	static const str blanks = STR_INIT("        ");
	str indented = indentation;
	size_t tab;

	if (line.len == 0)
		return line;
	while (str_find_byte(line, '\t', &tab) && utf8_valid(str_slice(line, 0, tab))) {
		str segment = str_slice(line, 0, tab);
		unsigned columns = utf8_width(segment);
		str parts[] = {
			indented,
			segment,
			str_skip(blanks, columns % TAB_COLUMNS),
		};

		indented = join(arena, parts, G_N_ELEMENTS(parts));
		line = str_skip(line, tab + 1);
	}
	return arena_join(arena, indented, line);
}

void patch_text_add_message(struct arena *arena, const struct compare_patch *patch,
			    struct patch_text *text)
{
	const str author[] = {
		STR("Author: "), patch->author.name, STR(" <"), patch->author.address, STR(">"),
	};
	unsigned end = text->n_lines + LIMIT_COMPARED_LINES;
	bool is_blank_above = true;
	str rest = patch->message;
	str line;

	add_line(arena, text, STR(" ## Metadata ##"));
	add_line(arena, text, join(arena, author, G_N_ELEMENTS(author)));
	add_line(arena, text, STR(""));
	add_line(arena, text, STR(" ## Commit message ##"));
	add_line(arena, text, indent(arena, str_trim_end(patch->title)));
	while (text->n_lines < end && str_next_line(&rest, &line)) {
		line = str_trim_end(line);
		if (line.len == 0) {
			is_blank_above = true;
			continue;
		}
		if (is_blank_above)
			add_line(arena, text, STR(""));
		add_line(arena, text, indent(arena, line));
		is_blank_above = false;
	}
}

/* The line that begins a file: ` ## lamp.c (new) ##`. */
static str file_header(struct arena *arena, const struct diff_file *file)
{
	char modes[sizeof(" (mode change 37777777777 => 37777777777)")] = "";
	str parts[] = {
		STR(" ## "), {0}, {0}, diff_file_path(file), {0}, {0}, STR(" ##"),
	};

	if (file->change == DIFF_RENAMED) {
		parts[1] = file->old_path;
		parts[2] = STR(" => ");
	} else if (file->change == DIFF_ADDED) {
		parts[4] = STR(" (new)");
	} else if (file->change == DIFF_DELETED) {
		parts[4] = STR(" (deleted)");
	}
	if (file->old_mode && file->new_mode && file->old_mode != file->new_mode) {
		g_snprintf(modes, sizeof(modes), " (mode change %06o => %06o)", file->old_mode,
			   file->new_mode);
		parts[5] = str_from(modes);
	}
	return join(arena, parts, G_N_ELEMENTS(parts));
}

/* git-log(1) does not print binary contents, as mails do. */
static str binary_line(struct arena *arena, const struct diff_file *file)
{
	static const str nothing = STR_INIT("/dev/null");
	const str parts[] = {
		STR(" Binary files "), file->change == DIFF_ADDED ? nothing : file->old_path,
		STR(" and "),	       file->change == DIFF_DELETED ? nothing : file->new_path,
		STR(" differ"),
	};

	return join(arena, parts, G_N_ELEMENTS(parts));
}

/* @function is what follows the numbers of the hunk's header: ` @@ int dim(void)`. */
static str hunk_header(struct arena *arena, const struct diff_file *file, str function)
{
	str parts[] = {STR("@@ "), diff_file_path(file), STR(":"), {0}};

	str_take(&function, STR(" @@"));
	if (str_ends(function, STR("\r")))
		function.len--;
	if (function.len == 0)
		return STR("@@");
	parts[3] = function;
	return join(arena, parts, G_N_ELEMENTS(parts));
}

/* Adds @line, if it is one of the hunk that misses @missing. */
static void add_hunk_line(struct arena *arena, struct patch_text *text, struct diff_hunk *missing,
			  str line)
{
	char sign = line.len > 0 ? line.ptr[0] : ' ';

	/* Of an empty line of context a mailer may have stripped the blank. */
	if (line.len == 0 || (sign == '\r' && line.len == 1))
		line = STR(" ");
	if (sign == '\\') {
		add_line(arena, text, PATCH_TEXT_NO_NEWLINE);
		return;
	}
	if (missing->old_lines == 0 && missing->new_lines == 0)
		return;
	if (sign == '\r')
		sign = ' ';
	if (sign != ' ' && sign != '+' && sign != '-')
		return;
	missing->old_lines -= sign != '+' && missing->old_lines > 0;
	missing->new_lines -= sign != '-' && missing->new_lines > 0;
	add_line(arena, text, line);
}

static void add_file(struct arena *arena, struct patch_text *text, unsigned end,
		     const struct diff_file *file)
{
	struct diff_hunk missing = {0};
	bool is_in_hunks = false;
	str rest = file->text;
	str line;

	add_line(arena, text, file_header(arena, file));
	if (file->binary) {
		add_line(arena, text, binary_line(arena, file));
		return;
	}
	while (text->n_lines < end && str_next_line(&rest, &line)) {
		if (str_starts(line, STR("@")) && diff_take_hunk(&line, &missing)) {
			is_in_hunks = true;
			add_line(arena, text, hunk_header(arena, file, line));
		} else if (is_in_hunks) {
			add_hunk_line(arena, text, &missing, line);
		}
	}
}

void patch_text_add_separator(struct arena *arena, struct patch_text *text)
{
	add_line(arena, text, STR(""));
}

void patch_text_add_diff(struct arena *arena, const struct diff *diff, struct patch_text *text)
{
	unsigned begin = text->n_lines;
	unsigned end = begin + LIMIT_COMPARED_LINES;

	for (unsigned i = 0; i < diff->n_files && text->n_lines + 3 <= end; i++) {
		if (i > 0)
			patch_text_add_separator(arena, text);
		add_file(arena, text, end, &diff->files[i]);
	}
}
