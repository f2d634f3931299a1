/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/field.h"

#include "base/limits.h"
#include "check.h"
#include "mail/mail.h"

struct text_case {
	str raw;
	str expected;
};

static void test_text(void)
{
	static const struct text_case cases[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT(" [PATCH] lamp"), STR_INIT("[PATCH] lamp")},
		{STR_INIT(" [PATCH v2\n 1/2] lamp"), STR_INIT("[PATCH v2 1/2] lamp")},
		{STR_INIT(" one \t\r\n\t  two\n \n three\n "), STR_INIT("one two three")},
		{STR_INIT(" two  blanks"), STR_INIT("two  blanks")},
		{STR_INIT(" a\0b\n c"), STR_INIT("ab c")},
		{STR_INIT(" =?utf-8?q?Caf?=\n =?utf-8?q?=C3=A9?="), STR_INIT("Caf\xc3\xa9")},
		{STR_INIT(" \x1b[1m\xe2\x80\xae"), STR_INIT("\x1b[1m\xe2\x80\xae")},
	};
	g_auto(arena) arena = {0};
	unsigned defects = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_str(field_text(&arena, cases[i].raw, &defects), cases[i].expected);
	g_assert_cmpuint(defects, ==, 0);
}

static void test_long_text(void)
{
	g_autofree char *text = g_strnfill(LIMIT_FIELD_BYTES + 3, 'a');
	g_auto(arena) arena = {0};
	unsigned defects = 0;
	str value;

	text[LIMIT_FIELD_BYTES - 1] = '\xc3';
	text[LIMIT_FIELD_BYTES] = '\xa9';
	value = field_text(&arena, str_from(text), &defects);
	g_assert_cmpuint(value.len, ==, LIMIT_FIELD_BYTES - 1);
	g_assert_cmpuint(defects, ==, MAIL_TOO_LONG);
}

struct mailbox_case {
	str raw;
	str name;
	str address;
};

static void check_mailboxes(const struct mailbox_case *cases, size_t n_cases)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < n_cases; i++) {
		unsigned defects = 0;
		struct mailbox mailbox = field_mailbox(&arena, cases[i].raw, &defects);

		show_case(cases[i].raw);
		assert_str(mailbox.name, cases[i].name);
		assert_str(mailbox.address, cases[i].address);
	}
}

static void test_mailbox(void)
{
	static const struct mailbox_case cases[] = {
		{STR_INIT(" Ann Author <ann@example.org>"), STR_INIT("Ann Author"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" \"Author, Ann\" <ann@example.org>"), STR_INIT("Author, Ann"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" \"Ann \\\"Lamp\\\" Author\" <ann@example.org>"),
		 STR_INIT("Ann \"Lamp\" Author"), STR_INIT("ann@example.org")},
		{STR_INIT(" ann@example.org (Ann (the) Author)"), STR_INIT("Ann (the) Author"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann Author (lamps) <ann@example.org>"), STR_INIT("Ann Author"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" ann@example.org"), STR_INIT(""), STR_INIT("ann@example.org")},
		{STR_INIT(" Ann\n Author\n <ann@example.org>, bo@example.org"),
		 STR_INIT("Ann Author"), STR_INIT("ann@example.org")},
		{STR_INIT(" ann@example.org, Bo <bo@example.org>"), STR_INIT(""),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann via Lamps <lamps@lists.example.org>"), STR_INIT("Ann via Lamps"),
		 STR_INIT("lamps@lists.example.org")},
	};

	check_mailboxes(cases, G_N_ELEMENTS(cases));
}

static void test_encoded_mailbox(void)
{
	static const struct mailbox_case cases[] = {
		{STR_INIT(" =?UTF-8?q?Zo=C3=AB=20Lamp?= <zoe@example.org>"),
		 STR_INIT("Zo\xc3\xab Lamp"), STR_INIT("zoe@example.org")},
		{STR_INIT(" \"=?UTF-8?q?Zo=C3=AB?=\" <zoe@example.org>"), STR_INIT("Zo\xc3\xab"),
		 STR_INIT("zoe@example.org")},
		{STR_INIT(" =?utf-8?q?Lamp=2C_Zo=C3=AB_=3Cx=40y=3E?= <zoe@example.org>"),
		 STR_INIT("Lamp, Zo\xc3\xab <x@y>"), STR_INIT("zoe@example.org")},
		{STR_INIT(" =?utf-8?q?Zoe_=3Czoe=40example=2Eorg=3E?="), STR_INIT("Zoe"),
		 STR_INIT("zoe@example.org")},
		{STR_INIT(" Zo\xeb <zoe@example.org>"), STR_INIT("Zo\xc3\xab"),
		 STR_INIT("zoe@example.org")},
	};

	check_mailboxes(cases, G_N_ELEMENTS(cases));
}

static void test_broken_mailbox(void)
{
	static const struct mailbox_case cases[] = {
		{STR_INIT(""), STR_INIT(""), STR_INIT("")},
		{STR_INIT(" root"), STR_INIT("root"), STR_INIT("")},
		{STR_INIT(" Author, Ann <ann@example.org>"), STR_INIT("Author, Ann"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann B. Author <ann@example.org"), STR_INIT("Ann B. Author"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" \"Ann <ann@example.org>"), STR_INIT("\"Ann"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann (the <ann@example.org>"), STR_INIT("Ann (the"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann <the> Author <ann@example.org>"), STR_INIT("Ann <the> Author"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann <a <b <c> <ann@example.org>"), STR_INIT("Ann <a <b <c>"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann <a <b> <c> <d> <ann@example.org> <e>"),
		 STR_INIT("Ann <a <b> <c> <d>"), STR_INIT("ann@example.org")},
		{STR_INIT(" <<<<> <"), STR_INIT(""), STR_INIT("")},
		{STR_INIT(" Ann <<ann@example.org>>"), STR_INIT("Ann"),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" <@relay.example.com:ann@example.org>"), STR_INIT(""),
		 STR_INIT("ann@example.org")},
		{STR_INIT(" Ann Author ann@example.org"), STR_INIT("Ann Author"),
		 STR_INIT("ann@example.org")},
	};

	check_mailboxes(cases, G_N_ELEMENTS(cases));
}

struct ids_case {
	str raw;
	str expected[3];
};

static void test_ids(void)
{
	static const struct ids_case cases[] = {
		{STR_INIT(""), {{0}}},
		{STR_INIT(" <1@example.org>"), {STR_INIT("1@example.org")}},
		{STR_INIT(" <1@example.org>\n\t<2@example.org>,<3/%@example.org>"),
		 {STR_INIT("1@example.org"), STR_INIT("2@example.org"),
		  STR_INIT("3/%@example.org")}},
		{STR_INIT(" Your mail of Monday, <1@example.org>"), {STR_INIT("1@example.org")}},
		{STR_INIT(" 1@example.org"), {STR_INIT("1@example.org")}},
		{STR_INIT(" lone-token"), {STR_INIT("lone-token")}},
		{STR_INIT(" just some words"), {{0}}},
		{STR_INIT(" words \"1@example.org\","), {STR_INIT("1@example.org")}},
		{STR_INIT(" <https://lists.example.org/lamps/1@example.org/T/#u>"),
		 {STR_INIT("1@example.org")}},
		{STR_INIT(" https://lists.example.org/lamps/"), {{0}}},
		{STR_INIT(" =?utf-8?q?=3C1=40example=2Eorg=3E?="), {STR_INIT("1@example.org")}},
		{STR_INIT(" <1@ex\n ample.org>"), {STR_INIT("1@example.org")}},
		{STR_INIT(" <1@example.org <2@example.org>"),
		 {STR_INIT("1@example.org"), STR_INIT("2@example.org")}},
		{STR_INIT(" <>"), {{0}}},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		unsigned defects = 0;
		struct id_list list = field_ids(&arena, &cases[i].raw, 1, &defects);

		show_case(cases[i].raw);
		for (unsigned n = 0; n < 3; n++)
			assert_str(n < list.n_ids ? list.ids[n] : (str){0}, cases[i].expected[n]);
		g_assert_cmpuint(list.n_ids, <=, 3);
		g_assert_cmpuint(defects, ==, 0);
	}
}

static void test_several_fields(void)
{
	const str raws[] = {STR(" <1@example.org>"), STR(""),
			    STR(" <2@example.org> <3@example.org>")};
	g_auto(arena) arena = {0};
	unsigned defects = 0;
	struct id_list list = field_ids(&arena, raws, G_N_ELEMENTS(raws), &defects);

	g_assert_cmpuint(list.n_ids, ==, 3);
	assert_str(list.ids[0], STR("1@example.org"));
	assert_str(list.ids[2], STR("3@example.org"));
}

static void test_many_ids(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct id_list list;
	unsigned defects = 0;
	str raw;

	for (int i = 0; i < LIMIT_REFERENCES + 500; i++)
		g_string_append_printf(text, "\n <%d-%060d@example.org>", i, 0);
	raw = (str){.ptr = text->str, .len = text->len};
	g_assert_cmpuint(raw.len, >, LIMIT_FIELD_BYTES);
	list = field_ids(&arena, &raw, 1, &defects);
	g_assert_cmpuint(list.n_ids, ==, LIMIT_REFERENCES);
	g_assert_true(str_starts(list.ids[0], STR("500-")));
	g_assert_true(str_starts(list.ids[list.n_ids - 1], STR("1499-")));
	g_assert_cmpuint(defects, ==, MAIL_TOO_LONG);
}

static void test_message_id(void)
{
	static const struct {
		str raw;
		str expected;
		unsigned defects;
	} cases[] = {
		{STR_INIT(" <1@example.org>"), STR_INIT("1@example.org"), 0},
		{STR_INIT("\n <1/%2@example.org>"), STR_INIT("1/%2@example.org"), 0},
		{STR_INIT(" <1@example.org> (added by a relay)"), STR_INIT("1@example.org"), 0},
		{STR_INIT(" 1@example.org"), STR_INIT("1@example.org"), MAIL_BAD_MESSAGE_ID},
		{STR_INIT(" by hand 1@example.org"), STR_INIT("1@example.org"),
		 MAIL_BAD_MESSAGE_ID},
		{STR_INIT(" token"), STR_INIT("token"), MAIL_BAD_MESSAGE_ID},
		{STR_INIT(" <1 2@example.org>"), STR_INIT("12@example.org"), MAIL_BAD_MESSAGE_ID},
		{STR_INIT(" <>"), STR_INIT(""), 0},
		{STR_INIT(""), STR_INIT(""), 0},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		unsigned defects = 0;

		show_case(cases[i].raw);
		assert_str(field_message_id(&arena, cases[i].raw, &defects), cases[i].expected);
		g_assert_cmpuint(defects, ==, cases[i].defects);
	}
}

static void test_long_message_id(void)
{
	g_autofree char *digits = g_strnfill(2000, '1');
	g_autofree char *raw = g_strdup_printf(" <%s@example.org>", digits);
	g_auto(arena) arena = {0};
	unsigned defects = 0;
	str value = str_from(raw);
	str id = field_message_id(&arena, value, &defects);
	struct id_list list = field_ids(&arena, &value, 1, &defects);

	g_assert_cmpuint(id.len, ==, LIMIT_MESSAGE_ID_BYTES);
	assert_str(list.ids[0], id);
	g_assert_cmpuint(defects, ==, MAIL_BAD_MESSAGE_ID | MAIL_TOO_LONG);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field/a-fold-is-one-blank", test_text);
	g_test_add_func("/field/a-long-value-is-cut-between-characters", test_long_text);
	g_test_add_func("/field/a-mailbox-is-a-name-and-an-address", test_mailbox);
	g_test_add_func("/field/an-encoded-name-hides-no-structure", test_encoded_mailbox);
	g_test_add_func("/field/a-broken-mailbox-gives-what-it-has", test_broken_mailbox);
	g_test_add_func("/field/ids-are-what-looks-like-ids", test_ids);
	g_test_add_func("/field/ids-of-several-fields-are-one-list", test_several_fields);
	g_test_add_func("/field/the-newest-ids-are-kept", test_many_ids);
	g_test_add_func("/field/a-message-id-needs-no-brackets", test_message_id);
	g_test_add_func("/field/a-long-id-is-cut-alike-everywhere", test_long_message_id);
	return g_test_run();
}
