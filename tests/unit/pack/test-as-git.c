/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packs that git makes in its several ways are read as git reads them. */
#include "fixture.h"
#include "pack/unpacker.h"

#include <string.h>

/* What git says that the objects of a repository are. */
struct judge {
	GString *printed; /* by git cat-file --batch */
	GHashTable *objects; /* id in hexadecimal digits to struct object */
};

static enum object_type type_of(str name)
{
	static const str names[] = {
		[OBJECT_COMMIT] = STR_INIT("commit"),
		[OBJECT_TREE] = STR_INIT("tree"),
		[OBJECT_BLOB] = STR_INIT("blob"),
		[OBJECT_TAG] = STR_INIT("tag"),
	};

	for (unsigned type = OBJECT_COMMIT; type < G_N_ELEMENTS(names); type++) {
		if (str_equal(names[type], name))
			return (enum object_type)type;
	}
	g_assert_not_reached();
}

static void judge_init(struct judge *judge, const struct fixture *fixture)
{
	str rest;
	str line;

	fixture_shell(fixture, "git cat-file --batch-all-objects --batch >objects");
	judge->printed = fixture_read(fixture, "objects");
	judge->objects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	rest = slice_of(judge->printed);
	while (str_next_line(&rest, &line)) {
		struct object *object = g_new(struct object, 1);
		str id;
		str type;
		size_t size;

		g_assert_true(str_next_word(&line, &id));
		g_assert_true(str_next_word(&line, &type));
		size = g_ascii_strtoull(line.ptr, NULL, 10);
		object->type = type_of(type);
		object->bytes = str_slice(rest, 0, size);
		g_assert_cmpuint(object->bytes.len, ==, size);
		rest = str_skip(rest, size + 1);
		g_hash_table_insert(judge->objects, str_dup(id), object);
	}
}

static void judge_clear(struct judge *judge)
{
	g_string_free(judge->printed, TRUE);
	g_hash_table_unref(judge->objects);
}

typedef struct judge judge;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(judge, judge_clear)

/* An object of a pack: where it begins, and what git says that it is. */
struct expected {
	uint64_t offset;
	const struct object *object;
};

static int compare_offsets(gconstpointer a, gconstpointer b)
{
	uint64_t left = ((const struct expected *)a)->offset;
	uint64_t right = ((const struct expected *)b)->offset;

	return (left > right) - (left < right);
}

/* All objects of @pack in the order of their offsets. */
static GArray *expect(const struct judge *judge, const struct pack *pack)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct expected));

	g_assert_cmpuint(pack->index.n_objects, ==, g_hash_table_size(judge->objects));
	for (uint32_t number = 0; number < pack->index.n_objects; number++) {
		const unsigned char *id = pack_index_id(&pack->index, number);
		g_autoptr(GString) hex = g_string_new(NULL);
		struct expected expected;

		for (size_t i = 0; i < PACK_ID_BYTES; i++)
			g_string_append_printf(hex, "%02x", id[i]);
		g_assert_true(pack_index_offset(&pack->index, number, &expected.offset));
		expected.object = g_hash_table_lookup(judge->objects, hex->str);
		g_assert_nonnull(expected.object);
		g_array_append_val(all, expected);
	}
	g_array_sort(all, compare_offsets);
	return all;
}

static void check_object(struct unpacker *unpacker, const struct pack *pack,
			 const struct expected *expected, bool is_base)
{
	g_autoptr(GError) error = NULL;
	struct object object = {0};
	enum unpack_result result =
		unpacker_read(unpacker, pack, expected->offset, is_base, &object, &error);

	g_assert_no_error(error);
	g_assert_cmpint(result, ==, UNPACK_OK);
	g_assert_cmpint(object.type, ==, expected->object->type);
	g_assert_cmpmem(object.bytes.ptr, object.bytes.len, expected->object->bytes.ptr,
			expected->object->bytes.len);
}

static void check_all(const struct pack *pack, const GArray *all, bool is_backward, bool is_base)
{
	g_autoptr(unpacker) unpacker = unpacker_new();

	for (unsigned i = 0; i < all->len; i++) {
		unsigned at = is_backward ? all->len - 1 - i : i;

		check_object(unpacker, pack, &g_array_index(all, struct expected, at), is_base);
	}
}

/* What a pack is made of. */
struct census {
	unsigned n_by_offset;
	unsigned n_by_id;
	unsigned deepest; /* deltas from an object down to the one that stands whole */
};

static struct census take_census(const struct pack *pack, const GArray *all)
{
	struct census census = {0};

	for (unsigned i = 0; i < all->len; i++) {
		uint64_t offset = g_array_index(all, struct expected, i).offset;
		struct pack_entry entry;
		const char *fault;
		unsigned depth = 0;

		g_assert_true(pack_entry_read(pack->bytes, offset, &entry, &fault));
		census.n_by_offset += entry.kind == ENTRY_DELTA_BY_OFFSET;
		census.n_by_id += entry.kind == ENTRY_DELTA_BY_ID;
		for (; pack_base_of(pack, &entry, &offset); depth++)
			g_assert_true(pack_entry_read(pack->bytes, offset, &entry, &fault));
		census.deepest = MAX(census.deepest, depth);
	}
	return census;
}

static void check_variant(const struct fixture *fixture, const struct judge *judge,
			  const char *options, const struct census *least)
{
	g_autoptr(pack) pack = NULL;
	g_autoptr(GArray) all = NULL;
	struct census census;

	fixture_pack(fixture, "variant", options);
	pack = fixture_open(fixture, "variant");
	all = expect(judge, pack);
	census = take_census(pack, all);
	g_test_message("%s: %u deltas by offset, %u by id, %u deep, %u large offsets", options,
		       census.n_by_offset, census.n_by_id, census.deepest,
		       pack->index.n_large_offsets);
	g_assert_cmpuint(census.n_by_offset, >=, least->n_by_offset);
	g_assert_cmpuint(census.n_by_id, >=, least->n_by_id);
	g_assert_cmpuint(census.deepest, >=, least->deepest);
	g_assert_cmpint(pack->index.n_large_offsets > 0, ==, strstr(options, ",0x40") != NULL);
	for (int is_backward = 0; is_backward <= 1; is_backward++) {
		check_all(pack, all, is_backward, false);
		check_all(pack, all, is_backward, true);
	}
}

static void test_kinds(void)
{
	static const struct {
		const char *options;
		struct census least;
	} variants[] = {
		{"--window=0", {0, 0, 0}},
		{"--delta-base-offset", {50, 0, 2}},
		{"", {0, 50, 2}},
		{"--delta-base-offset --index-version=2,0x40", {50, 0, 2}},
		{"--index-version=2,0x40", {0, 50, 2}},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_auto(judge) judge = {0};

	fixture_import_kinds(fixture);
	judge_init(&judge, fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(variants); i++)
		check_variant(fixture, &judge, variants[i].options, &variants[i].least);
}

/* The blobs together are larger than what is kept of bases. */
static void test_deep_chains(void)
{
	enum { N_BLOBS = 1000 };
	static const struct {
		const char *options;
		struct census least;
	} variants[] = {
		{"--delta-base-offset --window=10 --depth=4095", {N_BLOBS - 1, 0, N_BLOBS - 1}},
		{"--window=10 --depth=4095", {0, N_BLOBS - 1, N_BLOBS - 1}},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_auto(judge) judge = {0};

	fixture_import_alike(fixture, N_BLOBS);
	judge_init(&judge, fixture);
	g_assert_cmpuint(judge.printed->len, >, PACK_BASES_BYTES + PACK_BASES_BYTES / 8);
	for (size_t i = 0; i < G_N_ELEMENTS(variants); i++)
		check_variant(fixture, &judge, variants[i].options, &variants[i].least);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/as-git/objects-of-all-kinds", test_kinds);
	g_test_add_func("/as-git/deep-chains", test_deep_chains);
	return g_test_run();
}
