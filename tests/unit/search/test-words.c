/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/words.h"

#include "base/limits.h"

#include <glib.h>

/* The words of @text, with a bar between any two; from memory of just its size. */
static char *words_of(str text)
{
	g_autofree char *exact = g_memdup2(text.ptr, text.len);
	str rest = {.ptr = exact, .len = text.len};
	g_autoptr(GString) words = g_string_new(NULL);
	str word;

	while (words_next(&rest, &word)) {
		g_assert_cmpuint(word.len, >, 0);
		if (words->len > 0)
			g_string_append_c(words, '|');
		g_string_append_len(words, word.ptr, (gssize)word.len);
	}
	g_assert_cmpuint(rest.len, ==, 0);
	return g_strdup(words->str);
}

struct words_case {
	str text;
	const char *words;
};

static void check_words(const struct words_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autofree char *words = words_of(cases[i].text);

		g_assert_cmpstr(words, ==, cases[i].words);
	}
}

static void test_ascii(void)
{
	static const struct words_case cases[] = {
		{STR_INIT(""), ""},
		{STR_INIT(" \n-+*/()"), ""},
		{STR_INIT("lamp"), "lamp"},
		{STR_INIT("lamp->oil_level = 0x1F;"), "lamp|oil_level|0x1F"},
		{STR_INIT("drivers/lamp/wick-9.c"), "drivers|lamp|wick|9|c"},
		{STR_INIT("Ann <ann@example.org>"), "Ann|ann|example|org"},
		{STR_INIT("__lamp_light_the_wick__ \0x"), "__lamp_light_the_wick__|x"},
		{STR_INIT("@AZ[`az{/09:"), "AZ|az|09"},
		{STR_INIT("twelve_bytes;"), "twelve_bytes"},
		{STR_INIT("eightby;s"), "eightby|s"},
	};

	check_words(cases, G_N_ELEMENTS(cases));
}

static void test_other_scripts(void)
{
	static const struct words_case cases[] = {
		{STR_INIT("J\xc3\xb6rg's"), "J\xc3\xb6rg|s"},
		{STR_INIT("\xd0\x9b\xd0\xb0\xd0\xbc\xd0\xbf\xd0\xb0!"),
		 "\xd0\x9b\xd0\xb0\xd0\xbc\xd0\xbf\xd0\xb0"},
		/* A mark on a letter, an Arabic digit. */
		{STR_INIT("e\xcc\x81t\xd9\xa3"), "e\xcc\x81t\xd9\xa3"},
		/* Quotation marks, a dash, a space that does not break. */
		{STR_INIT("\xe2\x80\x9clamp\xe2\x80\x9d\xe2\x80\x94oil\xc2\xa0wick"),
		 "lamp|oil|wick"},
		{STR_INIT("\xef\xbf\xbdlamp"), "lamp"},
	};

	check_words(cases, G_N_ELEMENTS(cases));
}

static void test_stray_bytes(void)
{
	static const struct words_case cases[] = {
		{STR_INIT("J\xf6rg lamp"), "J\xf6rg|lamp"},
		{STR_INIT("lamp\xe2\x80"), "lamp\xe2\x80"},
		{STR_INIT("\x80 \xff"), "\x80|\xff"},
	};

	check_words(cases, G_N_ELEMENTS(cases));
}

static void test_long_words(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	str rest;
	str word;

	for (unsigned n = 0; n < LIMIT_WORD_BYTES - 1; n++)
		g_string_append_c(text, 'a');
	g_string_append(text, "\xc3\xb6tail lamp");
	rest = (str){.ptr = text->str, .len = text->len};
	g_assert_true(words_next(&rest, &word));
	g_assert_cmpuint(word.len, ==, LIMIT_WORD_BYTES - 1);
	g_assert_true(words_next(&rest, &word));
	g_assert_true(str_equal(word, STR("lamp")));
	g_assert_false(words_next(&rest, &word));

	text->str[LIMIT_WORD_BYTES - 1] = 'a';
	text->str[LIMIT_WORD_BYTES] = 'a';
	rest = (str){.ptr = text->str, .len = text->len};
	g_assert_true(words_next(&rest, &word));
	g_assert_cmpuint(word.len, ==, LIMIT_WORD_BYTES);
}

static void test_fold(void)
{
	static const struct {
		str word;
		str folded;
	} cases[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT("lamp"), STR_INIT("lamp")},
		{STR_INIT("LAMP_I9"), STR_INIT("lamp_i9")},
		{STR_INIT("AZaz@[`{_LampOilLevel"), STR_INIT("azaz@[`{_lampoillevel")},
		{STR_INIT("J\xc3\x96RG"), STR_INIT("j\xc3\xb6rg")},
		{STR_INIT("\xd0\x9b\xd0\x90"), STR_INIT("\xd0\xbb\xd0\xb0")},
		{STR_INIT("J\xd6RG"), STR_INIT("j\xd6rg")},
		/* Kelvin's sign has a short small letter. */
		{STR_INIT("\xe2\x84\xaa"), STR_INIT("k")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *exact = g_memdup2(cases[i].word.ptr, cases[i].word.len);
		char buffer[LIMIT_WORD_BYTES];
		str folded = word_fold((str){.ptr = exact, .len = cases[i].word.len}, buffer);

		g_assert_true(str_equal(folded, cases[i].folded));
	}
}

/* U+023A takes two bytes, its small letter three. */
static void test_fold_grows(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char buffer[LIMIT_WORD_BYTES];
	str folded;

	for (unsigned n = 0; n < LIMIT_WORD_BYTES / 2; n++)
		g_string_append(text, "\xc8\xba");
	folded = word_fold((str){.ptr = text->str, .len = text->len}, buffer);
	g_assert_cmpuint(folded.len, ==, LIMIT_WORD_BYTES / 3 * 3);
	g_assert_true(str_ends(folded, STR("\xe2\xb1\xa5")));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/words/are-runs-of-letters-digits-and-underscores", test_ascii);
	g_test_add_func("/words/of-other-scripts-end-at-what-is-no-letter", test_other_scripts);
	g_test_add_func("/words/a-byte-that-is-no-utf-8-counts-as-a-letter", test_stray_bytes);
	g_test_add_func("/words/a-long-one-is-cut-between-characters", test_long_words);
	g_test_add_func("/words/folded-ones-are-in-lower-case", test_fold);
	g_test_add_func("/words/a-folded-one-is-no-longer-than-the-limit", test_fold_grows);
	return g_test_run();
}
