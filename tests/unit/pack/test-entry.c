/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

static const char base_id[] = "the id of some base.";

/* A pack that ends with @head at @offset. */
static GString *pack_with(uint64_t offset, str head)
{
	GString *pack = g_string_new(NULL);

	g_string_set_size(pack, offset);
	memset(pack->str, 0, offset);
	g_string_append_len(pack, head.ptr, (gssize)head.len);
	return pack;
}

/* Reads from memory of just that size. */
static bool read_at(str pack, uint64_t offset, struct pack_entry *ret_entry)
{
	g_autofree char *exact = exact_copy(pack);
	const char *fault = NULL;
	bool success = pack_entry_read((str){exact, pack.len}, offset, ret_entry, &fault);

	if (success) {
		g_assert_null(fault);
		return true;
	}
	g_assert_nonnull(fault);
	g_assert_cmpstr(fault, !=, "");
	return false;
}

static bool is_refused(uint64_t offset, str head)
{
	g_autoptr(GString) pack = pack_with(offset, head);
	struct pack_entry entry = {.stream = 4711};
	bool success = read_at(slice_of(pack), offset, &entry);

	if (!success)
		g_assert_cmpuint(entry.stream, ==, 4711);
	return !success;
}

/* Each byte of @head is needed. */
static void check_cut_off(uint64_t offset, str head)
{
	for (size_t length = 0; length < head.len; length++)
		g_assert_true(is_refused(offset, str_slice(head, 0, length)));
}

static void test_objects(void)
{
	static const struct {
		str head;
		enum object_type type;
		uint64_t size;
	} cases[] = {
		{STR_INIT("\x10"), OBJECT_COMMIT, 0},
		{STR_INIT("\x25"), OBJECT_TREE, 5},
		{STR_INIT("\x3f"), OBJECT_BLOB, 15},
		{STR_INIT("\x41"), OBJECT_TAG, 1},
		{STR_INIT("\x90\x01"), OBJECT_COMMIT, 16},
		{STR_INIT("\xa5\x0a"), OBJECT_TREE, 165},
		{STR_INIT("\xbf\x7f"), OBJECT_BLOB, 2047},
		{STR_INIT("\xc0\x80\x01"), OBJECT_TAG, 2048},
		{STR_INIT("\xb3\x80\x80\x80\x80\x01"), OBJECT_BLOB, (UINT64_C(1) << 32) + 3},
		{STR_INIT("\xbf\xff\xff\xff\xff\xff\xff\xff\x7f"), OBJECT_BLOB,
		 (UINT64_C(1) << 60) - 1},
		/* More bytes than it needs. */
		{STR_INIT("\xb5\x80\x00"), OBJECT_BLOB, 5},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (uint64_t offset = PACK_HEADER_BYTES; offset < 40; offset += 27) {
			g_autoptr(GString) pack = pack_with(offset, cases[i].head);
			struct pack_entry entry = {0};

			g_assert_true(read_at(slice_of(pack), offset, &entry));
			g_assert_cmpint(entry.kind, ==, ENTRY_OBJECT);
			g_assert_cmpint(entry.type, ==, cases[i].type);
			g_assert_cmpuint(entry.size, ==, cases[i].size);
			g_assert_cmpuint(entry.stream, ==, offset + cases[i].head.len);
			check_cut_off(offset, cases[i].head);
		}
	}
}

static void test_size_too_long(void)
{
	static const str heads[] = {
		STR_INIT("\xbf\xff\xff\xff\xff\xff\xff\xff\xff\x7f"),
		STR_INIT("\xb0\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
		STR_INIT("\xb0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
		g_assert_true(is_refused(PACK_HEADER_BYTES, heads[i]));
}

static const struct {
	str bytes;
	uint64_t distance;
} distances[] = {
	{STR_INIT("\x01"), 1},
	{STR_INIT("\x7f"), 127},
	{STR_INIT("\x80\x00"), 128},
	{STR_INIT("\x80\x01"), 129},
	{STR_INIT("\x81\x00"), 256},
	{STR_INIT("\xff\x7f"), 16511},
	{STR_INIT("\x80\x80\x00"), 16512},
	{STR_INIT("\x80\xff\x7f"), 32895},
	{STR_INIT("\xff\xff\x7f"), 2113663},
	{STR_INIT("\x80\x80\x80\x00"), 2113664},
};

static GString *delta_head(size_t i)
{
	GString *head = g_string_new("\xe5\x01");

	g_string_append_len(head, distances[i].bytes.ptr, (gssize)distances[i].bytes.len);
	return head;
}

static void test_by_offset(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(distances); i++) {
		uint64_t offset = PACK_HEADER_BYTES + distances[i].distance + i;
		g_autoptr(GString) head = delta_head(i);
		g_autoptr(GString) pack = pack_with(offset, slice_of(head));
		struct pack_entry entry = {0};

		g_assert_true(read_at(slice_of(pack), offset, &entry));
		g_assert_cmpint(entry.kind, ==, ENTRY_DELTA_BY_OFFSET);
		g_assert_cmpuint(entry.base_offset, ==, PACK_HEADER_BYTES + i);
		g_assert_cmpuint(entry.size, ==, 21);
		g_assert_cmpuint(entry.stream, ==, offset + head->len);
		check_cut_off(offset, slice_of(head));
	}
}

static void test_base_before_pack(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(distances); i++) {
		uint64_t least = PACK_HEADER_BYTES + distances[i].distance;
		g_autoptr(GString) head = delta_head(i);

		g_assert_false(is_refused(least, slice_of(head)));
		g_assert_true(is_refused(least - 1, slice_of(head)));
		g_assert_true(is_refused(PACK_HEADER_BYTES, slice_of(head)));
	}
}

static void test_bad_distance(void)
{
	static const str heads[] = {
		STR_INIT("\x65\x00"), /* the delta itself */
		STR_INIT("\x65\xff\xff\xff\xff\xff\xff\xff\x7f"),
		/* In 64 bits, these would be small again. */
		STR_INIT("\x65\x80\xfe\xfe\xfe\xfe\xfe\xfe\xfe\xff\x01"),
		STR_INIT("\x65\x80\xfe\xfe\xfe\xfe\xfe\xfe\xff\x82\x74"),
		STR_INIT("\x65\x80\xfe\xfe\xfe\xfe\xfe\xfe\xfe\xfe\xff\x4d"),
		STR_INIT("\x65\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
		g_assert_true(is_refused(100000, heads[i]));
}

static void test_by_id(void)
{
	g_autoptr(GString) head = g_string_new("\xf5\x01");
	g_autoptr(GString) pack = NULL;
	struct pack_entry entry = {0};
	const char *fault = NULL;

	g_string_append_len(head, base_id, PACK_ID_BYTES);
	pack = pack_with(33, slice_of(head));
	g_assert_true(pack_entry_read(slice_of(pack), 33, &entry, &fault));
	g_assert_cmpint(entry.kind, ==, ENTRY_DELTA_BY_ID);
	g_assert_cmpuint(entry.size, ==, 21);
	g_assert_cmpmem(entry.base_id, PACK_ID_BYTES, base_id, PACK_ID_BYTES);
	g_assert_cmpuint(entry.stream, ==, 33 + 2 + PACK_ID_BYTES);
	check_cut_off(33, slice_of(head));
}

static void test_unknown_type(void)
{
	g_assert_true(is_refused(PACK_HEADER_BYTES, STR("\x05 and what follows")));
	g_assert_true(is_refused(PACK_HEADER_BYTES, STR("\x55 and what follows")));
	g_assert_true(is_refused(PACK_HEADER_BYTES, STR("\x85\x01 and what follows")));
	g_assert_true(is_refused(PACK_HEADER_BYTES, STR("\xd5\x01 and what follows")));
}

static void test_outside(void)
{
	static const uint64_t offsets[] = {0, 1, 11, 20, 21, 4096, UINT64_C(1) << 40, UINT64_MAX};
	str pack = STR("333333333333"
		       "33333333");
	struct pack_entry entry;

	g_assert_true(read_at(pack, 12, &entry));
	g_assert_true(read_at(pack, 19, &entry));
	for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++)
		g_assert_false(read_at(pack, offsets[i], &entry));
	g_assert_false(read_at((str){0}, PACK_HEADER_BYTES, &entry));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/entry/an-object-has-type-and-size", test_objects);
	g_test_add_func("/entry/a-size-of-more-than-64-bits-is-refused", test_size_too_long);
	g_test_add_func("/entry/a-delta-by-offset-tells-the-distance-of-its-base", test_by_offset);
	g_test_add_func("/entry/a-base-begins-behind-the-header", test_base_before_pack);
	g_test_add_func("/entry/a-distance-is-neither-zero-nor-past-64-bits", test_bad_distance);
	g_test_add_func("/entry/a-delta-by-id-names-its-base", test_by_id);
	g_test_add_func("/entry/other-types-are-refused", test_unknown_type);
	g_test_add_func("/entry/an-offset-lies-within-the-pack", test_outside);
	return g_test_run();
}
