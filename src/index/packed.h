/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers and texts one behind the other, as one value of a table. Numbers are of seven
 * bits a byte, the lowest first, as most are small; a text stands behind its length.
 */
#ifndef TIDINGS_INDEX_PACKED_H
#define TIDINGS_INDEX_PACKED_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>

void packed_put_number(GByteArray *bytes, uint64_t number);
void packed_put_text(GByteArray *bytes, str text);

/*
 * Takes what comes next off @bytes. False for a number above @most, a text that is no
 * UTF-8, and where @bytes end. A text is copied into @arena.
 */
bool packed_take_number(str *bytes, uint64_t most, uint64_t *ret_number);
bool packed_take_text(struct arena *arena, str *bytes, str *ret_text);

#endif
