/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/message.h"

#include <string.h>

static const struct mailbox ann = {
	.name = STR_INIT("Ann Author"),
	.address = STR_INIT("ann@example.org"),
};
static const struct mailbox team = {.address = STR_INIT("team@example.org")};

static struct message plain_message(void)
{
	return (struct message){
		.from = ann,
		.to = &team,
		.n_to = 1,
		.subject = STR("An update"),
		.sent_at = 1767024065,
		.message_id = STR("1@example.org"),
		.text = STR("text\n"),
		.html = STR("<p>html</p>\n"),
	};
}

static char *compose(const struct message *message)
{
	GString *out = g_string_new(NULL);

	message_compose(message, out);
	return g_string_free(out, FALSE);
}

/* The lines of the field @name, with what folds it. */
static char *field_of(const struct message *message, const char *name)
{
	g_autofree char *mail = compose(message);
	g_autofree char *begin = g_strdup_printf("\n%s:", name);
	g_autofree char *whole = g_strconcat("\n", mail, NULL);
	char *field = strstr(whole, begin);
	char *end = field + 1;

	do {
		end = strchr(end, '\n') + 1;
	} while (*end == ' ');
	end[-1] = '\0';
	return g_strdup(field + 1);
}

static void expect_field(const struct message *message, const char *name, const char *expected)
{
	g_autofree char *field = field_of(message, name);

	g_assert_cmpstr(field, ==, expected);
}

/* What stands between the fields of the first part and the boundary behind it. */
static char *body_of(str text)
{
	struct message message = plain_message();
	g_autofree char *mail = NULL;
	char *begin;
	char *end;

	message.text = text;
	mail = compose(&message);
	begin = strstr(strstr(mail, "Content-Transfer-Encoding: "), "\n\n") + 2;
	end = strstr(begin, "\n--=_");
	return g_strndup(begin, (size_t)(end - begin));
}

static void test_a_message_has_these_fields_and_two_texts(void)
{
	static const char expected[] = "From: Ann Author <ann@example.org>\n"
				       "To: team@example.org\n"
				       "Subject: An update\n"
				       "Date: Mon, 29 Dec 2025 16:01:05 +0000\n"
				       "Message-ID: <1@example.org>\n"
				       "MIME-Version: 1.0\n"
				       "Content-Type: multipart/alternative;\n"
				       " boundary=\"=_4f02d59f7c33fd2eb3df12e5e3a85ddf\"\n"
				       "Auto-Submitted: auto-generated\n"
				       "\n"
				       "--=_4f02d59f7c33fd2eb3df12e5e3a85ddf\n"
				       "Content-Type: text/plain; charset=utf-8\n"
				       "Content-Transfer-Encoding: quoted-printable\n"
				       "\n"
				       "text\n"
				       "\n"
				       "--=_4f02d59f7c33fd2eb3df12e5e3a85ddf\n"
				       "Content-Type: text/html; charset=utf-8\n"
				       "Content-Transfer-Encoding: quoted-printable\n"
				       "\n"
				       "<p>html</p>\n"
				       "\n"
				       "--=_4f02d59f7c33fd2eb3df12e5e3a85ddf--\n";
	const struct message message = plain_message();
	g_autofree char *mail = compose(&message);

	g_assert_cmpstr(mail, ==, expected);
}

static void test_a_subject_is_encoded_as_a_whole_or_not_at_all(void)
{
	static const struct {
		str subject;
		const char *field;
	} cases[] = {
		{STR_INIT("[KVM] update: 3 patches"), "Subject: [KVM] update: 3 patches"},
		{STR_INIT(""), "Subject:"},
		{STR_INIT("caf\u00e9 au lait"), "Subject: =?utf-8?q?caf=C3=A9_au_lait?="},
		{STR_INIT("=?utf-8?q?a?="), "Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3Fa=3F=3D?="},
		{STR_INIT("two  blanks"), "Subject: =?utf-8?q?two__blanks?="},
		{STR_INIT(" a"), "Subject: =?utf-8?q?_a?="},
		{STR_INIT("a "), "Subject: =?utf-8?q?a_?="},
		{STR_INIT("a\r\nBcc: eve@example.org"), "Subject: a Bcc: eve@example.org"},
		{STR_INIT("a\nb\tc"), "Subject: a b c"},
		{STR_INIT("a\x1b[31m"), "Subject: a<1B>[31m"},
		{STR_INIT("a\0b\xff"), "Subject: a<00>b<FF>"},
		{STR_INIT("twelve words that are long enough to be folded where there is a blank "
			  "behind seventy-six"),
		 "Subject: twelve words that are long enough to be folded where there is a\n"
		 " blank behind seventy-six"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct message message = plain_message();

		message.subject = cases[i].subject;
		expect_field(&message, "Subject", cases[i].field);
	}
}

static void test_an_encoded_word_ends_between_two_characters(void)
{
	struct message message = plain_message();
	g_autoptr(GString) subject = g_string_new(NULL);
	g_autofree char *field = NULL;
	g_auto(GStrv) lines = NULL;

	for (unsigned i = 0; i < 50; i++)
		g_string_append(subject, i % 2 ? "\u8336" : "\U0001fad6");
	message.subject = (str){subject->str, subject->len};
	field = field_of(&message, "Subject");
	lines = g_strsplit(field, "\n", -1);
	g_assert_cmpuint(g_strv_length(lines), >, 5);
	for (char **line = lines; *line; line++) {
		g_autofree char *word = g_strdup(strstr(*line, "?q?") + 3);
		g_autofree char *bytes = NULL;

		g_assert_cmpuint(strlen(*line), <=, 76);
		g_assert_true(g_str_has_suffix(word, "?="));
		word[strlen(word) - 2] = '\0';
		bytes = g_uri_unescape_string(g_strdelimit(word, "=", '%'), NULL);
		g_assert_true(bytes && g_utf8_validate(bytes, -1, NULL));
	}
}

static void test_a_name_is_an_atom_a_quoted_string_or_encoded(void)
{
	static const struct {
		str name;
		const char *field;
	} cases[] = {
		{STR_INIT(""), "From: ann@example.org"},
		{STR_INIT("Ann"), "From: Ann <ann@example.org>"},
		{STR_INIT("Author, Ann"), "From: \"Author, Ann\" <ann@example.org>"},
		{STR_INIT("Ann \"A\" \\ B."), "From: \"Ann \\\"A\\\" \\\\ B.\" <ann@example.org>"},
		{STR_INIT("Eve <eve@example.com>,"),
		 "From: \"Eve <eve@example.com>,\" <ann@example.org>"},
		{STR_INIT("(comment"), "From: \"(comment\" <ann@example.org>"},
		{STR_INIT("Zo\u00eb"), "From: =?utf-8?q?Zo=C3=AB?= <ann@example.org>"},
		{STR_INIT("\u00eb, <x> \"(?=_"),
		 "From: =?utf-8?q?=C3=AB=2C_=3Cx=3E_=22=28=3F=3D=5F?= <ann@example.org>"},
		{STR_INIT("a\r\nBcc: eve"), "From: \"a Bcc: eve\" <ann@example.org>"},
		{STR_INIT("\0"), "From: \"<00>\" <ann@example.org>"},
		{STR_INIT("a name of thirty-five letters, 1234"),
		 "From: \"a name of thirty-five letters, 1234\" <ann@example.org>"},
		{STR_INIT("a name of thirty-six letters it is 1"),
		 "From: =?utf-8?q?a_name_of_thirty-six_letters_it_is_1?= <ann@example.org>"},
		{STR_INIT("=?utf-8?q?a?="),
		 "From: =?utf-8?q?=3D=3Futf-8=3Fq=3Fa=3F=3D?= <ann@example.org>"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct message message = plain_message();

		message.from.name = cases[i].name;
		expect_field(&message, "From", cases[i].field);
	}
}

static void test_a_list_of_addresses_is_folded_between_them(void)
{
	const struct mailbox to[] = {ann, team, ann, ann};
	struct message message = plain_message();

	message.to = to;
	message.n_to = G_N_ELEMENTS(to);
	expect_field(&message, "To",
		     "To: Ann Author <ann@example.org>, team@example.org, Ann Author\n"
		     " <ann@example.org>, Ann Author <ann@example.org>");
}

static void test_an_address_is_valid_only_where_it_is_safe_everywhere(void)
{
	static const struct {
		str address;
		bool valid;
	} cases[] = {
		{STR_INIT("ann@example.org"), true},
		{STR_INIT("a.b+c=d_e@x-1.example.org"), true},
		{STR_INIT("ann@localhost"), true},
		{STR_INIT("!#$%&'*+/=?^_`{|}~-@example.org"), true},
		{STR_INIT(""), false},
		{STR_INIT("ann"), false},
		{STR_INIT("@example.org"), false},
		{STR_INIT("ann@"), false},
		{STR_INIT("ann@example..org"), false},
		{STR_INIT("ann@example.org."), false},
		{STR_INIT(".ann@example.org"), false},
		{STR_INIT("ann.@example.org"), false},
		{STR_INIT("a@b@example.org"), false},
		{STR_INIT("ann author@example.org"), false},
		{STR_INIT("ann@example.org\n"), false},
		{STR_INIT("ann@example.org\r\nBcc: eve@example.org"), false},
		{STR_INIT("ann\0@example.org"), false},
		{STR_INIT("ann@exam\0ple.org"), false},
		{STR_INIT("zo\u00eb@example.org"), false},
		{STR_INIT("ann@ex\u00e4mple.org"), false},
		{STR_INIT("<ann@example.org>"), false},
		{STR_INIT("ann@example.org,eve@example.org"), false},
		{STR_INIT("\"ann\"@example.org"), false},
		{STR_INIT("ann@[127.0.0.1]"), false},
		{STR_INIT("-f@example.org"), false}, /* an option of sendmail */
		{STR_INIT("ann@-example.org"), false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("case %zu", i);
		g_assert_cmpint(message_address_is_valid(cases[i].address), ==, cases[i].valid);
	}
}

static void test_an_address_has_a_length(void)
{
	g_autofree char *local = g_strnfill(64, 'a');
	g_autofree char *label = g_strnfill(63, 'b');
	g_autofree char *longest = g_strdup_printf("%s@%s.%s.%.61s", local, label, label, label);
	g_autofree char *too_long = g_strdup_printf("%s@%s.%s.%.62s", local, label, label, label);
	g_autofree char *local_too_long = g_strdup_printf("a%s@example.org", local);
	g_autofree char *label_too_long = g_strdup_printf("ann@b%s.org", label);

	g_assert_true(message_address_is_valid(str_from(longest)));
	g_assert_false(message_address_is_valid(str_from(too_long)));
	g_assert_false(message_address_is_valid(str_from(local_too_long)));
	g_assert_false(message_address_is_valid(str_from(label_too_long)));
}

static void test_a_text_is_quoted_where_the_way_could_change_it(void)
{
	static const struct {
		str text;
		const char *body;
	} cases[] = {
		{STR_INIT(""), ""},
		{STR_INIT("\n"), "\n"},
		{STR_INIT("no newline"), "no newline"},
		{STR_INIT("a = b\n"), "a =3D b\n"},
		{STR_INIT("blank \ntab\t\n in\tside\n"), "blank=20\ntab=09\n in\tside\n"},
		{STR_INIT("blank "), "blank=20"},
		{STR_INIT("From here\n From\n>From \n"), "=46rom here\n From\n>From=20\n"},
		{STR_INIT("Fromage\nFrom\n"), "Fromage\nFrom\n"},
		{STR_INIT(".\n..\na.\n"), "=2E\n=2E.\na.\n"},
		{STR_INIT("bare\rCR\r\nend\r"), "bare=0DCR=0D\nend=0D"},
		{STR_INIT("nul\0here, and more text"), "nul=EF=BF=BDhere, and more text"},
		{STR_INIT("lone \xff byte, and more text"), "lone =EF=BF=BD byte, and more text"},
		{STR_INIT("\x1b\x7f"), "=1B=7F"},
		{STR_INIT("mostly ASCII with an \u00eb"), "mostly ASCII with an =C3=AB"},
		{STR_INIT("\u8336\n\u8336"), "6Iy2DQrojLY="},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *body = body_of(cases[i].text);

		g_test_message("case %zu", i);
		g_assert_cmpstr(body, ==, cases[i].body);
	}
}

static void test_a_long_line_is_broken_softly(void)
{
	g_autofree char *fits = g_strnfill(76, 'a');
	g_autofree char *line = g_strnfill(77, 'a');
	g_autofree char *dots = g_strnfill(80, '.');
	g_autofree char *fits_body = body_of(str_from(fits));
	g_autofree char *line_body = body_of(str_from(line));
	g_autofree char *dots_body = body_of(str_from(dots));
	g_autofree char *expected = g_strdup_printf("%.75s=\naa", line);
	g_autofree char *expected_dots = g_strdup_printf("=2E%.72s=\n=2E%.6s", dots, dots);

	g_assert_cmpstr(fits_body, ==, fits);
	g_assert_cmpstr(line_body, ==, expected);
	g_assert_cmpstr(dots_body, ==, expected_dots);
}

static void test_no_line_is_longer_than_76_bytes_however_long_the_text_is(void)
{
	static const char *const characters[] = {"a", "=", ".", " ", "\u00eb", "\u8336"};

	for (size_t i = 0; i < G_N_ELEMENTS(characters); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *body = NULL;
		str rest;
		str line;

		while (text->len < 1000 * 1000)
			g_string_append(text, characters[i]);
		body = body_of((str){text->str, text->len});
		rest = str_from(body);
		while (str_next_line(&rest, &line))
			g_assert_cmpuint(line.len, <=, 76);
	}
}

static void test_an_id_is_that_of_one_mail(void)
{
	const struct mailbox two[] = {team, ann};
	const struct message message = plain_message();
	struct message others[] = {message, message, message, message, message, message};
	g_autofree char *id = message_make_id(&message);
	g_autofree char *again = message_make_id(&message);

	others[0].from.name = STR("Ann");
	others[1].to = &ann;
	others[2].to = two;
	others[2].n_to = 2;
	others[3].sent_at++;
	others[4].text = STR("tex");
	others[5].html = STR("");
	g_assert_cmpstr(id, ==, again);
	g_assert_true(g_str_has_suffix(id, "@example.org"));
	g_assert_true(message_address_is_valid(str_from(id)));
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autofree char *other = message_make_id(&others[i]);

		g_assert_cmpstr(id, !=, other);
	}
}

static void test_texts_cannot_move_from_one_field_to_the_next(void)
{
	struct message one = plain_message();
	struct message other = plain_message();
	g_autofree char *id = NULL;
	g_autofree char *other_id = NULL;

	one.text = STR("ab");
	one.html = STR("c");
	other.text = STR("a");
	other.html = STR("bc");
	id = message_make_id(&one);
	other_id = message_make_id(&other);
	g_assert_cmpstr(id, !=, other_id);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/message/a-message-has-these-fields-and-two-texts",
			test_a_message_has_these_fields_and_two_texts);
	g_test_add_func("/message/a-subject-is-encoded-as-a-whole-or-not-at-all",
			test_a_subject_is_encoded_as_a_whole_or_not_at_all);
	g_test_add_func("/message/an-encoded-word-ends-between-two-characters",
			test_an_encoded_word_ends_between_two_characters);
	g_test_add_func("/message/a-name-is-an-atom-a-quoted-string-or-encoded",
			test_a_name_is_an_atom_a_quoted_string_or_encoded);
	g_test_add_func("/message/a-list-of-addresses-is-folded-between-them",
			test_a_list_of_addresses_is_folded_between_them);
	g_test_add_func("/message/an-address-is-valid-only-where-it-is-safe-everywhere",
			test_an_address_is_valid_only_where_it_is_safe_everywhere);
	g_test_add_func("/message/an-address-has-a-length", test_an_address_has_a_length);
	g_test_add_func("/message/a-text-is-quoted-where-the-way-could-change-it",
			test_a_text_is_quoted_where_the_way_could_change_it);
	g_test_add_func("/message/a-long-line-is-broken-softly", test_a_long_line_is_broken_softly);
	g_test_add_func("/message/no-line-is-longer-than-76-bytes-however-long-the-text-is",
			test_no_line_is_longer_than_76_bytes_however_long_the_text_is);
	g_test_add_func("/message/an-id-is-that-of-one-mail", test_an_id_is_that_of_one_mail);
	g_test_add_func("/message/texts-cannot-move-from-one-field-to-the-next",
			test_texts_cannot_move_from_one_field_to_the_next);
	return g_test_run();
}
