/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/utf8.h"

#include <string.h>

struct text_case {
	str text;
	bool valid;
	str made_valid;
};

#define U_FFFD "\xef\xbf\xbd"

static const struct text_case text_cases[] = {
	{STR_INIT(""), true, STR_INIT("")},
	{STR_INIT("plain"), true, STR_INIT("plain")},
	{STR_INIT("a\0b"), true, STR_INIT("a\0b")},
	{STR_INIT("\0\0caf\xc3\xa9\0"), true, STR_INIT("\0\0caf\xc3\xa9\0")},
	{STR_INIT("\xf0\x9f\x90\xa7"), true, STR_INIT("\xf0\x9f\x90\xa7")},
	{STR_INIT("\xf4\x8f\xbf\xbf"), true, STR_INIT("\xf4\x8f\xbf\xbf")},
	{STR_INIT("caf\xe9!"), false, STR_INIT("caf" U_FFFD "!")},
	{STR_INIT("\xc3"), false, STR_INIT(U_FFFD)},
	{STR_INIT("\xe2\x82"), false, STR_INIT(U_FFFD U_FFFD)},
	{STR_INIT("\xc0\xaf"), false, STR_INIT(U_FFFD U_FFFD)},
	{STR_INIT("\xed\xa0\x80"), false, STR_INIT(U_FFFD U_FFFD U_FFFD)},
	{STR_INIT("\xf4\x90\x80\x80"), false, STR_INIT(U_FFFD U_FFFD U_FFFD U_FFFD)},
	{STR_INIT("\0\xff\0\xc3\xa9\x80z"), false, STR_INIT("\0" U_FFFD "\0\xc3\xa9" U_FFFD "z")},
};

static void test_valid(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(text_cases); i++)
		g_assert_true(utf8_valid(text_cases[i].text) == text_cases[i].valid);
}

static void test_make_valid(void)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(text_cases); i++) {
		str made = utf8_make_valid(&arena, text_cases[i].text);

		g_assert_true(str_equal(made, text_cases[i].made_valid));
		g_assert_true((made.ptr == text_cases[i].text.ptr) == text_cases[i].valid);
	}
}

/* One byte that is not ASCII at each place of texts of all lengths around the word size. */
static void test_every_place(void)
{
	char bytes[80];

	for (size_t size = 0; size < sizeof(bytes); size++) {
		str text = {.ptr = bytes, .len = size};

		memset(bytes, 0x7f, sizeof(bytes));
		g_assert_true(utf8_is_ascii(text));
		g_assert_true(utf8_valid(text));
		for (size_t at = 0; at < size; at++) {
			bytes[at] = (char)0x80;
			g_assert_false(utf8_is_ascii(text));
			g_assert_false(utf8_valid(text));
			bytes[at] = 0x7f;
		}
		if (size >= 2) {
			memcpy(bytes + size - 2, "\xc3\xa9", 2);
			g_assert_true(utf8_valid(text));
			text.len--;
			g_assert_false(utf8_valid(text));
		}
	}
}

static void test_next_and_write(void)
{
	static const gunichar expected[] = {'a', 0, 0xe9, 0x20ac, 0x1f427};
	str text = STR("a\0\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\xa7");
	str rest = text;
	char written[32];
	size_t size = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		gunichar character = utf8_next(&rest);

		g_assert_cmphex(character, ==, expected[i]);
		size += utf8_write(character, written + size);
	}
	g_assert_cmpuint(rest.len, ==, 0);
	g_assert_cmpmem(written, size, text.ptr, text.len);
}

static void test_write_replaces(void)
{
	static const gunichar wrong[] = {0xd800, 0x110000, 0xffffffff};
	char written[4];

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		g_assert_cmpmem(written, utf8_write(wrong[i], written), U_FFFD, 3);
}

static void test_width(void)
{
	static const struct {
		str text;
		unsigned width;
	} cases[] = {
		{STR_INIT(""), 0},
		{STR_INIT("abc"), 3},
		{STR_INIT("\xc3\xa9"), 1},
		{STR_INIT("e\xcc\x81"), 1}, /* a combining acute */
		{STR_INIT("\xe6\xbc\xa2\xe5\xad\x97"), 4}, /* two ideographs */
		{STR_INIT("a\xe2\x80\x8b"
			  "b"),
		 2}, /* a zero width space */
		{STR_INIT("\x1b[0m\x7f\0"), 3},
		{STR_INIT("\xf0\x9f\x90\xa7"), 2}, /* a penguin */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpuint(utf8_width(cases[i].text), ==, cases[i].width);
}

static void test_fit(void)
{
	static const struct {
		str text;
		unsigned columns;
		str expected;
	} cases[] = {
		{STR_INIT("abc"), 2, STR_INIT("ab")},
		{STR_INIT("abc"), 3, STR_INIT("abc")},
		{STR_INIT("abc"), 99, STR_INIT("abc")},
		{STR_INIT("abc"), 0, STR_INIT("")},
		{STR_INIT("e\xcc\x81x"), 1, STR_INIT("e\xcc\x81")},
		{STR_INIT("e\xcc\x81x"), 0, STR_INIT("")},
		{STR_INIT("\xe6\xbc\xa2\xe5\xad\x97"), 3, STR_INIT("\xe6\xbc\xa2")},
		{STR_INIT("\xe6\xbc\xa2z"), 1, STR_INIT("")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		str fit = utf8_fit(cases[i].text, cases[i].columns);

		g_assert_true(str_equal(fit, cases[i].expected));
		g_assert_cmpuint(utf8_width(fit), <=, cases[i].columns);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/utf8/surrogates-and-overlong-forms-are-not-valid-nul-is", test_valid);
	g_test_add_func("/utf8/each-stray-byte-becomes-a-replacement", test_make_valid);
	g_test_add_func("/utf8/one-high-byte-is-found-at-every-place", test_every_place);
	g_test_add_func("/utf8/what-next-takes-write-gives-back", test_next_and_write);
	g_test_add_func("/utf8/what-is-no-character-is-written-as-a-replacement",
			test_write_replaces);
	g_test_add_func("/utf8/wide-is-two-columns-combining-and-control-none", test_width);
	g_test_add_func("/utf8/a-fit-keeps-whole-characters-with-their-marks", test_fit);
	return g_test_run();
}
