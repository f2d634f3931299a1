/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/collision.h"

#include "base/limits.h"

#include <glib.h>

enum { MAX_FILES = 8, MAX_RANGES = 4 };

/* A file of a patch; a table ends at one without a path. */
struct file {
	unsigned series;
	const char *path;
	const char *blob;
	struct diff_range ranges[MAX_RANGES];
	unsigned n_ranges;
	unsigned insertions;
	unsigned deletions;
};

struct collision_case {
	const char *name;
	struct file files[MAX_FILES];
	const char *pairs; /* "FIRST-SECOND PATH CONTACT BEGIN-END" parted by "; " */
};

#define BLOB_1 "1111111aaa"
#define BLOB_2 "2222222bbb"

static const struct collision_case cases[] = {
	{"series-of-other-files-do-not-meet",
	 {{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0}, {2, "b.c", BLOB_1, {{1, 2}}, 1, 0, 0}},
	 ""},
	{"a-series-does-not-meet-itself",
	 {{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0}, {1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0}},
	 ""},
	{"far-apart-in-other-contents-is-a-file",
	 {{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0}, {2, "a.c", BLOB_2, {{90, 91}}, 1, 0, 0}},
	 "1-2 a.c file"},
	{"far-apart-in-the-same-contents-is-a-blob",
	 {{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0}, {2, "a.c", BLOB_1, {{90, 91}}, 1, 0, 0}},
	 "1-2 a.c blob"},
	{"blobs-may-be-abbreviated-to-different-lengths",
	 {{1, "a.c", "1111111", {{1, 2}}, 1, 0, 0}, {2, "a.c", BLOB_1, {{90, 91}}, 1, 0, 0}},
	 "1-2 a.c blob"},
	{"less-than-seven-digits-are-no-blob",
	 {{1, "a.c", "111111", {{1, 2}}, 1, 0, 0}, {2, "a.c", "111111", {{90, 91}}, 1, 0, 0}},
	 "1-2 a.c file"},
	{"a-blob-that-is-not-known-is-none",
	 {{1, "a.c", "", {{1, 2}}, 1, 0, 0}, {2, "a.c", "", {{90, 91}}, 1, 0, 0}},
	 "1-2 a.c file"},
	{"lines-that-both-touch-are-a-hunk",
	 {{1, "a.c", BLOB_1, {{10, 20}}, 1, 0, 0}, {2, "a.c", BLOB_1, {{15, 30}}, 1, 0, 0}},
	 "1-2 a.c hunk 15-20"},
	{"lines-may-lie-within-others",
	 {{1, "a.c", BLOB_1, {{10, 20}}, 1, 0, 0}, {2, "a.c", BLOB_1, {{12, 14}}, 1, 0, 0}},
	 "1-2 a.c hunk 12-14"},
	{"two-that-add-in-one-place-are-a-hunk",
	 {{1, "a.c", BLOB_1, {{10, 10}}, 1, 5, 0}, {2, "a.c", BLOB_1, {{10, 10}}, 1, 2, 0}},
	 "1-2 a.c hunk 10-10"},
	{"two-that-add-the-same-file-are-a-hunk",
	 {{1, "a.c", "0000000", {{1, 1}}, 1, 9, 0}, {2, "a.c", "000000000000", {{1, 1}}, 1, 7, 0}},
	 "1-2 a.c hunk 1-1"},
	{"lines-within-the-context-are-a-hunk",
	 {{1, "a.c", BLOB_1, {{10, 20}}, 1, 0, 0}, {2, "a.c", BLOB_1, {{22, 30}}, 1, 0, 0}},
	 "1-2 a.c hunk 20-22"},
	{"lines-behind-the-context-are-not",
	 {{1, "a.c", BLOB_1, {{10, 20}}, 1, 0, 0}, {2, "a.c", BLOB_1, {{23, 30}}, 1, 0, 0}},
	 "1-2 a.c blob"},
	{"in-other-contents-lines-are-counted-alike",
	 {{1, "a.c", BLOB_1, {{10, 20}}, 1, 0, 0}, {2, "a.c", BLOB_2, {{22, 30}}, 1, 0, 0}},
	 "1-2 a.c hunk 20-22"},
	{"of-several-hunks-the-first-is-told",
	 {{2, "a.c", BLOB_1, {{10, 20}, {50, 60}}, 2, 0, 0},
	  {1, "a.c", BLOB_1, {{15, 16}, {55, 56}}, 2, 0, 0}},
	 "1-2 a.c hunk 15-16"},
	{"later-patches-are-counted-back",
	 {{1, "a.c", BLOB_1, {{10, 10}}, 1, 100, 0},
	  {1, "a.c", BLOB_2, {{300, 301}}, 1, 1, 1},
	  {2, "a.c", BLOB_1, {{200, 201}}, 1, 1, 1},
	  {3, "a.c", BLOB_1, {{300, 301}}, 1, 1, 1}},
	 "1-2 a.c hunk 200-201; 2-3 a.c blob; 1-3 a.c blob"},
	{"what-a-later-patch-does-to-added-lines-counts-where-they-were-added",
	 {{1, "a.c", BLOB_1, {{10, 10}}, 1, 100, 0},
	  {1, "a.c", BLOB_2, {{50, 60}}, 1, 1, 1},
	  {2, "a.c", BLOB_1, {{52, 53}}, 1, 1, 1}},
	 "1-2 a.c blob"},
	{"a-series-begins-with-the-blob-of-its-first-patch",
	 {{1, "a.c", BLOB_1, {{10, 11}}, 1, 0, 0},
	  {1, "a.c", BLOB_2, {{10, 11}}, 1, 0, 0},
	  {2, "a.c", BLOB_2, {{90, 91}}, 1, 0, 0}},
	 "1-2 a.c file"},
	{"the-nearest-pairs-and-files-come-first",
	 {{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0},
	  {1, "b.c", BLOB_1, {{1, 2}}, 1, 0, 0},
	  {2, "a.c", BLOB_2, {{90, 91}}, 1, 0, 0},
	  {2, "b.c", BLOB_1, {{1, 2}}, 1, 0, 0},
	  {3, "a.c", BLOB_2, {{50, 51}}, 1, 0, 0}},
	 "1-2 b.c hunk 1-2, a.c file; 2-3 a.c blob; 1-3 a.c file"},
	{"those-that-meet-in-more-files-come-first",
	 {{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0},
	  {1, "b.c", BLOB_1, {{1, 2}}, 1, 0, 0},
	  {2, "a.c", BLOB_2, {{1, 2}}, 1, 0, 0},
	  {2, "b.c", BLOB_2, {{1, 2}}, 1, 0, 0},
	  {3, "a.c", BLOB_2, {{1, 2}}, 1, 0, 0}},
	 "1-2 a.c hunk 1-2, b.c hunk 1-2; 2-3 a.c hunk 1-2; 1-3 a.c hunk 1-2"},
	{"near-lines-of-one-series-are-no-meeting",
	 {{1, "a.c", BLOB_1, {{1, 2}, {3, 4}}, 2, 0, 0}, {2, "a.c", BLOB_2, {{90, 91}}, 1, 0, 0}},
	 "1-2 a.c file"},
	{"a-file-without-lines-may-still-meet",
	 {{1, "a.png", BLOB_1, {{0, 0}}, 0, 0, 0}, {2, "a.png", BLOB_1, {{0, 0}}, 0, 0, 0}},
	 "1-2 a.png blob"},
};

static void append_file(GString *text, const struct shared_file *file)
{
	static const char *const names[] = {
		[CONTACT_FILE] = "file", [CONTACT_BLOB] = "blob", [CONTACT_HUNK] = "hunk"};

	g_string_append_printf(text, STR_FMT " %s", STR_ARG(file->path), names[file->contact]);
	if (file->contact == CONTACT_HUNK)
		g_string_append_printf(text, " %u-%u", file->begin, file->end);
}

static char *format_pairs(const struct series_pair *pairs, unsigned n_pairs)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < n_pairs; i++) {
		g_string_append_printf(text, "%s%u-%u ", i ? "; " : "", pairs[i].first,
				       pairs[i].second);
		for (unsigned j = 0; j < pairs[i].n_files; j++) {
			g_string_append(text, j ? ", " : "");
			append_file(text, &pairs[i].files[j]);
		}
	}
	return g_string_free(text, FALSE);
}

static unsigned make_files(const struct file *table, struct touched_file *files)
{
	unsigned n_files = 0;

	for (; n_files < MAX_FILES && table[n_files].path; n_files++)
		files[n_files] = (struct touched_file){
			.series = table[n_files].series,
			.path = str_from(table[n_files].path),
			.old_blob = str_from(table[n_files].blob),
			.insertions = table[n_files].insertions,
			.deletions = table[n_files].deletions,
			.ranges = table[n_files].ranges,
			.n_ranges = table[n_files].n_ranges,
		};
	return n_files;
}

static char *find(const struct touched_file *files, unsigned n_files, unsigned series,
		  unsigned limit, bool *ret_has_more)
{
	g_auto(arena) arena = {0};
	struct series_pair *pairs;
	unsigned n_pairs;

	arena_init(&arena);
	collisions_find(&arena, files, n_files, series, limit, &pairs, &n_pairs, ret_has_more);
	return format_pairs(pairs, n_pairs);
}

static void test_case(const void *data)
{
	const struct collision_case *test = data;
	struct touched_file files[MAX_FILES];
	unsigned n_files = make_files(test->files, files);
	bool has_more;
	g_autofree char *pairs = find(files, n_files, COLLISION_ALL, 100, &has_more);

	g_assert_cmpstr(pairs, ==, test->pairs);
	g_assert_false(has_more);
}

static void test_one_series(void)
{
	static const struct file table[MAX_FILES] = {
		{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0},
		{2, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0},
		{3, "a.c", BLOB_2, {{90, 91}}, 1, 0, 0},
	};
	struct touched_file files[MAX_FILES];
	unsigned n_files = make_files(table, files);
	bool has_more;
	g_autofree char *pairs = find(files, n_files, 3, 100, &has_more);

	g_assert_cmpstr(pairs, ==, "2-3 a.c file; 1-3 a.c file");
}

static void test_limit(void)
{
	static const struct file table[MAX_FILES] = {
		{1, "a.c", BLOB_1, {{1, 2}}, 1, 0, 0},
		{2, "a.c", BLOB_2, {{1, 2}}, 1, 0, 0},
		{3, "a.c", BLOB_2, {{90, 91}}, 1, 0, 0},
	};
	struct touched_file files[MAX_FILES];
	unsigned n_files = make_files(table, files);
	bool has_more;
	g_autofree char *pairs = find(files, n_files, COLLISION_ALL, 1, &has_more);

	g_assert_cmpstr(pairs, ==, "1-2 a.c hunk 1-2");
	g_assert_true(has_more);
}

static void test_busy_file(void)
{
	enum { N_SERIES = COLLISION_BUSY + 4 };
	struct touched_file files[N_SERIES] = {0};
	struct diff_range ranges[N_SERIES];
	char blobs[N_SERIES][16];
	bool has_more;
	g_autofree char *pairs = NULL;

	for (unsigned i = 0; i < N_SERIES; i++) {
		ranges[i] = (struct diff_range){i * 100 + 1, i * 100 + 2};
		g_snprintf(blobs[i], sizeof(blobs[i]), "%07x", i);
		files[i] = (struct touched_file){
			.series = i,
			.path = STR("Makefile"),
			.old_blob = str_from(blobs[i]),
			.ranges = &ranges[i],
			.n_ranges = 1,
		};
	}
	ranges[7] = ranges[3];
	files[9].old_blob = files[8].old_blob;
	pairs = find(files, N_SERIES, COLLISION_ALL, 1000, &has_more);
	g_assert_cmpstr(pairs, ==, "3-7 Makefile hunk 301-302; 8-9 Makefile blob");
}

/* Each series touches all of one file in hundreds of ways: all pairs would be 200 millions. */
static void test_hostile(void)
{
	enum { N_FILES = 20000 };
	struct touched_file *files = g_new0(struct touched_file, N_FILES);
	static const struct diff_range ranges[] = {{1, 9000}};
	bool has_more;
	g_autofree char *pairs = NULL;

	for (unsigned i = 0; i < N_FILES; i++)
		files[i] = (struct touched_file){
			.series = i,
			.path = STR("a.c"),
			.old_blob = STR(BLOB_1),
			.ranges = ranges,
			.n_ranges = 1,
		};
	pairs = find(files, N_FILES, COLLISION_ALL, 1, &has_more);
	g_assert_true(has_more);
	g_free(files);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/collision/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/collision/those-of-one-series-may-be-asked-for", test_one_series);
	g_test_add_func("/collision/there-may-be-more-than-are-wanted", test_limit);
	g_test_add_func("/collision/in-a-busy-file-only-the-nearer-count", test_busy_file);
	g_test_add_func("/collision/partners-are-bounded", test_hostile);
	return g_test_run();
}
