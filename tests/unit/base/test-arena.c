/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/arena.h"

#include <string.h>

static void test_aligned_and_zeroed(void)
{
	g_auto(arena) arena = {0};

	/* Twice, so that the second round gets memory that was written to. */
	for (int round = 0; round < 2; round++) {
		for (size_t size = 1; size < 300; size += 7) {
			unsigned char *bytes = arena_alloc(&arena, size);

			g_assert_cmpuint((uintptr_t)bytes % _Alignof(max_align_t), ==, 0);
			for (size_t i = 0; i < size; i++)
				g_assert_cmpuint(bytes[i], ==, 0);
			memset(bytes, 0xff, size);
		}
		arena_reset(&arena);
	}
}

static void test_allocations_do_not_overlap(void)
{
	g_auto(arena) arena = {0};
	char *texts[400];

	/* Beyond one block, and now and then beyond what a block can hold. */
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		size_t size = i % 50 == 49 ? 200000 + i : 1000 + i;

		texts[i] = arena_text(&arena, size);
		memset(texts[i], (int)(i % 251), size);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		size_t size = i % 50 == 49 ? 200000 + i : 1000 + i;

		g_assert_cmpint((unsigned char)texts[i][0], ==, (int)(i % 251));
		g_assert_cmpint((unsigned char)texts[i][size - 1], ==, (int)(i % 251));
	}
}

static void test_reset_reuses_blocks(void)
{
	g_auto(arena) arena = {0};
	char *first = arena_text(&arena, 100);

	arena_text(&arena, 60000);
	arena_text(&arena, 60000);
	arena_reset(&arena);
	g_assert_true(arena_text(&arena, 100) == first);
}

static void test_reset_gives_large_blocks_back(void)
{
	g_auto(arena) arena = {0};

	arena_text(&arena, 8 * 1024 * 1024);
	arena_reset(&arena);
	g_assert_null(arena.blocks);
	memset(arena_text(&arena, 10), 'x', 10);
}

static void test_shrink(void)
{
	g_auto(arena) arena = {0};
	char *text = arena_text(&arena, 1000);
	char *next;

	arena_shrink(&arena, text, 16);
	next = arena_text(&arena, 8);
	g_assert_true(next == text + 16);
	/* No longer the newest. */
	arena_shrink(&arena, text, 0);
	g_assert_true(arena_text(&arena, 8) > next);
	arena_shrink(&arena, NULL, 0);
}

static void test_copies(void)
{
	g_auto(arena) arena = {0};
	char changed[] = "before";
	str copy = arena_str(&arena, str_from(changed));
	str joined = arena_join(&arena, STR("a\0b"), STR("cd"));

	changed[0] = 'x';
	g_assert_true(str_equal(copy, STR("before")));
	g_assert_true(str_equal(joined, STR("a\0bcd")));
	g_assert_cmpuint(arena_str(&arena, (str){0}).len, ==, 0);
	g_assert_cmpuint(arena_join(&arena, (str){0}, (str){0}).len, ==, 0);
}

static void test_clear_twice(void)
{
	struct arena arena;

	arena_init(&arena);
	arena_reset(&arena);
	arena_alloc(&arena, 10);
	arena_clear(&arena);
	arena_clear(&arena);
	g_assert_null(arena.blocks);
	arena_alloc(&arena, 10);
	arena_clear(&arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/arena/memory-is-aligned-and-zeroed", test_aligned_and_zeroed);
	g_test_add_func("/arena/allocations-do-not-overlap", test_allocations_do_not_overlap);
	g_test_add_func("/arena/a-reset-uses-the-blocks-again", test_reset_reuses_blocks);
	g_test_add_func("/arena/a-reset-gives-large-blocks-back",
			test_reset_gives_large_blocks_back);
	g_test_add_func("/arena/only-the-newest-text-shrinks", test_shrink);
	g_test_add_func("/arena/copies-are-independent", test_copies);
	g_test_add_func("/arena/a-cleared-arena-may-be-cleared-and-used", test_clear_twice);
	return g_test_run();
}
