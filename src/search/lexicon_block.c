/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: a block of a few hundred words is read up to the one that is looked
 * for, a hundred bytes of it for each word of a query; its bytes come from a file.
 */
#include "search/lexicon_block.h"

enum { NUMBER_BYTES_MAX = 9 }; /* 63 bits: none is larger */

static bool take_long_number(str *rest, uint64_t max, uint64_t *ret_number)
{
	uint64_t number = 0;

	for (unsigned at = 0; at < rest->len && at < NUMBER_BYTES_MAX; at++) {
		uint64_t byte = (unsigned char)rest->ptr[at];

		number |= (byte & 0x7f) << 7 * at;
		if (byte & 0x80)
			continue;
		if (number > max)
			return false;
		*rest = str_skip(*rest, at + 1);
		*ret_number = number;
		return true;
	}
	return false;
}

/* Takes a number of at most @max off @rest; most are of one byte. */
static inline bool take_number(str *rest, uint64_t max, uint64_t *ret_number)
{
	unsigned char first = rest->len > 0 ? (unsigned char)rest->ptr[0] : 0x80;

	if (first & 0x80 || first > max)
		return take_long_number(rest, max, ret_number);
	*rest = (str){.ptr = rest->ptr + 1, .len = rest->len - 1};
	*ret_number = first;
	return true;
}

static bool take_bytes(str *rest, size_t max, str *ret_bytes)
{
	uint64_t len;

	if (!take_number(rest, max, &len) || len > rest->len)
		return false;
	*ret_bytes = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return true;
}

static bool read_entry(struct block_walk *walk)
{
	uint64_t shared;
	str end;
	str before;

	if (!take_number(&walk->rest, walk->word_len, &shared) ||
	    !take_bytes(&walk->rest, LIMIT_WORD_BYTES - shared, &end) ||
	    !take_bytes(&walk->rest, SIZE_MAX, &walk->places))
		return false;
	/* In order, and none twice: what follows is more than what it replaces. */
	before = str_skip(block_walk_word(walk), shared);
	if (str_compare(before, end) >= 0)
		return false;
	memcpy(walk->word + shared, end.ptr, end.len);
	walk->word_len = shared + end.len;
	return true;
}

bool block_walk_next(struct block_walk *walk)
{
	if (walk->rest.len == 0 || walk->is_damaged)
		return false;
	walk->is_damaged = !read_entry(walk);
	return !walk->is_damaged;
}

/* Takes the fields of a place off @rest, or finds them at @index of @recent. */
static bool take_fields(str *rest, unsigned index, struct recent_fields *recent,
			unsigned *ret_fields)
{
	uint64_t fields = 0;

	if (index < RECENT_FIELDS)
		fields = recent->sets[index];
	else if (!take_number(rest, WORD_FIELDS, &fields))
		return false;
	if (fields == 0)
		return false;
	recent_fields_use(recent, index, (unsigned)fields);
	*ret_fields = (unsigned)fields;
	return true;
}

/* Writes the places at @room, and returns where they end; NULL where @bytes is damaged. */
static struct word_place *read_places(str bytes, struct word_place *room)
{
	struct recent_fields recent = {0};
	uint64_t mail = 0;

	for (; bytes.len > 0; mail++) {
		uint64_t step;

		if (!take_number(&bytes, UINT64_MAX, &step) ||
		    !take_fields(&bytes, step & RECENT_MASK, &recent, &room->fields))
			return NULL;
		step >>= RECENT_BITS;
		if (step >= UINT32_MAX - mail)
			return NULL;
		mail += step;
		room->mail = (uint32_t)mail;
		room++;
	}
	return room;
}

bool places_decode(str bytes, GArray *places)
{
	unsigned n_before = places->len;
	const struct word_place *end;

	/* A place takes a byte or more. No word is without one, or has more than can be held. */
	if (bytes.len == 0 || bytes.len > UINT32_MAX / sizeof(*end) - n_before)
		return false;
	g_array_set_size(places, n_before + (unsigned)bytes.len);
	end = read_places(bytes, (struct word_place *)(void *)places->data + n_before);
	g_array_set_size(places, end ? (unsigned)(end - (struct word_place *)(void *)places->data)
				     : n_before);
	return end != NULL;
}

bool lexicon_block_find(str block, str word, bool is_prefix, GArray *places)
{
	struct block_walk walk = {.rest = block};

	while (block_walk_next(&walk)) {
		str found = block_walk_word(&walk);

		if (is_prefix ? str_starts(found, word) : str_equal(found, word)) {
			if (!places_decode(walk.places, places))
				return false;
			continue;
		}
		if (str_compare(found, word) > 0)
			return true;
	}
	return !walk.is_damaged;
}
