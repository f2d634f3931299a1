/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a block of a written lexicon is made of. Numbers are of seven bits a byte,
 * the lowest first, the highest bit set where another byte follows. A block is a row
 * of entries:
 *
 *	how many bytes the word shares with the one before; how many follow; these
 *	how many bytes its places take; these
 *
 * and a place is one number, or two:
 *
 *	4 * (the mail - the mail before - 1), the one before the first being -1;
 *	plus 0, 1, 2 where its fields are the last, the last but one, the last but two of
 *	those that the word had before, plus 3 where they are others: they follow
 */
#ifndef TIDINGS_SEARCH_LEXICON_BLOCK_H
#define TIDINGS_SEARCH_LEXICON_BLOCK_H

#include "base/limits.h"
#include "search/lexicon.h"

enum {
	RECENT_FIELDS = 3,
	RECENT_BITS = 2,
	RECENT_MASK = (1 << RECENT_BITS) - 1,
	PLACE_BYTES_MAX = 8, /* 34 bits and 16 bits */
};

/*
 * Sets of fields that a word had, the last one first; starts zeroed. Half of all
 * places have the fields of the one before, a third those before that.
 */
struct recent_fields {
	unsigned sets[RECENT_FIELDS];
};

/* Puts @fields first, which were at @index, or new where that is RECENT_FIELDS. */
static inline void recent_fields_use(struct recent_fields *recent, unsigned index, unsigned fields)
{
	for (unsigned i = MIN(index, (unsigned)RECENT_FIELDS - 1); i > 0; i--)
		recent->sets[i] = recent->sets[i - 1];
	recent->sets[0] = fields;
}

/* Goes from entry to entry; starts zeroed but for `rest`. */
struct block_walk {
	str rest; /* of the block */
	str places; /* of the word, encoded */
	bool is_damaged;
	size_t word_len;
	char word[LIMIT_WORD_BYTES];
};

/* Reads the next entry. False at the end, and where the block is damaged. */
bool block_walk_next(struct block_walk *walk);

static inline str block_walk_word(const struct block_walk *walk)
{
	return (str){.ptr = walk->word, .len = walk->word_len};
}

/* Appends what is encoded in @bytes. False, and nothing, if that is damaged. */
bool places_decode(str bytes, GArray *places);

/*
 * Encodes @places, in ascending order of mails, in place of what @bytes held; of
 * a mail that comes again the fields are united.
 */
void places_encode(const struct word_place *places, size_t n_places, GByteArray *bytes);

/* Makes blocks of words that come in order. */
struct block_writer {
	lexicon_block_fn take;
	void *user;
	GByteArray *bytes; /* of the block that is being filled */
	size_t first_len;
	char first[LIMIT_WORD_BYTES];
	size_t last_len;
	char last[LIMIT_WORD_BYTES];
};

void block_writer_init(struct block_writer *writer, lexicon_block_fn take, void *user);
void block_writer_clear(struct block_writer *writer);

/* Adds a word, which comes behind all that were added, with its places, encoded. */
bool block_writer_add(struct block_writer *writer, str word, str places, GError **error);

/* Hands out the last block. */
bool block_writer_finish(struct block_writer *writer, GError **error);

#endif
