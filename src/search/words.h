/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a text, as they are indexed and as they are searched for.
 */
#ifndef TIDINGS_SEARCH_WORDS_H
#define TIDINGS_SEARCH_WORDS_H

#include "base/str.h"

/*
 * Where in a mail a word stands; a bit each, so that one word of one mail has one
 * set. Those of the body come first: a set of them alone takes one byte of a block.
 */
enum word_field {
	WORD_TEXT = 1 << 0, /* of the body: neither quoted nor of a diff */
	WORD_QUOTED = 1 << 1,
	WORD_FILE = 1 << 2, /* in a path of the diff */
	WORD_HUNK = 1 << 3, /* in a hunk's heading */
	WORD_REMOVED = 1 << 4, /* in lines that the diff removes */
	WORD_ADDED = 1 << 5,
	WORD_CONTEXT = 1 << 6,
	WORD_SUBJECT = 1 << 7,
	WORD_FROM = 1 << 8, /* name and address; also the in-body author's */
	WORD_TO = 1 << 9,
	WORD_CC = 1 << 10,
	WORD_LIST = 1 << 11, /* List-Id */
};
enum { WORD_FIELDS = (1 << 12) - 1 }; /* all of them */

/*
 * Takes the next word off @rest: a run of letters, digits, marks on them and
 * underscores, of any script, as it is written. A byte that is no part of UTF-8
 * counts as a letter. Of more than LIMIT_WORD_BYTES whole characters are kept and
 * the rest is left out. False when nothing is left.
 */
bool words_next(str *rest, str *ret_word);

/*
 * @word as it is compared: ASCII in lower case, other letters by GLib's Unicode
 * tables, cut again where that made it longer. At most LIMIT_WORD_BYTES of @word
 * count. Points into @word or @buffer, of LIMIT_WORD_BYTES.
 */
str word_fold(str word, char *buffer);

#endif
