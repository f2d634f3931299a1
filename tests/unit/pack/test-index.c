/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include <string.h>

static const struct place places[] = {
	{"", 0x7fffffff},
	{"\0\1", 12},
	{"a", 300},
	{"a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 200},
	{"aa", 100},
	{"a\377", 400},
	{"c", 77},
	{"\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\376", 500},
	{"\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377", 13},
};

static struct pack_index read_index(str bytes)
{
	struct pack_index index = {0};
	const char *fault = NULL;

	g_assert_true(pack_index_read(bytes, &index, &fault));
	g_assert_null(fault);
	return index;
}

/* From memory of just their size. What @fault is set to must tell something. */
static bool is_refused(str bytes)
{
	g_autofree char *exact = exact_copy(bytes);
	struct pack_index index = {.n_objects = 4711};
	const char *fault = NULL;

	if (pack_index_read((str){exact, bytes.len}, &index, &fault))
		return false;
	g_assert_cmpuint(index.n_objects, ==, 4711);
	g_assert_nonnull(fault);
	g_assert_cmpstr(fault, !=, "");
	return true;
}

static void set_big_endian(GString *bytes, size_t at, uint64_t value, unsigned n_bytes)
{
	g_autoptr(GString) number = g_string_new(NULL);

	append_big_endian(number, value, n_bytes);
	g_assert_cmpuint(at + n_bytes, <=, bytes->len);
	memcpy(bytes->str + at, number->str, n_bytes);
}

static void test_found(void)
{
	g_autoptr(GString) bytes = make_index(places, G_N_ELEMENTS(places));
	struct pack_index index = read_index(slice_of(bytes));

	g_assert_cmpuint(index.n_objects, ==, G_N_ELEMENTS(places));
	g_assert_cmpmem(index.pack_checksum, PACK_ID_BYTES, MADE_CHECKSUM, PACK_ID_BYTES);
	for (uint32_t i = 0; i < G_N_ELEMENTS(places); i++) {
		uint32_t number = UINT32_MAX;
		uint64_t offset = 0;

		g_assert_true(pack_index_find(&index, places[i].id, &number));
		g_assert_cmpuint(number, ==, i);
		g_assert_cmpmem(pack_index_id(&index, i), PACK_ID_BYTES, places[i].id,
				PACK_ID_BYTES);
		g_assert_true(pack_index_offset(&index, number, &offset));
		g_assert_cmpuint(offset, ==, places[i].offset);
	}
}

static void test_absent(void)
{
	static const unsigned char ids[][PACK_ID_BYTES] = {
		"\0\0\1",
		"\1",
		"\0\377",
		"a\0\1",
		"a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2",
		"ab",
		"a\377\377",
		"`\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377",
		"b",
		"b\377",
		"c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1",
		"d",
		"\376",
		"\377",
		"\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\375",
	};
	g_autoptr(GString) bytes = make_index(places, G_N_ELEMENTS(places));
	struct pack_index index = read_index(slice_of(bytes));

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		uint32_t number = 4711;

		g_assert_false(pack_index_find(&index, ids[i], &number));
		g_assert_cmpuint(number, ==, 4711);
	}
}

/* A third of these ids is there: of each first byte that is a multiple of three, four ids. */
static void test_each_first_byte(void)
{
	enum { IDS_OF_BYTE = 4 };
	g_autoptr(GArray) many = g_array_new(FALSE, TRUE, sizeof(struct place));
	g_autoptr(GString) bytes = NULL;
	struct pack_index index;

	for (unsigned i = 0; i < 256 * IDS_OF_BYTE; i++) {
		struct place place = {{(unsigned char)(i / IDS_OF_BYTE), i % IDS_OF_BYTE}, i};

		if (place.id[0] % 3 == 0)
			g_array_append_val(many, place);
	}
	bytes = make_index((const struct place *)(void *)many->data, many->len);
	index = read_index(slice_of(bytes));
	for (unsigned i = 0; i < 256 * IDS_OF_BYTE; i++) {
		struct place place = {{(unsigned char)(i / IDS_OF_BYTE), i % IDS_OF_BYTE}, i};
		uint64_t offset = 0;
		uint32_t number;
		bool found = pack_index_find(&index, place.id, &number);

		g_assert_cmpint(found, ==, place.id[0] % 3 == 0);
		if (found)
			g_assert_true(pack_index_offset(&index, number, &offset));
		g_assert_cmpuint(offset, ==, found ? i : 0);
	}
}

static void test_large_offsets(void)
{
	static const struct place far[] = {
		{"a", UINT64_C(0x80000000)},	     {"b", 12},		{"c", UINT64_C(0xffffffff)},
		{"d", UINT64_C(0x123456789abcdef0)}, {"e", 0x7fffffff}, {"f", UINT64_MAX},
	};
	g_autoptr(GString) bytes = make_index(far, G_N_ELEMENTS(far));
	struct pack_index index = read_index(slice_of(bytes));

	g_assert_cmpuint(index.n_large_offsets, ==, 4);
	for (uint32_t i = 0; i < G_N_ELEMENTS(far); i++) {
		uint64_t offset = 0;

		g_assert_true(pack_index_offset(&index, i, &offset));
		g_assert_cmphex(offset, ==, far[i].offset);
	}
}

static void test_large_offset_absent(void)
{
	static const uint64_t absent[] = {0x80000002, 0x80000003, 0xffffffff};
	static const struct place far[] = {
		{"a", UINT64_C(1) << 31},
		{"b", 12},
		{"c", UINT64_C(1) << 32},
	};
	g_autoptr(GString) bytes = make_index(far, G_N_ELEMENTS(far));
	size_t at = bytes->len - 2 * PACK_ID_BYTES - 2 * 8 - 2 * 4;

	for (size_t i = 0; i < G_N_ELEMENTS(absent); i++) {
		struct pack_index index;
		uint64_t offset = 4711;

		set_big_endian(bytes, at, absent[i], 4);
		index = read_index(slice_of(bytes));
		g_assert_false(pack_index_offset(&index, 1, &offset));
		g_assert_cmpuint(offset, ==, 4711);
		g_assert_true(pack_index_offset(&index, 2, &offset));
		g_assert_cmphex(offset, ==, UINT64_C(1) << 32);
	}
}

static void test_cut_off(void)
{
	g_autoptr(GString) bytes = make_index(places, G_N_ELEMENTS(places));

	g_assert_false(is_refused(slice_of(bytes)));
	for (size_t length = 0; length < bytes->len; length++)
		g_assert_true(is_refused(str_slice(slice_of(bytes), 0, length)));
	g_assert_true(is_refused((str){0}));
}

static void test_other_mark(void)
{
	g_autoptr(GString) bytes = make_index(places, G_N_ELEMENTS(places));

	for (size_t i = 0; i < 8; i++) {
		bytes->str[i] ^= 1;
		g_assert_true(is_refused(slice_of(bytes)));
		bytes->str[i] ^= 1;
	}
	g_assert_false(is_refused(slice_of(bytes)));
}

static void test_counts(void)
{
	static const struct {
		unsigned byte;
		uint32_t count;
	} cases[] = {
		{'a' - 1, 7},	   {'a', 1},  {'c', 5},	 {'c', 10}, {0, UINT32_MAX},
		{255, UINT32_MAX}, {255, 10}, {254, 10}, {255, 6},  {255, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) bytes = make_index(places, G_N_ELEMENTS(places));

		set_big_endian(bytes, 8 + 4 * cases[i].byte, cases[i].count, 4);
		g_assert_true(is_refused(slice_of(bytes)));
	}
}

static void test_empty(void)
{
	g_autoptr(GString) bytes = make_index(NULL, 0);
	g_autofree char *exact = exact_copy(slice_of(bytes));
	struct pack_index index = read_index((str){exact, bytes->len});

	g_assert_cmpuint(index.n_objects, ==, 0);
	g_assert_cmpmem(index.pack_checksum, PACK_ID_BYTES, MADE_CHECKSUM, PACK_ID_BYTES);
	for (unsigned byte = 0; byte < 256; byte++) {
		unsigned char id[PACK_ID_BYTES] = {(unsigned char)byte};
		uint32_t number;

		g_assert_false(pack_index_find(&index, id, &number));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/index/each-id-has-its-number-and-offset", test_found);
	g_test_add_func("/index/an-id-that-is-absent-is-not-found", test_absent);
	g_test_add_func("/index/a-look-up-serves-each-first-byte", test_each_first_byte);
	g_test_add_func("/index/an-offset-has-31-bits-or-64", test_large_offsets);
	g_test_add_func("/index/a-large-offset-may-not-be-there", test_large_offset_absent);
	g_test_add_func("/index/an-index-that-is-cut-off-is-refused", test_cut_off);
	g_test_add_func("/index/another-mark-or-version-is-refused", test_other_mark);
	g_test_add_func("/index/counts-that-do-not-ascend-to-what-is-there-are-refused",
			test_counts);
	g_test_add_func("/index/an-index-may-be-empty", test_empty);
	return g_test_run();
}
