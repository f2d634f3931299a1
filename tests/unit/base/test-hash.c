/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/hash.h"

#include <glib.h>

enum { REFERENCE_BYTES = 64 };

/* 00 01 02 to 0f */
static const struct hash_key reference_key = {
	.words = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)},
};

/*
 * The authors' implementation (https://github.com/veorq/SipHash, with one and
 * three rounds) gives these for the messages of 0, 1, 2 to 63 bytes that are
 * 00 01 02 and so on.
 */
static const uint64_t reference_hashes[REFERENCE_BYTES] = {
	UINT64_C(0xabac0158050fc4dc), UINT64_C(0xc9f49bf37d57ca93), UINT64_C(0x82cb9b024dc7d44d),
	UINT64_C(0x8bf80ab8e7ddf7fb), UINT64_C(0xcf75576088d38328), UINT64_C(0xdef9d52f49533b67),
	UINT64_C(0xc50d2b50c59f22a7), UINT64_C(0xd3927d989bb11140), UINT64_C(0x369095118d299a8e),
	UINT64_C(0x25a48eb36c063de4), UINT64_C(0x79de85ee92ff097f), UINT64_C(0x70c118c1f94dc352),
	UINT64_C(0x78a384b157b4d9a2), UINT64_C(0x306f760c1229ffa7), UINT64_C(0x605aa111c0f95d34),
	UINT64_C(0xd320d86d2a519956), UINT64_C(0xcc4fdd1a7d908b66), UINT64_C(0x9cf2689063dbd80c),
	UINT64_C(0x8ffc389cb473e63e), UINT64_C(0xf21f9de58d297d1c), UINT64_C(0xc0dc2f46a6cce040),
	UINT64_C(0xb992abfe2b45f844), UINT64_C(0x7ffe7b9ba320872e), UINT64_C(0x525a0e7fdae6c123),
	UINT64_C(0xf464aeb267349c8c), UINT64_C(0x45cd5928705b0979), UINT64_C(0x3a3e35e3ca9913a5),
	UINT64_C(0xa91dc74e4ade3b35), UINT64_C(0xfb0bed02ef6cd00d), UINT64_C(0x88d93cb44ab1e1f4),
	UINT64_C(0x540f11d643c5e663), UINT64_C(0x2370dd1f8c21d1bc), UINT64_C(0x81157b6c16a7b60d),
	UINT64_C(0x4d54b9e57a8ff9bf), UINT64_C(0x759f12781f2a753e), UINT64_C(0xcea1a3bebf186b91),
	UINT64_C(0x2cf508d3ada26206), UINT64_C(0xb6101c2da3c33057), UINT64_C(0xb3f47496ae3a36a1),
	UINT64_C(0x626b57547b108392), UINT64_C(0xc1d2363299e41531), UINT64_C(0x667cc1923f1ad944),
	UINT64_C(0x65704ffec8138825), UINT64_C(0x24f280d1c28949a6), UINT64_C(0xc2ca1cedfaf8876b),
	UINT64_C(0xc2164bfc9f042196), UINT64_C(0xa16e9c9368b1d623), UINT64_C(0x49fb169c8b5114fd),
	UINT64_C(0x9f3143f8df074c46), UINT64_C(0xc6fdaf2412cc86b3), UINT64_C(0x7eaf49d10a52098f),
	UINT64_C(0x1cf313559d292f9a), UINT64_C(0xc44a30dda2f41f12), UINT64_C(0x36fae98943a71ed0),
	UINT64_C(0x318fb34c73f0bce6), UINT64_C(0xa27abf3670a7e980), UINT64_C(0xb4bcc0db243c6d75),
	UINT64_C(0x23f8d852fdb71513), UINT64_C(0x8f035f4da67d8a08), UINT64_C(0xd89cd0e5b7e8f148),
	UINT64_C(0xf6f4e6bcf7a644ee), UINT64_C(0xaec59ad80f1837f2), UINT64_C(0xc3b2f6154b6694e0),
	UINT64_C(0x9d199062b7bbb3a8),
};

static void test_reference(void)
{
	char bytes[REFERENCE_BYTES];

	for (size_t size = 0; size < REFERENCE_BYTES; size++) {
		bytes[size] = (char)size;
		g_assert_cmphex(hash_bytes(&reference_key, (str){.ptr = bytes, .len = size}), ==,
				reference_hashes[size]);
	}
	g_assert_cmphex(hash_bytes(&reference_key, (str){0}), ==, reference_hashes[0]);
}

/* In memory of just that size and anywhere in a word: a sanitizer sees what reads too far. */
static void test_placing(void)
{
	for (size_t size = 1; size <= 24; size++) {
		for (size_t offset = 0; offset < 8; offset++) {
			g_autofree char *bytes = g_malloc(offset + size);
			str slice = {.ptr = bytes + offset, .len = size};

			for (size_t i = 0; i < size; i++)
				bytes[offset + i] = (char)i;
			g_assert_cmphex(hash_bytes(&reference_key, slice), ==,
					reference_hashes[size]);
			hash_bytes_nocase(&reference_key, slice);
		}
	}
}

/* Each byte at each place of the words, beside bytes that a carry would change. */
static void test_nocase(void)
{
	char bytes[17];
	char lower[sizeof(bytes)];

	for (unsigned byte = 0; byte < 256; byte++) {
		for (size_t at = 0; at < sizeof(bytes); at++) {
			str slice = {.ptr = bytes, .len = sizeof(bytes)};
			str lower_slice = {.ptr = lower, .len = sizeof(lower)};

			memset(bytes, 'Z', sizeof(bytes));
			bytes[at] = (char)byte;
			bytes[(at + 1) % sizeof(bytes)] = '\xff';
			for (size_t i = 0; i < sizeof(bytes); i++)
				lower[i] = g_ascii_tolower(bytes[i]);
			g_assert_cmphex(hash_bytes_nocase(&reference_key, slice), ==,
					hash_bytes(&reference_key, lower_slice));
		}
	}
}

static void test_other_key(void)
{
	static const struct hash_key others[] = {
		{.words = {0, 0}},
		{.words = {UINT64_C(0x0706050403020101), UINT64_C(0x0f0e0d0c0b0a0908)}},
		{.words = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0909)}},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		g_assert_cmphex(hash_bytes(&others[i], (str){0}), !=, reference_hashes[0]);
}

static void test_chain(void)
{
	uint64_t ab = hash_chain(hash_chain(0, 1), 2);

	g_assert_cmphex(ab, !=, hash_chain(hash_chain(0, 2), 1));
	g_assert_cmphex(ab, !=, hash_chain(0, 2));
	/* An index that was made before must go on to know it. */
	g_assert_cmphex(hash_chain(0, 1), ==, UINT64_C(0x9e3779b9e17d05ac));
}

static gpointer ask_for_key(gpointer user)
{
	(void)user;
	return (gpointer)hash_key_of_process();
}

static void test_one_key(void)
{
	const struct hash_key *key = hash_key_of_process();
	struct hash_key before = *key;
	GThread *thread = g_thread_new("key", ask_for_key, NULL);

	g_assert_true(g_thread_join(thread) == key);
	g_assert_cmpmem(key, sizeof(*key), &before, sizeof(before));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hash/the-reference-gives-the-same", test_reference);
	g_test_add_func("/hash/where-the-bytes-stand-does-not-matter", test_placing);
	g_test_add_func("/hash/nocase-is-the-hash-of-lower-case-letters", test_nocase);
	g_test_add_func("/hash/another-key-gives-another-hash", test_other_key);
	g_test_add_func("/hash/a-chain-knows-the-order-and-stays-as-it-is", test_chain);
	g_test_add_func("/hash/a-process-has-one-key", test_one_key);
	return g_test_run();
}
