/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "people/nocase.h"

unsigned nocase_hash(const void *slice)
{
	const str *s = slice;
	uint32_t hash = 2166136261u; /* FNV-1a, as str_hash() */

	/* g_ascii_tolower() is a call a byte. */
	for (size_t i = 0; i < s->len; i++) {
		unsigned char byte = (unsigned char)s->ptr[i];

		if (byte >= 'A' && byte <= 'Z')
			byte |= 0x20;
		hash = (hash ^ byte) * 16777619u;
	}
	return hash;
}

int nocase_equal(const void *a, const void *b)
{
	return str_equal_nocase(*(const str *)a, *(const str *)b);
}
