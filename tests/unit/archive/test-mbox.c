/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/mbox.h"

#include <glib.h>
#include <string.h>

#define FROM_LINE "From ann@example.org Wed Jan  1 10:00:00 2025\n"

/* The mails of @text, each between brackets, with newlines as slashes. */
static char *mails_of(str text)
{
	GString *all = g_string_new(NULL);
	str mail;

	while (mbox_next(&text, &mail)) {
		g_string_append_c(all, '[');
		g_string_append_len(all, mail.ptr, (gssize)mail.len);
		g_string_append_c(all, ']');
	}
	g_assert_cmpuint(text.len, ==, 0);
	return g_strdelimit(g_string_free(all, FALSE), "\n", '/');
}

struct split_case {
	const char *text;
	const char *mails;
};

static void check_split(const struct split_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autofree char *mails = mails_of(str_from(cases[i].text));

		g_assert_cmpstr(mails, ==, cases[i].mails);
	}
}

static void test_split(void)
{
	static const struct split_case cases[] = {
		{"", ""},
		{FROM_LINE "a\n\n", "[a/]"},
		{FROM_LINE "a\n", "[a/]"},
		{FROM_LINE "a", "[a]"},
		{FROM_LINE "a\n\n" FROM_LINE "b\n\n", "[a/][b/]"},
		{FROM_LINE "a\n\n\n" FROM_LINE "b\n", "[a//][b/]"},
		{FROM_LINE "\n" FROM_LINE "b\n", "[][b/]"},
		{FROM_LINE, "[]"},
		{FROM_LINE "a\r\n\r\n" FROM_LINE "b\r\n\r\n", "[a\r/][b\r/]"},
	};

	check_split(cases, G_N_ELEMENTS(cases));
}

static void test_needs_empty_line(void)
{
	static const struct split_case cases[] = {
		{FROM_LINE "a\n" FROM_LINE "b\n", "[a/From ann@example.org Wed Jan  1 10:00:00 "
						  "2025/b/]"},
		{FROM_LINE FROM_LINE, "[From ann@example.org Wed Jan  1 10:00:00 2025/]"},
	};

	check_split(cases, G_N_ELEMENTS(cases));
}

static void test_prose(void)
{
	static const char *const lines[] = {
		"From here on it is easy",
		"From 10:00 to 12:00 in 2024 nothing happened",
		"From May 2024 on",
		"From ann Wed Jan 1 10:00:00",
		"From ann Wed Jan 1 2025",
		"From ann Wed Foo 1 10:00:00 2025",
		"From ann Wed Jan 1 10:0x:00 2025",
		"From ann Wed Jan 1 10:00:00 1925",
		"From ",
		"From",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *text = g_strdup_printf(FROM_LINE "a\n\n%s\nb\n\n", lines[i]);
		g_autofree char *expected = g_strdup_printf("[a//%s/b/]", lines[i]);
		g_autofree char *mails = mails_of(str_from(text));

		g_assert_cmpstr(mails, ==, expected);
	}
}

static void test_dates(void)
{
	static const char *const lines[] = {
		"From mboxrd@z Thu Jan  1 00:00:00 1970",
		"From - Tue Mar 02 12:00:00 2021",
		"From ann Mon Jan 6 9:05 2020",
		"From ann at example.org  Mon Jan  5 10:00:00 2015",
		"From ann Mon Sep 17 00:00:00 2001 +0200",
		"From ann Mon Sep 17 00:00:00 PST 2001 remote from host",
		"From ann Mon, 17 Sep 2001 00:00:00 +0000",
		"From ann Mon Sep 17 00:00:00 2001\r",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *text = g_strdup_printf("%s\na\n\n%s\nb\n\n", lines[i], lines[i]);
		g_autofree char *mails = mails_of(str_from(text));

		g_assert_cmpstr(mails, ==, "[a/][b/]");
	}
}

static void test_preamble(void)
{
	static const struct split_case cases[] = {
		{"noise\n\n" FROM_LINE "a\n", "[a/]"},
		{"\n" FROM_LINE "a\n", "[a/]"},
		{"noise only\n", ""},
	};

	check_split(cases, G_N_ELEMENTS(cases));
}

static void test_unquote(void)
{
	static const struct {
		const char *mail;
		const char *rd;
		const char *o;
	} cases[] = {
		{"", "", ""},
		{"a\n", "a\n", "a\n"},
		{">From a\n", "From a\n", "From a\n"},
		{"x\n>From a\n>From b\n", "x\nFrom a\nFrom b\n", "x\nFrom a\nFrom b\n"},
		{"x\n>>From a\n", "x\n>From a\n", "x\n>>From a\n"},
		{"x\n>>>>From a", "x\n>>>From a", "x\n>>>>From a"},
		{"x\n> From a\n", "x\n> From a\n", "x\n> From a\n"},
		{"x\n> >From a\n", "x\n> >From a\n", "x\n> >From a\n"},
		{"x >From a\n", "x >From a\n", "x >From a\n"},
		{"x\n>Fromage\n", "x\n>Fromage\n", "x\n>Fromage\n"},
		{">From >From a\n", "From >From a\n", "From >From a\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(arena) arena = {0};
		str mail = str_from(cases[i].mail);
		g_autofree char *rd = str_dup(mbox_unquote(&arena, mail, MBOX_QUOTING_RD));
		g_autofree char *o = str_dup(mbox_unquote(&arena, mail, MBOX_QUOTING_O));

		g_assert_cmpstr(rd, ==, cases[i].rd);
		g_assert_cmpstr(o, ==, cases[i].o);
	}
}

static void test_no_copy(void)
{
	g_auto(arena) arena = {0};
	str mail = STR("Subject: a\n\n> From the middle\n");

	g_assert_true(mbox_unquote(&arena, mail, MBOX_QUOTING_RD).ptr == mail.ptr);
}

static void test_hostile(void)
{
	enum { SIZE = 4 * 1024 * 1024 };
	static const char *const patterns[] = {">",	  ">From ", "\n\nFrom ",
					       "\nFrom ", "From ",  "\n"};

	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_auto(arena) arena = {0};
		g_autofree char *text = g_malloc(SIZE);
		size_t length = strlen(patterns[i]);
		str rest = {.ptr = text, .len = SIZE};
		str mail;

		for (size_t at = 0; at < SIZE; at++)
			text[at] = patterns[i][at % length];
		mbox_unquote(&arena, rest, MBOX_QUOTING_RD);
		memcpy(text, FROM_LINE, strlen(FROM_LINE));
		while (mbox_next(&rest, &mail))
			g_assert_cmpuint(mail.len, <=, SIZE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mbox/a-mail-ends-before-the-empty-line-of-the-next", test_split);
	g_test_add_func("/mbox/a-from-line-needs-an-empty-line-before", test_needs_empty_line);
	g_test_add_func("/mbox/a-line-of-prose-cuts-no-mail", test_prose);
	g_test_add_func("/mbox/a-from-line-has-a-month-a-time-and-a-year", test_dates);
	g_test_add_func("/mbox/what-stands-before-the-first-from-line-is-skipped", test_preamble);
	g_test_add_func("/mbox/a-quoted-from-line-loses-one-mark", test_unquote);
	g_test_add_func("/mbox/a-mail-without-quoted-lines-is-not-copied", test_no_copy);
	g_test_add_func("/mbox/millions-of-marks-are-read-in-linear-time", test_hostile);
	return g_test_run();
}
