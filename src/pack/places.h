/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places of objects, in the order in which they are read fastest: pack after
 * pack, and in each as its bytes come.
 */
#ifndef TIDINGS_PACK_PLACES_H
#define TIDINGS_PACK_PLACES_H

#include "pack/pack.h"

struct pack_place {
	uint64_t offset;
	uint32_t pack; /* which one: the maker's own numbers */
	uint32_t object; /* likewise */
};

/* Sorts by pack and offset, in a time that is linear in @n_places. */
void pack_places_sort(struct pack_place *places, size_t n_places);

/*
 * All objects of @pack in that order, each with its number in the index; their
 * `pack` is 0. Left out are those whose place the index does not have. The array
 * is freed with g_free().
 */
struct pack_place *pack_places_of(const struct pack *pack, size_t *ret_n_places);

#endif
