/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the lines of a diff are, for whoever colours them. */
#ifndef TIDINGS_RENDER_DIFF_LINE_H
#define TIDINGS_RENDER_DIFF_LINE_H

#include "base/str.h"

enum diff_line {
	DIFF_LINE_PLAIN, /* context, and what else stands in a diff */
	DIFF_LINE_HEADER, /* of a file */
	DIFF_LINE_HUNK, /* the header of one */
	DIFF_LINE_ADDED,
	DIFF_LINE_REMOVED,
};

/* @is_in_hunk is the reader's place, false before the first line of the diff. */
enum diff_line diff_line_of(str line, bool *is_in_hunk);

#endif
