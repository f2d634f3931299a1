/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Encoded words in header fields: RFC 2047, as mailers break it.
 */
#ifndef TIDINGS_MAIL_ENCODED_WORD_H
#define TIDINGS_MAIL_ENCODED_WORD_H

#include "base/arena.h"
#include "base/str.h"

/*
 * @text, an unfolded value, with its encoded words decoded, as valid UTF-8
 * without CR, LF and NUL. Words count wherever they stand: within quotes,
 * within other words, with blanks in them. Blanks between two of them vanish,
 * and a character may be cut in two by them. All else is read as
 * mail_parse() says of charsets. Returns @text itself where there is nothing
 * to do.
 */
str encoded_words_decode(struct arena *arena, str text, unsigned *defects);

#endif
