/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/diff_line.h"

#include <glib.h>

/* A line `--- a` is a header, or a removed line `-- a`: by where it stands. */
static const struct {
	const char *begin;
	bool in_hunk;
	enum diff_line line;
} beginnings[] = {
	{"@@", true, DIFF_LINE_HUNK},	     {"+", true, DIFF_LINE_ADDED},
	{"-", true, DIFF_LINE_REMOVED},	     {"diff ", false, DIFF_LINE_HEADER},
	{"index ", false, DIFF_LINE_HEADER}, {"--- ", false, DIFF_LINE_HEADER},
	{"+++ ", false, DIFF_LINE_HEADER},
};

enum diff_line diff_line_of(str line, bool *is_in_hunk)
{
	if (str_starts(line, STR("@@ ")))
		*is_in_hunk = true;
	else if (str_starts(line, STR("diff ")))
		*is_in_hunk = false;
	for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++) {
		if (beginnings[i].in_hunk == *is_in_hunk &&
		    str_starts(line, str_from(beginnings[i].begin)))
			return beginnings[i].line;
	}
	return DIFF_LINE_PLAIN;
}
