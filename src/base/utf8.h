/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UTF-8 over slices: valid or made so, and how wide a terminal shows it.
 */
#ifndef TIDINGS_BASE_UTF8_H
#define TIDINGS_BASE_UTF8_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>

/* True if @s is valid UTF-8 (RFC 3629: no surrogates, nothing overlong). NUL is valid. */
bool utf8_valid(str s);

/* True if each byte of @s is below 0x80. Fast on long texts. */
bool utf8_is_ascii(str s);

/*
 * @s itself where it is valid, else a copy in @arena in which each byte that
 * is part of no character is U+FFFD.
 */
str utf8_make_valid(struct arena *arena, str s);

/*
 * Takes the first character off @rest, which must be valid UTF-8 and not
 * empty, and returns it.
 */
gunichar utf8_next(str *rest);

/*
 * Writes @character at @to, which has room for four bytes, and returns how
 * many it took. What is no character (a surrogate, above U+10FFFF) is written
 * as U+FFFD.
 */
size_t utf8_write(gunichar character, char *to);

/* The columns of a terminal that @s takes: wide 2, combining and control 0, others 1. */
unsigned utf8_width(str s);

/*
 * The longest beginning of @s, whole characters with the combining ones that
 * follow, of at most @columns columns.
 */
str utf8_fit(str s, unsigned columns);

#endif
