/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/packed.h"

static str bytes_of(const GByteArray *bytes)
{
	return (str){.ptr = (const char *)bytes->data, .len = bytes->len};
}

static void test_numbers(void)
{
	static const struct {
		uint64_t number;
		unsigned n_bytes;
	} cases[] = {
		{0, 1},		  {1, 1},	  {127, 1},
		{128, 2},	  {16383, 2},	  {16384, 3},
		{UINT32_MAX, 5},  {INT64_MAX, 9}, {(uint64_t)INT64_MIN, 10},
		{UINT64_MAX, 10},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		uint64_t number;
		str rest;

		packed_put_number(bytes, cases[i].number);
		g_assert_cmpuint(bytes->len, ==, cases[i].n_bytes);
		packed_put_number(bytes, 5);
		rest = bytes_of(bytes);
		g_assert_true(packed_take_number(&rest, UINT64_MAX, &number));
		g_assert_cmpuint(number, ==, cases[i].number);
		/* What follows is left. */
		g_assert_true(packed_take_number(&rest, 5, &number));
		g_assert_cmpuint(number, ==, 5);
		g_assert_cmpuint(rest.len, ==, 0);
	}
}

static void test_texts(void)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_auto(arena) arena = {0};
	g_autofree char *long_text = g_strnfill(1000, 'x');
	const str texts[] = {STR("lamp"), STR(""), STR("茶\n\tä"), str_from(long_text)};
	str rest;
	str text;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		packed_put_text(bytes, texts[i]);
	packed_put_text(bytes, (str){0});
	rest = bytes_of(bytes);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_assert_true(packed_take_text(&arena, &rest, &text));
		g_assert_true(str_equal(text, texts[i]));
		/* It outlives the row that it was read from. */
		g_assert_true(text.len == 0 || text.ptr < (char *)bytes->data ||
			      text.ptr >= (char *)bytes->data + bytes->len);
	}
	g_assert_true(packed_take_text(&arena, &rest, &text));
	g_assert_cmpuint(text.len, ==, 0);
	g_assert_cmpuint(rest.len, ==, 0);
}

static void test_bad_numbers(void)
{
	static const struct {
		str bytes;
		uint64_t most;
	} cases[] = {
		{STR_INIT(""), UINT64_MAX}, /* nothing */
		{STR_INIT("\x80"), UINT64_MAX}, /* cut off */
		{STR_INIT("\xff\xff\xff"), UINT64_MAX},
		{STR_INIT("\x0b"), 10}, /* above the most */
		{STR_INIT("\x80\x01"), 127},
		/* Longer than any number. */
		{STR_INIT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"), UINT64_MAX},
		{STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), UINT64_MAX},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		str rest = cases[i].bytes;
		uint64_t number;

		g_assert_false(packed_take_number(&rest, cases[i].most, &number));
	}
}

static void test_bad_texts(void)
{
	static const str cases[] = {
		STR_INIT(""),
		STR_INIT("\x05lamp"), /* one byte less than its length */
		STR_INIT("\x80"),
		STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01lamp"),
		STR_INIT("\x01\xff"), /* no UTF-8 */
		STR_INIT("\x02\xe8\x8c"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(arena) arena = {0};
		str rest = cases[i];
		str text;

		g_assert_false(packed_take_text(&arena, &rest, &text));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/packed/a-number-comes-back-in-few-bytes", test_numbers);
	g_test_add_func("/packed/a-text-comes-back-as-a-copy", test_texts);
	g_test_add_func("/packed/a-number-too-large-or-without-an-end-is-refused",
			test_bad_numbers);
	g_test_add_func("/packed/a-text-that-is-cut-off-or-no-utf-8-is-refused", test_bad_texts);
	return g_test_run();
}
