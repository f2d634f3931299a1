/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A radix sort, from the lowest digit up: each round keeps the order of the one
 * before. Comparing a hundred thousand places one by one takes as long as
 * inflating a thousand mails.
 */
#include "pack/places.h"

#include <string.h>

enum {
	DIGIT_BITS = 11,
	DIGIT_VALUES = 1 << DIGIT_BITS,
	OFFSET_BITS = 64,
	PACK_BITS = 32,
};

static unsigned digit_of(uint64_t value, unsigned shift)
{
	return (unsigned)(value >> shift) & (DIGIT_VALUES - 1);
}

static uint64_t key_of(const struct pack_place *place, bool by_pack)
{
	return by_pack ? place->pack : place->offset;
}

/* From @from to @to, in the order of one digit. */
static void sort_by_digit(const struct pack_place *from, struct pack_place *to, size_t n,
			  bool by_pack, unsigned shift)
{
	size_t begins[DIGIT_VALUES] = {0};
	size_t begin = 0;

	for (size_t i = 0; i < n; i++)
		begins[digit_of(key_of(&from[i], by_pack), shift)]++;
	for (unsigned digit = 0; digit < DIGIT_VALUES; digit++) {
		size_t count = begins[digit];

		begins[digit] = begin;
		begin += count;
	}
	for (size_t i = 0; i < n; i++)
		to[begins[digit_of(key_of(&from[i], by_pack), shift)]++] = from[i];
}

/* Sorts by one key, with as many rounds as its largest value has digits. */
static void sort_by_key(struct pack_place *places, struct pack_place *room, size_t n, bool by_pack)
{
	const unsigned bits = by_pack ? PACK_BITS : OFFSET_BITS;
	struct pack_place *from = places;
	struct pack_place *to = room;
	uint64_t all = 0;

	for (size_t i = 0; i < n; i++)
		all |= key_of(&places[i], by_pack);
	for (unsigned shift = 0; shift < bits && all >> shift; shift += DIGIT_BITS) {
		struct pack_place *sorted = to;

		sort_by_digit(from, to, n, by_pack, shift);
		to = from;
		from = sorted;
	}
	if (from != places)
		memcpy(places, from, n * sizeof(*places));
}

void pack_places_sort(struct pack_place *places, size_t n_places)
{
	g_autofree struct pack_place *room = g_new(struct pack_place, n_places + 1);

	sort_by_key(places, room, n_places, false);
	sort_by_key(places, room, n_places, true);
}

struct pack_place *pack_places_of(const struct pack *pack, size_t *ret_n_places)
{
	uint32_t n_objects = pack->index.n_objects;
	struct pack_place *places = g_new0(struct pack_place, (size_t)n_objects + 1);
	size_t n_places = 0;

	for (uint32_t i = 0; i < n_objects; i++) {
		places[n_places].object = i;
		n_places += pack_index_offset(&pack->index, i, &places[n_places].offset);
	}
	pack_places_sort(places, n_places);
	*ret_n_places = n_places;
	return places;
}
