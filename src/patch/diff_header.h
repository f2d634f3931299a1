/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The headers of the files and the hunks in a diff, and what stands for a
 * binary content.
 *
 * What is read from @rest is taken off it, whole lines.
 */
#ifndef TIDINGS_PATCH_DIFF_HEADER_H
#define TIDINGS_PATCH_DIFF_HEADER_H

#include "patch/diff.h"

enum diff_header {
	DIFF_HEADER_NONE, /* only looks like one; nothing was taken */
	DIFF_HEADER_DAMAGED, /* no path could be read: the file is lost */
	DIFF_HEADER_FILE,
};

/* As str_next_line(), and without a carriage return at the line's end. */
bool diff_next_line(str *rest, str *ret_line);

/*
 * Takes `diff --git` and the lines below it, up to the first hunk. A
 * `diff --git` alone is no header. Counts and text of @ret_file are left empty.
 */
enum diff_header diff_header_git(struct arena *arena, str *rest, struct diff_file *ret_file);

/*
 * Reads the lines `--- @old_text` and `+++ @new_text` of a plain diff. False if
 * they name no file.
 */
bool diff_header_plain(struct arena *arena, str old_text, str new_text, struct diff_file *ret_file);

/* Lines of the two sides, as a hunk's header announces them. */
struct diff_hunk {
	uint64_t old_lines;
	uint64_t new_lines;
	uint64_t old_begin; /* the number of the first old line; of none, that of the line above */
};

/*
 * Takes `@@ -BEGIN,LINES +BEGIN,LINES` off @line; a lone BEGIN is one line. False,
 * and nothing taken, where it is none.
 */
bool diff_take_hunk(str *line, struct diff_hunk *ret_hunk);

/*
 * Takes a binary content: "GIT binary patch" and its blocks, or the line
 * "Binary files a/PATH and b/PATH differ". False where there is none.
 * @ret_intact is false if a block breaks off; it is read as far as it goes.
 */
bool diff_take_binary(str *rest, bool *ret_intact);

#endif
