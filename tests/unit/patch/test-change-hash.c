/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/change_hash.h"

#include <glib.h>

enum { MOST_FILES = 3 };

struct side {
	struct changed_file files[MOST_FILES];
	unsigned n_files;
};

#define FILE(PATH, BLOB) \
	{ \
		STR_INIT(PATH), STR_INIT(BLOB) \
	}

static struct change_hash hash_of(const struct side *side)
{
	struct changed_file files[MOST_FILES];

	for (unsigned i = 0; i < MOST_FILES; i++)
		files[i] = side->files[i];
	return change_hash_of(files, side->n_files);
}

static void test_files(void)
{
	static const struct {
		const char *name;
		struct side a;
		struct side b;
		bool same_paths;
		bool same_blobs;
	} cases[] = {
		{"the order does not matter",
		 {{FILE("a", "1111111"), FILE("b", "2222222")}, 2},
		 {{FILE("b", "2222222"), FILE("a", "1111111")}, 2},
		 true,
		 true},
		{"blobs are abbreviated, in either case",
		 {{FILE("a", "abcdef0123")}, 1},
		 {{FILE("a", "ABCDEF0")}, 1},
		 true,
		 true},
		{"another blob",
		 {{FILE("a", "abcdef0")}, 1},
		 {{FILE("a", "abcdef1")}, 1},
		 true,
		 false},
		{"blobs of each other's files",
		 {{FILE("a", "1111111"), FILE("b", "2222222")}, 2},
		 {{FILE("a", "2222222"), FILE("b", "1111111")}, 2},
		 true,
		 false},
		{"another path",
		 {{FILE("a", "1111111")}, 1},
		 {{FILE("A", "1111111")}, 1},
		 false,
		 false},
		{"a path more",
		 {{FILE("a", "1111111")}, 1},
		 {{FILE("a", "1111111"), FILE("b", "1111111")}, 2},
		 false,
		 false},
		{"paths are not run together",
		 {{FILE("ab", "1111111"), FILE("c", "1111111")}, 2},
		 {{FILE("a", "1111111"), FILE("bc", "1111111")}, 2},
		 false,
		 false},
		{"of a path that is gone and there again, what is there counts",
		 {{FILE("a", "0000000"), FILE("a", "1111111")}, 2},
		 {{FILE("a", "1111111")}, 1},
		 true,
		 true},
		{"in whatever order",
		 {{FILE("b", "2222222"), FILE("a", "1111111"), FILE("a", "0000000")}, 3},
		 {{FILE("a", "1111111"), FILE("b", "2222222")}, 2},
		 true,
		 true},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct change_hash a = hash_of(&cases[i].a);
		struct change_hash b = hash_of(&cases[i].b);

		g_test_message("%s", cases[i].name);
		g_assert_true((a.paths == b.paths) == cases[i].same_paths);
		g_assert_true((a.new_blobs == b.new_blobs) == cases[i].same_blobs);
		g_assert_true(a.paths != 0 && a.new_blobs != 0);
	}
}

static void test_unknown(void)
{
	static const struct side sides[] = {
		{{FILE("a", "")}, 1},
		{{FILE("a", "123456")}, 1}, /* too short an abbreviation */
		{{FILE("a", "1111111"), FILE("b", "")}, 2},
		{{FILE("a", ""), FILE("a", "1111111")}, 2},
	};
	static const struct side none = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
		struct change_hash hash = hash_of(&sides[i]);

		g_assert_cmpuint(hash.new_blobs, ==, 0);
		g_assert_cmpuint(hash.paths, !=, 0);
	}
	g_assert_cmpuint(hash_of(&none).paths, ==, 0);
	g_assert_cmpuint(hash_of(&none).new_blobs, ==, 0);
}

static void test_stays(void)
{
	static const struct side side = {
		{FILE("lamp/wick.c", "0123abc"), FILE("lamp/oil.h", "4567def")}, 2};
	struct change_hash hash = hash_of(&side);

	g_assert_cmpuint(hash.paths, ==, UINT64_C(0x4cc29b29f077c168));
	g_assert_cmpuint(hash.new_blobs, ==, UINT64_C(0xe454efb663498867));
	g_assert_cmpuint(change_hash_of_title(STR("lamp: Dim 2 wicks")), ==,
			 UINT64_C(0xd59dc4f737ea755d));
}

static void test_titles(void)
{
	static const struct {
		str a;
		str b;
		bool same;
	} cases[] = {
		{STR_INIT("lamp: Dim the wick"), STR_INIT("Lamp:  dim the WICK."), true},
		{STR_INIT("lamp: Dim the wick"), STR_INIT("lamp:Dim\tthe wick"), true},
		{STR_INIT("lamp: Dim the \"wick\""), STR_INIT("lamp: Dim the wick"), true},
		{STR_INIT("lamp: Dim the wick"), STR_INIT("lamp: Dim the wicks"), false},
		{STR_INIT("lamp: 12"), STR_INIT("lamp: 21"), false},
		{STR_INIT("lamp: \xc3\xa4"), STR_INIT("lamp: \xc3\xb6"), false},
		{STR_INIT("lamp: aa"), STR_INIT("lamp: a"), false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		uint64_t a = change_hash_of_title(cases[i].a);

		g_test_message(STR_FMT, STR_ARG(cases[i].a));
		g_assert_true((a == change_hash_of_title(cases[i].b)) == cases[i].same);
		g_assert_cmpuint(a, !=, 0);
	}
	g_assert_cmpuint(change_hash_of_title((str){0}), ==, 0);
	g_assert_cmpuint(change_hash_of_title(STR("... [-]!")), ==, 0);
}

#define MODIFY(PATH, INDEX) \
	"diff --git a/" PATH " b/" PATH "\n" INDEX "--- a/" PATH "\n+++ b/" PATH \
	"\n@@ -1 +1 @@\n-a\n+b\n"

static void test_diffs(void)
{
	static const struct {
		const char *name;
		const char *diff;
		struct side commit; /* as a comparison of trees tells it */
		bool knows_blobs;
	} cases[] = {
		{"changed",
		 MODIFY("lamp.c", "index 1111111..2222222 100644\n"),
		 {{FILE("lamp.c", "22222222")}, 1},
		 true},
		{"without an index line",
		 MODIFY("lamp.c", ""),
		 {{FILE("lamp.c", "22222222")}, 1},
		 false},
		{"added",
		 "diff --git a/lamp.c b/lamp.c\nnew file mode 100644\nindex 0000000..2222222\n"
		 "--- /dev/null\n+++ b/lamp.c\n@@ -0,0 +1 @@\n+b\n",
		 {{FILE("lamp.c", "22222222")}, 1},
		 true},
		{"deleted",
		 "diff --git a/lamp.c b/lamp.c\ndeleted file mode 100644\nindex 1111111..0000000\n"
		 "--- a/lamp.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
		 {{FILE("lamp.c", "00000000")}, 1},
		 true},
		{"deleted without its content (git format-patch -D)",
		 "diff --git a/lamp.c b/lamp.c\ndeleted file mode 100644\nindex 1111111..0000000\n",
		 {{FILE("lamp.c", "00000000")}, 1},
		 true},
		{"renamed and changed",
		 "diff --git a/lamp.c b/light.c\nsimilarity index 90%\nrename from lamp.c\n"
		 "rename to light.c\nindex 1111111..2222222 100644\n--- a/lamp.c\n+++ b/light.c\n"
		 "@@ -1 +1 @@\n-a\n+b\n",
		 {{FILE("lamp.c", "00000000"), FILE("light.c", "22222222")}, 2},
		 true},
		{"renamed alone",
		 "diff --git a/lamp.c b/light.c\nsimilarity index 100%\nrename from lamp.c\n"
		 "rename to light.c\n",
		 {{FILE("lamp.c", "00000000"), FILE("light.c", "22222222")}, 2},
		 false},
		{"copied",
		 "diff --git a/lamp.c b/light.c\nsimilarity index 90%\ncopy from lamp.c\n"
		 "copy to light.c\nindex 1111111..2222222 100644\n--- a/lamp.c\n+++ b/light.c\n"
		 "@@ -1 +1 @@\n-a\n+b\n",
		 {{FILE("light.c", "22222222")}, 1},
		 true},
		{"a mode alone",
		 "diff --git a/lamp.c b/lamp.c\nold mode 100644\nnew mode 100755\n",
		 {{FILE("lamp.c", "22222222")}, 1},
		 false},
		{"a link that becomes a file is two changes of one path",
		 "diff --git a/lamp.c b/lamp.c\ndeleted file mode 120000\nindex 1111111..0000000\n"
		 "--- a/lamp.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n"
		 "diff --git a/lamp.c b/lamp.c\nnew file mode 100644\nindex 0000000..2222222\n"
		 "--- /dev/null\n+++ b/lamp.c\n@@ -0,0 +1 @@\n+b\n",
		 {{FILE("lamp.c", "22222222")}, 1},
		 true},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(arena) arena = {0};
		struct change_hash commit = hash_of(&cases[i].commit);
		struct change_hash sent;
		struct diff diff;

		g_test_message("%s", cases[i].name);
		g_assert_true(diff_parse(&arena, str_from(cases[i].diff), &diff));
		sent = change_hash_of_diff(&arena, &diff);
		g_assert_cmpuint(sent.paths, ==, commit.paths);
		g_assert_cmpuint(sent.new_blobs, ==, cases[i].knows_blobs ? commit.new_blobs : 0);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/change-hash/paths-and-blobs-are-a-set", test_files);
	g_test_add_func("/change-hash/what-is-not-known-is-no-hash", test_unknown);
	g_test_add_func("/change-hash/it-is-the-same-for-years", test_stays);
	g_test_add_func("/change-hash/titles-that-are-alike-have-one", test_titles);
	g_test_add_func("/change-hash/a-diff-has-that-of-its-commit", test_diffs);
	return g_test_run();
}
