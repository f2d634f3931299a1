/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/own_text.h"

#include "base/limits.h"

#include <glib.h>

struct own_case {
	const char *name;
	const char *text;
	const char *expected;
};

/* Expected: "NUMBER:TEXT" a line, with a `>` behind the number of one after a quote. */
static const struct own_case line_cases[] = {
	{"an-empty-text-has-none", "", ""},
	{"what-is-not-quoted-is-own", "> wick\nToo long.\n\nThanks\n", "1>:Too long.\n3:Thanks\n"},
	{"blanks-may-stand-before-a-quote", "  > wick\n\t> oil\nno\n", "2>:no\n"},
	{"a-bar-quotes", "| wick\nno\n", "1>:no\n"},
	{"a-name-may-quote", "Ann> wick\nAO> oil\nann>> oil\nno\n", "3>:no\n"},
	{"an-arrow-or-a-tag-is-no-quote", "lamp->oil\n<oil> is\na > b\nx>y\n",
	 "0:lamp->oil\n1:<oil> is\n2:a > b\n3:x>y\n"},
	{"blank-lines-between-do-not-matter", "> wick\n\n \nno\n\nyes\n", "3>:no\n5:yes\n"},
	{"the-signature-ends-it", "no\n-- \nAnn\n", "0:no\n"},
	{"so-does-one-without-its-blank", "no\n--\nAnn\n", "0:no\n"},
	{"three-dashes-do-not", "no\n---\nyes\n", "0:no\n1:---\n2:yes\n"},
	{"an-unquoted-original-ends-it", "no\n-----Original Message-----\nyes\n", "0:no\n"},
	{"so-do-headers-of-one", "no\n\nFrom: Ann Oil <ann@example.org>\nSent: Monday\n\nyes\n",
	 "0:no\n"},
	{"headers-above-a-quote-are-left-out",
	 "From: Ann Oil <ann@example.org>\nSent: Monday\nTo: Ben\n\n> wick\n\nno\n", "6>:no\n"},
	{"who-is-quoted-is-left-out", "On Monday, Ann Oil wrote:\n> wick\nno\n", "2>:no\n"},
	{"also-over-several-lines",
	 "Hi\n\nOn Mon, Jan 1, 2024 at 1:00 PM Ann Oil\n<ann@example.org> wrote:\n>\n> wick\nno\n",
	 "0:Hi\n6>:no\n"},
	{"also-without-a-date", "Ann Oil <ann@example.org> writes:\n\n> wick\nno\n", "3>:no\n"},
	{"also-in-other-tongues", "Am 1.1.2024 um 13:00 schrieb:\n> wick\nno\n", "2>:no\n"},
	{"a-sentence-about-writing-is-own", "As the data sheet said:\n\nburn less\n",
	 "0:As the data sheet said:\n2:burn less\n"},
	{"a-mailer-without-marks-ends-it", "no\n\nOn Monday, Ann Oil wrote:\n\nPlease resend.\n",
	 "0:no\n"},
	{"a-diff-is-left-out",
	 "Maybe:\n\ndiff --git a/lamp.c b/lamp.c\n--- a/lamp.c\n+++ b/lamp.c\n@@ -1 +1 @@\n"
	 "-wick\n+oil\n\n context\nWhat do you think?\n",
	 "0:Maybe:\n10:What do you think?\n"},
	{"so-is-a-lone-hunk", "@@ -1 +1 @@\n-wick\n+oil\nno\n", "3:no\n"},
	{"a-quote-ends-a-diff", "@@ -1 +1 @@\n-wick\n> oil\n- an item\n", "3>:- an item\n"},
	{"an-item-is-no-diff", "- wick\n+ oil\n", "0:- wick\n1:+ oil\n"},
	{"what-stands-between-scissors-is-left-out", "no\n--- 8< ---\nwick\n--- >8 ---\nyes\n",
	 "0:no\n4:yes\n"},
	{"without-the-second-the-rest-is", "no\n-- >8 --\nSubject: wick\n\noil\n", "0:no\n"},
	{"commands-to-bots-are-left-out",
	 "no\n#regzbot fix: wick\n #syz dup: oil\n#Syz test\n#regzb ignore\n", "0:no\n"},
	{"another-hash-is-text", "#define OIL\n# syzkaller found it\n#sync\n",
	 "0:#define OIL\n1:# syzkaller found it\n2:#sync\n"},
	{"what-is-left-out-is-no-quote", "> wick\n#syz fix: oil\nno\n", "2:no\n"},
};

/* Expected: the mark (0 for none), `+` at the begin of a paragraph, the line, the text. */
static const struct own_case sentence_cases[] = {
	{"a-full-stop-ends-a-sentence", "One. Two.\n", ".+0 One\n. 0 Two\n"},
	{"a-sentence-goes-on-over-lines", "One\n  two.  Three\nfour\n",
	 ".+0 One two\n0 1 Three four\n"},
	{"questions-and-cries-have-their-marks", "Why? No! What?! Who??\n",
	 "?+0 Why\n! 0 No\n? 0 What\n? 0 Who\n"},
	{"brackets-and-quotes-may-close-behind", "(Is it?) \"It is.\" *No!*\n",
	 "?+0 (Is it\n. 0 \"It is\n! 0 *No\n"},
	{"a-colon-at-a-line-s-end-ends-it", "Like this: or\nthis:\nburn it\n",
	 ":+0 Like this: or this\n0 2 burn it\n"},
	{"an-ellipsis-is-a-full-stop", "Hmm... no\n", ".+0 Hmm\n0 0 no\n"},
	{"a-name-a-version-or-a-number-has-its-points", "See lamp.c in v5.10 at 1.5 V\n",
	 "0+0 See lamp.c in v5.10 at 1.5 V\n"},
	{"an-abbreviation-has-too", "Oil, e.g. whale's, vs. wax of J. Wick\n",
	 "0+0 Oil, e.g. whale's, vs. wax of J. Wick\n"},
	{"a-number-of-a-list-has-too", "1. One\n2. Two\n", "0+0 1. One\n0+1 2. Two\n"},
	{"a-blank-line-ends-a-paragraph", "One\n\ntwo\n", "0+0 One\n0+1 two\n"},
	{"a-quote-ends-a-paragraph", "One\n> wick\ntwo\n", "0+0 One\n0+1 two\n"},
	{"an-item-begins-one", "Oil:\n- one\n  more\n* two\n",
	 ":+0 Oil\n0+1 - one more\n0+3 * two\n"},
	{"indented-lines-begin-one", "Use\n\tburn(oil);\n", "0+0 Use\n0+1 burn(oil);\n"},
	{"a-salutation-is-one", "Hi Ann and Ben,\nNo.\n", "0+0 Hi Ann and Ben,\n.+1 No\n"},
	{"a-longer-line-is-none", "If you like it so much,\nno.\n",
	 ".+0 If you like it so much, no\n"},
	{"a-comma-in-a-paragraph-is-none", "No oil\nat all,\nno.\n", ".+0 No oil at all, no\n"},
	{"a-blank-that-holds-words-together-parts-them", "One.\302\240 Two\302\240three\n",
	 ".+0 One\n0 0 Two three\n"},
	{"marks-alone-are-none", "?\n\n...\n", ""},
};

static void check_lines(const void *data)
{
	const struct own_case *test = data;
	g_auto(arena) arena = {0};
	g_autoptr(GString) found = g_string_new(NULL);
	struct own_text own;

	own_text_of(&arena, str_from(test->text), &own);
	for (unsigned i = 0; i < own.n_lines; i++)
		g_string_append_printf(found, "%u%s:" STR_FMT "\n", own.lines[i].number,
				       own.lines[i].is_after_quote ? ">" : "",
				       STR_ARG(own.lines[i].text));
	g_assert_cmpstr(found->str, ==, test->expected);
}

static void check_sentences(const void *data)
{
	const struct own_case *test = data;
	g_auto(arena) arena = {0};
	g_autoptr(GString) found = g_string_new(NULL);
	struct own_text own;

	own_text_of(&arena, str_from(test->text), &own);
	for (unsigned i = 0; i < own.n_sentences; i++) {
		const struct own_sentence *sentence = &own.sentences[i];

		g_string_append_printf(found, "%c%c%u " STR_FMT "\n",
				       sentence->mark ? sentence->mark : '0',
				       sentence->begins_paragraph ? '+' : ' ', sentence->line,
				       STR_ARG(sentence->text));
	}
	g_assert_cmpstr(found->str, ==, test->expected);
}

static void only_so_much_of_a_text_is_read(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new(NULL);
	struct own_text own;

	while (text->len <= LIMIT_REPLY_BYTES)
		g_string_append(text, "oil\n");
	own_text_of(&arena, (str){.ptr = text->str, .len = text->len}, &own);
	g_assert_cmpuint(own.n_lines, ==, LIMIT_REPLY_BYTES / 4);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(line_cases); i++) {
		g_autofree char *path = g_strconcat("/own-text/", line_cases[i].name, NULL);

		g_test_add_data_func(path, &line_cases[i], check_lines);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(sentence_cases); i++) {
		g_autofree char *path =
			g_strconcat("/own-text/sentence/", sentence_cases[i].name, NULL);

		g_test_add_data_func(path, &sentence_cases[i], check_sentences);
	}
	g_test_add_func("/own-text/only-so-much-of-a-text-is-read", only_so_much_of_a_text_is_read);
	return g_test_run();
}
