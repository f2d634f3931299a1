/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/encoding.h"

static void test_lines(void)
{
	static const struct {
		str lines[4];
		const char *encoded;
		unsigned n_decoded;
	} cases[] = {
		{{STR_INIT("a@example.org")}, "a@example.org", 1},
		{{STR_INIT("a"), STR_INIT("b c"), STR_INIT("d")}, "a\nb c\nd", 3},
		{{STR_INIT(""), STR_INIT("b")}, "b", 1},
		{{STR_INIT("a"), STR_INIT("b\nc"), STR_INIT("d")}, "a\nd", 2},
		{{STR_INIT("")}, "", 0},
	};
	g_auto(arena) arena = {0};

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		str encoded = encode_lines(&arena, cases[i].lines, 4);
		str expected = str_from(cases[i].encoded);
		unsigned n_decoded;
		str *decoded;
		str again;

		g_assert_cmpmem(encoded.ptr, encoded.len, expected.ptr, expected.len);
		decode_lines(&arena, encoded, &decoded, &n_decoded);
		g_assert_cmpuint(n_decoded, ==, cases[i].n_decoded);
		again = encode_lines(&arena, decoded, n_decoded);
		g_assert_cmpmem(again.ptr, again.len, expected.ptr, expected.len);
	}
}

static void test_numbers(void)
{
	static const uint64_t numbers[] = {0, 1, 0x0123456789abcdef, UINT64_MAX};
	g_auto(arena) arena = {0};
	unsigned n_decoded;
	uint64_t *decoded;
	str encoded;

	arena_init(&arena);
	encoded = encode_numbers(&arena, numbers, G_N_ELEMENTS(numbers));
	g_assert_cmpuint(encoded.len, ==, sizeof(numbers));
	/* The same on every machine. */
	g_assert_cmpmem(encoded.ptr + 16, 8, "\xef\xcd\xab\x89\x67\x45\x23\x01", 8);
	decode_numbers(&arena, encoded, &decoded, &n_decoded);
	g_assert_cmpmem(decoded, n_decoded * sizeof(*decoded), numbers, sizeof(numbers));
	/* Of a part of a number nothing is known. */
	encoded.len -= 3;
	decode_numbers(&arena, encoded, &decoded, &n_decoded);
	g_assert_cmpuint(n_decoded, ==, 3);
	decode_numbers(&arena, (str){0}, &decoded, &n_decoded);
	g_assert_cmpuint(n_decoded, ==, 0);
}

static void test_fingerprint(void)
{
	uint32_t lines[] = {7, 0, UINT32_MAX};
	const struct fingerprint fingerprint = {
		.message = 1,
		.change = UINT64_MAX,
		.blobs = 0x0123456789abcdef,
		.lines = lines,
		.n_lines = G_N_ELEMENTS(lines),
	};
	g_auto(arena) arena = {0};
	struct fingerprint decoded;
	str encoded;

	arena_init(&arena);
	encoded = encode_fingerprint(&arena, &fingerprint);
	g_assert_true(decode_fingerprint(&arena, encoded, &decoded));
	g_assert_cmpuint(decoded.message, ==, fingerprint.message);
	g_assert_cmpuint(decoded.change, ==, fingerprint.change);
	g_assert_cmpuint(decoded.blobs, ==, fingerprint.blobs);
	g_assert_cmpmem(decoded.lines, decoded.n_lines * sizeof(*decoded.lines), lines,
			sizeof(lines));
	for (size_t length = 0; length < encoded.len; length++) {
		/* In memory of its own, so that a sanitizer sees its end. */
		g_autofree char *bytes = g_memdup2(encoded.ptr, length + 1);
		str cut = {.ptr = bytes, .len = length};
		bool whole_lines = length >= 24 && length % 4 == 0;

		g_assert_cmpint(decode_fingerprint(&arena, cut, &decoded), ==, whole_lines);
		g_assert_cmpuint(whole_lines ? decoded.n_lines : 0, <, 3);
	}
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/encoding/lines-come-back-but-those-that-are-none", test_lines);
	g_test_add_func("/encoding/numbers-come-back", test_numbers);
	g_test_add_func("/encoding/a-fingerprint-comes-back-or-is-refused", test_fingerprint);
	return g_test_run();
}
