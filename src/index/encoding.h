/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists as one value of a table: texts with a line each, numbers as little-endian
 * bytes. Readers take any bytes: what a damaged index holds is read as far as it goes.
 */
#ifndef TIDINGS_INDEX_ENCODING_H
#define TIDINGS_INDEX_ENCODING_H

#include "base/arena.h"
#include "compare/compare.h"

/* @lines hold no newline; one that does, or is empty, is left out. */
str encode_lines(struct arena *arena, const str *lines, unsigned n_lines);
void decode_lines(struct arena *arena, str text, str **ret_lines, unsigned *ret_n_lines);

str encode_numbers(struct arena *arena, const uint64_t *numbers, unsigned n_numbers);
void decode_numbers(struct arena *arena, str bytes, uint64_t **ret_numbers,
		    unsigned *ret_n_numbers);

str encode_fingerprint(struct arena *arena, const struct fingerprint *fingerprint);

/* False for bytes that are none. */
bool decode_fingerprint(struct arena *arena, str bytes, struct fingerprint *ret_fingerprint);

#endif
