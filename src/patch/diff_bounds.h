/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the diff of a mail's text begins and where it ends.
 */
#ifndef TIDINGS_PATCH_DIFF_BOUNDS_H
#define TIDINGS_PATCH_DIFF_BOUNDS_H

#include "base/str.h"

struct diff_bounds {
	size_t begin; /* offsets of whole lines; both are the text's length without a diff */
	size_t end;
	size_t first_line; /* how many lines stand before @begin */
	size_t n_lines; /* of [begin, end) */
	size_t interdiff; /* where the text of an interdiff begins; the text's length without one */
	unsigned n_quoted_lines; /* lines that begin with `>`, outside of hunks */
};

/*
 * Finds the first line that begins a diff, and the end of the last line that
 * belongs to it; several diffs with text between them count as one. What
 * follows the last hunk, such as base information, a signature and a list's
 * footer, is outside. A diff below an unindented "Interdiff against v2:" of a
 * cover letter is none.
 */
void diff_bounds_find(str text, struct diff_bounds *ret_bounds);

#endif
