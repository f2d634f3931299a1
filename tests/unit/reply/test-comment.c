/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/limits.h"
#include "compare/compare.h"
#include "reply/remark_list.h"

#include <glib.h>

#define HEADER \
	"> diff --git a/lamp.c b/lamp.c\n" \
	"> index 1234567..89abcde 100644\n" \
	"> --- a/lamp.c\n" \
	"> +++ b/lamp.c\n"

#define HUNK "> @@ -1,4 +1,5 @@ int dim(void)\n"

struct comment_case {
	const char *sentence;
	const char *text;
	const char *lines; /* that the fingerprint would have; comments end with an empty line */
};

static const struct comment_case comment_cases[] = {
	{"own-text-below-a-hunk-is-a-comment", HEADER HUNK "> +\tdim(lamp);\n\nWhy so early?\n",
	 "+\tdim(lamp);\n\n"},
	{"each-block-of-own-text-has-the-lines-since-the-one-before",
	 HUNK
	 ">  int dim;\n> -\told();\n\nKeep it.\n\n> +\tnew();\n\nAnd this is wrong.\nReally.\n",
	 " int dim;\n-\told();\n\n+\tnew();\n\n"},
	{"below-a-commit-message-is-no-comment",
	 "> The lamp is too bright.\n>\n> - the wick\n> + the oil\n\nIs it?\n", ""},
	{"below-what-follows-the-diff-is-no-comment",
	 HUNK "> +\tdim(lamp);\n\nWhy?\n\n> -- \n> 2.30.2\n\nAnd where is the rest?\n",
	 "+\tdim(lamp);\n\n"},
	{"below-the-end-of-a-patch-is-no-comment",
	 HUNK "> +\tdim(lamp);\n> -- \n>  Lamps and Sons\n\nWill there be more?\n", ""},
	{"nothing-quoted-is-no-comment", "I do not like the hunk of dim().\n", ""},
	{"without-a-header-a-line-of-code-tells", "> +\tdim(lamp);\n>  }\n\nWhy?\n",
	 "+\tdim(lamp);\n\n"},
	{"without-a-header-a-list-in-prose-does-not-tell",
	 "> + dim the lamp\n> -1 from me\n\nWhy?\n", ""},
	{"below-a-header-alone-the-header-is-quoted", HEADER "\nWhy this file?\n",
	 " ## lamp.c ##\n\n"},
	{"the-header-of-a-hunk-names-its-file", HEADER HUNK "\nWhy this function?\n",
	 "@@ lamp.c: int dim(void)\n\n"},
	{"of-a-header-a-part-is-enough", "> +++ b/lamp.c\n" HUNK "\nWhy?\n",
	 "@@ lamp.c: int dim(void)\n\n"},
	{"of-a-header-the-first-line-is-enough", "> diff --git a/lamp.c b/lamp.c\n" HUNK "\nWhy?\n",
	 "@@ lamp.c: int dim(void)\n\n"},
	{"a-new-file-is-known-by-its-header",
	 "> diff --git a/lamp.c b/lamp.c\n> new file mode 100644\n> --- /dev/null\n"
	 "> +++ b/lamp.c\n\nMust this be a new file?\n",
	 " ## lamp.c (new) ##\n\n"},
	{"a-plain-diff-has-headers-too",
	 "> --- a/lamp.c\n> +++ b/lamp.c\n\nA.\n\n> @@ -1 +1 @@ wick\n\nWhy?\n",
	 " ## lamp.c ##\n\n@@ lamp.c: wick\n\n"},
	{"lines-that-say-nothing-are-left-out-where-others-are",
	 HUNK "> +\tdim(lamp);\n> +\t}\n> +\n>\n>  \t */\n\nWhy?\n", "+\tdim(lamp);\n\n"},
	{"lines-that-say-nothing-are-kept-where-no-others-are",
	 HUNK "> +\t}\n\nA brace too many.\n", "+\t}\n\n"},
	{"a-line-that-a-mailer-wrapped-is-known-by-its-beginning",
	 HUNK "> +\tdim(lamp,\n> wick);\n\nWhy?\n", "+\tdim(lamp,\n\n"},
	{"tabs-of-which-a-mailer-made-blanks-are-tabs-again",
	 HUNK
	 ">         if (dark)\n> +               dim(lamp,\n> +                   wick);\n\nWhy?\n",
	 " \tif (dark)\n+\t\tdim(lamp,\n+\t\t    wick);\n\n"},
	{"blanks-that-are-no-tabs-stay",
	 HUNK ">          if (dark)\n> +        dim(lamp);\n\nWhy?\n",
	 "         if (dark)\n+        dim(lamp);\n\n"},
	{"blanks-beside-tabs-stay", HUNK "> +\tdim(lamp);\n> +               dim(wick);\n\nWhy?\n",
	 "+\tdim(lamp);\n+               dim(wick);\n\n"},
	{"a-mark-without-a-blank-is-removed-alone",
	 ">@@ -1,4 +1,5 @@\n> one\n>+\tdim(lamp);\n\nWhy?\n", " one\n+\tdim(lamp);\n\n"},
	{"below-a-quote-of-the-diff-within-a-quote-is-a-comment",
	 "> > @@ -1,4 +1,5 @@ int dim(void)\n> >  one\n>> +\tdim(lamp);\n\nWhy?\n",
	 " one\n+\tdim(lamp);\n\n"},
	{"below-what-another-reader-said-is-no-comment",
	 "> > @@ -1,4 +1,5 @@\n> > +\tdim(lamp);\n> Why?\n\nBecause it is dark.\n", ""},
	{"thanks-are-no-comment", HUNK "> +\tdim(lamp);\n\nThanks,\nAnn Author\n", ""},
	{"a-greeting-is-no-comment", "> @@ -1 +1 @@\n> +one\n\nHi Ann,\n\n> +\ttwo();\n\nWhy?\n",
	 "+one\n+\ttwo();\n\n"},
	{"a-greeting-with-a-sentence-is-a-comment",
	 HUNK "> +\tdim(lamp);\n\nHi Ann, this lamp is much too bright here.\n",
	 "+\tdim(lamp);\n\n"},
	{"a-trailer-is-no-comment",
	 HUNK "> +\tdim(lamp);\n\nReviewed-by: Rob Reader <rob@example.com>\n", ""},
	{"a-name-below-a-trailer-is-no-comment",
	 HUNK "> +\tdim(lamp);\n\nAcked-by: Rob Reader <rob@example.com>\n\nRob\n", ""},
	{"a-sentence-below-a-trailer-is-a-comment",
	 HUNK "> +\tdim(lamp);\n\nAcked-by: Rob Reader <rob@example.com>\n\nBut too late.\n",
	 "+\tdim(lamp);\n\n"},
	{"a-trailer-with-a-sentence-is-a-comment",
	 HUNK "> +\tdim(lamp);\n\nA blank too many.\n\nAcked-by: Rob Reader <rob@example.com>\n",
	 "+\tdim(lamp);\n\n"},
	{"a-signature-is-no-comment", HUNK "> +\tdim(lamp);\n\n-- \nRob Reader, Lamps and Sons\n",
	 ""},
	{"praise-is-no-comment", HUNK "> +\tdim(lamp);\n\nLGTM.\n", ""},
	{"a-mark-where-something-was-cut-out-is-no-comment",
	 HUNK "> +\tdim(lamp);\n[...]\n> +\tdim(wick);\n[snip]\n", ""},
	{"an-own-diff-is-no-comment",
	 HUNK
	 "> +\tdim(lamp);\n\ndiff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n",
	 ""},
};

static str comments_of(struct arena *arena, str text, struct remark_list *ret_list)
{
	struct own_text own;

	*ret_list = (struct remark_list){.arena = arena};
	own_text_of(arena, text, &own);
	remarks_add_comments(ret_list, text, &own);
	return text;
}

static void test_comment(const void *data)
{
	const struct comment_case *test = data;
	str expected = str_from(test->lines);
	g_auto(arena) arena;
	struct remark_list list;
	str line;

	arena_init(&arena);
	comments_of(&arena, str_from(test->text), &list);
	for (unsigned i = 0; i < list.n_items; i++) {
		const struct remark *comment = &list.items[i];

		g_assert_cmpint(comment->kind, ==, REMARK_COMMENT);
		for (unsigned k = 0; k < comment->n_lines; k++) {
			g_assert_true(str_next_line(&expected, &line));
			g_assert_cmphex(comment->lines[k], ==, fingerprint_line(line));
		}
		g_assert_true(str_next_line(&expected, &line));
		g_assert_cmpuint(line.len, ==, 0);
	}
	g_assert_cmpuint(expected.len, ==, 0);
}

/* Whatever is quoted whole is found again, headers and all. */
static void test_form(void)
{
	static const str diff_text = STR_INIT("diff --git a/lamp.c b/lamp.c\n"
					      "new file mode 100644\n"
					      "index 0000000..89abcde\n"
					      "--- /dev/null\n"
					      "+++ b/lamp.c\n"
					      "@@ -0,0 +1,2 @@\n"
					      "+int lamp;\n"
					      "+int wick;\n"
					      "diff --git a/wick.c b/oil.c\n"
					      "similarity index 90%\n"
					      "rename from wick.c\n"
					      "rename to oil.c\n"
					      "index 1234567..89abcde 100644\n"
					      "--- a/wick.c\n"
					      "+++ b/oil.c\n"
					      "@@ -10,3 +10,3 @@ int oil(void)\n"
					      " \tfill(oil);\n"
					      "-\tdim(wick);\n"
					      "+\tdim(oil);\n"
					      " \treturn oil;\n");
	/* Without the empty line between the files. */
	static const unsigned expected[] = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10};
	struct compare_patch patch = {.title = STR("lamp: burn")};
	g_autoptr(GString) text = g_string_new(NULL);
	struct fingerprint fingerprint;
	struct remark_list list;
	g_auto(arena) arena;
	struct diff diff;
	str rest = diff_text;
	unsigned at = 0;
	str line;

	arena_init(&arena);
	g_assert_true(diff_parse(&arena, diff_text, &diff));
	patch.diff = &diff;
	fingerprint_of(&arena, &patch, &fingerprint);
	g_assert_cmpuint(fingerprint.n_lines, ==, 11);
	while (str_next_line(&rest, &line)) {
		if (str_starts(line, STR("@@")) || str_starts(line, STR("diff ")))
			g_string_append(text, "Why?\n");
		g_string_append_printf(text, "> " STR_FMT "\n", STR_ARG(line));
		if (str_starts(line, STR("@@")))
			g_string_append(text, "Why?\n");
	}
	g_string_append(text, "And the flame?\n");

	comments_of(&arena, (str){.ptr = text->str, .len = text->len}, &list);
	for (unsigned i = 0; i < list.n_items; i++) {
		for (unsigned k = 0; k < list.items[i].n_lines; k++, at++)
			g_assert_cmphex(list.items[i].lines[k], ==,
					fingerprint.lines[expected[at]]);
	}
	g_assert_cmpuint(at, ==, G_N_ELEMENTS(expected));
}

static void test_nearest(void)
{
	g_autoptr(GString) text = g_string_new("> @@ -1 +1 @@\n");
	struct remark_list list;
	g_auto(arena) arena;

	arena_init(&arena);
	for (int i = 0; i < 100; i++)
		g_string_append_printf(text, "> +lamp %d\n", i);
	g_string_append(text, "Too many.\n");
	comments_of(&arena, (str){.ptr = text->str, .len = text->len}, &list);
	g_assert_cmpuint(list.n_items, ==, 1);
	g_assert_cmpuint(list.items[0].n_lines, ==, REMARK_LINES);
	g_assert_cmphex(list.items[0].lines[0], ==, fingerprint_line(STR("+lamp 84")));
	g_assert_cmphex(list.items[0].lines[REMARK_LINES - 1], ==,
			fingerprint_line(STR("+lamp 99")));
}

static void test_limit(void)
{
	g_autoptr(GString) text = g_string_new("> @@ -1 +1 @@\n");
	struct remark_list list;
	g_auto(arena) arena;

	arena_init(&arena);
	for (int i = 0; i < 20000; i++)
		g_string_append(text, "> +\tdim(lamp);\nWhy?\n");
	comments_of(&arena, (str){.ptr = text->str, .len = text->len}, &list);
	g_assert_cmpuint(list.n_items, ==, LIMIT_REMARKS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(comment_cases); i++) {
		g_autofree char *path = g_strdup_printf("/comment/%s", comment_cases[i].sentence);

		g_test_add_data_func(path, &comment_cases[i], test_comment);
	}
	g_test_add_func("/comment/what-is-quoted-has-the-form-of-the-fingerprint", test_form);
	g_test_add_func("/comment/the-nearest-lines-count", test_nearest);
	g_test_add_func("/comment/there-are-at-most-so-many", test_limit);
	return g_test_run();
}
