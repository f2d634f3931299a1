/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sets of messages, a bit each; within src/index only. All sets of a search have
 * the same size, which is that of its largest message.
 */
#ifndef TIDINGS_INDEX_FIND_SET_H
#define TIDINGS_INDEX_FIND_SET_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct find_set {
	size_t n_words;
	uint64_t words[];
};

/* An empty set of numbers from 0 to @last. g_free() it. */
struct find_set *find_set_new(int64_t last);
struct find_set *find_set_copy(const struct find_set *set);

/* What is above `last` is left out: the index may name messages that are gone. */
static inline void find_set_add(struct find_set *set, int64_t number)
{
	if (number >= 0 && (size_t)number / 64 < set->n_words)
		set->words[number / 64] |= UINT64_C(1) << (number % 64);
}

static inline bool find_set_has(const struct find_set *set, int64_t number)
{
	if (number < 0 || (size_t)number / 64 >= set->n_words)
		return false;
	return set->words[number / 64] >> (number % 64) & 1;
}

/* What is in @set or in @other; in both; in @set alone. */
void find_set_unite(struct find_set *set, const struct find_set *other);
void find_set_intersect(struct find_set *set, const struct find_set *other);
void find_set_subtract(struct find_set *set, const struct find_set *other);

/* What is not in it. */
void find_set_complement(struct find_set *set);

size_t find_set_count(const struct find_set *set);

/* The next member above @after, which begins as -1. False behind the last one. */
bool find_set_next(const struct find_set *set, int64_t after, int64_t *ret_number);

#endif
