/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/diffstat.h"

#include <string.h>

static void expect(const struct update_file *files, unsigned n_files, unsigned columns,
		   const char *expected)
{
	struct render_options options = {.columns = columns};
	g_autoptr(GString) out = g_string_new(NULL);

	diffstat_append(out, &options, files, n_files);
	g_assert_cmpstr(out->str, ==, expected);
}

static void test_names_and_counts_align(void)
{
	static const struct update_file files[] = {
		{.path = STR_INIT("a.c"), .change = 'M', .insertions = 2, .deletions = 1},
		{.path = STR_INIT("long/name.c"), .change = 'A', .insertions = 10},
		{.path = STR_INIT("茶.c"), .change = 'D', .deletions = 3},
		{.path = STR_INIT("run"), .change = 'T'},
		{.path = STR_INIT("x.bin"), .change = 'M', .binary = true},
	};

	expect(files, G_N_ELEMENTS(files), 0,
	       " a.c               |   3 ++-\n"
	       " long/name.c (new) |  10 ++++++++++\n"
	       " 茶.c (gone)       |   3 ---\n"
	       " run (mode)        |   0\n"
	       " x.bin             | Bin\n"
	       " 5 files changed, 12 insertions(+), 4 deletions(-)\n");
}

static void test_the_summary_speaks_of_what_there_is(void)
{
	static const struct {
		unsigned insertions;
		unsigned deletions;
		const char *expected;
	} cases[] = {
		{0, 0, " f | 0\n 1 file changed, 0 insertions(+), 0 deletions(-)\n"},
		{1, 0, " f | 1 +\n 1 file changed, 1 insertion(+)\n"},
		{0, 1, " f | 1 -\n 1 file changed, 1 deletion(-)\n"},
		{2, 2, " f | 4 ++--\n 1 file changed, 2 insertions(+), 2 deletions(-)\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct update_file file = {.path = STR("f"),
					   .change = 'M',
					   .insertions = cases[i].insertions,
					   .deletions = cases[i].deletions};

		expect(&file, 1, 0, cases[i].expected);
	}
}

static void test_without_files_there_is_nothing(void)
{
	expect(NULL, 0, 0, "");
}

static void test_renames_name_the_common_parts_once(void)
{
	static const struct {
		str old_path;
		str path;
		const char *name;
	} cases[] = {
		{STR_INIT("a.c"), STR_INIT("b.c"), "a.c => b.c"},
		{STR_INIT("d/a.c"), STR_INIT("d/b.c"), "d/{a.c => b.c}"},
		{STR_INIT("old/x.c"), STR_INIT("new/x.c"), "{old => new}/x.c"},
		{STR_INIT("t/i386/w/x.c"), STR_INIT("t/accel/w/x.c"), "t/{i386 => accel}/w/x.c"},
		{STR_INIT("a/b.c"), STR_INIT("a/x/b.c"), "a/{ => x}/b.c"},
		{STR_INIT("a/x/b.c"), STR_INIT("a/b.c"), "a/{x => }/b.c"},
		{STR_INIT("a/a/b"), STR_INIT("a/b"), "a/{a => }/b"},
		{STR_INIT("x"), STR_INIT("y/x"), "x => y/x"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct update_file file = {
			.path = cases[i].path, .old_path = cases[i].old_path, .change = 'R'};
		g_autofree char *expected = g_strdup_printf(
			" %s | 0\n 1 file changed, 0 insertions(+), 0 deletions(-)\n",
			cases[i].name);

		expect(&file, 1, 0, expected);
	}
}

static void test_the_graph_is_scaled_and_no_side_vanishes(void)
{
	static const struct update_file files[] = {
		{.path = STR_INIT("big.c"), .change = 'M', .insertions = 9000, .deletions = 1},
		{.path = STR_INIT("small.c"), .change = 'M', .insertions = 1, .deletions = 1},
	};

	expect(files, G_N_ELEMENTS(files), 40,
	       " big.c   | 9001 ++++++++++++++++++++++-\n"
	       " small.c |    2 +-\n"
	       " 2 files changed, 9001 insertions(+), 2 deletions(-)\n");
}

static void test_long_names_are_cut_on_a_terminal_only(void)
{
	static const struct update_file file = {
		.path = STR_INIT("tools/testing/selftests/kvm/arm64/get-reg-list.c"),
		.change = 'M',
		.insertions = 3,
	};

	expect(&file, 1, 41,
	       " .../arm64/get-reg-list.c | 3 +++\n 1 file changed, 3 insertions(+)\n");
	expect(&file, 1, 0,
	       " tools/testing/selftests/kvm/arm64/get-reg-list.c | 3 +++\n"
	       " 1 file changed, 3 insertions(+)\n");
}

static void test_any_width_of_a_terminal_will_do(void)
{
	static const struct update_file file = {
		.path = STR_INIT("a/very/long/path/to/some/file.c"),
		.change = 'M',
		.insertions = 1000000,
		.deletions = 4000000000,
	};

	for (unsigned columns = 0; columns < 200; columns++) {
		struct render_options options = {.columns = columns};
		g_autoptr(GString) out = g_string_new(NULL);

		diffstat_append(out, &options, &file, 1);
		g_assert_nonnull(strstr(out->str, "file.c"));
	}
}

static void test_a_hostile_path_is_one_harmless_line(void)
{
	static const struct update_file file = {
		.path = STR_INIT("a\n\033[31m"), .change = 'M', .insertions = 1};

	expect(&file, 1, 0, " a <1B>[31m | 1 +\n 1 file changed, 1 insertion(+)\n");
}

/* Sums the files of patches of one file each. */
static void expect_sum(struct update_file *files, unsigned n_files, const char *expected)
{
	g_autofree struct update_patch *patches = g_new0(struct update_patch, n_files);
	struct update_series series = {.patches = patches, .n_patches = n_files};
	g_autoptr(GArray) sum = NULL;

	for (unsigned i = 0; i < n_files; i++) {
		patches[i].files = &files[i];
		patches[i].n_files = 1;
	}
	sum = diffstat_sum(&series);
	expect((const struct update_file *)(void *)sum->data, sum->len, 0, expected);
}

static void test_a_path_that_several_patches_change_is_one_line(void)
{
	struct update_file files[] = {
		{.path = STR("z.c"), .change = 'M', .insertions = 1},
		{.path = STR("a.c"), .change = 'A', .insertions = 2},
		{.path = STR("z.c"), .change = 'M', .insertions = 1, .deletions = 1},
		{.path = STR("a.c"), .change = 'M', .deletions = 1},
	};

	expect_sum(files, G_N_ELEMENTS(files),
		   " a.c (new) | 3 ++-\n z.c       | 3 ++-\n"
		   " 2 files changed, 4 insertions(+), 2 deletions(-)\n");
}

static void test_a_file_is_followed_through_renames(void)
{
	struct update_file files[] = {
		{.path = STR("a.c"), .change = 'M', .insertions = 1},
		{.path = STR("b.c"), .old_path = STR("a.c"), .change = 'R', .insertions = 1},
		{.path = STR("c.c"), .old_path = STR("b.c"), .change = 'R', .insertions = 1},
		{.path = STR("c.c"), .change = 'M', .insertions = 1},
	};

	expect_sum(files, G_N_ELEMENTS(files),
		   " a.c => c.c | 4 ++++\n 1 file changed, 4 insertions(+)\n");
}

static void test_a_file_that_is_renamed_back_was_never_renamed(void)
{
	struct update_file files[] = {
		{.path = STR("b.c"), .old_path = STR("a.c"), .change = 'R', .insertions = 1},
		{.path = STR("a.c"), .old_path = STR("b.c"), .change = 'R', .deletions = 1},
	};

	expect_sum(files, G_N_ELEMENTS(files),
		   " a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n");
}

static void test_a_new_file_that_is_renamed_is_new(void)
{
	struct update_file files[] = {
		{.path = STR("a.c"), .change = 'A', .insertions = 1},
		{.path = STR("b.c"), .old_path = STR("a.c"), .change = 'R'},
	};

	expect_sum(files, G_N_ELEMENTS(files),
		   " b.c (new) | 1 +\n 1 file changed, 1 insertion(+)\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/diffstat/names-and-counts-align", test_names_and_counts_align);
	g_test_add_func("/diffstat/the-summary-speaks-of-what-there-is",
			test_the_summary_speaks_of_what_there_is);
	g_test_add_func("/diffstat/without-files-there-is-nothing",
			test_without_files_there_is_nothing);
	g_test_add_func("/diffstat/renames-name-the-common-parts-once",
			test_renames_name_the_common_parts_once);
	g_test_add_func("/diffstat/the-graph-is-scaled-and-no-side-vanishes",
			test_the_graph_is_scaled_and_no_side_vanishes);
	g_test_add_func("/diffstat/long-names-are-cut-on-a-terminal-only",
			test_long_names_are_cut_on_a_terminal_only);
	g_test_add_func("/diffstat/any-width-of-a-terminal-will-do",
			test_any_width_of_a_terminal_will_do);
	g_test_add_func("/diffstat/a-hostile-path-is-one-harmless-line",
			test_a_hostile_path_is_one_harmless_line);
	g_test_add_func("/diffstat/a-path-that-several-patches-change-is-one-line",
			test_a_path_that_several_patches_change_is_one_line);
	g_test_add_func("/diffstat/a-file-is-followed-through-renames",
			test_a_file_is_followed_through_renames);
	g_test_add_func("/diffstat/a-file-that-is-renamed-back-was-never-renamed",
			test_a_file_that_is_renamed_back_was_never_renamed);
	g_test_add_func("/diffstat/a-new-file-that-is-renamed-is-new",
			test_a_new_file_that_is_renamed_is_new);
	return g_test_run();
}
