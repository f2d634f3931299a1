/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/mailbox.h"

#include <glib.h>

struct split_case {
	const char *text;
	const char *name;
	const char *address;
};

#define assert_str(got, expected) \
	do { \
		g_autofree char *got_text = str_dup(got); \
		g_assert_cmpstr(got_text, ==, expected); \
	} while (0)

static void check(const struct split_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct mailbox mailbox = mailbox_split(str_from(cases[i].text));

		g_test_message("%s", cases[i].text);
		assert_str(mailbox.name, cases[i].name);
		assert_str(mailbox.address, cases[i].address);
	}
}

static void test_brackets(void)
{
	static const struct split_case cases[] = {
		{"Ann Author <ann@example.org>", "Ann Author", "ann@example.org"},
		{"  Ann  Author\t<ann@example.org>  ", "Ann  Author", "ann@example.org"},
		{"<ann@example.org>", "", "ann@example.org"},
		{"Ann<ann@example.org>", "Ann", "ann@example.org"},
		{"Ann < ann@example.org >", "Ann", "ann@example.org"},
		{"Ann <<ann@example.org>>", "Ann", "ann@example.org"},
		{"Ann <>", "Ann", ""},
		{"Ann <ann at example.org>", "Ann", "ann at example.org"},
		{"ann@example.org <ann@example.org>", "ann@example.org", "ann@example.org"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_rest_is_ignored(void)
{
	static const struct split_case cases[] = {
		{"Ann Author <ann@example.org> # on arm64", "Ann Author", "ann@example.org"},
		{"Ann <ann@example.org>, Bo <bo@example.org>", "Ann", "ann@example.org"},
		{"<ann@example.org> (Ann Author)", "", "ann@example.org"},
		{"ann@example.org, bo@example.org", "", "ann@example.org"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_quotes(void)
{
	static const struct split_case cases[] = {
		{"\"Author, Ann\" <ann@example.org>", "Author, Ann", "ann@example.org"},
		{"\"Ann <the> Author\" <ann@example.org>", "Ann <the> Author", "ann@example.org"},
		{"\"'Ann Author'\" <ann@example.org>", "Ann Author", "ann@example.org"},
		{"'Ann Author' <ann@example.org>", "Ann Author", "ann@example.org"},
		{"Ann \"<Nick\" Author <ann@example.org>", "Ann \"<Nick\" Author",
		 "ann@example.org"},
		{"\"Ann \\\"<\\\" Author\" <ann@example.org>", "Ann \\\"<\\\" Author",
		 "ann@example.org"},
		{"\"Ann <ann@example.org>", "\"Ann", "ann@example.org"},
		{"\" Ann \" <ann@example.org>", "Ann", "ann@example.org"},
		{"\"", "\"", ""},
		{"\"\"", "", ""},
		{"\"ann@example.org\"", "", "ann@example.org"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_without_brackets(void)
{
	static const struct split_case cases[] = {
		{"ann@example.org (Ann Author)", "Ann Author", "ann@example.org"},
		{"ann@example.org (Ann (Annie) Author)", "Ann (Annie) Author", "ann@example.org"},
		{"Ann Author ann@example.org", "Ann Author", "ann@example.org"},
		{"Ann Author (she) ann@example.org", "Ann Author (she)", "ann@example.org"},
		{"\"Author, Ann\" ann@example.org", "Author, Ann", "ann@example.org"},
		{"ann@example.org", "", "ann@example.org"},
		{"ann@example.org (Ann", "", "ann@example.org"},
		{"Ann Author", "Ann Author", ""},
		{"Ann @work", "Ann @work", ""},
		{"", "", ""},
		{" \t ", "", ""},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_open_bracket(void)
{
	static const struct split_case cases[] = {
		{"Ann <ann@example.org", "Ann", "ann@example.org"},
		{"Ann <ann@example.org # note", "Ann", "ann@example.org"},
		{"Ann <", "Ann", ""},
		{"<", "", ""},
	};

	check(cases, G_N_ELEMENTS(cases));
}

/* A mail may hold a line of 64 kB; this one is far longer, so that a square would be noticed. */
static void test_many_quotes(void)
{
	enum { PAIRS = 1000000 };
	g_autofree char *text = g_malloc(2 * PAIRS);

	for (size_t i = 0; i < PAIRS; i++) {
		text[2 * i] = '\\';
		text[2 * i + 1] = '"';
	}
	g_assert_cmpuint(mailbox_split((str){.ptr = text + 1, .len = 2 * PAIRS - 1}).address.len,
			 ==, 0);
}

static void test_slices_point_into_the_text(void)
{
	str text = STR("Ann Author <ann@example.org>");
	struct mailbox mailbox = mailbox_split(text);

	g_assert_true(mailbox.name.ptr == text.ptr);
	g_assert_true(mailbox.address.ptr == text.ptr + 12);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mailbox/an-address-stands-in-brackets", test_brackets);
	g_test_add_func("/mailbox/what-follows-the-address-is-ignored", test_rest_is_ignored);
	g_test_add_func("/mailbox/quotes-hide-brackets-and-are-removed", test_quotes);
	g_test_add_func("/mailbox/brackets-may-be-missing", test_without_brackets);
	g_test_add_func("/mailbox/an-open-bracket-ends-at-a-blank", test_open_bracket);
	g_test_add_func("/mailbox/open-quotes-take-linear-time", test_many_quotes);
	g_test_add_func("/mailbox/slices-point-into-the-text", test_slices_point_into_the_text);
	return g_test_run();
}
