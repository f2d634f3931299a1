/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

enum {
	MARK_BYTES = 8, /* of an index: "\377tOc" and the version */
	COUNT_OFFSET = 8, /* in a pack */
};

/* A pack that git made, one.pack and one.idx, and the bytes of both. */
struct scene {
	struct fixture *fixture;
	GString *pack;
	GString *index;
};

static void scene_init(struct scene *scene)
{
	scene->fixture = fixture_new();
	fixture_import_kinds(scene->fixture);
	fixture_pack(scene->fixture, "one", "--delta-base-offset");
	scene->pack = fixture_read(scene->fixture, "one.pack");
	scene->index = fixture_read(scene->fixture, "one.idx");
}

static void scene_clear(struct scene *scene)
{
	g_string_free(scene->pack, TRUE);
	g_string_free(scene->index, TRUE);
	fixture_free(scene->fixture);
}

typedef struct scene scene;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(scene, scene_clear)

static void write_pair(const struct scene *scene, str pack, str index)
{
	fixture_write(scene->fixture, "new.pack", pack);
	fixture_write(scene->fixture, "new.idx", index);
}

/* What becomes of new.pack and new.idx, where they cannot be opened. */
static enum pack_result open_new(const struct scene *scene, GError **error)
{
	g_autofree char *path = fixture_path(scene->fixture, "new.idx");
	struct pack *pack = NULL;
	enum pack_result result = pack_open(path, &pack, error);

	g_assert_cmpint(result, !=, PACK_OPENED);
	g_assert_null(pack);
	return result;
}

static void check_unknown(const struct scene *scene)
{
	g_autoptr(GError) error = NULL;
	enum pack_result result = open_new(scene, &error);

	g_assert_no_error(error);
	g_assert_cmpint(result, ==, PACK_UNKNOWN);
}

/* The message names the file @name, and has @text in it. */
static void check_corrupt(const struct scene *scene, const char *name, const char *text)
{
	g_autofree char *path = fixture_path(scene->fixture, name);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(open_new(scene, &error), ==, PACK_FAILED);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	g_assert_nonnull(strstr(error->message, path));
	g_assert_nonnull(strstr(error->message, text));
}

static void check_corrupt_at(const struct scene *scene, uint64_t offset)
{
	g_autofree char *text = g_strdup_printf("offset %" G_GUINT64_FORMAT ":", offset);

	check_corrupt(scene, "new.pack", text);
}

/* One line of git show-index: the offset and the id of an object. */
static void check_line(const struct pack *pack, str line)
{
	unsigned char id[PACK_ID_BYTES];
	uint64_t offset = 0;
	str expected;
	str hex;

	g_assert_true(str_next_word(&line, &expected));
	g_assert_true(str_next_word(&line, &hex));
	g_assert_cmpuint(hex.len, ==, 2 * PACK_ID_BYTES);
	for (size_t i = 0; i < PACK_ID_BYTES; i++)
		id[i] = (unsigned char)(g_ascii_xdigit_value(hex.ptr[2 * i]) << 4 |
					g_ascii_xdigit_value(hex.ptr[2 * i + 1]));
	g_assert_true(pack_find(pack, id, &offset));
	g_assert_cmpuint(offset, ==, g_ascii_strtoull(expected.ptr, NULL, 10));
	id[PACK_ID_BYTES - 1] ^= 1;
	g_assert_false(pack_find(pack, id, &offset));
}

static void test_find(void)
{
	static const char *const options[] = {"--index-version=2", "--index-version=2,0x40"};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_import_kinds(fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
		g_autoptr(pack) pack = NULL;
		g_autoptr(GString) listed = NULL;
		uint32_t n_objects = 0;
		str rest;
		str line;

		fixture_pack(fixture, "one", options[i]);
		fixture_shell(fixture, "git show-index <one.idx >listed");
		listed = fixture_read(fixture, "listed");
		pack = fixture_open(fixture, "one");
		rest = slice_of(listed);
		for (; str_next_line(&rest, &line); n_objects++)
			check_line(pack, line);
		g_assert_cmpuint(n_objects, >, 100);
		g_assert_cmpuint(pack->index.n_objects, ==, n_objects);
	}
}

/* So that reading there tells of the damage, and nobody takes the object for absent. */
static void test_place_absent(void)
{
	static const char far[] = "\xff\xff\xff\xff";
	g_auto(scene) scene = {0};
	g_autoptr(pack) pack = NULL;
	size_t offsets_end;
	uint64_t offset = 0;

	scene_init(&scene);
	/* The last object's offset, in front of the two checksums. */
	offsets_end = scene.index->len - 2 * PACK_ID_BYTES;
	memcpy(scene.index->str + offsets_end - 4, far, 4);
	write_pair(&scene, slice_of(scene.pack), slice_of(scene.index));
	pack = fixture_open(scene.fixture, "new");
	g_assert_cmpuint(pack->index.n_large_offsets, ==, 0);
	g_assert_true(
		pack_find(pack, pack_index_id(&pack->index, pack->index.n_objects - 1), &offset));
	g_assert_cmpuint(offset, >=, pack->bytes.len);
}

static void test_view(void)
{
	g_auto(scene) scene = {0};
	g_autofree char *path = NULL;
	g_autoptr(pack) pack = NULL;

	scene_init(&scene);
	path = fixture_path(scene.fixture, "one.pack");
	pack = fixture_open(scene.fixture, "one");
	g_assert_cmpstr(pack->path, ==, path);
	g_assert_cmpmem(pack->bytes.ptr, pack->bytes.len, scene.pack->str,
			scene.pack->len - PACK_ID_BYTES);
}

static void test_cut_pack(void)
{
	g_auto(scene) scene = {0};

	scene_init(&scene);
	for (size_t length = 0; length < scene.pack->len;
	     length += length < 64 ? 1 : scene.pack->len / 50) {
		write_pair(&scene, str_slice(slice_of(scene.pack), 0, length),
			   slice_of(scene.index));
		check_corrupt_at(&scene, length < PACK_HEADER_BYTES ? 0 : length);
	}
	write_pair(&scene, str_slice(slice_of(scene.pack), 0, scene.pack->len - 1),
		   slice_of(scene.index));
	check_corrupt_at(&scene, scene.pack->len - 1);
}

static void test_cut_index(void)
{
	g_auto(scene) scene = {0};

	scene_init(&scene);
	for (size_t length = 0; length < scene.index->len;
	     length += length < MARK_BYTES ? 1 : 111) {
		write_pair(&scene, slice_of(scene.pack),
			   str_slice(slice_of(scene.index), 0, length));
		check_corrupt(&scene, "new.idx", "damaged");
	}
	write_pair(&scene, slice_of(scene.pack),
		   str_slice(slice_of(scene.index), 0, scene.index->len - 1));
	check_corrupt(&scene, "new.idx", "damaged");
}

static void test_damaged_counts(void)
{
	g_auto(scene) scene = {0};

	scene_init(&scene);
	/* More objects with a low first byte than with any. */
	scene.index->str[MARK_BYTES + 4 * 7] = 0x70;
	write_pair(&scene, slice_of(scene.pack), slice_of(scene.index));
	check_corrupt(&scene, "new.idx", "damaged");
}

static void test_other_index(void)
{
	g_auto(scene) scene = {0};
	g_autoptr(GString) same_count = NULL;
	g_autoptr(GString) other_count = NULL;

	scene_init(&scene);
	/* The same objects, packed in another way. */
	fixture_pack(scene.fixture, "other", "--window=0");
	same_count = fixture_read(scene.fixture, "other.idx");
	g_assert_cmpuint(same_count->len, ==, scene.index->len);
	write_pair(&scene, slice_of(scene.pack), slice_of(same_count));
	check_corrupt_at(&scene, scene.pack->len);

	fixture_shell(scene.fixture, "git rev-parse main | git pack-objects -q fewer >ids\n"
				     "mv fewer-*.idx fewer.idx");
	other_count = fixture_read(scene.fixture, "fewer.idx");
	write_pair(&scene, slice_of(scene.pack), slice_of(other_count));
	check_corrupt_at(&scene, COUNT_OFFSET);
}

static void test_other_count(void)
{
	g_auto(scene) scene = {0};

	scene_init(&scene);
	scene.pack->str[PACK_HEADER_BYTES - 1] ^= 1;
	write_pair(&scene, slice_of(scene.pack), slice_of(scene.index));
	check_corrupt_at(&scene, COUNT_OFFSET);
}

static void test_other_versions(void)
{
	static const char versions[] = {0, 1, 4};
	g_auto(scene) scene = {0};
	g_autoptr(GString) old = NULL;

	scene_init(&scene);
	fixture_pack(scene.fixture, "old", "--index-version=1");
	old = fixture_read(scene.fixture, "old.idx");
	write_pair(&scene, slice_of(scene.pack), slice_of(old));
	check_unknown(&scene);
	for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
		scene.pack->str[7] = versions[i];
		write_pair(&scene, slice_of(scene.pack), slice_of(scene.index));
		check_unknown(&scene);
	}
	/* Version 3 differs in nothing that is read here. */
	scene.pack->str[7] = 3;
	write_pair(&scene, slice_of(scene.pack), slice_of(scene.index));
	pack_free(fixture_open(scene.fixture, "new"));
}

static void test_gone(void)
{
	g_auto(scene) scene = {0};

	scene_init(&scene);
	check_unknown(&scene);
	fixture_write(scene.fixture, "new.idx", slice_of(scene.index));
	check_unknown(&scene);
	fixture_shell(scene.fixture, "mv new.idx kept\ncp one.pack new.pack");
	check_unknown(&scene);
	fixture_shell(scene.fixture, "mv kept new.idx");
	pack_free(fixture_open(scene.fixture, "new"));
}

static void test_not_readable(void)
{
	static const char *const names[] = {"new.pack", "new.idx"};
	g_auto(scene) scene = {0};

	scene_init(&scene);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = fixture_path(scene.fixture, names[i]);
		g_autoptr(GError) error = NULL;

		write_pair(&scene, slice_of(scene.pack), slice_of(scene.index));
		g_assert_cmpint(g_remove(path), ==, 0);
		g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
		g_assert_cmpint(open_new(&scene, &error), ==, PACK_FAILED);
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ);
		g_assert_nonnull(strstr(error->message, path));
		g_assert_cmpint(g_rmdir(path), ==, 0);
	}
}

static void test_released(void)
{
	static const uint64_t ends[] = {0, 1, 5000, PACK_KEPT_BYTES, UINT64_MAX};
	g_auto(scene) scene = {0};
	g_autoptr(pack) pack = NULL;
	const char *index;

	scene_init(&scene);
	pack = fixture_open(scene.fixture, "one");
	index = g_mapped_file_get_contents(pack->index_file);
	for (size_t i = 1; i < G_N_ELEMENTS(ends); i++) {
		pack_pass(pack, ends[i - 1], ends[i]);
		g_assert_cmpmem(pack->bytes.ptr, pack->bytes.len, scene.pack->str,
				scene.pack->len - PACK_ID_BYTES);
		pack_release_index(pack);
		g_assert_cmpmem(index, g_mapped_file_get_length(pack->index_file), scene.index->str,
				scene.index->len);
	}
}

/* A pack of nothing but its header and checksum, and an index of @n objects in it. */
static void write_boast(const struct scene *scene, unsigned char n)
{
	static const char header[] = {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0};
	static const char zeros[28];
	g_autoptr(GString) pack = g_string_new_len(header, sizeof(header));
	g_autoptr(GString) index = g_string_new_len("\377tOc\0\0\0\2", 8);

	g_string_append_c(pack, (char)n);
	g_string_append_len(pack, zeros, PACK_ID_BYTES);
	for (unsigned i = 0; i < 256; i++) {
		g_string_append_len(index, zeros, 3);
		g_string_append_c(index, (char)n);
	}
	for (unsigned i = 0; i < n; i++)
		g_string_append_len(index, zeros, sizeof(zeros));
	for (unsigned i = 0; i < 2; i++)
		g_string_append_len(index, zeros, PACK_ID_BYTES);
	write_pair(scene, slice_of(pack), slice_of(index));
}

static void test_impossible_count(void)
{
	g_auto(scene) scene = {0};

	scene_init(&scene);
	write_boast(&scene, 200);
	check_corrupt(&scene, "new.pack", "more objects");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pack/each-object-is-found-where-git-says", test_find);
	g_test_add_func("/pack/an-object-whose-place-is-lost-is-outside", test_place_absent);
	g_test_add_func("/pack/its-bytes-end-before-the-checksum", test_view);
	g_test_add_func("/pack/a-pack-that-is-cut-off-is-corrupt", test_cut_pack);
	g_test_add_func("/pack/an-index-that-is-cut-off-is-corrupt", test_cut_index);
	g_test_add_func("/pack/an-index-with-damaged-counts-is-corrupt", test_damaged_counts);
	g_test_add_func("/pack/the-index-of-another-pack-is-corrupt", test_other_index);
	g_test_add_func("/pack/another-number-of-objects-is-corrupt", test_other_count);
	g_test_add_func("/pack/other-versions-are-unknown", test_other_versions);
	g_test_add_func("/pack/a-file-that-is-gone-is-no-error", test_gone);
	g_test_add_func("/pack/what-the-system-cannot-read-is-an-error", test_not_readable);
	g_test_add_func("/pack/what-left-the-memory-is-read-again", test_released);
	g_test_add_func("/pack/no-more-objects-are-believed-than-there-can-be",
			test_impossible_count);
	return g_test_run();
}
