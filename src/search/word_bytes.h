/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which bytes may be of a word, and their lower case, for eight bytes at once:
 * arithmetic on a word of the machine, whose lowest byte is the first.
 */
#ifndef TIDINGS_SEARCH_WORD_BYTES_H
#define TIDINGS_SEARCH_WORD_BYTES_H

#include <glib.h>
#include <stdint.h>
#include <string.h>

/* The same byte in all places of a word. */
#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

#define HIGH_BITS EACH_BYTE(0x80)

static inline uint64_t load_eight(const char *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof(eight));
	return GUINT64_FROM_LE(eight);
}

static inline void store_eight(char *bytes, uint64_t eight)
{
	eight = GUINT64_TO_LE(eight);
	memcpy(bytes, &eight, sizeof(eight));
}

/*
 * The highest bit of each byte that is one of [@first, @last], two ASCII
 * characters; @low_bits are seven bits of each byte. What is added to a byte sets
 * its highest bit from a character on, and carries nothing over into the next.
 */
static inline uint64_t bytes_between(uint64_t low_bits, char first, char last)
{
	uint64_t from_first = low_bits + EACH_BYTE((uint64_t)(0x80 - first));
	uint64_t behind_last = low_bits + EACH_BYTE((uint64_t)(0x7f - last));

	return from_first & ~behind_last & HIGH_BITS;
}

/* The highest bit of each byte that is an ASCII letter, a digit, `_` or beyond ASCII. */
static inline uint64_t word_bytes(uint64_t eight)
{
	uint64_t low_bits = eight & ~HIGH_BITS;

	return (eight & HIGH_BITS) | bytes_between(low_bits | EACH_BYTE(0x20), 'a', 'z') |
	       bytes_between(low_bits, '0', '9') | bytes_between(low_bits, '_', '_');
}

/* Capitals become small; for bytes that are all ASCII. */
static inline uint64_t lower_eight(uint64_t eight)
{
	return eight | bytes_between(eight & ~HIGH_BITS, 'A', 'Z') >> 2;
}

/* The highest bits of eight bytes as eight bits, the first byte's lowest. */
static inline unsigned high_bits_of(uint64_t eight)
{
	/* Bit 8i is multiplied to bit 56 + i; no two others meet. */
	return (unsigned)(((eight & HIGH_BITS) >> 7) * UINT64_C(0x0102040810204080) >> 56);
}

#endif
