/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the charset that a mail declares, rightly or not, to UTF-8.
 */
#ifndef TIDINGS_MAIL_CHARSET_H
#define TIDINGS_MAIL_CHARSET_H

#include "base/arena.h"
#include "base/limits.h"
#include "base/str.h"

/*
 * True if bytes below 0x80 may stand for something else than ASCII in the
 * charset: ISO-2022-JP, UTF-7, UTF-16 and the like. Lines of such a text
 * cannot be told before it is converted.
 */
bool charset_hides_ascii(str name);

/*
 * @bytes as valid UTF-8, by the rules of mail_parse(). @name is the declared
 * charset, empty where none is. Returns @bytes itself where it is good as it
 * is. Adds MAIL_BAD_CHARSET to @defects where the name is unknown or the bytes
 * are not of that charset.
 */
str charset_to_utf8(struct arena *arena, str bytes, str name, unsigned *defects);

/*
 * Conversions that stay open for the next piece of a field: to open one takes
 * iconv longer than to convert the piece. Starts zeroed; ends with
 * charset_converters_close().
 */
struct charset_converters {
	struct {
		const char *name; /* iconv's */
		void *handle; /* GIConv */
	} open[LIMIT_FIELD_CHARSETS];
	unsigned n_open;
};

/*
 * As charset_to_utf8(), by @converters. Past LIMIT_FIELD_CHARSETS bytes of other
 * charsets are read as UTF-8, with MAIL_TOO_LONG.
 */
str charset_to_utf8_by(struct charset_converters *converters, struct arena *arena, str bytes,
		       str name, unsigned *defects);

void charset_converters_close(struct charset_converters *converters);

#endif
