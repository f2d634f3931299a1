/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/maintainers.h"

#include "base/error.h"

/* The form of Linux's file: a head that explains the entries, then sections. */
static const char linux_file[] = "List of maintainers\n"
				 "===================\n"
				 "\n"
				 "Descriptions of section entries and preferred order\n"
				 "---------------------------------------------------\n"
				 "\n"
				 "\tF: *Files* and directories wildcard patterns.\n"
				 "\t   F:\tdrivers/net/\tall files in and below drivers/net\n"
				 "\n"
				 "Maintainers List\n"
				 "----------------\n"
				 "\n"
				 ".. note:: When reading this list, look at the precise areas\n"
				 "          first.\n"
				 "\n"
				 "3C59X NETWORK DRIVER\n"
				 "M:\tAnn <ann@example.org>\n"
				 "S:\tMaintained\n"
				 "F:\tdrivers/net/3c59x.c\n"
				 "F:\tDocumentation/3c59x/\n"
				 "X:\tDocumentation/3c59x/old/\n"
				 "K:\tfiles.*with.this\n"
				 "\n"
				 "LANTERN\n"
				 "L:\tlantern@example.org\n"
				 "N:\tlantern\n"
				 "\n"
				 "NOTHING AT ALL\n"
				 "M:\tBob <bob@example.org>\n"
				 "X:\tfs/\n"
				 "\n"
				 "Lantern\n"
				 "F:\tmm/wick.c\n"
				 "\n"
				 "THE REST\n"
				 "F:\t*\n"
				 "F:\t*/\n";

/* The form of QEMU's: headings with a line below them, and sections that are headings. */
static const char qemu_file[] = "QEMU Maintainers\n"
				"================\n"
				"\n"
				"\tF: Files and directories with wildcard patterns.\n"
				"\n"
				"General Project Administration\n"
				"------------------------------\n"
				"M: Ann <ann@example.org>\n"
				"F: Kconfig\n"
				"\n"
				"Guest CPU cores (TCG)\n"
				"---------------------\n"
				"Overall TCG CPUs\n"
				"S: Maintained\r\n"
				"F: cpu-exec.c\r\n"
				"F: accel/tcg/\r\n";

static GPtrArray *new_patterns(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)path_patterns_free);
}

static bool read_file(str bytes, const char *const *sections, GPtrArray *patterns, GError **error)
{
	return maintainers_read(bytes, "MAINTAINERS", (char *const *)sections, patterns, error);
}

static bool match_any(const GPtrArray *patterns, const char *path)
{
	for (unsigned i = 0; i < patterns->len; i++) {
		if (path_patterns_match(patterns->pdata[i], str_from(path)))
			return true;
	}
	return false;
}

static void test_a_section_is_read_by_its_title(void)
{
	static const struct {
		const char *file;
		const char *section;
		const char *path;
		bool is_match;
	} rows[] = {
		{linux_file, "3C59X NETWORK DRIVER", "drivers/net/3c59x.c", true},
		{linux_file, "3C59X NETWORK DRIVER", "Documentation/3c59x/a.rst", true},
		{linux_file, "3C59X NETWORK DRIVER", "Documentation/3c59x/old/a.rst", false},
		{linux_file, "3C59X NETWORK DRIVER", "mm/wick.c", false},
		{linux_file, "3C59X NETWORK DRIVER", "drivers/net/dummy.c", false},
		{linux_file, " 3c59x network Driver ", "drivers/net/3c59x.c", true},
		{linux_file, "THE REST", "fs/namei.c", true},
		{linux_file, "THE REST", "Makefile", true},
		{qemu_file, "General Project Administration", "Kconfig", true},
		{qemu_file, "General Project Administration", "cpu-exec.c", false},
		{qemu_file, "overall TCG cpus", "accel/tcg/a.c", true},
		{qemu_file, "overall TCG cpus", "cpu-exec.c", true},
		{qemu_file, "overall TCG cpus", "Kconfig", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *const sections[] = {rows[i].section, NULL};
		g_autoptr(GPtrArray) patterns = new_patterns();
		g_autoptr(GError) error = NULL;

		g_assert_true(read_file(str_from(rows[i].file), sections, patterns, &error));
		g_assert_no_error(error);
		g_assert_cmpuint(patterns->len, ==, 1);
		g_test_message("%s: %s", rows[i].section, rows[i].path);
		g_assert_cmpint(match_any(patterns, rows[i].path), ==, rows[i].is_match);
	}
}

static void test_of_one_title_that_is_there_twice_both_count(void)
{
	static const char *const sections[] = {"LANTERN", NULL};
	g_autoptr(GPtrArray) patterns = new_patterns();

	g_assert_true(read_file(str_from(linux_file), sections, patterns, NULL));
	g_assert_cmpuint(patterns->len, ==, 2);
	g_assert_true(match_any(patterns, "drivers/lantern.c"));
	g_assert_true(match_any(patterns, "mm/wick.c"));
}

static void test_each_section_excludes_for_itself_alone(void)
{
	static const char *const sections[] = {"3C59X NETWORK DRIVER", "THE REST", NULL};
	g_autoptr(GPtrArray) patterns = new_patterns();

	g_assert_true(read_file(str_from(linux_file), sections, patterns, NULL));
	g_assert_cmpuint(patterns->len, ==, 2);
	g_assert_false(
		path_patterns_match(patterns->pdata[0], STR("Documentation/3c59x/old/a.rst")));
	g_assert_true(
		path_patterns_match(patterns->pdata[1], STR("Documentation/3c59x/old/a.rst")));
}

static void test_a_blank_line_does_not_end_a_section(void)
{
	static const char *const sections[] = {"LANTERN", NULL};
	g_autoptr(GPtrArray) patterns = new_patterns();

	g_assert_true(read_file(STR("LANTERN\n\nM: Ann\n\nF: a.c\n  a second line\nF: b.c"),
				sections, patterns, NULL));
	g_assert_cmpuint(patterns->len, ==, 1);
	g_assert_true(match_any(patterns, "a.c"));
	g_assert_true(match_any(patterns, "b.c"));
}

static void test_errors_say_what_and_where(void)
{
	static const struct {
		const char *file;
		const char *section;
		const char *message;
	} rows[] = {
		{linux_file, "LANTRN",
		 "MAINTAINERS: there is no section 'LANTRN', 'LANTERN' may be meant"},
		{linux_file, "3c59x Netwrok Drivers",
		 "MAINTAINERS: there is no section '3c59x Netwrok Drivers', "
		 "'3C59X NETWORK DRIVER' may be meant"},
		{linux_file, "KVM FOR ARM64", "MAINTAINERS: there is no section 'KVM FOR ARM64'"},
		{linux_file, "Maintainers List",
		 "MAINTAINERS: there is no section 'Maintainers List'"},
		{qemu_file, "Guest CPU cores (TCG)",
		 "MAINTAINERS: there is no section 'Guest CPU cores (TCG)'"},
		{linux_file, "NOTHING AT ALL",
		 "MAINTAINERS: the section 'NOTHING AT ALL' names no file (F: or N:)"},
		{"A\nF: a.c\n\nB\nM: Bob\nN: (b\n", "B",
		 "MAINTAINERS, line 6: N: this is no regular expression: (b"},
		{"", "A", "MAINTAINERS: there is no section 'A'"},
		{"F: a.c\n", "", "MAINTAINERS: there is no section ''"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *const sections[] = {"A", rows[i].section, NULL};
		const char *const *asked =
			g_str_has_prefix(rows[i].file, "A\n") ? sections : sections + 1;
		g_autoptr(GPtrArray) patterns = new_patterns();
		g_autoptr(GError) error = NULL;

		g_assert_false(read_file(str_from(rows[i].file), asked, patterns, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_cmpstr(error->message, ==, rows[i].message);
		g_assert_cmpuint(patterns->len, ==, 0);
	}
}

static void test_a_bad_expression_of_another_section_is_no_error(void)
{
	static const char *const sections[] = {"A", NULL};
	g_autoptr(GPtrArray) patterns = new_patterns();

	g_assert_true(read_file(STR("A\nF: a.c\n\nB\nN: (b\n"), sections, patterns, NULL));
	g_assert_cmpuint(patterns->len, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/maintainers/title", test_a_section_is_read_by_its_title);
	g_test_add_func("/maintainers/twice", test_of_one_title_that_is_there_twice_both_count);
	g_test_add_func("/maintainers/exclude", test_each_section_excludes_for_itself_alone);
	g_test_add_func("/maintainers/blank", test_a_blank_line_does_not_end_a_section);
	g_test_add_func("/maintainers/errors", test_errors_say_what_and_where);
	g_test_add_func("/maintainers/other", test_a_bad_expression_of_another_section_is_no_error);
	return g_test_run();
}
