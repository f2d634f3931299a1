/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whole mails, as they come. Those of tables are read by GMime too, and must
 * give the same.
 */
#include "gmime_reading.h"
#include "mail/mail.h"

#include "base/limits.h"
#include "check.h"

#include <string.h>

#define FROM "From: Ann Author <ann@example.org>\n"
#define DATE "Date: Mon, 5 Jan 2026 10:00:00 +0100\n"
#define ID "Message-ID: <1@example.org>\n"
#define HEADER FROM DATE ID "Subject: [PATCH] lamp: dim it\n"

enum { DATE_SECONDS = 1767603600 };

static struct mail parse(struct arena *arena, str bytes)
{
	struct mail mail;

	mail_parse(arena, bytes, &mail);
	return mail;
}

static void test_fields(void)
{
	g_auto(arena) arena = {0};
	struct mail mail =
		parse(&arena, STR("Received: from a by b; Mon, 05 Jan 2026 09:00:07 +0000 (UTC)\n"
				  "Received: from c by a; Mon, 05 Jan 2026 09:00:05 +0000\n" HEADER
				  "X-Original-From: Bo <bo@example.com>\nReply-To: bo@example.com\n"
				  "In-Reply-To: <0@example.org>\nReferences: <00@example.org>\n"
				  " <0@example.org>\nReferences: <1@example.org> <2@example.org>\n"
				  "List-Id: Lamps <lamps.lists.example.org>\n"
				  "X-Change-ID: 20260105-lamp-0123456789ab\n\nText\n"));

	assert_str(mail.message_id, STR("1@example.org"));
	assert_str(mail.subject, STR("[PATCH] lamp: dim it"));
	assert_str(mail.from.name, STR("Ann Author"));
	assert_str(mail.from.address, STR("ann@example.org"));
	assert_str(mail.original_from.address, STR("bo@example.com"));
	assert_str(mail.reply_to.address, STR("bo@example.com"));
	g_assert_true(mail.has_date);
	g_assert_cmpint(mail.date, ==, DATE_SECONDS);
	g_assert_true(mail.has_received);
	g_assert_cmpint(mail.received_at, ==, DATE_SECONDS + 7);
	g_assert_cmpuint(mail.n_in_reply_to, ==, 1);
	assert_str(mail.in_reply_to[0], STR("0@example.org"));
	g_assert_cmpuint(mail.n_references, ==, 4);
	assert_str(mail.references[2], STR("1@example.org"));
	assert_str(mail.references[3], STR("2@example.org"));
	assert_str(mail.list_id, STR("Lamps <lamps.lists.example.org>"));
	assert_str(mail.change_id, STR("20260105-lamp-0123456789ab"));
	assert_str(mail.body.text, STR("Text\n"));
	g_assert_cmpuint(mail.attached.text.len, ==, 0);
	g_assert_cmpuint(mail.defects, ==, 0);
}

static void test_several_recipient_fields(void)
{
	g_auto(arena) arena = {0};
	struct mail mail = parse(&arena, STR(HEADER "To: ann@example.org\nCc: bo@example.com\n"
						    "Cc:\nCc: Cy <cy@example.net>\n\nText\n"));

	assert_str(mail_field_text(&arena, mail.raw_to), STR("ann@example.org"));
	assert_str(mail_field_text(&arena, mail.raw_cc),
		   STR("bo@example.com, Cy <cy@example.net>"));
}

static void test_zero_copy(void)
{
	g_auto(arena) arena = {0};
	str bytes = STR(HEADER "Content-Type: text/plain; charset=us-ascii\n\nText\n");
	struct mail mail = parse(&arena, bytes);

	g_assert_true(mail.body.text.ptr == bytes.ptr + bytes.len - strlen("Text\n"));
	g_assert_true(mail.body.bytes.ptr == mail.body.text.ptr);
	g_assert_cmpuint(mail.body.bytes.len, ==, mail.body.text.len);
}

struct body_case {
	str bytes;
	str text;
	str body_bytes;
	unsigned defects;
};

static void check_body(const struct body_case *expected,
		       void parse_one(struct arena *, str, struct mail *), unsigned ignored)
{
	g_auto(arena) arena = {0};
	struct mail mail;

	show_case(expected->bytes);
	parse_one(&arena, expected->bytes, &mail);
	assert_str(mail.subject, STR("[PATCH] lamp: dim it"));
	assert_str(mail.body.text, expected->text);
	assert_str(mail.body.bytes, expected->body_bytes);
	g_assert_cmpuint(mail.defects & ~ignored, ==, expected->defects & ~ignored);
}

static void check_bodies(const struct body_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		check_body(&cases[i], mail_parse, 0);
		check_body(&cases[i], mail_parse_with_gmime, MAIL_BAD_ENCODING | MAIL_BAD_FIELD);
	}
}

static void test_line_ends(void)
{
	static const struct body_case cases[] = {
		{STR_INIT(HEADER "\none\r\ntwo\r\n"), STR_INIT("one\ntwo\n"),
		 STR_INIT("one\ntwo\n"), 0},
		{STR_INIT(HEADER "\none\r\ntwo\n"), STR_INIT("one\ntwo\n"),
		 STR_INIT("one\r\ntwo\n"), 0},
		{STR_INIT(HEADER "\no\rne\n"), STR_INIT("o\rne\n"), STR_INIT("o\rne\n"), 0},
		{STR_INIT(HEADER "Content-Transfer-Encoding: base64\n\nb25lDQp0d28NCg==\n"),
		 STR_INIT("one\ntwo\n"), STR_INIT("one\ntwo\n"), 0},
		{STR_INIT(HEADER "Content-Transfer-Encoding: quoted-printable\n\n+a=0D\n+b\n"),
		 STR_INIT("+a\n+b\n"), STR_INIT("+a\r\n+b\n"), 0},
		{STR_INIT("From: a@example.org\r\nDate: Mon, 5 Jan 2026 10:00:00 +0100\r\n"
			  "Message-ID: <1@example.org>\r\nSubject: [PATCH]\r\n lamp: dim it\r\n\r\n"
			  "one\r\ntwo\r\n"),
		 STR_INIT("one\ntwo\n"), STR_INIT("one\ntwo\n"), 0},
	};

	check_bodies(cases, G_N_ELEMENTS(cases));
}

static void test_charsets(void)
{
	static const struct body_case cases[] = {
		{STR_INIT(HEADER "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9\n"),
		 STR_INIT("caf\xc3\xa9\n"), STR_INIT("caf\xe9\n"), 0},
		{STR_INIT(HEADER "Content-Type: text/plain; charset=\"y\"\n\ncaf\xc3\xa9\n"),
		 STR_INIT("caf\xc3\xa9\n"), STR_INIT("caf\xc3\xa9\n"), MAIL_BAD_CHARSET},
		{STR_INIT(HEADER
			  "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$BEt\x1b(B\n"),
		 STR_INIT("\xe7\x81\xaf\n"), STR_INIT("\xe7\x81\xaf\n"), 0},
	};

	check_bodies(cases, G_N_ELEMENTS(cases));
}

static void test_texts(void)
{
	static const struct body_case cases[] = {
		{STR_INIT(HEADER "Content-Type: text/plain; format=flowed\n\na \nb\n"),
		 STR_INIT("a b\n"), STR_INIT("a b\n"), 0},
		{STR_INIT(HEADER "Content-Type: Text/HTML\n\n<p>a &amp; b</p>"),
		 STR_INIT("a & b\n"), STR_INIT("a & b\n"), MAIL_HTML_ONLY},
		{STR_INIT(HEADER "\nText\n\n_______________________________________________\n"
				 "lamps mailing list\n"),
		 STR_INIT("Text\n\n"), STR_INIT("Text\n\n"), 0},
	};

	check_bodies(cases, G_N_ELEMENTS(cases));
}

#define RULE "_______________________________________________\nlamps mailing list\n"
#define PARTS "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"

static void test_uncut(void)
{
	static const struct {
		str bytes;
		str uncut;
	} cases[] = {
		{STR_INIT(HEADER "\nText\n"), STR_INIT("Text\n")},
		{STR_INIT(HEADER "\nText\n" RULE), STR_INIT("Text\n" RULE)},
		{STR_INIT(HEADER "\na\r\nb\n" RULE), STR_INIT("a\r\nb\n" RULE)},
		{STR_INIT(HEADER PARTS "Text\n" RULE "\n--b--\n"), STR_INIT("Text\n" RULE)},
		{STR_INIT(HEADER PARTS "Text\n--b--\n"), STR_INIT("Text\n")},
		{STR_INIT(HEADER PARTS "Text\n" RULE "\n--b\n\nmore\n--b--\n"),
		 STR_INIT("Text\nmore\n")},
		{STR_INIT(HEADER "Content-Type: text/plain; format=flowed\n\na \nb\n" RULE),
		 STR_INIT("a b\n")},
		{STR_INIT(HEADER PARTS "\n\n" RULE "\n--b\nContent-Type: text/html\n\n<p>page</p>\n"
				       "--b--\n"),
		 STR_INIT("page\n")},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct mail mail = parse(&arena, cases[i].bytes);

		show_case(cases[i].bytes);
		assert_str(mail.body.uncut, cases[i].uncut);
		g_assert_true(str_starts(mail.body.uncut, mail.body.bytes));
	}
}

static void test_many_id_fields(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct mail mail;

	for (unsigned i = 0; i <= LIMIT_ID_FIELDS; i++)
		g_string_append_printf(text, "References: <%u@example.org>\n", i);
	g_string_append(text, HEADER "\nText\n");
	mail = parse(&arena, str_from(text->str));
	g_assert_cmpuint(mail.n_references, ==, LIMIT_ID_FIELDS);
	assert_str(mail.references[0], STR("0@example.org"));
	g_assert_cmpuint(mail.defects, ==, MAIL_TOO_LONG);
}

static void test_broken_bodies(void)
{
	static const struct body_case cases[] = {
		{STR_INIT(HEADER "Content-Transfer-Encoding: base64\n\nbGFtc"), STR_INIT("lam"),
		 STR_INIT("lam"), MAIL_BAD_ENCODING},
		{STR_INIT(HEADER "Content-Transfer-Encoding: lamp\n\nText\n"), STR_INIT("Text\n"),
		 STR_INIT("Text\n"), MAIL_BAD_ENCODING},
		{STR_INIT(HEADER "\na\0b\n"), STR_INIT("ab\n"), STR_INIT("ab\n"), MAIL_NUL},
		{STR_INIT(HEADER), {0}, {0}, MAIL_NO_BODY},
		{STR_INIT(HEADER "\n \n"), STR_INIT(" \n"), STR_INIT(" \n"), MAIL_NO_BODY},
		{STR_INIT("From ann Mon Jan  5 10:00:00 2026\n" HEADER "\nText\n"),
		 STR_INIT("Text\n"), STR_INIT("Text\n"), 0},
		{STR_INIT(">From ann Mon Jan  5 10:00:00 2026\n" HEADER "\nText\n"),
		 STR_INIT("Text\n"), STR_INIT("Text\n"), 0},
	};
	static const struct body_case ours[] = {
		{STR_INIT(FROM DATE "this is no field\n" ID
				    "Subject: [PATCH] lamp: dim it\n\nText\n"),
		 STR_INIT("Text\n"), STR_INIT("Text\n"), MAIL_BAD_FIELD},
		{STR_INIT(HEADER "Content-Type: text/plain; charset='koi8-r'\n\n\xcc\xc1\n"),
		 STR_INIT("\xd0\xbb\xd0\xb0\n"), STR_INIT("\xcc\xc1\n"), 0},
		{STR_INIT(HEADER "Content-Type: text\n\nText\n"), STR_INIT("Text\n"),
		 STR_INIT("Text\n"), 0},
	};

	check_bodies(cases, G_N_ELEMENTS(cases));
	for (size_t i = 0; i < G_N_ELEMENTS(ours); i++)
		check_body(&ours[i], mail_parse, 0);
}

static void test_defects(void)
{
	static const struct {
		str bytes;
		unsigned defects;
	} cases[] = {
		{STR_INIT(""), MAIL_NO_HEADER | MAIL_NO_BODY | MAIL_NO_MESSAGE_ID | MAIL_NO_FROM |
				       MAIL_NO_SUBJECT | MAIL_BAD_DATE},
		{STR_INIT(FROM DATE "Subject: x\n\nText\n"), MAIL_NO_MESSAGE_ID},
		{STR_INIT(FROM DATE "Message-ID: 1@example.org\nSubject: x\n\nText\n"),
		 MAIL_BAD_MESSAGE_ID},
		{STR_INIT(DATE ID "Subject: x\n\nText\n"), MAIL_NO_FROM},
		{STR_INIT("From: nobody\n" DATE ID "Subject: x\n\nText\n"), MAIL_NO_FROM},
		{STR_INIT(FROM "From: Bo <bo@example.com>\n" DATE ID "Subject: x\n\nText\n"),
		 MAIL_SEVERAL_FROM},
		{STR_INIT(FROM DATE ID "\nText\n"), MAIL_NO_SUBJECT},
		{STR_INIT(FROM DATE ID "Subject:\n\nSubject: [PATCH] lamp\n"), MAIL_NO_SUBJECT},
		{STR_INIT(FROM ID "Subject: x\n\nText\n"), MAIL_BAD_DATE},
		{STR_INIT(FROM "Date: soon\n" ID "Subject: x\n\nText\n"), MAIL_BAD_DATE},
		{STR_INIT(FROM "Date: Mon, 5 Jan 99999 10:00:00 +0100\n" ID "Subject: x\n\nText\n"),
		 MAIL_BAD_DATE},
		{STR_INIT(FROM DATE ID "Subject: caf\xc3\xa9\n\nText\n"), MAIL_RAW_HEADER},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		show_case(cases[i].bytes);
		g_assert_cmpuint(parse(&arena, cases[i].bytes).defects, ==, cases[i].defects);
	}
}

static void test_dates(void)
{
	static const str dates[] = {
		STR_INIT("Date: 5 Jan 2026 10:00:00 +0100\n"),
		STR_INIT("Date: Mon, 5 Jan 26 10:00:00 +0100\n"),
		STR_INIT("Date: Mon, 5 Jan 2026 09:00:00 GMT\n"),
		STR_INIT("Date: Mon, 5 Jan 2026 10:00:00 +0100 (CET)\n"),
		STR_INIT("Date: Mon, 5 Jan 2026\n 10:00:00 +0100\n"),
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		struct mail mail =
			parse(&arena, arena_join(&arena, dates[i], STR(FROM "\nText\n")));

		show_case(dates[i]);
		g_assert_true(mail.has_date);
		g_assert_cmpint(mail.date, ==, DATE_SECONDS);
	}
}

static void test_first_from(void)
{
	g_auto(arena) arena = {0};
	struct mail mail = parse(&arena, STR(FROM "From: Bo <bo@example.com>\n\nText\n"));

	assert_str(mail.from.address, STR("ann@example.org"));
}

static void test_readable_received(void)
{
	g_auto(arena) arena = {0};
	struct mail mail = parse(
		&arena, STR("Received: from a by b; who knows\nReceived: from a\n"
			    "Received: from c;1 Feb 2020 by a;\n Mon, 5 Jan 2026 10:00:00 +0100\n"
			    "\nText\n"));

	g_assert_true(mail.has_received);
	g_assert_cmpint(mail.received_at, ==, DATE_SECONDS);
}

static void test_large_mail(void)
{
	g_autoptr(GString) text = g_string_new(HEADER "\n");
	g_auto(arena) arena = {0};
	struct mail mail;

	g_string_set_size(text, (gsize)LIMIT_MAIL_BYTES + 10);
	memset(text->str + strlen(HEADER "\n"), 'x', text->len - strlen(HEADER "\n"));
	mail = parse(&arena, (str){.ptr = text->str, .len = text->len});
	g_assert_cmpuint(mail.body.text.len, ==, LIMIT_MAIL_BYTES - strlen(HEADER "\n"));
	g_assert_cmpuint(mail.defects, ==, MAIL_TOO_LONG);
}

static void test_defect_names(void)
{
	for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++) {
		g_assert_nonnull(mail_defect_name(bit));
		for (unsigned other = 0; other < bit; other++)
			g_assert_cmpstr(mail_defect_name(bit), !=, mail_defect_name(other));
	}
	g_assert_cmpstr(mail_defect_name(2), ==, "no Message-ID");
	g_assert_cmpuint(1u << (MAIL_N_DEFECTS - 1), ==, MAIL_HTML_ONLY);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/each-field-comes-from-its-header", test_fields);
	g_test_add_func("/mail/several-fields-of-recipients-are-one",
			test_several_recipient_fields);
	g_test_add_func("/mail/a-plain-body-is-not-copied", test_zero_copy);
	g_test_add_func("/mail/line-ends-of-the-transport-go", test_line_ends);
	g_test_add_func("/mail/text-is-utf-8-and-bytes-are-not", test_charsets);
	g_test_add_func("/mail/the-text-is-the-senders", test_texts);
	g_test_add_func("/mail/the-footer-stands-behind-the-bytes-or-nowhere", test_uncut);
	g_test_add_func("/mail/the-first-fields-of-ids-count", test_many_id_fields);
	g_test_add_func("/mail/a-broken-body-is-read-as-far-as-it-goes", test_broken_bodies);
	g_test_add_func("/mail/each-defect-is-told", test_defects);
	g_test_add_func("/mail/dates-of-many-forms-are-read", test_dates);
	g_test_add_func("/mail/the-first-of-several-from-fields-counts", test_first_from);
	g_test_add_func("/mail/a-received-field-without-a-date-is-passed-over",
			test_readable_received);
	g_test_add_func("/mail/a-mail-past-the-limit-is-cut", test_large_mail);
	g_test_add_func("/mail/each-defect-has-a-name", test_defect_names);
	return g_test_run();
}
