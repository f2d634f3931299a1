/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/mbox.h"

struct mbox_case {
	str mail;
	const char *expected; /* below the "From " line */
};

static void check_cases(const struct mbox_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autoptr(GString) out = g_string_new("before\n\n");
		g_autofree char *expected =
			g_strconcat("before\n\nFrom mboxrd@z Thu Jan  1 00:00:00 1970\n",
				    cases[i].expected, NULL);

		mbox_append(out, cases[i].mail, 0);
		g_assert_cmpstr(out->str, ==, expected);
	}
}

static void test_a_mail_stands_whole_between_its_line_and_an_empty_one(void)
{
	static const struct mbox_case cases[] = {
		{STR_INIT("Subject: a\n\nb\n"), "Subject: a\n\nb\n\n"},
		{STR_INIT("Subject: a\r\n\r\nb\r\n"), "Subject: a\r\n\r\nb\r\n\n"},
		{STR_INIT("a\n\n\n"), "a\n\n\n\n"},
		{{0}, "\n"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_the_last_line_gets_the_newline_that_it_lacks(void)
{
	static const struct mbox_case cases[] = {
		{STR_INIT("a: b\n\nc"), "a: b\n\nc\n\n"},
		{STR_INIT("From "), ">From \n\n"},
		{STR_INIT("c\r"), "c\r\n\n"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_lines_that_could_begin_a_mail_are_quoted(void)
{
	static const struct mbox_case cases[] = {
		{STR_INIT("a\nFrom b\n>From c\n>>>From d\n"),
		 "a\n>From b\n>>From c\n>>>>From d\n\n"},
		{STR_INIT("From:b\nFrom\nfrom b\n From b\n> From b\n>Fro\nFrom\tb\n"),
		 "From:b\nFrom\nfrom b\n From b\n> From b\n>Fro\nFrom\tb\n\n"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_the_line_says_when_it_came_in_utc(void)
{
	static const struct {
		int64_t at;
		const char *line;
	} cases[] = {
		{0, "From mboxrd@z Thu Jan  1 00:00:00 1970\n"},
		{-1, "From mboxrd@z Wed Dec 31 23:59:59 1969\n"},
		{1767024065, "From mboxrd@z Mon Dec 29 16:01:05 2025\n"},
		{951782400, "From mboxrd@z Tue Feb 29 00:00:00 2000\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		g_autofree char *expected = g_strconcat(cases[i].line, "\n", NULL);

		mbox_append(out, (str){0}, cases[i].at);
		g_assert_cmpstr(out->str, ==, expected);
	}
}

static void test_a_nul_is_kept(void)
{
	g_autoptr(GString) out = g_string_new(NULL);

	mbox_append(out, STR("a\0b\nFrom c"), 0);
	g_assert_true(str_ends((str){out->str, out->len}, STR("\na\0b\n>From c\n\n")));
}

/* The other way: a `>` goes from each line that has one before "From ". */
static void append_unquoted(GString *out, str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == '>')
		n++;
	if (n > 0 && str_starts(str_skip(line, n), STR("From ")))
		line = str_skip(line, 1);
	g_string_append_len(out, line.ptr, (gssize)line.len);
	g_string_append_c(out, '\n');
}

/* Mails of a few signs, so that each way in which they meet comes about. */
static void test_whoever_takes_the_quotes_away_has_the_mail(void)
{
	static const str signs[] = {STR_INIT("\n"),   STR_INIT(">"),  STR_INIT("From "),
				    STR_INIT("From"), STR_INIT("\r"), STR_INIT(" ")};
	enum { N_SIGNS = G_N_ELEMENTS(signs), LENGTH = 6, N_MAILS = 46656 };

	for (unsigned number = 0; number < N_MAILS; number++) {
		g_autoptr(GString) mail = g_string_new(NULL);
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(GString) back = g_string_new(NULL);
		str rest;
		str line;

		for (unsigned k = 0, left = number; k < LENGTH; k++, left /= N_SIGNS)
			g_string_append(mail, signs[left % N_SIGNS].ptr);
		if (mail->str[mail->len - 1] != '\n')
			g_string_append_c(mail, '\n');
		mbox_append(out, (str){mail->str, mail->len}, 0);
		rest = (str){out->str, out->len - 1};
		g_assert_true(str_next_line(&rest, &line));
		while (str_next_line(&rest, &line)) {
			g_assert_false(str_starts(line, STR("From ")));
			append_unquoted(back, line);
		}
		g_assert_cmpstr(back->str, ==, mail->str);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mbox/a-mail-stands-whole-between-its-line-and-an-empty-one",
			test_a_mail_stands_whole_between_its_line_and_an_empty_one);
	g_test_add_func("/mbox/the-last-line-gets-the-newline-that-it-lacks",
			test_the_last_line_gets_the_newline_that_it_lacks);
	g_test_add_func("/mbox/lines-that-could-begin-a-mail-are-quoted",
			test_lines_that_could_begin_a_mail_are_quoted);
	g_test_add_func("/mbox/the-line-says-when-it-came-in-utc",
			test_the_line_says_when_it_came_in_utc);
	g_test_add_func("/mbox/a-nul-is-kept", test_a_nul_is_kept);
	g_test_add_func("/mbox/whoever-takes-the-quotes-away-has-the-mail",
			test_whoever_takes_the_quotes_away_has_the_mail);
	return g_test_run();
}
