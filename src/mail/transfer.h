/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Content-Transfer-Encoding: RFC 2045, 6, forgiving.
 */
#ifndef TIDINGS_MAIL_TRANSFER_H
#define TIDINGS_MAIL_TRANSFER_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Undoes the encoding of that name, in any case of letters: 7bit, 8bit, binary
 * and the empty name give @bytes itself, as does an unknown one, with
 * MAIL_BAD_ENCODING. What is broken is read as far as it goes, with the same
 * defect.
 */
str transfer_decode(struct arena *arena, str bytes, str encoding, unsigned *defects);

/*
 * The two encodings by themselves, which encoded words have too. @to has room
 * for @bytes.len bytes; they return the bytes written. @is_word: an underscore
 * is a blank, RFC 2047, 4.2.
 */
size_t transfer_decode_base64(str bytes, char *to, unsigned *defects);
size_t transfer_decode_quoted(str bytes, bool is_word, char *to, unsigned *defects);

#endif
