/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/am_header.h"
#include "flow/am_mail.h"
#include "mail/mail.h"

#include <glib.h>

#define NAME \
	"\xc3\x85sa \xc3\x96" \
	"berg"

static void assert_str(str have, const char *want)
{
	g_autofree char *text = str_dup(have);

	g_assert_cmpstr(text, ==, want);
}

static void test_brackets_and_reply_words_are_no_title(void)
{
	static const struct {
		const char *subject;
		const char *title;
	} cases[] = {
		{"[PATCH v2 1/3] lamp: dim", "lamp: dim"},
		{"Re: [PATCH] [lamp] dim it", "dim it"},
		{"[PATCH][RFC]dim: the lamp [twice]", "dim: the lamp [twice]"},
		{"[PATCH lamp: dim", "[PATCH lamp: dim"},
		{" : dim", "dim"},
		{"", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_str(am_mail_title(str_from(cases[i].subject)), cases[i].title);
}

static void test_what_is_no_plain_ascii_is_encoded(void)
{
	static const struct {
		const char *text;
		const char *field;
	} cases[] = {
		{"lamp: dim", "Subject: [PATCH] lamp: dim\n"},
		{"l\xc3\xa4mp", "Subject: [PATCH] =?UTF-8?q?l=C3=A4mp?=\n"},
		{"a =?b", "Subject: [PATCH] =?UTF-8?q?a_=3D=3Fb?=\n"},
		{"a\nBcc: b", "Subject: [PATCH] =?UTF-8?q?a=0ABcc=3A_b?=\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		am_header_append(out, "Subject", STR("[PATCH]"), str_from(cases[i].text));
		g_assert_cmpstr(out->str, ==, cases[i].field);
	}
}

static void test_a_name_is_quoted_where_it_must_be(void)
{
	static const struct {
		struct mailbox mailbox;
		const char *field;
	} cases[] = {
		{{STR_INIT("Ann Author"), STR_INIT("ann@example.org")},
		 "From: Ann Author <ann@example.org>\n"},
		{{STR_INIT("A. \"Ann\" Author"), STR_INIT("ann@example.org")},
		 "From: \"A. \\\"Ann\\\" Author\" <ann@example.org>\n"},
		{{STR_INIT(NAME), STR_INIT("asa@example.org")},
		 "From: =?UTF-8?q?=C3=85sa_=C3=96berg?= <asa@example.org>\n"},
		{{{0}, STR_INIT("a>\nX: b@example.org")}, "From: <aX:b@example.org>\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		am_header_append_mailbox(out, "From", cases[i].mailbox);
		g_assert_cmpstr(out->str, ==, cases[i].field);
	}
}

static const struct am_mail sample = {
	.author = {STR_INIT("Ann Author"), STR_INIT("ann@example.org")},
	.date = STR_INIT("Fri, 6 Mar 2026 10:00:00 +0100"),
	.tag = STR_INIT("[PATCH 1/2]"),
	.title = STR_INIT("lamp: dim"),
	.message_id = STR_INIT("1@example.org"),
	.message = STR_INIT("It is bright."),
	.diffstat = STR_INIT(" lamp | 2 +-"),
	.diff = STR_INIT("diff --git a/lamp b/lamp\n--- a/lamp\n+++ b/lamp\n@@ -1 +1 @@\n-a\n+b"),
};

static void test_a_mail_is_what_git_format_patch_writes(void)
{
	struct arena arena;

	arena_init(&arena);
	assert_str(am_mail_write(&arena, &sample),
		   "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n"
		   "From: Ann Author <ann@example.org>\n"
		   "Date: Fri, 6 Mar 2026 10:00:00 +0100\n"
		   "Subject: [PATCH 1/2] lamp: dim\n"
		   "Message-ID: <1@example.org>\n"
		   "MIME-Version: 1.0\n"
		   "Content-Type: text/plain; charset=UTF-8\n"
		   "Content-Transfer-Encoding: 8bit\n"
		   "\n"
		   "It is bright.\n"
		   "---\n"
		   " lamp | 2 +-\n"
		   "\n"
		   "diff --git a/lamp b/lamp\n--- a/lamp\n+++ b/lamp\n@@ -1 +1 @@\n-a\n+b\n"
		   "-- \n"
		   "tidings\n"
		   "\n");
	arena_clear(&arena);
}

/* What is written, read again: the text of the mail. */
static str read_back(struct arena *arena, const struct am_mail *mail, str *ret_written)
{
	struct mail read;

	*ret_written = am_mail_write(arena, mail);
	mail_parse(arena, *ret_written, &read);
	return read.body.bytes;
}

static void test_what_8bit_cannot_hold_is_quoted(void)
{
	struct arena arena;
	struct am_mail mail = sample;
	str written;
	str body;

	arena_init(&arena);
	mail.message = STR("From here on it is = dark. \nAll of it.");
	mail.diff = STR("diff --git a/lamp b/lamp\n-a\r\n+\xe9\r\n");
	body = read_back(&arena, &mail, &written);
	g_assert_true(
		str_contains(written, STR("\nContent-Transfer-Encoding: quoted-printable\n")));
	g_assert_false(str_contains(str_skip(written, 1), STR("\nFrom ")));
	g_assert_false(str_contains(written, STR("\r")));
	g_assert_true(str_starts(body, STR("From here on it is = dark. \nAll of it.\n---\n")));
	g_assert_true(str_contains(body, STR("\n-a\r\n+\xe9\r\n")));
	arena_clear(&arena);
}

static void test_a_message_that_begins_like_a_header_keeps_its_first_line(void)
{
	struct arena arena;
	struct am_mail mail = sample;
	str written;
	str body;

	arena_init(&arena);
	mail.message = STR("Subject: is what this is about.");
	body = read_back(&arena, &mail, &written);
	g_assert_true(
		str_starts(body, STR("From: Ann Author <ann@example.org>\n\nSubject: is what")));
	arena_clear(&arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/am-mail/brackets-and-reply-words-are-no-title",
			test_brackets_and_reply_words_are_no_title);
	g_test_add_func("/am-mail/what-is-no-plain-ascii-is-encoded",
			test_what_is_no_plain_ascii_is_encoded);
	g_test_add_func("/am-mail/a-name-is-quoted-where-it-must-be",
			test_a_name_is_quoted_where_it_must_be);
	g_test_add_func("/am-mail/a-mail-is-what-git-format-patch-writes",
			test_a_mail_is_what_git_format_patch_writes);
	g_test_add_func("/am-mail/what-8bit-cannot-hold-is-quoted",
			test_what_8bit_cannot_hold_is_quoted);
	g_test_add_func("/am-mail/a-message-that-begins-like-a-header-keeps-its-first-line",
			test_a_message_that_begins_like_a_header_keeps_its_first_line);
	return g_test_run();
}
