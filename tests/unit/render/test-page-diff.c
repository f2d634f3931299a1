/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the lines of a diff are, and how they are put into a page. */
#include "render/page_diff.h"

#include "render/diff_line.h"
#include "render/escape.h"
#include "view/difference_view.h"

#include <string.h>

static void test_a_line_is_known_by_its_sign_and_its_place(void)
{
	static const struct {
		str line;
		enum diff_line expected;
		bool is_in_hunk; /* after it */
	} lines[] = {
		{STR_INIT("Index: a"), DIFF_LINE_PLAIN, false},
		{STR_INIT("+ no hunk yet"), DIFF_LINE_PLAIN, false},
		{STR_INIT("diff --git a/a b/a"), DIFF_LINE_HEADER, false},
		{STR_INIT("index 1..2 100644"), DIFF_LINE_HEADER, false},
		{STR_INIT("old mode 100644"), DIFF_LINE_PLAIN, false},
		{STR_INIT("--- a/a"), DIFF_LINE_HEADER, false},
		{STR_INIT("+++ b/a"), DIFF_LINE_HEADER, false},
		{STR_INIT("@@ -1,4 +1,4 @@ f"), DIFF_LINE_HUNK, true},
		{STR_INIT(" context"), DIFF_LINE_PLAIN, true},
		{STR_INIT("--- a"), DIFF_LINE_REMOVED, true},
		{STR_INIT("+++ b"), DIFF_LINE_ADDED, true},
		{STR_INIT("-"), DIFF_LINE_REMOVED, true},
		{STR_INIT("+"), DIFF_LINE_ADDED, true},
		{STR_INIT(""), DIFF_LINE_PLAIN, true},
		{STR_INIT("index 1"), DIFF_LINE_PLAIN, true},
		{STR_INIT("\\ No newline at end of file"), DIFF_LINE_PLAIN, true},
		{STR_INIT("@@ -9 +9 @@"), DIFF_LINE_HUNK, true},
		{STR_INIT("diff --git a/b b/b"), DIFF_LINE_HEADER, false},
		{STR_INIT("--- a/b"), DIFF_LINE_HEADER, false},
	};
	bool is_in_hunk = false;

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_test_message("%s", lines[i].line.ptr);
		g_assert_cmpint(diff_line_of(lines[i].line, &is_in_hunk), ==, lines[i].expected);
		g_assert_cmpint(is_in_hunk, ==, lines[i].is_in_hunk);
	}
}

/* The text of @markup, in which each element must end before the one around it. */
static char *text_of(const char *markup)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *open = NULL;

	for (const char *at = markup; *at; at++) {
		const char *end = strchr(at, '>');
		g_autofree char *tag = NULL;

		if (*at != '<') {
			g_string_append_c(text, *at);
			continue;
		}
		g_assert_nonnull(end);
		tag = g_strndup(at + 1, (size_t)(end - at - 1));
		at = end;
		if (tag[0] == '/') {
			g_assert_nonnull(open);
			g_assert_cmpstr(tag + 1, ==, open);
			g_clear_pointer(&open, g_free);
			continue;
		}
		g_assert_null(open); /* one element a run, and none within */
		open = g_strndup(tag, strcspn(tag, " "));
	}
	g_assert_null(open);
	return g_strdup(text->str);
}

static char *escaped(str text)
{
	GString *out = g_string_new(NULL);

	escape_markup(out, text);
	return g_string_free(out, FALSE);
}

#define DIFF \
	"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@\n " \
	"<a>\n-</pre>\n-&b\n+\"c\"\n+\xff\n" \
	" \n\\ No newline at end of file\n"

static void test_a_run_of_lines_of_one_kind_is_one_element(void)
{
	str diff = STR(DIFF);
	g_autoptr(GString) out = g_string_new(NULL);

	page_write_diff(&diff, out);
	g_assert_cmpstr(out->str, ==,
			"<b>diff --git a/a b/a\n--- a/a\n+++ b/a\n</b><i>@@ -1,3 +1,3 @@\n</i>"
			" &lt;a&gt;\n<del>-&lt;/pre&gt;\n-&amp;b\n</del><ins>+&quot;c&quot;\n"
			"+&lt;FF&gt;\n</ins> \n\\ No newline at end of file\n");
}

static void test_elements_are_balanced_and_hold_the_whole_diff(void)
{
	static const str diffs[] = {
		{0},
		STR_INIT(DIFF),
		STR_INIT("+a\n-b\n"),
		STR_INIT("@@ -1 +1 @@\n-a\n+b\n-c\n+d\n"),
		STR_INIT("@@ -1 +1 @@\n+<ins>\n-</del>\n"),
		STR_INIT("@@ -1 +1 @@\n+a\r\n+b\0c\n"),
		STR_INIT("@@ -1 +1 @@\n+\n"),
		STR_INIT("\n\n\n"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(diffs); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		g_autofree char *text = NULL;
		g_autofree char *expected = escaped(diffs[i]);

		page_write_diff(&diffs[i], out);
		text = text_of(out->str);
		g_assert_cmpstr(text, ==, expected);
	}
}

static void test_a_last_line_without_a_newline_gets_one(void)
{
	str diff = STR("@@ -1 +1 @@\n+a");
	g_autoptr(GString) out = g_string_new(NULL);

	page_write_diff(&diff, out);
	g_assert_cmpstr(out->str, ==, "<i>@@ -1 +1 @@\n</i><ins>+a\n</ins>");
}

static void test_a_difference_shows_both_signs(void)
{
	static struct compare_line lines[] = {
		{.sign = '@', .text = STR_INIT("a/a.c")}, {.sign = ' ', .text = STR_INIT(" x")},
		{.sign = ' ', .text = STR_INIT("+x")},	  {.sign = ' ', .text = STR_INIT("-x")},
		{.sign = '+', .text = STR_INIT("+<b>")},  {.sign = '+', .text = STR_INIT("+y")},
		{.sign = '+', .text = STR_INIT("-x")},	  {.sign = '+', .text = STR_INIT(" x")},
		{.sign = '-', .text = STR_INIT("+x")},	  {.sign = '-', .text = STR_INIT("-x")},
		{.sign = '-', .text = STR_INIT("")},	  {.sign = ' ', .text = STR_INIT("")},
	};
	const struct difference_pair pair = {.lines = lines, .n_lines = G_N_ELEMENTS(lines)};
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *text = NULL;

	page_write_difference(&pair, out);
	g_assert_cmpstr(out->str, ==,
			"<i>@@ a/a.c\n</i>  x\n<ins class=\"same\"> +x\n</ins>"
			"<del class=\"same\"> -x\n</del><ins class=\"newer\">++&lt;b&gt;\n++y\n"
			"</ins><del class=\"newer\">+-x\n</del><b class=\"newer\">+ x\n</b>"
			"<ins class=\"older\">-+x\n</ins><del class=\"older\">--x\n</del>"
			"<s class=\"older\">-\n</s> \n");
	text = text_of(out->str);
	g_assert_true(g_str_has_prefix(text, "@@ a/a.c\n  x\n +x\n -x\n++&lt;b&gt;\n"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/page-diff/a-line-is-known-by-its-sign-and-its-place",
			test_a_line_is_known_by_its_sign_and_its_place);
	g_test_add_func("/page-diff/a-run-of-lines-of-one-kind-is-one-element",
			test_a_run_of_lines_of_one_kind_is_one_element);
	g_test_add_func("/page-diff/elements-are-balanced-and-hold-the-whole-diff",
			test_elements_are_balanced_and_hold_the_whole_diff);
	g_test_add_func("/page-diff/a-last-line-without-a-newline-gets-one",
			test_a_last_line_without_a_newline_gets_one);
	g_test_add_func("/page-diff/a-difference-shows-both-signs",
			test_a_difference_shows_both_signs);
	return g_test_run();
}
