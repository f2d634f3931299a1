/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/places.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	const struct pack_place *left = a;
	const struct pack_place *right = b;

	if (left->pack != right->pack)
		return left->pack < right->pack ? -1 : 1;
	if (left->offset != right->offset)
		return left->offset < right->offset ? -1 : 1;
	/* Equal places keep their order: the objects were numbered by it. */
	return left->object < right->object ? -1 : 1;
}

/* Places with offsets up to @offset_max in packs up to @pack_max. */
static void check_sorted(size_t n_places, uint64_t offset_max, uint32_t pack_max)
{
	g_autofree struct pack_place *places = g_new0(struct pack_place, n_places + 1);
	g_autofree struct pack_place *expected = NULL;

	for (size_t i = 0; i < n_places; i++) {
		uint64_t high = (uint64_t)g_test_rand_int() << 32;

		places[i].offset = (high | (uint32_t)g_test_rand_int()) & offset_max;
		places[i].pack = (uint32_t)g_test_rand_int() & pack_max;
		places[i].object = (uint32_t)i;
	}
	expected = g_memdup2(places, (n_places + 1) * sizeof(*places));
	qsort(expected, n_places, sizeof(*expected), compare);
	pack_places_sort(places, n_places);
	for (size_t i = 0; i < n_places; i++) {
		g_assert_cmpuint(places[i].pack, ==, expected[i].pack);
		g_assert_cmpuint(places[i].offset, ==, expected[i].offset);
		g_assert_cmpuint(places[i].object, ==, expected[i].object);
	}
}

static void test_sort(void)
{
	static const struct {
		size_t n_places;
		uint64_t offset_max;
		uint32_t pack_max;
	} cases[] = {
		{0, 0, 0},
		{1, UINT64_MAX, UINT32_MAX},
		{2, 1, 0},
		{5000, 0, 0},
		{5000, 0x7ff, 0},
		{5000, 0x800, 3},
		{5000, UINT32_MAX, 0},
		{5000, UINT64_MAX, 1},
		{5000, 15, UINT32_MAX},
		{5000, UINT64_MAX, UINT32_MAX},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_sorted(cases[i].n_places, cases[i].offset_max, cases[i].pack_max);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/places/they-are-sorted-by-pack-and-offset", test_sort);
	return g_test_run();
}
