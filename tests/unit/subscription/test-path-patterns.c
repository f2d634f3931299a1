/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/path_patterns.h"

#include "base/error.h"
#include "base/limits.h"

/* A pattern, a path, and whether they match. */
struct row {
	const char *pattern;
	const char *path;
	bool is_match;
};

static void check_rows(const struct row *rows, size_t n_rows)
{
	for (size_t i = 0; i < n_rows; i++) {
		g_autoptr(path_patterns) patterns = path_patterns_new();
		bool got;

		path_patterns_include(patterns, str_from(rows[i].pattern));
		got = path_patterns_match(patterns, str_from(rows[i].path));
		if (got != rows[i].is_match)
			g_error("%s %s %s", rows[i].pattern, got ? "matches" : "does not match",
				rows[i].path);
	}
}

static void test_a_folder_is_all_in_and_below_it(void)
{
	static const struct row rows[] = {
		{"drivers/net/", "drivers/net/dummy.c", true},
		{"drivers/net/", "drivers/net/phy/mdio/bus.c", true},
		{"drivers/net/", "drivers/net", false},
		{"drivers/net/", "drivers/network/dummy.c", false},
		{"drivers/net/", "arch/drivers/net/dummy.c", false},
		{"arch/*/kvm/", "arch/x86/kvm/vmx/vmx.c", true},
		{"arch/*/kvm/", "arch/x86/sub/kvm/vmx.c", false},
		{"arch/*/kvm/", "arch/x86/kvm", false},
		{"*/", "fs/namei.c", true},
		{"*/", "fs/ext4/inode.c", true},
		{"*/", "Makefile", false},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_a_plain_name_is_a_file_or_a_folder(void)
{
	static const struct row rows[] = {
		{"drivers/net", "drivers/net", true},
		{"drivers/net", "drivers/net/phy/mdio.c", true},
		{"drivers/net", "drivers/network", false},
		{"drivers/net", "drivers", false},
		{"MAINTAINERS", "MAINTAINERS", true},
		{"MAINTAINERS", "scripts/MAINTAINERS", false},
		{"a.c", "aXc", false},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_a_star_stays_within_one_part(void)
{
	static const struct row rows[] = {
		{"drivers/net/*", "drivers/net/dummy.c", true},
		{"drivers/net/*", "drivers/net/phy/mdio.c", false},
		{"drivers/net/*", "drivers/net", false},
		{"*", "Makefile", true},
		{"*", "fs/namei.c", false},
		{"*/net/*", "drivers/net/dummy.c", true},
		{"*/net/*", "net/dummy.c", false},
		{"include/*/kvm*.h", "include/linux/kvm_host.h", true},
		{"include/*/kvm*.h", "include/linux/kvm_host.hpp", false},
		{"include/*/kvm*.h", "include/uapi/linux/kvm.h", false},
		{"a*b*c", "aXbXbYc", true},
		{"a*b*c", "aXbXbY", false},
		{"a*b*c", "aX/bXc", false},
		{"*abab", "ababab", true},
		{"*a?b*", "xxaabxx", true},
		{"ab*", "ab", true},
		{"a**c", "abbc", true},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_two_stars_are_one_folder_or_several(void)
{
	static const struct row rows[] = {
		{"fs/**/*foo*.c", "fs/ext4/afoob.c", true},
		{"fs/**/*foo*.c", "fs/a/b/c/foo.c", true},
		{"fs/**/*foo*.c", "fs/foo.c", false},
		{"fs/**/*foo*.c", "fs/a/foo.h", false},
		{"**/test/**/x", "a/test/b/test/c/x", true},
		{"**/test/**/x", "a/test/x", false},
		{"fs/**/sub/", "fs/a/b/sub/c/d", true},
		{"fs/**/sub/", "fs/a/b/sub", false},
		{"fs/**", "fs/a/b", true},
		{"fs/**", "fs", false},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_question_marks_and_sets_are_one_byte(void)
{
	static const struct row rows[] = {
		{"v?/a", "v1/a", true},
		{"v?/a", "v/a", false},
		{"v?a", "v/a", false},
		{"s[0-9a]c", "s7c", true},
		{"s[0-9a]c", "sac", true},
		{"s[0-9a]c", "sbc", false},
		{"s[!0-9]c", "sbc", true},
		{"s[!0-9]c", "s1c", false},
		{"s[^0-9]c", "s1c", false},
		{"s[^0-9]c", "s/c", false},
		{"s[]x]c", "s]c", true},
		{"s[]x]c", "sxc", true},
		{"s[a-]c", "s-c", true},
		{"s[abc", "s[abc", true},
		{"s[]", "s[]", true},
		{"*[0-9].c", "vector12.c", true},
		{"s[\xe0-\xff]c", "sec", false},
		{"s[\xe0-\xff]c",
		 "s\xe9"
		 "c",
		 true},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_slashes_at_the_begin_or_doubled_say_nothing(void)
{
	static const struct row rows[] = {
		{"/drivers/net/", "drivers/net/dummy.c", true},
		{"drivers//net", "drivers/net", true},
		{"/", "any/file", true},
		{"", "any/file", false},
		{"*", "", false},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_what_is_excluded_is_left_out_of_all_that_is_included(void)
{
	g_autoptr(path_patterns) patterns = path_patterns_new();

	path_patterns_exclude(patterns, STR("fs/ext4/"));
	path_patterns_include(patterns, STR("fs/"));
	path_patterns_include(patterns, STR("mm/"));
	g_assert_true(path_patterns_include_expression(patterns, STR("ext4"), NULL));
	g_assert_true(path_patterns_match(patterns, STR("fs/namei.c")));
	g_assert_true(path_patterns_match(patterns, STR("mm/slab.c")));
	g_assert_true(path_patterns_match(patterns, STR("Documentation/ext4.rst")));
	g_assert_false(path_patterns_match(patterns, STR("fs/ext4/inode.c")));
	g_assert_false(path_patterns_match(patterns, STR("net/core.c")));
}

static void test_nothing_is_included_by_excluding_alone(void)
{
	g_autoptr(path_patterns) patterns = path_patterns_new();

	path_patterns_exclude(patterns, STR("fs/"));
	g_assert_false(path_patterns_match(patterns, STR("mm/slab.c")));
}

static void test_an_expression_is_found_anywhere_in_the_path(void)
{
	static const struct row rows[] = {
		{"[^a-z]tegra", "arch/arm/mach-tegra/io.c", true},
		{"[^a-z]tegra", "arch/arm/integra.c", false},
		{"^fs/.*\\.h$", "fs/a/b.h", true},
		{"^fs/.*\\.h$", "include/fs/b.h", false},
		{"tegra | imx", "drivers/imx.c", true}, /* extended, as in the script */
		{"s\xe9", "fs\xe9.c", true},
		{"(?i)TEGRA", "tegra.c", true},
		{".*", "", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(path_patterns) patterns = path_patterns_new();

		g_assert_true(path_patterns_include_expression(patterns, str_from(rows[i].pattern),
							       NULL));
		if (path_patterns_match(patterns, str_from(rows[i].path)) != rows[i].is_match)
			g_error("%s is wrong about %s", rows[i].pattern, rows[i].path);
	}
}

static void test_an_expression_of_too_many_steps_finds_nothing(void)
{
	g_autoptr(path_patterns) patterns = path_patterns_new();

	g_assert_true(path_patterns_include_expression(patterns, STR("^(?:(a|aa)+b|a*!c)$"), NULL));
	g_assert_true(path_patterns_match(patterns, STR("aaaaaaaaaa!c")));
	g_assert_false(path_patterns_match(patterns, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!c")));
}

static void test_what_is_no_expression_is_an_error(void)
{
	static const str expressions[] = {
		STR_INIT("("), STR_INIT(""), STR_INIT("a\0b"),
		STR_INIT("(*UTF)a"), /* no setting of the library gets through */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(expressions); i++) {
		g_autoptr(path_patterns) patterns = path_patterns_new();
		g_autoptr(GError) error = NULL;

		g_assert_false(path_patterns_include_expression(patterns, expressions[i], &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_false(path_patterns_match(patterns, STR("a")));
	}
}

static char *repeat(const char *text, size_t n)
{
	GString *repeated = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		g_string_append(repeated, text);
	return g_string_free(repeated, FALSE);
}

/* Each would take years if all ways were tried. */
static void test_no_pattern_takes_long(void)
{
	g_autoptr(path_patterns) patterns = path_patterns_new();
	g_autofree char *stars = repeat("*a", 1000);
	g_autofree char *folders = repeat("**/a/", 500);
	g_autofree char *letters = repeat("a", 4000);
	g_autofree char *parts = repeat("a/", 2000);
	g_autofree char *stars_and_b = g_strconcat(stars, "b", NULL);
	g_autofree char *folders_and_b = g_strconcat(folders, "b", NULL);
	gint64 begin = g_get_monotonic_time();

	path_patterns_include(patterns, str_from(stars_and_b));
	path_patterns_include(patterns, str_from(folders_and_b));
	g_assert_true(path_patterns_include_expression(patterns, STR("(a|aa)+$"), NULL));
	letters[strlen(letters) - 1] = '!';
	parts[strlen(parts) - 1] = '!';
	g_assert_false(path_patterns_match(patterns, str_from(letters)));
	g_assert_false(path_patterns_match(patterns, str_from(parts)));
	g_assert_cmpint(g_get_monotonic_time() - begin, <, 20 * G_USEC_PER_SEC);
}

static void test_a_pattern_over_the_limit_matches_nothing(void)
{
	g_autoptr(path_patterns) patterns = path_patterns_new();
	g_autofree char *stars = repeat("*", LIMIT_PATH_PATTERN_BYTES + 1);
	g_autofree char *letters = repeat("a|", LIMIT_PATH_PATTERN_BYTES);

	path_patterns_include(patterns, str_from(stars));
	g_assert_false(path_patterns_include_expression(patterns, str_from(letters), NULL));
	g_assert_false(path_patterns_match(patterns, STR("a")));
	path_patterns_include(patterns, str_from(stars + 1));
	g_assert_true(path_patterns_match(patterns, STR("a")));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/path-patterns/folder", test_a_folder_is_all_in_and_below_it);
	g_test_add_func("/path-patterns/plain", test_a_plain_name_is_a_file_or_a_folder);
	g_test_add_func("/path-patterns/star", test_a_star_stays_within_one_part);
	g_test_add_func("/path-patterns/two-stars", test_two_stars_are_one_folder_or_several);
	g_test_add_func("/path-patterns/one", test_question_marks_and_sets_are_one_byte);
	g_test_add_func("/path-patterns/slashes", test_slashes_at_the_begin_or_doubled_say_nothing);
	g_test_add_func("/path-patterns/exclude",
			test_what_is_excluded_is_left_out_of_all_that_is_included);
	g_test_add_func("/path-patterns/exclude-alone",
			test_nothing_is_included_by_excluding_alone);
	g_test_add_func("/path-patterns/expression",
			test_an_expression_is_found_anywhere_in_the_path);
	g_test_add_func("/path-patterns/steps", test_an_expression_of_too_many_steps_finds_nothing);
	g_test_add_func("/path-patterns/no-expression", test_what_is_no_expression_is_an_error);
	g_test_add_func("/path-patterns/time", test_no_pattern_takes_long);
	g_test_add_func("/path-patterns/limit", test_a_pattern_over_the_limit_matches_nothing);
	return g_test_run();
}
