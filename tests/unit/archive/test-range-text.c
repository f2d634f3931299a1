/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/range_text.h"

#include <glib.h>

static void assert_str(str actual, const char *expected)
{
	g_autofree char *text = str_dup(actual);

	g_assert_cmpstr(text, ==, expected);
}

static void test_split(void)
{
	static const struct {
		const char *text;
		const char *from;
		const char *to;
	} cases[] = {
		{"a..b", "a", "b"},
		{"a..", "a", ""},
		{"..b", "", "b"},
		{"HEAD~300..HEAD", "HEAD~300", "HEAD"},
		{"v1.0..v1.1", "v1.0", "v1.1"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		str from;
		str to;

		g_assert_true(range_text_split(str_from(cases[i].text), &from, &to));
		assert_str(from, cases[i].from);
		assert_str(to, cases[i].to);
	}
}

static void test_no_range(void)
{
	static const char *const cases[] = {"",	   "a",	   "..",      "a...b",
					    "...", "....", "a..b..c", "a.b"};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		str from = STR("kept");
		str to = STR("kept");

		g_assert_false(range_text_split(str_from(cases[i]), &from, &to));
		assert_str(from, "kept");
		assert_str(to, "kept");
	}
}

static void test_revision(void)
{
	static const struct {
		const char *text;
		const char *name;
		unsigned steps;
	} cases[] = {
		{"HEAD", "HEAD", 0},
		{"HEAD~", "HEAD", 1},
		{"HEAD~0", "HEAD", 0},
		{"HEAD~300", "HEAD", 300},
		{"HEAD^", "HEAD", 1},
		{"HEAD^0", "HEAD", 0},
		{"HEAD^1^", "HEAD", 2},
		{"v1~2^~3", "v1", 6},
		{"list/a-b", "list/a-b", 0},
		{"a~999999999~999999999~999999999~999999999~999999999", "a", REVISION_STEPS_MAX},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct revision_text revision;

		g_assert_true(revision_text_parse(str_from(cases[i].text), &revision));
		assert_str(revision.name, cases[i].name);
		g_assert_cmpuint(revision.steps, ==, cases[i].steps);
	}
}

static void test_no_revision(void)
{
	static const char *const cases[] = {"",	      "~1",	 "^",		"HEAD^2",
					    "HEAD~x", "HEAD~-1", "HEAD^{tree}", "HEAD~1234567890"};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct revision_text revision;

		g_assert_false(revision_text_parse(str_from(cases[i]), &revision));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/range-text/a-range-is-two-ends-with-two-dots-between", test_split);
	g_test_add_func("/range-text/anything-else-is-no-range-and-writes-nothing", test_no_range);
	g_test_add_func("/range-text/an-end-is-a-name-and-steps-that-add-up", test_revision);
	g_test_add_func("/range-text/steps-lead-to-first-parents-only", test_no_revision);
	return g_test_run();
}
