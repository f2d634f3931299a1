/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that a lexicon has seen, by number. Looked up for each word of each
 * mail: what that takes is inline.
 *
 * Senders choose the words. So they are hashed by a function that is drawn at random
 * of a strongly universal family, multiply-shift over the vector of a word's 32-bit
 * pieces (M. Thorup, "High Speed Hashing for Integers and Strings", 2015): any
 * two words, whoever chose them, have the same hash with a chance of 2^-32. For
 * chains of words that is enough to keep them short, and an ordinary word takes four
 * multiplications.
 */
#ifndef TIDINGS_SEARCH_TERM_TABLE_H
#define TIDINGS_SEARCH_TERM_TABLE_H

#include "base/limits.h"
#include "base/str.h"

#include <glib.h>

enum {
	TERM_HEADS = 2, /* of eight bytes */
	TERM_HEAD_BYTES = TERM_HEADS * (int)sizeof(uint64_t),
	TERM_PIECES = LIMIT_WORD_BYTES / (int)sizeof(uint32_t),
};

/*
 * A word, 32 bytes of memory: two to a line of the cache. In a bucket the older one
 * stands first, as a word that is often used is soon seen.
 */
struct term {
	uint64_t heads[TERM_HEADS]; /* the first bytes, the very first lowest; zero behind them */
	uint32_t next; /* of the same bucket, 0 for none */
	uint32_t hash;
	uint32_t text; /* of a word longer than the heads: where in `texts`; else 0 */
	uint32_t place; /* the lexicon's: the newest place of the word */
};

struct term_table {
	uint32_t *buckets; /* the number of the oldest term in each, 0 for none */
	unsigned n_bucket_bits;
	struct term *terms; /* number 0 is none */
	uint32_t n_terms;
	uint32_t n_terms_max;
	GByteArray *texts; /* length and bytes of long words */
	uint64_t factors[TERM_PIECES]; /* of the hash; the same ones in all tables of a process */
	uint64_t addend;
};

void term_table_init(struct term_table *table);

/* Safe on a zeroed table. */
void term_table_clear(struct term_table *table);

/* The number of a word, folded, not empty, of at most LIMIT_WORD_BYTES; added if it is new. */
uint32_t term_table_number(struct term_table *table, str word);

/* Adds a word that is in the table not yet. @text is its place in `texts`, or 0. */
uint32_t term_table_add(struct term_table *table, const uint64_t heads[TERM_HEADS], uint32_t hash,
			uint32_t text);

/* The bytes of a term; in @buffer, of TERM_HEAD_BYTES, or in the table until a term is added. */
str term_table_word(const struct term_table *table, uint32_t number, char *buffer);

/* The numbers of all terms, in the order of their bytes; for g_free(). */
uint32_t *term_table_order(const struct term_table *table);

static inline uint32_t *term_table_bucket(const struct term_table *table, uint32_t hash)
{
	return &table->buckets[hash >> (32 - table->n_bucket_bits)];
}

/* What the eight bytes at @index, a multiple of two pieces, add to a hash. */
static inline uint64_t term_table_mix(const struct term_table *table, unsigned index,
				      uint64_t eight)
{
	return table->factors[index] * (uint32_t)eight + table->factors[index + 1] * (eight >> 32);
}

/* term_table_number() of a word that the heads hold whole. */
static inline uint32_t term_table_number_of_heads(struct term_table *table,
						  const uint64_t heads[TERM_HEADS])
{
	uint32_t hash = (uint32_t)((term_table_mix(table, 0, heads[0]) +
				    term_table_mix(table, 2, heads[1]) + table->addend) >>
				   32);
	uint32_t number = *term_table_bucket(table, hash);

	while (number) {
		const struct term *term = &table->terms[number];

		if (term->heads[0] == heads[0] && term->heads[1] == heads[1] && term->text == 0)
			return number;
		number = term->next;
	}
	return term_table_add(table, heads, hash, 0);
}

#endif
