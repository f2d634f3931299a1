/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terms of a table in the order of their bytes: by the first eight bytes in a
 * radix sort, from the lowest digit up; the few that share them by comparing.
 */
#include "search/term_table.h"

enum {
	DIGIT_BITS = 11,
	DIGIT_VALUES = 1 << DIGIT_BITS,
	KEY_BITS = 64,
};

struct item {
	uint64_t key; /* the first eight bytes, the very first highest */
	uint32_t number;
};

static unsigned digit_of(uint64_t key, unsigned shift)
{
	return (unsigned)(key >> shift) & (DIGIT_VALUES - 1);
}

static void sort_by_digit(const struct item *from, struct item *to, size_t n, unsigned shift)
{
	uint32_t begins[DIGIT_VALUES] = {0};
	uint32_t begin = 0;

	for (size_t i = 0; i < n; i++)
		begins[digit_of(from[i].key, shift)]++;
	for (unsigned digit = 0; digit < DIGIT_VALUES; digit++) {
		uint32_t count = begins[digit];

		begins[digit] = begin;
		begin += count;
	}
	for (size_t i = 0; i < n; i++)
		to[begins[digit_of(from[i].key, shift)]++] = from[i];
}

/* Sorts by the keys; the result is the one of the two arrays that is returned. */
static struct item *sort_by_key(struct item *items, struct item *room, size_t n)
{
	for (unsigned shift = 0; shift < KEY_BITS; shift += DIGIT_BITS) {
		struct item *sorted = room;

		sort_by_digit(items, sorted, n, shift);
		room = items;
		items = sorted;
	}
	return items;
}

static int compare_rests(const void *a, const void *b, void *user)
{
	const struct term_table *table = user;
	const struct item *items[] = {a, b};
	char buffers[2][TERM_HEAD_BYTES];
	str words[2];

	for (unsigned i = 0; i < 2; i++)
		words[i] = term_table_word(table, items[i]->number, buffers[i]);
	return str_compare(words[0], words[1]);
}

static void sort_equal_keys(const struct term_table *table, struct item *items, size_t n)
{
	size_t begin = 0;

	for (size_t end = 1; end <= n; end++) {
		if (end < n && items[end].key == items[begin].key)
			continue;
		if (end - begin > 1)
			g_qsort_with_data(items + begin, (int)(end - begin), sizeof(*items),
					  compare_rests, (void *)table);
		begin = end;
	}
}

uint32_t *term_table_order(const struct term_table *table)
{
	size_t n = table->n_terms - 1;
	g_autofree struct item *items = g_new(struct item, n + 1);
	g_autofree struct item *room = g_new(struct item, n + 1);
	uint32_t *order = g_new(uint32_t, n + 1);
	struct item *sorted;

	for (size_t i = 0; i < n; i++)
		items[i] = (struct item){
			.key = GUINT64_SWAP_LE_BE(table->terms[i + 1].heads[0]),
			.number = (uint32_t)(i + 1),
		};
	sorted = sort_by_key(items, room, n);
	sort_equal_keys(table, sorted, n);
	for (size_t i = 0; i < n; i++)
		order[i] = sorted[i].number;
	return order;
}
