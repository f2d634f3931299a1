/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "update/classic.h"

#include "update/update.h"

#define AUTHOR "Zoë Author <zoe@example.org>"

static void assert_str(str got, const char *expected)
{
	g_autofree char *text = str_dup(got);

	g_assert_cmpstr(text, ==, expected);
}

static void test_a_mail_counts_if_its_subject_starts_with_patch(void)
{
	static const struct {
		str subject;
		bool counts;
		bool printed;
		const char *key;
	} cases[] = {
		{STR_INIT("[PATCH] cup: Wash it"), true, true, " cup: Wash it"},
		{STR_INIT("[PATCH v2] cup: Wash it"), true, true, " cup: Wash it"},
		{STR_INIT("[PATCH v12 00/28] cup"), true, true, " cup"},
		{STR_INIT("[PATCH v12 01/28] cup"), true, true, " cup"},
		{STR_INIT("[PATCH 0/2] cup"), true, true, " cup"},
		{STR_INIT("[PATCH 1/2] cup"), true, true, " cup"},
		{STR_INIT("[PATCH 0001/2000]cup"), true, true, "cup"},
		{STR_INIT("[PATCH]  [x] cup"), true, true, "  [x] cup"},
		{STR_INIT("[PATCH 2/2] cup"), true, false, ""},
		{STR_INIT("[PATCH 10/20] cup"), true, false, ""},
		{STR_INIT("[PATCH 11/20] cup"), true, false, ""},
		{STR_INIT("[PATCH kettle-next] cup"), true, false, ""},
		{STR_INIT("[PATCH RFC] cup"), true, false, ""},
		{STR_INIT("[PATCHv2] cup"), true, false, ""},
		{STR_INIT("[PATCH v] cup"), true, false, ""},
		{STR_INIT("[PATCH v2 ] cup"), true, false, ""},
		{STR_INIT("[PATCH ] cup"), true, false, ""},
		{STR_INIT("[PATCH 1/] cup"), true, false, ""},
		{STR_INIT("[PATCH /1] cup"), true, false, ""},
		{STR_INIT("[PATCH 0/1 v2] cup"), true, false, ""},
		{STR_INIT("[PATCH]"), true, false, ""},
		{STR_INIT("[PATCH] "), true, false, ""},
		{STR_INIT("[PATCH"), true, false, ""},
		{STR_INIT("Re: [PATCH] cup"), false, false, ""},
		{STR_INIT("[RFC PATCH] cup"), false, false, ""},
		{STR_INIT("[patch] cup"), false, false, ""},
		{STR_INIT(" [PATCH] cup"), false, false, ""},
		{STR_INIT(""), false, false, ""},
	};
	g_auto(arena) arena;

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct classic_mail mail = {0};

		g_assert_cmpint(classic_read(&arena, STR("From: A <a@example.org>\n\ntext\n"),
					     cases[i].subject, STR(AUTHOR), &mail),
				==, cases[i].counts);
		g_assert_cmpint(mail.printed, ==, cases[i].printed);
		assert_str(mail.key, cases[i].key);
	}
}

static void test_the_last_line_that_starts_from_says_who(void)
{
	static const struct {
		str raw;
		const char *who;
		const char *domain;
	} cases[] = {
		{STR_INIT("From: A <a@example.org>\n\ntext\n"), " A <a@example.org>",
		 "example.org"},
		{STR_INIT("From: A <a@example.org>\n\nFrom: B <b@example.com>\n\ntext\n"),
		 " B <b@example.com>", "example.com"},
		{STR_INIT(
			 "From: A <a@example.org>\n\n From: B <b@example.com>\nfrom: c\n> From: d"),
		 " A <a@example.org>", "example.org"},
		{STR_INIT("From: =?utf-8?q?Zo=C3=AB?= <z@@x@example.net> (z)\n\n"),
		 " =?utf-8?q?Zo=C3=AB?= <z@@x@example.net> (z)", "example.net"},
		{STR_INIT("From: bare@example.org (Bare)\n\n"), " bare@example.org (Bare)",
		 "example.org"},
		{STR_INIT("From: nobody\n\n"), " nobody", ""},
		{STR_INIT("From: last@"), " last@", ""},
		{STR_INIT("Subject: x\n\n"), "", ""},
		{STR_INIT(""), "", ""},
	};
	g_auto(arena) arena;

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct classic_mail mail;

		g_assert_true(classic_read(&arena, cases[i].raw, STR("[PATCH 2/2] x"), STR(AUTHOR),
					   &mail));
		assert_str(mail.who, cases[i].who);
		assert_str(mail.domain, cases[i].domain);
		assert_str(mail.author, "");
	}
}

static void test_the_body_ends_with_its_first_summary_line(void)
{
	static const struct {
		str raw;
		const char *body;
	} cases[] = {
		{STR_INIT("A: b\n\nOne.\n---\n x | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff\n"),
		 "One.\n---\n x | 1 +\n 1 file changed, 1 insertion(+)\n"},
		{STR_INIT("A: b\n\n 2 files changed"), " 2 files changed\n"},
		{STR_INIT("A: b\n\nProse with 3 files changed in it.\n 1 file changed\n"),
		 "Prose with 3 files changed in it.\n"},
		{STR_INIT("A: b\n\nFrom: C <c@example.org>\n\nOne.\nFrom: here\n 1 file changed\n"),
		 "\nOne.\n 1 file changed\n"},
		{STR_INIT("A: b\n\nNo summary: 1 file was changed.\nfile changed\n"), ""},
		{STR_INIT("A: 1 file changed\n\ntext\n"), ""},
		{STR_INIT("A: b\r\n\r\nOne.\r\n 1 file changed\r\n"),
		 "One.\r\n 1 file changed\r\n"},
		{STR_INIT("A: b\n"), ""},
		{STR_INIT(""), ""},
	};
	g_auto(arena) arena;

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct classic_mail mail;

		g_assert_true(
			classic_read(&arena, cases[i].raw, STR("[PATCH] x"), STR(AUTHOR), &mail));
		assert_str(mail.subject, "[PATCH] x");
		assert_str(mail.author, AUTHOR);
		assert_str(mail.body, cases[i].body);
	}
}

static void test_an_update_is_freed_with_its_arena(void)
{
	struct update *update = g_new0(struct update, 1);

	update_free(NULL);
	arena_init(&update->arena);
	update->title = arena_str(&update->arena, STR("Kettle"));
	update_free(update);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/classic/a-mail-counts-if-its-subject-starts-with-patch",
			test_a_mail_counts_if_its_subject_starts_with_patch);
	g_test_add_func("/classic/the-last-line-that-starts-from-says-who",
			test_the_last_line_that_starts_from_says_who);
	g_test_add_func("/classic/the-body-ends-with-its-first-summary-line",
			test_the_body_ends_with_its_first_summary_line);
	g_test_add_func("/classic/an-update-is-freed-with-its-arena",
			test_an_update_is_freed_with_its_arena);
	return g_test_run();
}
