/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/diff_hunks.h"

#include "base/limits.h"

struct range_case {
	const char *name;
	const char *diff; /* what follows the header of the file */
	const char *ranges; /* "BEGIN-END" parted by blanks */
};

static const struct range_case cases[] = {
	{"the-context-around-does-not-count",
	 "@@ -10,7 +10,7 @@ burn()\n a\n b\n c\n-oil\n+gas\n d\n e\n f\n", "13-14"},
	{"a-count-that-is-left-out-is-one-line", "@@ -10 +10 @@\n-oil\n+gas\n", "10-11"},
	{"lines-that-are-only-added-have-a-point", "@@ -10,2 +10,3 @@\n a\n+gas\n b\n", "11-11"},
	{"without-context-a-point-lies-behind-the-line-that-is-named",
	 "@@ -10,0 +11,2 @@\n+gas\n+air\n", "11-11"},
	{"unchanged-lines-part-a-hunk", "@@ -1,5 +1,5 @@\n-a\n+A\n b\n-c\n-d\n+D\n e\n+f\n",
	 "1-2 3-5 6-6"},
	{"what-is-added-above-a-removed-line-touches-it", "@@ -4,3 +4,3 @@\n a\n+B\n-b\n c\n",
	 "5-6"},
	{"each-hunk-has-its-own", "@@ -1,2 +1,1 @@\n a\n-b\n@@ -90,2 +89,1 @@\n-c\n d\n",
	 "2-3 90-91"},
	{"hunks-that-touch-are-one", "@@ -4,2 +4 @@\n-a\n-b\n+c\n@@ -6 +5 @@\n-d\n+e\n", "4-7"},
	{"an-empty-line-is-context-whose-blank-was-stripped", "@@ -1,4 +1,3 @@\n a\n\n-b\n c\n",
	 "3-4"},
	{"a-note-is-no-line", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n", "1-2"},
	{"a-wrapped-line-does-not-count", "@@ -1,4 +1,3 @@\n a very long\nline\n b\n-c\n d\n",
	 "3-4"},
	{"a-signature-is-no-line", "@@ -1,2 +1,1 @@\n a\n-b\n-- \n2.43.0\n", "2-3"},
	{"a-hunk-that-breaks-off-ends-at-the-next-one",
	 "@@ -1,9 +1,9 @@\n-a\n+A\n@@ -50 +50 @@\n-b\n+B\n", "1-2 50-51"},
	{"a-hunk-above-the-one-before-it-is-left-out",
	 "@@ -50 +50 @@\n-b\n+B\n@@ -1 +1 @@\n-a\n+A\n", "50-51"},
	{"a-line-number-beyond-all-files-is-left-out", "@@ -4294967295 +1 @@\n-b\n+B\n", ""},
};

static char *format_ranges(const struct diff_range *ranges, unsigned n_ranges)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < n_ranges; i++)
		g_string_append_printf(text, "%s%u-%u", i ? " " : "", ranges[i].begin,
				       ranges[i].end);
	return g_string_free(text, FALSE);
}

/* The ranges of the only file in @text. */
static char *ranges_of(struct arena *arena, const char *text)
{
	struct diff diff;
	struct diff_range *ranges;
	unsigned n_ranges;

	g_assert_true(diff_parse(arena, str_from(text), &diff));
	g_assert_cmpuint(diff.n_files, ==, 1);
	diff_ranges_of_file(arena, &diff.files[0], &ranges, &n_ranges);
	return format_ranges(ranges, n_ranges);
}

static void test_case(const void *data)
{
	const struct range_case *test = data;
	g_auto(arena) arena = {0};
	g_autofree char *text = g_strconcat("diff --git a/lamp.c b/lamp.c\n"
					    "--- a/lamp.c\n+++ b/lamp.c\n",
					    test->diff, NULL);
	g_autofree char *ranges = NULL;

	arena_init(&arena);
	ranges = ranges_of(&arena, text);
	g_assert_cmpstr(ranges, ==, test->ranges);
}

static void test_added_file(void)
{
	g_auto(arena) arena = {0};
	g_autofree char *ranges = NULL;

	arena_init(&arena);
	ranges = ranges_of(&arena, "diff --git a/lamp.c b/lamp.c\nnew file mode 100644\n"
				   "--- /dev/null\n+++ b/lamp.c\n@@ -0,0 +1,2 @@\n+a\n+b\n");
	g_assert_cmpstr(ranges, ==, "1-1");
}

static void test_deleted_file(void)
{
	g_auto(arena) arena = {0};
	g_autofree char *ranges = NULL;

	arena_init(&arena);
	ranges = ranges_of(&arena, "diff --git a/lamp.c b/lamp.c\ndeleted file mode 100644\n"
				   "--- a/lamp.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n");
	g_assert_cmpstr(ranges, ==, "1-3");
}

static void test_binary_file(void)
{
	g_auto(arena) arena = {0};
	g_autofree char *ranges = NULL;

	arena_init(&arena);
	ranges = ranges_of(&arena, "diff --git a/lamp.png b/lamp.png\n"
				   "index 1111111..2222222 100644\n"
				   "Binary files a/lamp.png and b/lamp.png differ\n");
	g_assert_cmpstr(ranges, ==, "");
}

static void test_limit(void)
{
	enum { N_HUNKS = LIMIT_DIFF_RANGES + 20 };
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new("--- a/lamp.c\n+++ b/lamp.c\n");
	struct diff diff;
	struct diff_range *ranges;
	unsigned n_ranges;

	arena_init(&arena);
	for (unsigned i = 1; i <= N_HUNKS; i++)
		g_string_append_printf(text, "@@ -%u +%u @@\n-a\n+b\n", i * 10, i * 10);
	g_assert_true(diff_parse(&arena, (str){text->str, text->len}, &diff));
	diff_ranges_of_file(&arena, &diff.files[0], &ranges, &n_ranges);
	g_assert_cmpuint(n_ranges, ==, LIMIT_DIFF_RANGES);
	g_assert_cmpuint(ranges[n_ranges - 1].begin, ==, LIMIT_DIFF_RANGES * 10);
	g_assert_cmpuint(ranges[n_ranges - 1].end, ==, N_HUNKS * 10 + 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/diff-hunks/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/diff-hunks/an-added-file-begins-at-line-1", test_added_file);
	g_test_add_func("/diff-hunks/a-deleted-file-is-touched-whole", test_deleted_file);
	g_test_add_func("/diff-hunks/a-binary-file-has-none", test_binary_file);
	g_test_add_func("/diff-hunks/past-the-limit-the-last-one-is-widened", test_limit);
	return g_test_run();
}
