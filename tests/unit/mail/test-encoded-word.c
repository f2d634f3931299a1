/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/encoded_word.h"

#include "base/limits.h"
#include "check.h"
#include "mail/mail.h"

struct word_case {
	str text;
	str expected;
};

static void check(const struct word_case *cases, size_t n_cases)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < n_cases; i++) {
		unsigned defects = 0;

		show_case(cases[i].text);
		assert_str(encoded_words_decode(&arena, cases[i].text, &defects),
			   cases[i].expected);
	}
}

static void test_words(void)
{
	static const struct word_case cases[] = {
		{STR_INIT("plain"), STR_INIT("plain")},
		{STR_INIT("=?UTF-8?q?Zo=C3=AB_Lamp?="), STR_INIT("Zo\xc3\xab Lamp")},
		{STR_INIT("=?utf-8?B?Wm/Dqw==?= Lamp"), STR_INIT("Zo\xc3\xab Lamp")},
		{STR_INIT("=?koi8-r*ru?Q?=CC=C1?="), STR_INIT("\xd0\xbb\xd0\xb0")},
		{STR_INIT("[PATCH] =?utf-8?q?=C3=A9?= x"), STR_INIT("[PATCH] \xc3\xa9 x")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_anywhere(void)
{
	static const struct word_case cases[] = {
		{STR_INIT("\"=?utf-8?q?Zo=C3=AB?=\""), STR_INIT("\"Zo\xc3\xab\"")},
		{STR_INIT("Re:=?utf-8?q?=C3=A9?=d"), STR_INIT("Re:\xc3\xa9"
							      "d")},
		{STR_INIT("=?gb2312?B?u9i4tA==?=: [PATCH]"),
		 STR_INIT("\xe5\x9b\x9e\xe5\xa4\x8d: [PATCH]")},
		{STR_INIT("=?utf-8?q?with blanks?="), STR_INIT("with blanks")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_adjacent(void)
{
	static const struct word_case cases[] = {
		{STR_INIT("=?utf-8?q?a?= =?utf-8?q?b?="), STR_INIT("ab")},
		{STR_INIT("=?utf-8?q?a?= \t =?iso-8859-1?q?=E9?="), STR_INIT("a\xc3\xa9")},
		{STR_INIT("=?utf-8?B?4oI=?= =?utf-8?B?rA==?="), STR_INIT("\xe2\x82\xac")},
		{STR_INIT("=?utf-8?q?=E2=82?= =?UTF-8?B?rA==?="), STR_INIT("\xe2\x82\xac")},
		{STR_INIT("=?utf-8?q?a?= b =?utf-8?q?c?="), STR_INIT("a b c")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_broken(void)
{
	static const struct word_case cases[] = {
		{STR_INIT("=?utf-8?q?open"), STR_INIT("=?utf-8?q?open")},
		{STR_INIT("=?utf-8?x?a?="), STR_INIT("=?utf-8?x?a?=")},
		{STR_INIT("=?=?utf-8?q?a?="), STR_INIT("=?a")},
		{STR_INIT("why=?"), STR_INIT("why=?")},
		{STR_INIT("=?no-such?q?caf=E9?="), STR_INIT("caf\xc3\xa9")},
		{STR_INIT("raw caf\xe9"), STR_INIT("raw caf\xc3\xa9")},
		{STR_INIT("raw \xc3\xa9 =?utf-8?q?=C3=A9?="), STR_INIT("raw \xc3\xa9 \xc3\xa9")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

/* Each alone and behind others must be the same: nothing stays in an open conversion. */
static void test_alternating(void)
{
	static const struct word_case words[] = {
		{STR_INIT("=?koi8-r?q?=CC?="), STR_INIT("\xd0\xbb")},
		{STR_INIT("=?utf-16?b?//4xAA==?="), STR_INIT("1")},
		{STR_INIT("=?utf-16?b?/v8AMQ==?="), STR_INIT("1")},
		{STR_INIT("=?iso-2022-jp?q?=1B$BEt?="), STR_INIT("\xe7\x81\xaf")},
		{STR_INIT("=?iso-2022-jp?q?Et?="), STR_INIT("Et")},
		{STR_INIT("=?gb2312?q?=BB?="), STR_INIT(U_FFFD)},
		{STR_INIT("=?big5?q?=88=62?="), STR_INIT("\xc3\x8a\xcc\x84")},
		{STR_INIT("=?utf-8?q?=C3=A9?="), STR_INIT("\xc3\xa9")},
	};
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) expected = g_string_new(NULL);
	g_auto(arena) arena = {0};
	unsigned defects = 0;

	check(words, G_N_ELEMENTS(words));
	for (size_t i = 0; i < G_N_ELEMENTS(words) * G_N_ELEMENTS(words); i++) {
		const struct word_case *word = &words[i % G_N_ELEMENTS(words)];
		const struct word_case *next = &words[i / G_N_ELEMENTS(words)];

		g_string_append_printf(text, STR_FMT " x " STR_FMT " x ", STR_ARG(word->text),
				       STR_ARG(next->text));
		g_string_append_printf(expected, STR_FMT " x " STR_FMT " x ",
				       STR_ARG(word->expected), STR_ARG(next->expected));
	}
	assert_str(encoded_words_decode(&arena, str_from(text->str), &defects),
		   str_from(expected->str));
	g_assert_cmpuint(defects, ==, MAIL_BAD_CHARSET);
}

static void test_many_charsets(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	unsigned defects = 0;
	str decoded;

	for (int i = 0; i <= LIMIT_FIELD_CHARSETS; i++)
		g_string_append_printf(text, "=?windows-%d?q?=80?= ", 1250 + i);
	g_assert_cmpint(LIMIT_FIELD_CHARSETS, ==, 8);
	decoded = encoded_words_decode(&arena, str_from(text->str), &defects);
	assert_str(decoded, STR("\xe2\x82\xac\xd0\x82\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
				"\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac" U_FFFD " "));
	g_assert_cmpuint(defects, ==, MAIL_TOO_LONG | MAIL_BAD_CHARSET);
}

static void test_line_ends(void)
{
	static const struct word_case cases[] = {
		{STR_INIT("=?utf-8?q?a=0D=0Ab=00c?="), STR_INIT("a  bc")},
		{STR_INIT("=?utf-8?q?=1B=5B31m?="), STR_INIT("\x1b[31m")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/encoded-word/both-encodings-are-read", test_words);
	g_test_add_func("/encoded-word/it-counts-wherever-it-stands", test_anywhere);
	g_test_add_func("/encoded-word/neighbours-are-joined", test_adjacent);
	g_test_add_func("/encoded-word/what-is-none-stays", test_broken);
	g_test_add_func("/encoded-word/a-word-knows-nothing-of-others", test_alternating);
	g_test_add_func("/encoded-word/charsets-past-the-limit-are-not-read", test_many_charsets);
	g_test_add_func("/encoded-word/no-line-end-comes-out", test_line_ends);
	return g_test_run();
}
