/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A patch as git range-diff sees it: a text of sections, author and message
 * first, then a section for each file. Of the diff's headers only what is
 * changed is left: paths, whether a file is new or deleted, modes. Hunks have no
 * line numbers, but name their file.
 */
#ifndef TIDINGS_COMPARE_PATCH_TEXT_H
#define TIDINGS_COMPARE_PATCH_TEXT_H

#include "compare/compare.h"

/* Stands below a line that ends its file without a newline. */
#define PATCH_TEXT_NO_NEWLINE STR(" \\ No newline at end of file")

/* Lines without their newlines. Starts as {0}; grows in an arena. */
struct patch_text {
	str *lines;
	unsigned n_lines;
	unsigned capacity;
};

/*
 * Adds author, title and message, as git-am(1) would store them and git-log(1)
 * shows them: without blanks at the end of a line, empty lines one at a time, tabs
 * expanded. At most LIMIT_COMPARED_LINES. Lines point into @patch or @arena.
 */
void patch_text_add_message(struct arena *arena, const struct compare_patch *patch,
			    struct patch_text *text);

/* Adds the empty line that stands between the message and the first file, and between files. */
void patch_text_add_separator(struct arena *arena, struct patch_text *text);

/*
 * Adds what can be read of @diff, at most LIMIT_COMPARED_LINES; of a damaged one
 * the lines that are no hunk's are left out.
 */
void patch_text_add_diff(struct arena *arena, const struct diff *diff, struct patch_text *text);

#endif
