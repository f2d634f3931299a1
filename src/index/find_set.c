/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/find_set.h"

#include <string.h>

static size_t bytes_of(size_t n_words)
{
	return sizeof(struct find_set) + n_words * sizeof(uint64_t);
}

struct find_set *find_set_new(int64_t last)
{
	size_t n_words = last < 0 ? 0 : (size_t)last / 64 + 1;
	struct find_set *set = g_malloc0(bytes_of(n_words));

	set->n_words = n_words;
	return set;
}

struct find_set *find_set_copy(const struct find_set *set)
{
	struct find_set *copy = g_malloc(bytes_of(set->n_words));

	memcpy(copy, set, bytes_of(set->n_words));
	return copy;
}

void find_set_unite(struct find_set *set, const struct find_set *other)
{
	for (size_t i = 0; i < set->n_words; i++)
		set->words[i] |= other->words[i];
}

void find_set_intersect(struct find_set *set, const struct find_set *other)
{
	for (size_t i = 0; i < set->n_words; i++)
		set->words[i] &= other->words[i];
}

void find_set_subtract(struct find_set *set, const struct find_set *other)
{
	for (size_t i = 0; i < set->n_words; i++)
		set->words[i] &= ~other->words[i];
}

void find_set_complement(struct find_set *set)
{
	for (size_t i = 0; i < set->n_words; i++)
		set->words[i] = ~set->words[i];
}

size_t find_set_count(const struct find_set *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->n_words; i++)
		count += (size_t)__builtin_popcountll(set->words[i]);
	return count;
}

bool find_set_next(const struct find_set *set, int64_t after, int64_t *ret_number)
{
	uint64_t from = (uint64_t)(after + 1);
	uint64_t rest;

	for (size_t i = from / 64; i < set->n_words; i++) {
		rest = set->words[i];
		if (i == from / 64)
			rest &= ~UINT64_C(0) << (from % 64);
		if (!rest)
			continue;
		*ret_number = (int64_t)(i * 64) + __builtin_ctzll(rest);
		return true;
	}
	return false;
}
