/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/git_objects.h"

#include "archive/git_library.h"
#include "fixture.h"

#include <string.h>

#define HEX_A "0123456789abcdef0123456789abcdef01234567"
#define HEX_B "89abcdef0123456789abcdef0123456789abcdef"
#define HEX_C "fedcba9876543210fedcba9876543210fedcba98"

#define TREE "tree " HEX_A "\n"
#define PARENT "parent " HEX_B "\n"
#define OTHER_PARENT "parent " HEX_C "\n"
#define AUTHOR "author Ann Author <ann@example.org> 1700000000 +0100\n"
#define COMMITTER "committer list <list@example.org> 1735689600 +0000\n"
#define REST "\nthe subject of a mail\n"

static void test_commits(void)
{
	static const struct {
		const char *text;
		bool has_parent;
		int64_t committed_at;
	} cases[] = {
		{TREE AUTHOR COMMITTER REST, false, 1735689600},
		{TREE PARENT AUTHOR COMMITTER REST, true, 1735689600},
		{TREE PARENT OTHER_PARENT OTHER_PARENT AUTHOR COMMITTER REST, true, 1735689600},
		{TREE AUTHOR COMMITTER, false, 1735689600},
		/* Times. */
		{TREE AUTHOR "committer l <l@example.org> 0 +0000\n\n", false, 0},
		{TREE AUTHOR "committer l <l@example.org> 12 -0730\n\n", false, 12},
		{TREE AUTHOR "committer l <l@example.org> 12\n\n", false, 12},
		{TREE AUTHOR "committer l <l@example.org> -86400 +0000\n\n", false, -86400},
		{TREE AUTHOR "committer l <l@example.org> 999999999999999999 +0000\n\n", false,
		 999999999999999999},
		/* Times that are none, which git takes for 0. */
		{TREE AUTHOR "committer \n\n", false, 0},
		{TREE AUTHOR "committer l <l@example.org 5 +0000\n\n", false, 0},
		{TREE AUTHOR "committer l <l@example.org>\n\n", false, 0},
		{TREE AUTHOR "committer l <l@example.org> \n\n", false, 0},
		{TREE AUTHOR "committer l <l@example.org> yesterday\n\n", false, 0},
		{TREE AUTHOR "committer l <l@example.org> - +0000\n\n", false, 0},
		{TREE AUTHOR "committer l <l@example.org> 1000000000000000000 +0000\n\n", false, 0},
		/* Behind the author there are no parents. */
		{TREE AUTHOR PARENT COMMITTER, false, 1735689600},
		/* Names. */
		{TREE AUTHOR "committer <> 5 +0000\n\n", false, 5},
		{TREE AUTHOR "committer a > b <l@example.org> 5 +0000\n\n", false, 5},
		{TREE AUTHOR "committer a> 7 +0000 <l> <l@example.org> 5 +0000\n\n", false, 5},
		{TREE "author committer <l@example.org> 6 +0000\n"
		      "committer \377\1 <l@example.org> 5 +0000\n\n",
		 false, 5},
		/* What follows. */
		{TREE PARENT AUTHOR COMMITTER "encoding ISO-8859-1\n" REST, true, 1735689600},
		{TREE AUTHOR COMMITTER "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n"
				       " -----END PGP SIGNATURE-----\n" REST,
		 false, 1735689600},
		{TREE AUTHOR COMMITTER "\n" PARENT "committer l <l@example.org> 5 +0000\n", false,
		 1735689600},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct commit_head head;

		g_test_message("%zu", i);
		g_assert_true(commit_head_read(str_from(cases[i].text), &head));
		g_assert_cmpint(git_oid_streq(&head.tree, HEX_A), ==, 0);
		g_assert_cmpint(head.has_parent, ==, cases[i].has_parent);
		if (cases[i].has_parent)
			g_assert_cmpint(git_oid_streq(&head.parent, HEX_B), ==, 0);
		g_assert_cmpint(head.committed_at, ==, cases[i].committed_at);
	}
}

static void test_no_commits(void)
{
	static const char *const texts[] = {
		"",
		"\n",
		AUTHOR COMMITTER REST,
		PARENT TREE AUTHOR COMMITTER REST,
		"tree 0123\n" AUTHOR COMMITTER REST,
		"tree " HEX_A "0\n" AUTHOR COMMITTER REST,
		"tree x123456789abcdef0123456789abcdef01234567\n" AUTHOR COMMITTER REST,
		"blob " HEX_A "\n" AUTHOR COMMITTER REST,
		TREE,
		TREE PARENT AUTHOR,
		TREE "parent 0123\n" AUTHOR COMMITTER REST,
		TREE PARENT "parent \n" AUTHOR COMMITTER REST,
		TREE PARENT AUTHOR REST,
		TREE AUTHOR "\n" COMMITTER,
		TREE AUTHOR "committerl <l@example.org> 5 +0000\n\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct commit_head head = {.committed_at = -1};

		g_test_message("%zu", i);
		g_assert_false(commit_head_read(str_from(texts[i]), &head));
		g_assert_cmpint(head.committed_at, ==, -1);
	}
}

static void test_cut_commit(void)
{
	static const str whole = STR_INIT(TREE PARENT AUTHOR COMMITTER REST);
	static const size_t committer_at = sizeof(TREE PARENT AUTHOR "committer ") - 1;

	for (size_t length = 0; length <= whole.len; length++) {
		/* A copy, so that a sanitizer finds what is read behind the end. */
		g_autofree char *copy = g_memdup2(whole.ptr, length);
		struct commit_head head;

		g_assert_cmpint(commit_head_read((str){copy, length}, &head), ==,
				length >= committer_at);
	}
}

/* Ids as a tree has them. */
#define ID_A "aaaaaaaaaaaaaaaaaaaa"
#define ID_B "bbbbbbbbbbbbbbbbbbbb"

static void test_modes(void)
{
	static const struct {
		str tree;
		const char *name;
		unsigned mode;
		bool is_file;
		bool is_directory;
	} cases[] = {
		{STR_INIT("100644 m\0" ID_A), "m", 0100644, true, false},
		{STR_INIT("100755 m\0" ID_A), "m", 0100755, true, false},
		{STR_INIT("100664 m\0" ID_A), "m", 0100664, true, false},
		{STR_INIT("120000 m\0" ID_A), "m", 0120000, true, false},
		{STR_INIT("40000 m\0" ID_A), "m", 0040000, false, true},
		{STR_INIT("040000 m\0" ID_A), "m", 0040000, false, true},
		{STR_INIT("160000 m\0" ID_A), "m", 0160000, false, false},
		{STR_INIT("100644 the name\0" ID_A), "the name", 0100644, true, false},
		{STR_INIT("100644  m \0" ID_A), " m ", 0100644, true, false},
		{STR_INIT("100644 100644 m\0" ID_A), "100644 m", 0100644, true, false},
		{STR_INIT("100644 \377\n\0" ID_A), "\377\n", 0100644, true, false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct tree_entry entry;
		str rest = cases[i].tree;

		g_assert_true(tree_next(&rest, &entry));
		g_assert_true(str_equal(entry.name, str_from(cases[i].name)));
		g_assert_cmpuint(entry.mode, ==, cases[i].mode);
		g_assert_cmpmem(entry.id.id, GIT_OID_RAWSZ, ID_A, GIT_OID_RAWSZ);
		g_assert_true(tree_entry_is_file(&entry) == cases[i].is_file);
		g_assert_true(tree_entry_is_directory(&entry) == cases[i].is_directory);
		g_assert_cmpuint(rest.len, ==, 0);
		g_assert_false(tree_next(&rest, &entry));
	}
}

static void test_damaged_trees(void)
{
	static const str trees[] = {
		STR_INIT(""),
		STR_INIT("100644"),
		STR_INIT("100644 m"),
		STR_INIT("100644 m\0"),
		STR_INIT("100644 m\0aaaaaaaaaaaaaaaaaaa"),
		STR_INIT(" m\0" ID_A),
		STR_INIT("m\0" ID_A),
		STR_INIT("m\0aaaaaaaaaa aaaaaaaaa"),
		STR_INIT("100648 m\0" ID_A),
		STR_INIT("10064x m\0" ID_A),
		STR_INIT("-100644 m\0" ID_A),
		STR_INIT("0x1ff m\0" ID_A),
		STR_INIT("00100644 m\0" ID_A),
		STR_INIT("777777777777777777777777 m\0" ID_A),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(trees); i++) {
		g_autofree char *copy = g_memdup2(trees[i].ptr, trees[i].len);
		struct tree_entry entry = {.mode = 1};
		str rest = {copy, trees[i].len};

		g_assert_false(tree_next(&rest, &entry));
		g_assert_false(tree_find((str){copy, trees[i].len}, STR("m"), &entry));
		g_assert_cmpuint(entry.mode, ==, 1);
	}
}

static void test_find(void)
{
	static const str tree =
		STR_INIT("100644 d\0" ID_A "100644 m\0" ID_B "40000 mm\0" ID_A
			 "100644 the mail\0" ID_B "damaged\0" ID_A "100644 z\0" ID_A);
	static const struct {
		str name;
		bool is_there;
		str id;
	} cases[] = {
		{STR_INIT("d"), true, STR_INIT(ID_A)},
		{STR_INIT("m"), true, STR_INIT(ID_B)},
		{STR_INIT("mm"), true, STR_INIT(ID_A)},
		{STR_INIT("the mail"), true, STR_INIT(ID_B)},
		{STR_INIT("a"), false, STR_INIT("")},
		{STR_INIT("M"), false, STR_INIT("")},
		{STR_INIT("the"), false, STR_INIT("")},
		{STR_INIT(""), false, STR_INIT("")},
		{STR_INIT("z"), false, STR_INIT("")}, /* behind the damage */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct tree_entry entry;

		g_test_message(STR_FMT, STR_ARG(cases[i].name));
		g_assert_cmpint(tree_find(tree, cases[i].name, &entry), ==, cases[i].is_there);
		if (cases[i].is_there)
			g_assert_cmpmem(entry.id.id, GIT_OID_RAWSZ, cases[i].id.ptr,
					cases[i].id.len);
	}
}

static void test_order(void)
{
	static const struct tree_entry entries[] = {
		{.name = STR_INIT("0"), .mode = 0040000},
		{.name = STR_INIT("a"), .mode = 0100644},
		{.name = STR_INIT("a b"), .mode = 0100644},
		{.name = STR_INIT("a-b"), .mode = 0040000},
		{.name = STR_INIT("a.b"), .mode = 0100644},
		{.name = STR_INIT("a"), .mode = 0040000},
		{.name = STR_INIT("a0"), .mode = 0100644},
		{.name = STR_INIT("aa"), .mode = 0120000},
		{.name = STR_INIT("b"), .mode = 0160000},
		{.name = STR_INIT("b.c"), .mode = 0100644},
		{.name = STR_INIT("z"), .mode = 0040000},
		{.name = STR_INIT("\303\244"), .mode = 0100644},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
		for (size_t k = 0; k < G_N_ELEMENTS(entries); k++) {
			int order = tree_entry_compare(&entries[i], &entries[k]);

			g_assert_cmpint((order > 0) - (order < 0), ==, (i > k) - (i < k));
		}
	}
}

/* The tree that git makes of the entries, in git's order. */
static void test_order_of_git(void)
{
	static const char entries[] = "100644 blob " HEX_A "\tm\n"
				      "40000 tree " HEX_A "\ta\n"
				      "100644 blob " HEX_A "\ta.b\n"
				      "100644 blob " HEX_A "\ta0\n"
				      "100644 blob " HEX_A "\ta-b\n"
				      "100644 blob " HEX_A "\ta b\n"
				      "120000 blob " HEX_A "\tb.c\n"
				      "160000 commit " HEX_A "\tb\n"
				      "40000 tree " HEX_A "\tm.d\n";
	enum { ENTRIES = 9 };
	g_autoptr(fixture) fixture = fixture_new();
	struct tree_entry entry[ENTRIES + 1];
	size_t n = 0;
	str tree;
	str rest;

	fixture_write(fixture, "entries", str_from(entries));
	fixture_script(fixture, "git init -q --bare r\n"
				"id=$(git -C r mktree --missing <entries)\n"
				"git -C r cat-file tree $id >tree\n");
	tree = fixture_read(fixture, "tree");
	rest = tree;
	while (n < ENTRIES && tree_next(&rest, &entry[n]))
		n++;
	g_assert_cmpuint(n, ==, ENTRIES);
	g_assert_cmpuint(rest.len, ==, 0);
	for (size_t i = 1; i < n; i++)
		g_assert_cmpint(tree_entry_compare(&entry[i - 1], &entry[i]), <, 0);
	g_free((char *)tree.ptr);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/git-objects/a-commit-has-a-tree-a-first-parent-and-a-time", test_commits);
	g_test_add_func("/git-objects/without-tree-or-time-it-is-no-commit", test_no_commits);
	g_test_add_func("/git-objects/a-commit-that-is-cut-before-its-time-is-none",
			test_cut_commit);
	g_test_add_func("/git-objects/an-entry-has-a-mode-a-name-and-an-id", test_modes);
	g_test_add_func("/git-objects/a-tree-ends-where-it-is-damaged", test_damaged_trees);
	g_test_add_func("/git-objects/an-entry-is-found-by-its-whole-name", test_find);
	g_test_add_func("/git-objects/a-directory-counts-as-its-name-and-a-slash", test_order);
	g_test_add_func("/git-objects/the-order-is-git-s", test_order_of_git);
	return g_test_run();
}
