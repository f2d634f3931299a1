/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch_id.h"

#include "ask-git.h"

#include <glib.h>

/* The ids are those that git 2.39.5 gives. */
struct id_case {
	const char *sentence;
	str text;
	const char *expected; /* "" where git prints none */
};

#define WICK \
	"diff --git a/wick.c b/wick.c\n" \
	"index 1234567..89abcde 100644\n" \
	"--- a/wick.c\n" \
	"+++ b/wick.c\n" \
	"@@ -1,3 +1,3 @@\n" \
	" int lamp;\n" \
	"-int wick;\n" \
	"+int wicks;\n" \
	" int glass;\n"

/* The same change at another place, otherwise indented, between other blobs. */
#define WICK_MOVED \
	"diff --git a/wick.c b/wick.c\n" \
	"index fedcba9..7654321 100644\n" \
	"--- a/wick.c\n" \
	"+++ b/wick.c\n" \
	"@@ -71,3 +83,3 @@ void light(void)\n" \
	" \tint lamp;\n" \
	"-\tint wick;  \n" \
	"+\tint wicks;\r\n" \
	"  int glass;\n"

#define OIL \
	"diff --git a/oil.c b/oil.c\n" \
	"new file mode 100644\n" \
	"index 0000000..89abcde\n" \
	"--- /dev/null\n" \
	"+++ b/oil.c\n" \
	"@@ -0,0 +1,2 @@\n" \
	"+int oil;\n" \
	"+int more;\n"

#define FLAME \
	"diff --git a/flame.bin b/flame.bin\n" \
	"index 1234567..89abcde 100644\n"

#define COMMIT "0123456789abcdef0123456789abcdef01234567"

/* Of several texts each, which is what the cases are about. */
#define WICK_ID "59118153e5bef321f2a427544092561b86121e1e"
#define BOTH_ID "9a4984f18af08b6ed036e737450c2d517fb70532"
#define FLAME_ID "2d162e8c339819aef51cc94f927fff8b404cefed"
#define NUL_ID "bc4a808f7de90c6677c544133ef3b5cf56584c55"

static const struct id_case cases[] = {
	{"a-text-without-a-diff-has-no-id", STR_INIT("Hello,\n\n--- is no diff.\n"), ""},
	{"nothing-has-no-id", STR_INIT(""), ""},
	{"a-plain-diff-without-a-diff-line-has-no-id",
	 STR_INIT("--- a/wick.c\n+++ b/wick.c\n@@ -1 +1 @@\n-a\n+b\n"), ""},
	{"a-plain-diff-with-a-diff-line-has-an-id",
	 STR_INIT("diff -u a/wick.c b/wick.c\n--- a/wick.c\t2024-03-01\n+++ b/wick.c\n"
		  "@@ -1 +1 @@\n-a\n+b\n"),
	 "2519d95936796151232c946d659305274c0e8847"},
	{"a-change-has-an-id", STR_INIT(WICK), WICK_ID},
	{"white-space-line-numbers-and-blobs-do-not-matter", STR_INIT(WICK_MOVED), WICK_ID},
	{"the-message-and-the-signature-do-not-matter",
	 STR_INIT("lamp: longer\n---\n wick.c | 2 +-\n\n" WICK "-- \n2.40.0\n\n" OIL), WICK_ID},
	{"form-feeds-and-vertical-tabs-matter",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1 +1 @@\n-a\f\n+a\v\n"),
	 "0729495465acae21ec7499a6b1c0b3237a119585"},
	{"two-files-have-an-id", STR_INIT(WICK OIL), BOTH_ID},
	{"the-order-of-files-does-not-matter", STR_INIT(OIL WICK), BOTH_ID},
	{"a-renaming-alone-has-an-id",
	 STR_INIT("diff --git a/wick.c b/oil.c\nsimilarity index 100%\nrename from wick.c\n"
		  "rename to oil.c\n"),
	 "de1b9a186a7bd6db93d8ee281c9c5fa5f6a331c2"},
	{"a-change-of-mode-alone-has-an-id",
	 STR_INIT("diff --git a/wick.c b/wick.c\nold mode 100644\nnew mode 100755\n"),
	 "fd4404600be99b95a79d62fac04d8067344614b8"},
	{"binary-files-that-differ-are-known-by-their-blobs",
	 STR_INIT(FLAME "Binary files a/flame.bin and b/flame.bin differ\n"), FLAME_ID},
	{"of-a-binary-content-the-blobs-are-enough",
	 STR_INIT(FLAME "GIT binary patch\nliteral 6\nNcmYexNo2@P1po(00tNs8\n\n"), FLAME_ID},
	{"the-file-behind-a-binary-one-is-read",
	 STR_INIT(FLAME "Binary files a/flame.bin and b/flame.bin differ\n" WICK),
	 "ab37baafc1ab334ffdfc3f00c67e43691956d2fb"},
	{"blobs-without-a-mode-end-with-their-line",
	 STR_INIT("diff --git a/f b/f\nnew file mode 100644\nindex 0000000..89abcde\n"
		  "Binary files /dev/null and b/f differ\n"),
	 "808acfce0692b7e08cbdf8e3461e1fcaaa07f615"},
	{"a-missing-newline-does-not-matter",
	 STR_INIT("diff --git a/wick.c b/wick.c\n"
		  "--- a/wick.c\n"
		  "+++ b/wick.c\n"
		  "@@ -1,3 +1,3 @@\n"
		  " int lamp;\n"
		  "-int wick;\n"
		  "\\ No newline at end of file\n"
		  "+int wicks;\n"
		  " int glass;"),
	 WICK_ID},
	{"a-short-note-matters",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1 +1 @@\n-a\n\\ No\n+b\n"),
	 "eb2e898aba055e7b2a0c7831b32909f02c163c50"},
	{"what-follows-a-nul-in-a-line-does-not-matter",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1 +1 @@\n-a\0x\n+b\0yz\n"), NUL_ID},
	{"a-line-that-begins-with-a-nul-is-empty",
	 STR_INIT("diff --git a/w b/w\n\0\n--- a/w\n+++ b/w\n@@ -1 +1 @@\n-a\n+b\n"),
	 "f0f394e94b518e5de56995defc7b26a86183a83f"},
	{"a-line-cut-off-by-a-nul-is-the-same",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1 +1 @@\n-a\n+b\n"), NUL_ID},
	{"a-commit-in-the-message-does-not-matter",
	 STR_INIT("From " COMMIT " Mon Sep 17 00:00:00 2001\n" COMMIT "\n" WICK), WICK_ID},
	{"a-commit-behind-the-diff-ends-it",
	 STR_INIT(FLAME "Binary files differ\n"
			"commit " COMMIT "\n" WICK),
	 FLAME_ID},
	{"counts-that-are-not-met-take-more-lines",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1,9 +1,9 @@\n-a\n+b\n-- \n2.40.0\n"),
	 "df12883608aa96b220bda92b82ffdbf9f3bc20a1"},
	{"a-count-beyond-an-int-wraps-as-it-does-in-c",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1,4294967297 +1,4294967296 "
		  "@@\n-a\n+b\n"),
	 "a40c012e5817e4b642dedbd935894579065a5631"},
	{"a-count-beyond-a-long-is-minus-one",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1,99999999999999999999 +1 "
		  "@@\n-a\n+b\n"),
	 "2d57b6451f6cb0e8f87832b0905aeefac1b294f8"},
	{"a-negative-count-is-taken-as-it-stands",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -1,-1 +1 @@\n-a\n+b\n"),
	 "2d57b6451f6cb0e8f87832b0905aeefac1b294f8"},
	{"a-damaged-hunk-header-counts-nothing",
	 STR_INIT("diff --git a/w b/w\n--- a/w\n+++ b/w\n@@ -x +1 @@\n-a\n+b\n"),
	 "a40c012e5817e4b642dedbd935894579065a5631"},
};

static void check_case(gconstpointer data)
{
	const struct id_case *wanted = data;
	char id[PATCH_ID_BYTES] = "untouched";
	bool found = patch_id_compute(wanted->text, id);

	g_assert_cmpstr(id, ==, wanted->expected);
	g_assert_cmpint(found, ==, wanted->expected[0] != '\0');
}

static void test_git_gives_the_same(void)
{
	if (!have_git())
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char ours[PATCH_ID_BYTES];
		g_autofree char *gits =
			ask_git("git patch-id --stable <patch | sed 's/ .*//; 1q'", cases[i].text);

		patch_id_compute(cases[i].text, ours);
		g_test_message("%s", cases[i].sentence);
		g_assert_cmpstr(g_strchomp(gits), ==, ours);
	}
}

/* A diff whose lines straddle each border of what is hashed at once. */
static void test_git_gives_the_same_for_a_long_diff(void)
{
	g_autoptr(GString) text = g_string_new("diff --git a/w b/w\n--- a/w\n+++ b/w\n");
	char ours[PATCH_ID_BYTES];
	g_autofree char *gits = NULL;

	if (!have_git())
		return;
	g_string_append(text, "@@ -0,0 +1,300 @@\n");
	for (unsigned i = 1; i <= 300; i++) {
		g_autofree char *line = g_strnfill(i * 7 % 20000 * (i % 30 == 0 ? 40 : 1), 'x');

		g_string_append_printf(text, "+%u %s\n", i, line);
	}
	patch_id_compute((str){.ptr = text->str, .len = text->len}, ours);
	gits = ask_git("git patch-id --stable <patch | sed 's/ .*//'",
		       (str){.ptr = text->str, .len = text->len});
	g_assert_cmpstr(g_strchomp(gits), ==, ours);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/patch-id/", cases[i].sentence, NULL);

		g_test_add_data_func(path, &cases[i], check_case);
	}
	g_test_add_func("/patch-id/git-gives-the-same", test_git_gives_the_same);
	g_test_add_func("/patch-id/git-gives-the-same-for-a-long-diff",
			test_git_gives_the_same_for_a_long_diff);
	return g_test_run();
}
