/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/commit_message.h"

#include "base/limits.h"

#include <glib.h>

struct message_case {
	const char *name;
	const char *message;
	const char *title;
	const char *links; /* parted by blanks */
	const char *picked_from;
};

#define ID "0123456789abcdef0123456789abcdef01234567"

static const struct message_case cases[] = {
	{"the-first-line-is-the-title", "lamp: light it\n\nIt was dark.\n", "lamp: light it", "",
	 ""},
	{"a-first-paragraph-of-more-lines-is-joined", "lamp: light\nit  \nnow\n\nDark.\n",
	 "lamp: light it now", "", ""},
	{"empty-lines-above-are-passed-over", "\n \n\nlamp\n", "lamp", "", ""},
	{"an-empty-message-has-no-title", "", "", "", ""},
	{"a-message-of-blanks-has-no-title", " \n\t\n", "", "", ""},
	{"a-last-line-without-a-newline-counts", "lamp", "lamp", "", ""},
	{"the-last-link-comes-first",
	 "lamp\n\n"
	 "See https://lists.example.org/r/1@example.org for why.\n\n"
	 "Link: https://lists.example.org/r/2@example.org\n"
	 "Signed-off-by: Ann Author <ann@example.org>\n"
	 "Link: https://lists.example.org/all/3@example.org/\n"
	 "Signed-off-by: Carl Committer <carl@example.org>\n",
	 "lamp", "3@example.org 2@example.org 1@example.org", ""},
	{"each-link-is-named-once",
	 "lamp\n\n"
	 "Link: https://lists.example.org/r/1@example.org\n"
	 "Closes: https://lists.example.org/r/2@example.org\n"
	 "Link: https://lists.example.org/r/1@example.org\n",
	 "lamp", "1@example.org 2@example.org", ""},
	{"a-message-id-may-stand-in-brackets-or-not",
	 "lamp\n\n"
	 "Message-Id: <1@example.org>\n"
	 "Message-ID: 2@example.org\n"
	 "message-id:  3@example.org \n",
	 "lamp", "3@example.org 2@example.org 1@example.org", ""},
	{"a-message-id-of-several-words-is-none", "lamp\n\nMessage-Id: is ann@example.org\n",
	 "lamp", "", ""},
	{"a-person-is-no-link",
	 "lamp\n\n"
	 "Reviewed-by: Ann Author <ann@example.org>\n"
	 "Cc: <list@example.org>\n",
	 "lamp", "", ""},
	{"a-wrapped-link-is-found", "lamp\n\nLink:\n https://lists.example.org/r/1@example.org\n",
	 "lamp", "1@example.org", ""},
	{"a-cherry-pick-names-its-commit", "lamp\n\n(cherry picked from commit " ID ")\n", "lamp",
	 "", ID},
	{"of-several-picks-the-first-is-the-origin",
	 "lamp\n\n(cherry picked from commit " ID ")\n"
	 "(cherry picked from commit 7777777777777777777777777777777777777777)\n",
	 "lamp", "", ID},
	{"a-stable-commit-names-the-one-upstream", "lamp\n\ncommit " ID " upstream.\n\nIt.\n",
	 "lamp", "", ID},
	{"so-it-does-in-brackets", "lamp\n\n[ Upstream commit " ID " ]\n\nIt.\n", "lamp", "", ID},
	{"an-abbreviated-id-will-do", "lamp\n\n(cherry picked from commit 0123456789ab)\n", "lamp",
	 "", "0123456789ab"},
	{"a-word-that-is-no-id-is-no-pick",
	 "lamp\n\n(cherry picked from commit cafe)\n"
	 "(cherry picked from commit of mine)\n",
	 "lamp", "", ""},
	{"a-commit-that-is-only-mentioned-is-no-pick",
	 "lamp\n\nThis fixes what commit " ID " upstream broke.\ncommit " ID " did it.\n", "lamp",
	 "", ""},
};

static void test_message(const void *user)
{
	const struct message_case *test = user;
	g_autoptr(GString) links = g_string_new(NULL);
	struct commit_message message;
	g_auto(arena) arena;

	arena_init(&arena);
	commit_message_read(&arena, str_from(test->message), &message);
	for (unsigned i = 0; i < message.n_links; i++)
		g_string_append_printf(links, "%s" STR_FMT, i > 0 ? " " : "",
				       STR_ARG(message.links[i]));
	g_assert_true(str_equal(message.title, str_from(test->title)));
	g_assert_cmpstr(links->str, ==, test->links);
	g_assert_true(str_equal(message.picked_from, str_from(test->picked_from)));
}

static void test_long_title(void)
{
	g_autoptr(GString) text = g_string_new("x");
	struct commit_message message;
	g_auto(arena) arena;

	arena_init(&arena);
	for (unsigned i = 0; i < LIMIT_SUBJECT_BYTES; i++)
		g_string_append(text, i % 100 == 99 ? "\n" : "\xc3\xa9");
	commit_message_read(&arena, (str){text->str, text->len}, &message);
	g_assert_cmpuint(message.title.len, <=, LIMIT_SUBJECT_BYTES);
	g_assert_cmpuint(message.title.len, >=, LIMIT_SUBJECT_BYTES - 1);
	g_assert_true(g_utf8_validate(message.title.ptr, (gssize)message.title.len, NULL));
}

static void test_many_links(void)
{
	g_autoptr(GString) text = g_string_new("lamp\n\n");
	struct commit_message message;
	g_auto(arena) arena;

	arena_init(&arena);
	for (unsigned i = 0; i < 10 * LIMIT_COMMIT_LINKS; i++)
		g_string_append_printf(text, "Link: https://lists.example.org/r/%u@example.org\n",
				       i);
	commit_message_read(&arena, (str){text->str, text->len}, &message);
	g_assert_cmpuint(message.n_links, ==, LIMIT_COMMIT_LINKS);
	g_assert_true(str_equal(message.links[0], STR("319@example.org")));
}

static void test_nul(void)
{
	struct commit_message message;
	g_auto(arena) arena;

	arena_init(&arena);
	commit_message_read(&arena, STR("lamp\n\nIt.\0\nMessage-Id: <1@example.org>\n"), &message);
	g_assert_true(str_equal(message.title, STR("lamp")));
	g_assert_cmpuint(message.n_links, ==, 0);
}

static void test_text(void)
{
	static const struct {
		const char *text;
		const char *charset;
		const char *expected;
	} texts[] = {
		{"caf\xc3\xa9", "", "caf\xc3\xa9"},
		{"caf\xc3\xa9", "UTF-8", "caf\xc3\xa9"},
		{"caf\xe9", "", "caf\xc3\xa9"},
		{"caf\xe9", "UTF-8", "caf\xc3\xa9"},
		{"caf\xe9", "ISO-8859-1", "caf\xc3\xa9"},
		{"caf\xe9", "latin1", "caf\xc3\xa9"},
		{"\xa4", "ISO-8859-15", "\xe2\x82\xac"},
		{"\xc1", "KOI8-R", "\xd0\xb0"},
		{"\x1b$B$\"\x1b(B", "ISO-2022-JP", "\xe3\x81\x82"},
		{"\x82\xa0", "Shift_JIS", "\xe3\x81\x82"},
		{"\x82", "Shift_JIS", "\xc2\x82"},
		{"caf\xe9", "no-such-charset", "caf\xc3\xa9"},
		{"", "KOI8-R", ""},
	};
	g_auto(arena) arena;

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		str text = commit_text(&arena, str_from(texts[i].text), str_from(texts[i].charset));

		g_test_message("%zu", i);
		g_assert_true(str_equal(text, str_from(texts[i].expected)));
	}
}

static void test_fields(void)
{
	static const str bytes = STR_INIT("tree " ID "\nparent " ID "\nparent 7777" ID
					  "\nauthor A <a@example.org> 1 +0000\n");
	static const str whole = STR_INIT("tree " ID "\nparent " ID
					  "\nparent 7777777777777777777777777777777777777777\n"
					  "author A <a@example.org> 1 +0000\n"
					  "committer B <b@example.org> 2 +0000\n"
					  "mergetag object " ID "\n"
					  " author C <c@example.org> 3 +0000\n"
					  "encoding ISO-8859-1\n"
					  "gpgsig -----BEGIN\n"
					  " \n"
					  " encoding no\n"
					  "\nlamp\n\nauthor D <d@example.org> 4 +0000\n");
	struct commit_fields fields;
	git_oid parent;

	g_assert_false(commit_fields_read(bytes, &fields));
	g_assert_true(commit_fields_read(whole, &fields));
	g_assert_cmpuint(fields.n_parents, ==, 2);
	parent = commit_fields_parent(&fields, 1);
	g_assert_cmpint(parent.id[19], ==, 0x77);
	g_assert_true(str_equal(fields.author, STR("A <a@example.org> 1 +0000")));
	g_assert_cmpint(ident_time(fields.committer), ==, 2);
	g_assert_true(str_equal(fields.encoding, STR("ISO-8859-1")));
	g_assert_true(str_starts(fields.message, STR("lamp\n")));
	/* No beginning of a commit is read past its end. */
	for (size_t len = 0; len < whole.len; len++) {
		g_autofree char *copy = g_memdup2(whole.ptr, len);

		commit_fields_read((str){copy, len}, &fields);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/commit-message/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_message);
	}
	g_test_add_func("/commit-message/a-long-title-is-cut-between-characters", test_long_title);
	g_test_add_func("/commit-message/of-many-links-the-last-are-kept", test_many_links);
	g_test_add_func("/commit-message/a-message-ends-at-its-first-nul", test_nul);
	g_test_add_func("/commit-message/any-text-becomes-valid-utf-8", test_text);
	g_test_add_func("/commit-message/fields-end-at-the-empty-line", test_fields);
	return g_test_run();
}
