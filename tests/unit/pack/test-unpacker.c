/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/limits.h"
#include "fixture.h"
#include "pack/unpacker.h"

#include <string.h>

/* Deltas on a base of five bytes; the result is "hello" again, or what is told. */
#define DELTA_SAME STR("\x05\x05\x90\x05")
#define DELTA_TWICE STR("\x05\x0a\x90\x05\x90\x05")

/* A pack written by hand, and who reads it. */
struct scene {
	struct fixture *fixture;
	struct made_pack *made;
	struct unpacker *unpacker;
	struct pack *pack;
};

static void scene_init(struct scene *scene)
{
	scene->fixture = fixture_new();
	scene->made = made_pack_new();
}

static void scene_clear(struct scene *scene)
{
	unpacker_free(scene->unpacker);
	pack_free(scene->pack);
	made_pack_free(scene->made);
	fixture_free(scene->fixture);
}

typedef struct scene scene;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(scene, scene_clear)

/* Opens what was made until now. An unpacker knows its packs by their address: it is new too. */
static void scene_open(struct scene *scene)
{
	g_clear_pointer(&scene->unpacker, unpacker_free);
	g_clear_pointer(&scene->pack, pack_free);
	scene->unpacker = unpacker_new();
	scene->pack = made_pack_open(scene->made, scene->fixture);
}

static void check_text(const struct scene *scene, uint64_t offset, const char *text)
{
	g_autoptr(GError) error = NULL;
	struct object object = {0};
	enum unpack_result result =
		unpacker_read(scene->unpacker, scene->pack, offset, false, &object, &error);

	g_assert_no_error(error);
	g_assert_cmpint(result, ==, UNPACK_OK);
	g_assert_cmpint(object.type, ==, OBJECT_BLOB);
	g_assert_cmpmem(object.bytes.ptr, object.bytes.len, text, strlen(text));
}

/* Reading at @offset fails, and the message names the pack and @fault_offset. */
static void check_corrupt(const struct scene *scene, uint64_t offset, uint64_t fault_offset)
{
	g_autofree char *where = g_strdup_printf("offset %" G_GUINT64_FORMAT ":", fault_offset);

	for (int is_base = 0; is_base <= 1; is_base++) {
		g_autoptr(GError) error = NULL;
		struct object object = {.type = OBJECT_TAG};

		g_assert_cmpint(unpacker_read(scene->unpacker, scene->pack, offset, is_base,
					      &object, &error),
				==, UNPACK_FAILED);
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
		g_assert_nonnull(strstr(error->message, scene->pack->path));
		g_assert_nonnull(strstr(error->message, where));
		g_assert_cmpint(object.type, ==, OBJECT_TAG);
	}
}

static void test_flipped(void)
{
	g_auto(scene) scene = {0};
	uint64_t first;
	uint64_t offset;
	size_t end;

	scene_init(&scene);
	first = made_pack_add(scene.made, 1, OBJECT_BLOB, STR("first"));
	offset = made_pack_add(scene.made, 2, OBJECT_BLOB, STR("hello, hello, hello, hello"));
	end = made_pack_bytes(scene.made)->len;
	made_pack_add(scene.made, 3, OBJECT_BLOB, STR("last"));
	for (size_t at = offset + 2; at < end; at++) {
		made_pack_bytes(scene.made)->str[at] ^= 0x7f;
		scene_open(&scene);
		check_corrupt(&scene, offset, offset);
		/* What is whole is read all the same. */
		check_text(&scene, first, "first");
		made_pack_bytes(scene.made)->str[at] ^= 0x7f;
	}
	scene_open(&scene);
	check_text(&scene, offset, "hello, hello, hello, hello");
}

static void test_damage_below(void)
{
	g_auto(scene) scene = {0};
	uint64_t base;
	uint64_t middle;
	uint64_t top;

	scene_init(&scene);
	base = made_pack_add(scene.made, 1, OBJECT_BLOB, STR("hello"));
	/* A delta whose instructions do not fill what it says. */
	middle = made_pack_add_by_offset(scene.made, 2, base, STR("\x05\x06\x90\x05"));
	top = made_pack_add_by_id(scene.made, 3, 2, DELTA_SAME);
	scene_open(&scene);
	check_corrupt(&scene, middle, middle);
	check_corrupt(&scene, top, middle);
	check_text(&scene, base, "hello");
}

static void test_other_size(void)
{
	static const struct {
		str content;
		uint64_t size;
	} cases[] = {
		{STR_INIT("hello"), 4}, {STR_INIT("hello"), 6},	   {STR_INIT("hello"), 0},
		{STR_INIT(""), 1},	{STR_INIT("hello"), 5000},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(scene) scene = {0};
		uint64_t offset;

		scene_init(&scene);
		made_pack_add(scene.made, 1, OBJECT_BLOB, STR("first"));
		offset = made_pack_add_claim(scene.made, 2, cases[i].size, cases[i].content);
		scene_open(&scene);
		check_corrupt(&scene, offset, offset);
	}
}

/* To ask for so much memory would end the test under a sanitizer. */
static void test_huge_claim(void)
{
	static const uint64_t sizes[] = {
		UINT64_C(1) << 40,
		(UINT64_C(1) << 59) + 5,
		(uint64_t)LIMIT_OBJECT_BYTES + 1,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_auto(scene) scene = {0};
		uint64_t offset;

		scene_init(&scene);
		offset = made_pack_add_claim(scene.made, 1, sizes[i], STR("hello"));
		scene_open(&scene);
		check_corrupt(&scene, offset, offset);
	}
}

static void test_huge_result(void)
{
	static const str deltas[] = {
		STR_INIT("\x05\x81\x80\x80\x80\x04\x90\x05"), /* one byte past the limit */
		STR_INIT("\x05\x80\x80\x80\x80\x80\x20\x90\x05"), /* 1 << 40 */
		STR_INIT("\x05\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x90\x05"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(deltas); i++) {
		g_auto(scene) scene = {0};
		uint64_t base;
		uint64_t offset;

		scene_init(&scene);
		base = made_pack_add(scene.made, 1, OBJECT_BLOB, STR("hello"));
		offset = made_pack_add_by_offset(scene.made, 2, base, deltas[i]);
		scene_open(&scene);
		check_corrupt(&scene, offset, offset);
	}
}

/* The delta is whole: without the limit, it would be read. */
static void test_result_limit(void)
{
	enum { BASE_BYTES = 0x10000 };
	g_auto(scene) scene = {0};
	g_autofree char *bytes = g_malloc0(BASE_BYTES);
	g_autoptr(GString) delta = g_string_new("\x80\x80\x04"
						"\x81\x80\x80\x80\x04");
	uint64_t base;
	uint64_t offset;

	G_STATIC_ASSERT(LIMIT_OBJECT_BYTES == 1 << 30);
	for (size_t i = 0; i < LIMIT_OBJECT_BYTES / BASE_BYTES; i++)
		g_string_append_c(delta, (char)0x80);
	g_string_append(delta, "\x01x");
	scene_init(&scene);
	base = made_pack_add(scene.made, 1, OBJECT_BLOB, (str){bytes, BASE_BYTES});
	offset = made_pack_add_by_offset(scene.made, 2, base, slice_of(delta));
	scene_open(&scene);
	check_corrupt(&scene, offset, offset);
}

static void test_bad_deltas(void)
{
	static const str deltas[] = {
		STR_INIT(""),
		STR_INIT("\x05"),
		STR_INIT("\x05\x85"),
		STR_INIT("\x04\x04\x90\x04"),
		STR_INIT("\x05\x05\x90\x06"),
		STR_INIT("\x05\x05\x90\x05\x00"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(deltas); i++) {
		g_auto(scene) scene = {0};
		uint64_t base;
		uint64_t offset;

		scene_init(&scene);
		base = made_pack_add(scene.made, 1, OBJECT_BLOB, STR("hello"));
		offset = made_pack_add_by_id(scene.made, 2, 1, deltas[i]);
		scene_open(&scene);
		check_corrupt(&scene, offset, offset);
		check_text(&scene, base, "hello");
	}
}

static void test_circles(void)
{
	g_auto(scene) scene = {0};
	uint64_t itself;
	uint64_t one;
	uint64_t two;
	uint64_t above;

	scene_init(&scene);
	itself = made_pack_add_by_id(scene.made, 1, 1, DELTA_SAME);
	one = made_pack_add_by_id(scene.made, 2, 3, DELTA_SAME);
	two = made_pack_add_by_id(scene.made, 3, 2, DELTA_SAME);
	above = made_pack_add_by_id(scene.made, 4, 3, DELTA_SAME);
	scene_open(&scene);
	check_corrupt(&scene, itself, itself);
	check_corrupt(&scene, one, one);
	check_corrupt(&scene, two, two);
	check_corrupt(&scene, above, above);
}

static void test_chain_limit(void)
{
	g_auto(scene) scene = {0};
	uint64_t last;
	uint64_t past;

	scene_init(&scene);
	last = made_pack_add(scene.made, 0, OBJECT_BLOB, STR("hello"));
	for (unsigned number = 1; number <= LIMIT_DELTA_CHAIN; number++)
		last = made_pack_add_by_offset(scene.made, number, last, DELTA_SAME);
	past = made_pack_add_by_offset(scene.made, LIMIT_DELTA_CHAIN + 1, last, DELTA_SAME);
	scene_open(&scene);
	check_corrupt(&scene, past, past);
	check_text(&scene, last, "hello");
}

static void check_elsewhere(const struct scene *scene, uint64_t offset)
{
	for (int is_base = 0; is_base <= 1; is_base++) {
		g_autoptr(GError) error = NULL;
		struct object object = {.type = OBJECT_TAG};

		g_assert_cmpint(unpacker_read(scene->unpacker, scene->pack, offset, is_base,
					      &object, &error),
				==, UNPACK_BASE_ELSEWHERE);
		g_assert_no_error(error);
		g_assert_cmpint(object.type, ==, OBJECT_TAG);
	}
}

static void test_base_elsewhere(void)
{
	g_auto(scene) scene = {0};
	uint64_t bottom;
	uint64_t middle;
	uint64_t top;
	uint64_t whole;

	scene_init(&scene);
	bottom = made_pack_add_by_id(scene.made, 1, 4711, DELTA_SAME);
	middle = made_pack_add_by_offset(scene.made, 2, bottom, DELTA_SAME);
	top = made_pack_add_by_id(scene.made, 3, 2, DELTA_SAME);
	whole = made_pack_add(scene.made, 4, OBJECT_BLOB, STR("hello"));
	scene_open(&scene);
	check_elsewhere(&scene, bottom);
	check_elsewhere(&scene, middle);
	check_elsewhere(&scene, top);
	check_text(&scene, whole, "hello");
}

static void test_base_behind(void)
{
	g_auto(scene) scene = {0};
	uint64_t top;
	uint64_t middle;

	scene_init(&scene);
	top = made_pack_add_by_id(scene.made, 1, 2, STR("\x0a\x03\x91\x04\x03"));
	middle = made_pack_add_by_id(scene.made, 2, 3, DELTA_TWICE);
	made_pack_add(scene.made, 3, OBJECT_BLOB, STR("hello"));
	scene_open(&scene);
	check_text(&scene, top, "ohe");
	check_text(&scene, middle, "hellohello");
}

/* Each delta puts the last byte first, which does not work in place. */
static void test_chain(void)
{
	static const char *const texts[] = {"hello", "ohell", "lohel", "llohe", "elloh", "hello"};
	g_auto(scene) scene = {0};
	uint64_t offsets[G_N_ELEMENTS(texts)];

	scene_init(&scene);
	offsets[0] = made_pack_add(scene.made, 0, OBJECT_BLOB, str_from(texts[0]));
	for (unsigned i = 1; i < G_N_ELEMENTS(texts); i++)
		offsets[i] = made_pack_add_by_offset(scene.made, i, offsets[i - 1],
						     STR("\x05\x05\x91\x04\x01\x90\x04"));
	for (size_t first = 0; first < G_N_ELEMENTS(texts); first++) {
		scene_open(&scene);
		check_text(&scene, offsets[first], texts[first]);
		for (size_t i = G_N_ELEMENTS(texts); i-- > 0;)
			check_text(&scene, offsets[i], texts[i]);
	}
}

static void test_empty_objects(void)
{
	g_auto(scene) scene = {0};
	uint64_t empty;
	uint64_t filled;
	uint64_t emptied;

	scene_init(&scene);
	empty = made_pack_add(scene.made, 1, OBJECT_BLOB, STR(""));
	filled = made_pack_add_by_offset(scene.made, 2, empty, STR("\x00\x05\x05hello"));
	emptied = made_pack_add_by_offset(scene.made, 3, filled, STR("\x05\x00"));
	scene_open(&scene);
	check_text(&scene, emptied, "");
	check_text(&scene, filled, "hello");
	check_text(&scene, empty, "");
}

/* Both packs have an object at the same offset, and another that rests on it. */
static void test_two_packs(void)
{
	static const char *const texts[] = {"hello", "HELLO"};
	static const char *const twice[] = {"hellohello", "HELLOHELLO"};
	struct scene scenes[2] = {0};

	for (size_t i = 0; i < 2; i++) {
		uint64_t base;

		scene_init(&scenes[i]);
		base = made_pack_add(scenes[i].made, 1, OBJECT_BLOB, str_from(texts[i]));
		g_assert_cmpuint(base, ==, PACK_HEADER_BYTES);
		made_pack_add_by_offset(scenes[i].made, 2, base, DELTA_TWICE);
		scene_open(&scenes[i]);
	}
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = 0; i < 2; i++) {
			/* One unpacker for both. */
			struct scene scene = {.unpacker = scenes[0].unpacker,
					      .pack = scenes[i].pack};
			uint64_t offset = 0;

			g_assert_true(pack_find(
				scene.pack, (unsigned char[PACK_ID_BYTES]){0, 0, 0, 2}, &offset));
			check_text(&scene, offset, twice[i]);
			check_text(&scene, PACK_HEADER_BYTES, texts[i]);
		}
	}
	scene_clear(&scenes[0]);
	scene_clear(&scenes[1]);
}

static void test_place_outside(void)
{
	static const uint64_t places[] = {0, 1 << 30, UINT64_C(1) << 40, UINT64_MAX};

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_auto(scene) scene = {0};
		uint64_t offset;

		scene_init(&scene);
		made_pack_place(scene.made, 1, places[i]);
		offset = made_pack_add_by_id(scene.made, 2, 1, DELTA_SAME);
		scene_open(&scene);
		check_corrupt(&scene, places[i], places[i]);
		check_corrupt(&scene, offset, places[i]);
	}
}

static void test_base_of(void)
{
	g_auto(scene) scene = {0};
	enum { NO_BASE = 0 };
	uint64_t offsets[4];

	scene_init(&scene);
	offsets[0] = made_pack_add(scene.made, 1, OBJECT_BLOB, STR("hello"));
	offsets[1] = made_pack_add_by_offset(scene.made, 2, offsets[0], DELTA_SAME);
	offsets[2] = made_pack_add_by_id(scene.made, 3, 2, DELTA_SAME);
	offsets[3] = made_pack_add_by_id(scene.made, 4, 4711, DELTA_SAME);
	scene_open(&scene);
	for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++) {
		const uint64_t bases[4] = {NO_BASE, offsets[0], offsets[1], NO_BASE};
		struct pack_entry entry;
		const char *fault;
		uint64_t base = NO_BASE;
		bool is_there;

		g_assert_true(pack_entry_read(scene.pack->bytes, offsets[i], &entry, &fault));
		is_there = pack_base_of(scene.pack, &entry, &base);
		g_assert_cmpint(is_there, ==, bases[i] != NO_BASE);
		if (is_there)
			g_assert_cmpuint(base, ==, bases[i]);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/unpacker/a-flipped-byte-is-damage", test_flipped);
	g_test_add_func("/unpacker/damage-is-told-where-it-is", test_damage_below);
	g_test_add_func("/unpacker/another-size-than-the-entry-says-is-damage", test_other_size);
	g_test_add_func("/unpacker/a-huge-size-takes-no-memory", test_huge_claim);
	g_test_add_func("/unpacker/a-huge-result-takes-no-memory", test_huge_result);
	g_test_add_func("/unpacker/a-result-has-a-limit", test_result_limit);
	g_test_add_func("/unpacker/a-damaged-delta-is-damage", test_bad_deltas);
	g_test_add_func("/unpacker/a-circle-of-deltas-is-damage", test_circles);
	g_test_add_func("/unpacker/a-chain-has-a-limit", test_chain_limit);
	g_test_add_func("/unpacker/a-base-may-be-elsewhere", test_base_elsewhere);
	g_test_add_func("/unpacker/a-base-named-by-id-may-stand-behind", test_base_behind);
	g_test_add_func("/unpacker/each-delta-rests-on-the-object-below", test_chain);
	g_test_add_func("/unpacker/objects-may-be-empty", test_empty_objects);
	g_test_add_func("/unpacker/packs-are-kept-apart", test_two_packs);
	g_test_add_func("/unpacker/a-place-outside-of-the-pack-is-damage", test_place_outside);
	g_test_add_func("/unpacker/the-base-of-a-delta-is-told", test_base_of);
	return g_test_run();
}
