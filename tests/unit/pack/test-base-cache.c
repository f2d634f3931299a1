/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pack/base_cache.h"

#include <glib.h>
#include <string.h>

/* The cache never looks into a pack: what counts is which it is. */
static const struct pack packs[2];

enum { CACHE_BYTES = 30 };

static void put_base(struct base_cache *cache, const struct pack *pack, uint64_t offset,
		     enum object_type type, char *bytes, size_t size)
{
	const struct base base = {
		.pack = pack,
		.offset = offset,
		.type = type,
		.depth = 7,
		.bytes = bytes,
		.size = size,
	};

	base_cache_put(cache, &base);
}

/* Puts @size bytes in, the first of which is the letter of the offset. */
static const struct base *put_sized(struct base_cache *cache, unsigned offset, size_t size)
{
	char *bytes = g_malloc0(MAX(size, 1));

	bytes[0] = (char)('a' + offset);
	put_base(cache, &packs[0], offset, OBJECT_BLOB, bytes, size);
	return base_cache_get(cache, &packs[0], offset);
}

static void put(struct base_cache *cache, unsigned offset)
{
	put_sized(cache, offset, 10);
}

/* A letter for each offset below 26 where there is an object. Looking uses them, in this order. */
static char *held(struct base_cache *cache)
{
	GString *letters = g_string_new(NULL);

	for (unsigned offset = 0; offset < 26; offset++) {
		if (base_cache_get(cache, &packs[0], offset))
			g_string_append_c(letters, (char)('a' + offset));
	}
	return g_string_free(letters, FALSE);
}

static void test_get(void)
{
	g_autoptr(base_cache) cache = base_cache_new(CACHE_BYTES);
	char *bytes = g_strdup("tree");
	const struct base *base;

	put_base(cache, &packs[0], 5, OBJECT_TREE, bytes, 4);
	base = base_cache_get(cache, &packs[0], 5);
	g_assert_true(base->bytes == bytes);
	g_assert_cmpuint(base->depth, ==, 7);
	g_assert_true(base->pack == &packs[0]);
	g_assert_cmpuint(base->offset, ==, 5);
	g_assert_cmpint(base->type, ==, OBJECT_TREE);
	g_assert_cmpmem(base->bytes, base->size, "tree", 4);
	g_assert_null(base_cache_get(cache, &packs[0], 4));
	g_assert_null(base_cache_get(cache, &packs[0], UINT64_C(1) << 32 | 5));
	g_assert_null(base_cache_get(cache, &packs[1], 5));
}

static void test_packs(void)
{
	g_autoptr(base_cache) cache = base_cache_new(CACHE_BYTES);

	put_base(cache, &packs[0], 5, OBJECT_BLOB, g_strdup("one"), 3);
	put_base(cache, &packs[1], 5, OBJECT_BLOB, g_strdup("two"), 3);
	g_assert_cmpstr(base_cache_get(cache, &packs[0], 5)->bytes, ==, "one");
	g_assert_cmpstr(base_cache_get(cache, &packs[1], 5)->bytes, ==, "two");
}

static void test_oldest_goes(void)
{
	g_autoptr(base_cache) cache = base_cache_new(CACHE_BYTES);
	static const char *const expected[] = {"a", "ab", "abc", "bcd", "cde", "def"};

	for (unsigned offset = 0; offset < G_N_ELEMENTS(expected); offset++) {
		g_autofree char *letters = NULL;

		put(cache, offset);
		letters = held(cache);
		g_assert_cmpstr(letters, ==, expected[offset]);
	}
}

static void test_get_renews(void)
{
	static const struct {
		unsigned used; /* when a, b, c are there, before d and e come */
		const char *after_d;
		const char *after_e;
	} cases[] = {
		{0, "acd", "ade"},
		{1, "bcd", "bde"},
		{2, "bcd", "cde"},
		/* Not there: nothing is renewed. */
		{9, "bcd", "cde"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		/* To look is to use: each cache is looked at once. */
		for (unsigned last = 3; last <= 4; last++) {
			g_autoptr(base_cache) cache = base_cache_new(CACHE_BYTES);
			g_autofree char *letters = NULL;

			for (unsigned offset = 0; offset < 3; offset++)
				put(cache, offset);
			base_cache_get(cache, &packs[0], cases[i].used);
			for (unsigned offset = 3; offset <= last; offset++)
				put(cache, offset);
			letters = held(cache);
			g_assert_cmpstr(letters, ==,
					last == 3 ? cases[i].after_d : cases[i].after_e);
		}
	}
}

static void test_larger_than_all(void)
{
	g_autoptr(base_cache) cache = base_cache_new(CACHE_BYTES);
	const struct base *large;
	g_autofree char *alone = NULL;
	g_autofree char *after = NULL;

	put(cache, 0);
	put(cache, 1);
	large = put_sized(cache, 2, CACHE_BYTES + 1);
	g_assert_cmpuint(large->size, ==, CACHE_BYTES + 1);
	g_assert_cmpint(large->bytes[0], ==, 'c');
	alone = held(cache);
	g_assert_cmpstr(alone, ==, "c");
	put(cache, 3);
	put(cache, 4);
	put(cache, 5);
	after = held(cache);
	g_assert_cmpstr(after, ==, "def");
}

static void test_as_many_as_needed(void)
{
	static const struct {
		size_t size; /* of d, where a, b, c take ten bytes each */
		const char *letters;
	} cases[] = {
		{0, "abcd"}, {1, "bcd"}, {10, "bcd"}, {11, "cd"}, {20, "cd"}, {21, "d"}, {30, "d"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(base_cache) cache = base_cache_new(CACHE_BYTES);
		g_autofree char *letters = NULL;

		for (unsigned offset = 0; offset < 3; offset++)
			put(cache, offset);
		put_sized(cache, 3, cases[i].size);
		letters = held(cache);
		g_assert_cmpstr(letters, ==, cases[i].letters);
	}
}

static void test_free(void)
{
	base_cache_free(NULL);
	base_cache_free(base_cache_new(0));
}

static void test_empty_objects(void)
{
	g_autoptr(base_cache) cache = base_cache_new(CACHE_BYTES);

	for (unsigned offset = 0; offset < BASE_CACHE_OBJECTS + 1; offset++)
		put_base(cache, &packs[0], offset, OBJECT_BLOB, g_strdup(""), 0);
	g_assert_null(base_cache_get(cache, &packs[0], 0));
	g_assert_nonnull(base_cache_get(cache, &packs[0], 1));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base-cache/an-object-is-found-by-its-place", test_get);
	g_test_add_func("/base-cache/packs-are-kept-apart", test_packs);
	g_test_add_func("/base-cache/what-was-not-used-for-longest-goes-first", test_oldest_goes);
	g_test_add_func("/base-cache/a-look-up-is-a-use", test_get_renews);
	g_test_add_func("/base-cache/an-object-that-is-larger-is-held-alone", test_larger_than_all);
	g_test_add_func("/base-cache/no-more-go-than-must", test_as_many_as_needed);
	g_test_add_func("/base-cache/nothing-may-be-freed", test_free);
	g_test_add_func("/base-cache/the-number-of-objects-is-bounded-too", test_empty_objects);
	return g_test_run();
}
