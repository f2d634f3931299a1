/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How much two titles are alike: a title that was changed a little is often that
 * of the next revision.
 */
#ifndef TIDINGS_SERIES_TOPIC_TITLE_H
#define TIDINGS_SERIES_TOPIC_TITLE_H

#include "base/str.h"

enum title_kind {
	TITLE_EQUAL,
	TITLE_EQUAL_LONG, /* of so many words that no two people find it */
	TITLE_ALIKE, /* half of the words of both */
	TITLE_NEAR, /* three of ten; or two, and the words before the first colon */
	TITLE_OTHER,
};

/*
 * For titles that are not equal: TITLE_ALIKE, TITLE_NEAR or TITLE_OTHER. One word
 * in common must be neither one that any title may have nor a part of both
 * titles' first words up to a colon, unless it @is_clear otherwise that they are
 * of one work.
 */
enum title_kind titles_compare(str a, str b, bool is_clear);

/* True for five words or more. */
bool title_is_long(str title);

#endif
