/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/flowed.h"

#include "check.h"

struct flowed_case {
	str text;
	str expected;
	bool deletes_space;
};

static void check(const struct flowed_case *cases, size_t n_cases)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < n_cases; i++)
		assert_str(flowed_join(&arena, cases[i].text, cases[i].deletes_space),
			   cases[i].expected);
}

static void test_soft_breaks(void)
{
	static const struct flowed_case cases[] = {
		{STR_INIT(""), STR_INIT(""), false},
		{STR_INIT("a \nb\nc\n"), STR_INIT("a b\nc\n"), false},
		{STR_INIT("la \nmp\n"), STR_INIT("lamp\n"), true},
		{STR_INIT("a \n\nb"), STR_INIT("a \nb"), false},
		{STR_INIT("end \n"), STR_INIT("end \n"), false},
		{STR_INIT(" From the lamp\n  x\n"), STR_INIT("From the lamp\n x\n"), false},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_quotes(void)
{
	static const struct flowed_case cases[] = {
		{STR_INIT("> a \n> b\n"), STR_INIT("> a b\n"), false},
		{STR_INIT(">> a \n> b\n"), STR_INIT(">> a \n> b\n"), false},
		{STR_INIT("> a \nb\n"), STR_INIT("> a \nb\n"), false},
		{STR_INIT("> \n>b\n>\n"), STR_INIT(">\n> b\n>\n"), false},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_signature(void)
{
	static const struct flowed_case cases[] = {
		{STR_INIT("a \n-- \nAnn\n"), STR_INIT("a \n-- \nAnn\n"), false},
		{STR_INIT("> -- \n> Ann\n"), STR_INIT("> -- \n> Ann\n"), true},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_diff(void)
{
	static const struct flowed_case cases[] = {
		{STR_INIT("Dim \nit:\n"
			  "diff --git a/a-lamp-of-long-name.c \nb/a-lamp-of-long-name.c\n"
			  "@@ -1,4 +1,4 @@\n  one\n  \n-two \n+2\n  three\n"),
		 STR_INIT("Dim it:\n"
			  "diff --git a/a-lamp-of-long-name.c b/a-lamp-of-long-name.c\n"
			  "@@ -1,4 +1,4 @@\n one\n \n-two \n+2\n three\n"),
		 false},
		{STR_INIT("see \ndiff --git a/x b/x\n"), STR_INIT("see \ndiff --git a/x b/x\n"),
		 false},
		{STR_INIT("> @@ -1 +1 @@\n>   \n> +b\nI \nsee\n"),
		 STR_INIT("> @@ -1 +1 @@\n>   \n> +b\nI see\n"), false},
	};

	check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/flowed/a-blank-at-the-end-goes-on", test_soft_breaks);
	g_test_add_func("/flowed/only-lines-of-one-depth-are-joined", test_quotes);
	g_test_add_func("/flowed/the-signature-is-fixed", test_signature);
	g_test_add_func("/flowed/a-diff-keeps-its-lines", test_diff);
	return g_test_run();
}
