/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a range, `FROM..TO`, and of its ends, `NAME~3^`: pure functions
 * that know no repository. The syntax is a part of gitrevisions(7): ids, refs
 * and tags with steps to first parents, which is all that a straight line of
 * commits needs.
 */
#ifndef TIDINGS_ARCHIVE_RANGE_TEXT_H
#define TIDINGS_ARCHIVE_RANGE_TEXT_H

#include "base/str.h"

/* More steps than any archive has commits; a larger sum stays at this. */
enum { REVISION_STEPS_MAX = 999999999 };

/* `NAME`, then any number of `~`, `~N`, `^`, `^0` and `^1`. Slices of the text. */
struct revision_text {
	str name; /* not empty */
	unsigned steps; /* back along first parents */
};

/*
 * Splits `FROM..TO`, `FROM..` and `..TO`; the end that is left out is empty.
 * False where both are, or where there are not exactly two dots between them.
 */
bool range_text_split(str text, str *ret_from, str *ret_to);

bool revision_text_parse(str text, struct revision_text *ret_revision);

#endif
