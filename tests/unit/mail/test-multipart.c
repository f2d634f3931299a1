/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gmime_reading.h"
#include "mail/mail.h"

#include "base/limits.h"
#include "check.h"

#define HEADER \
	"From: Ann <ann@example.org>\nMessage-ID: <1@example.org>\nSubject: x\n" \
	"Date: Mon, 5 Jan 2026 10:00:00 +0100\n"
#define MIXED HEADER "Content-Type: multipart/mixed; boundary=\"b\"\n\n"
#define DIFF "--- a/lamp\n+++ b/lamp\n"

struct multipart_case {
	str bytes;
	str body;
	str attached;
	unsigned defects;
};

static void check_one(struct arena *arena, const struct multipart_case *expected,
		      void parse(struct arena *, str, struct mail *))
{
	struct mail mail;

	show_case(expected->bytes);
	parse(arena, expected->bytes, &mail);
	assert_str(mail.body.text, expected->body);
	assert_str(mail.body.bytes, expected->body);
	assert_str(mail.attached.text, expected->attached);
	g_assert_cmpuint(mail.defects, ==, expected->defects);
}

static void check(const struct multipart_case *cases, size_t n_cases)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < n_cases; i++) {
		check_one(&arena, &cases[i], mail_parse);
		check_one(&arena, &cases[i], mail_parse_with_gmime);
	}
}

static void test_inline(void)
{
	static const struct multipart_case cases[] = {
		{STR_INIT(MIXED "preamble\n--b\n\none --b\n--b\nContent-Type: "
				"text/plain\n\ntwo\n\n--b--\nend\n"),
		 STR_INIT("one --b\ntwo\n"),
		 {0},
		 0},
		{STR_INIT(MIXED "--b\n\nText\n--b\nContent-Type: text/x-patch; name=a.patch\n"
				"Content-Disposition: inline; filename=\"a.patch\"\n\n" DIFF
				"--b--\n"),
		 STR_INIT("Text\n" DIFF),
		 {0},
		 0},
		{STR_INIT(MIXED "--b\n\nText\n--b\n\n"
				"_______________________________________________\n"
				"lamps mailing list\nlamps@lists.example.org\n--b--\n"),
		 STR_INIT("Text\n"),
		 {0},
		 0},
		{STR_INIT(MIXED "--b\nContent-Transfer-Encoding: base64\n\nbGFtcA==\n\n--b--\n"),
		 STR_INIT("lamp\n"),
		 {0},
		 0},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_attached(void)
{
	static const struct multipart_case cases[] = {
		{STR_INIT(MIXED "--b\n\nText\n--b\nContent-Type: text/x-diff\n\n" DIFF "\n--b--\n"),
		 STR_INIT("Text\n"), STR_INIT(DIFF), 0},
		{STR_INIT(MIXED
			  "--b\n\nText\n--b\nContent-Type: application/octet-stream\n"
			  "Content-Disposition: attachment; filename*0=\"a.\"; filename*1=patch\n"
			  "Content-Transfer-Encoding: base64\n\n"
			  "ZGlmZiAtLWdpdCBhL3ggYi94Cg==\n--b--\n"),
		 STR_INIT("Text\n"), STR_INIT("diff --git a/x b/x\n"), 0},
		{STR_INIT(MIXED "--b\n\nText\n--b\nContent-Type: text/plain\n"
				"Content-Disposition: attachment\n\n" DIFF "\n--b\n"
				"Content-Type: text/plain\nContent-Disposition: attachment\n\n"
				"+++ a log\n--b--\n"),
		 STR_INIT("Text\n"), STR_INIT(DIFF), 0},
		{STR_INIT(MIXED "--b\n\nText\n--b\nContent-Type: image/png; name=a.png\n\n" DIFF
				"--b--\n"),
		 STR_INIT("Text\n"),
		 {0},
		 0},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_alternative(void)
{
	static const struct multipart_case cases[] = {
		{STR_INIT(HEADER "Content-Type: multipart/alternative; boundary=b\n\n"
				 "--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>page\n--b--\n"),
		 STR_INIT("plain\n"),
		 {0},
		 0},
		{STR_INIT(HEADER "Content-Type: multipart/alternative; boundary=b\n\n"
				 "--b\nContent-Type: text/html\n\n<p>page\n--b--\n"),
		 STR_INIT("page\n"),
		 {0},
		 MAIL_HTML_ONLY},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_nested(void)
{
	static const struct multipart_case cases[] = {
		{STR_INIT(MIXED "--b\nContent-Type: multipart/signed; boundary=\"b2\"\n\n"
				"--b2\n\nsigned\n--b2\nContent-Type: application/pgp-signature\n\n"
				"xx\n--b2--\n--b\n\nmore\n--b--\n"),
		 STR_INIT("signed\nmore\n"),
		 {0},
		 0},
		{STR_INIT(MIXED "--b\n\nText\n--b\nContent-Type: message/rfc822\n\n"
				"Subject: other\n\nforwarded\n--b--\n"),
		 STR_INIT("Text\n"),
		 {0},
		 0},
		{STR_INIT(HEADER "Content-Type: multipart/digest; boundary=b\n\n"
				 "--b\n\nSubject: other\n\nforwarded\n--b--\n"),
		 {0},
		 {0},
		 MAIL_NO_BODY},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_broken(void)
{
	static const struct multipart_case cases[] = {
		{STR_INIT(MIXED "--b\n\ncut off"), STR_INIT("cut off\n"), {0}, 0},
		{STR_INIT(MIXED "--b\r\n\r\none\r\n--bc\r\ntwo\r\n--b \r\n\r\nthree\r\n--b--"),
		 STR_INIT("one\n--bc\ntwo\nthree\n"),
		 {0},
		 0},
	};
	static const struct multipart_case ours[] = {
		{STR_INIT(MIXED "no delimiter at all\n"),
		 STR_INIT("no delimiter at all\n"),
		 {0},
		 0},
		{STR_INIT(HEADER "Content-Type: multipart/mixed\n\ntext\n"),
		 STR_INIT("text\n"),
		 {0},
		 0},
	};
	g_auto(arena) arena = {0};

	check(cases, G_N_ELEMENTS(cases));
	for (size_t i = 0; i < G_N_ELEMENTS(ours); i++)
		check_one(&arena, &ours[i], mail_parse);
}

static void test_depth(void)
{
	g_autoptr(GString) text = g_string_new("Content-Type: multipart/mixed; boundary=b0\n\n");
	g_auto(arena) arena = {0};
	struct mail mail;

	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text,
				       "--b%d\n\nlevel %d\n--b%d\n"
				       "Content-Type: multipart/mixed; boundary=b%d\n\n",
				       i, i, i, i + 1);
	mail_parse(&arena, (str){.ptr = text->str, .len = text->len}, &mail);
	g_assert_true(mail.defects & MAIL_TOO_DEEP);
	g_assert_true(str_ends(mail.body.text, STR("level 15\n")));
}

static void test_count(void)
{
	g_autoptr(GString) text = g_string_new(MIXED);
	g_auto(arena) arena = {0};
	struct mail mail;

	for (int i = 0; i < 100000; i++)
		g_string_append(text, "--b\n\nx\n");
	mail_parse(&arena, (str){.ptr = text->str, .len = text->len}, &mail);
	g_assert_true(mail.defects & MAIL_TOO_DEEP);
	g_assert_cmpuint(mail.body.text.len, ==, LIMIT_MIME_PARTS * 2);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/multipart/inline-texts-are-the-body", test_inline);
	g_test_add_func("/multipart/attached-diffs-are-apart", test_attached);
	g_test_add_func("/multipart/a-page-counts-where-there-is-no-text", test_alternative);
	g_test_add_func("/multipart/a-forwarded-mail-is-no-text", test_nested);
	g_test_add_func("/multipart/what-is-not-closed-goes-to-the-end", test_broken);
	g_test_add_func("/multipart/depth-has-a-limit", test_depth);
	g_test_add_func("/multipart/parts-have-a-limit", test_count);
	return g_test_run();
}
