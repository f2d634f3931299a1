/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/compare.h"

#include "base/limits.h"

#include <glib.h>

#define HEADER(blobs) \
	"diff --git a/lamp.c b/lamp.c\n" \
	"index " blobs " 100644\n" \
	"--- a/lamp.c\n" \
	"+++ b/lamp.c\n"

/* So many lines that a patch with another one is still the same patch. */
#define MORE "+five\n+six\n+seven\n+eight\n+nine\n"

#define LAMP \
	HEADER("1234567..89abcde") \
	"@@ -1,3 +1,8 @@ int dim(void)\n one\n-two\n+three\n" MORE " four\n"

#define BINARY(blobs) \
	"diff --git a/lamp.png b/lamp.png\n" \
	"index " blobs " 100644\n" \
	"Binary files a/lamp.png and b/lamp.png differ\n"

/* A patch by its texts; NULL gives what is usual. */
struct texts {
	const char *title;
	const char *author;
	const char *message;
	const char *diff; /* "": none */
};

static struct compare_patch make_patch(struct arena *arena, const struct texts *texts)
{
	struct diff *diff = arena_new(arena, struct diff);

	diff_parse(arena, str_from(texts->diff ? texts->diff : LAMP), diff);
	return (struct compare_patch){
		.title = str_from(texts->title ? texts->title : "lamp: burn"),
		.author = mailbox_split(
			str_from(texts->author ? texts->author : "Ann Author <ann@example.org>")),
		.message = str_from(texts->message ? texts->message : "It is dark.\n"),
		.diff = diff,
	};
}

static struct fingerprint make_fingerprint(struct arena *arena, const struct texts *texts)
{
	struct compare_patch patch = make_patch(arena, texts);
	struct fingerprint fingerprint;

	fingerprint_of(arena, &patch, &fingerprint);
	return fingerprint;
}

struct outcome_case {
	const char *sentence;
	struct texts older;
	struct texts newer;
	enum compare_outcome outcome; /* COMPARE_ADDED: they are no pair */
};

static const struct outcome_case outcome_cases[] = {
	{"equal-patches-are-the-same", {0}, {0}, COMPARE_SAME},
	{"blanks-at-the-end-of-lines-do-not-count",
	 {.message = "Dark.\n\nCold."},
	 {.message = "Dark.  \n \n\nCold.\n"},
	 COMPARE_SAME},
	{"line-numbers-do-not-count",
	 {.diff = HEADER("1234567..89abcde") "@@ -1 +1,6 @@\n-two\n+three\n" MORE},
	 {.diff = HEADER("1234567..89abcde") "@@ -9 +12,6 @@\n-two\n+three\n" MORE},
	 COMPARE_SAME},
	{"the-length-of-blob-ids-does-not-count",
	 {.diff = HEADER("1234567..89abcde") "@@ -1 +1,6 @@\n-two\n+three\n" MORE},
	 {.diff = HEADER("1234567890ab..89abcdef0123") "@@ -1 +1,6 @@\n-two\n+three\n" MORE},
	 COMPARE_SAME},
	{"a-stripped-blank-does-not-count",
	 {.diff = HEADER("1234567..89abcde") "@@ -1,2 +1,7 @@\n \n-two\n+three\n" MORE},
	 {.diff = HEADER("1234567..89abcde") "@@ -1,2 +1,7 @@\n\n-two\n+three\n" MORE},
	 COMPARE_SAME},
	{"on-other-blobs-it-is-rebased",
	 {.diff = HEADER("1234567..89abcde") "@@ -1 +1,6 @@\n-two\n+three\n" MORE},
	 {.diff = HEADER("7654321..89abcde") "@@ -1 +1,6 @@\n-two\n+three\n" MORE},
	 COMPARE_REBASED},
	{"in-another-context-it-is-rebased",
	 {.diff = LAMP},
	 {.diff = HEADER(
		  "1234567..89abcde") "@@ -1,3 +1,8 @@ int dim(void)\n ten\n-two\n+three\n" MORE
				      " four\n"},
	 COMPARE_REBASED},
	{"in-another-function-it-is-rebased",
	 {.diff = LAMP},
	 {.diff = HEADER(
		  "1234567..89abcde") "@@ -1,3 +1,8 @@ int glow(void)\n one\n-two\n+three\n" MORE
				      " four\n"},
	 COMPARE_REBASED},
	{"with-another-message-it-is-reworded", {0}, {.message = "Dark."}, COMPARE_REWORDED},
	{"with-another-title-it-is-reworded", {0}, {.title = "lamp: glow"}, COMPARE_REWORDED},
	{"with-another-author-it-is-reworded",
	 {0},
	 {.author = "Rob <rob@example.com>"},
	 COMPARE_REWORDED},
	{"reworded-and-rebased-it-is-reworded",
	 {.diff = LAMP},
	 {.diff = HEADER(
		  "1234567..89abcde") "@@ -1,3 +1,8 @@ int dim(void)\n ten\n-two\n+three\n" MORE
				      " four\n",
	  .message = "Dark."},
	 COMPARE_REWORDED},
	{"with-other-lines-it-is-rewritten",
	 {.diff = LAMP},
	 {.diff = HEADER(
		  "1234567..89abcde") "@@ -1,3 +1,8 @@ int dim(void)\n one\n-two\n+ten\n" MORE
				      " four\n"},
	 COMPARE_REWRITTEN},
	{"a-missing-newline-is-a-change",
	 {.diff = HEADER("1234567..89abcde") "@@ -1 +1,6 @@\n-two\n+three\n" MORE},
	 {.diff = HEADER("1234567..89abcde") "@@ -1 +1,6 @@\n-two\n+three\n" MORE
					     "\\ No newline at end of file\n"},
	 COMPARE_REWRITTEN},
	{"the-contents-of-binary-files-count",
	 {.diff = BINARY("1234567..89abcde")},
	 {.diff = BINARY("1234567..edcba98")},
	 COMPARE_REWRITTEN},
	{"without-a-diff-the-message-tells", {.diff = ""}, {.diff = ""}, COMPARE_SAME},
	{"without-diffs-other-messages-are-no-pair",
	 {.diff = ""},
	 {.diff = "", .title = "wick: trim"},
	 COMPARE_ADDED},
	{"a-damaged-diff-is-read-as-far-as-it-goes",
	 {.diff = HEADER("1234567..89abcde") "@@ -1,9 +1,9 @@\n one\n-two\nwrapped\n+three\n" MORE},
	 {.diff = HEADER("1234567..89abcde") "@@ -1,9 +1,9 @@\n one\n-two\n+three\n" MORE},
	 COMPARE_SAME},
	{"different-diffs-are-no-pair",
	 {0},
	 {.diff = "--- a/oil.c\n+++ b/oil.c\n@@ -1,2 +1,3 @@\n-fill\n-pour\n+drip\n+drop\n+flow\n"},
	 COMPARE_ADDED},
};

static void test_outcome(const void *data)
{
	const struct outcome_case *c = data;
	g_auto(arena) arena = {0};
	struct fingerprint older = make_fingerprint(&arena, &c->older);
	struct fingerprint newer = make_fingerprint(&arena, &c->newer);
	struct compare_pair *pairs;
	unsigned n_pairs;

	compare_revisions(&arena, &older, 1, &newer, 1, &pairs, &n_pairs);
	if (c->outcome == COMPARE_ADDED) {
		g_assert_cmpuint(n_pairs, ==, 2);
		g_assert_cmpint(pairs[0].outcome, ==, COMPARE_DROPPED);
		g_assert_cmpint(pairs[1].outcome, ==, COMPARE_ADDED);
		return;
	}
	g_assert_cmpuint(n_pairs, ==, 1);
	g_assert_cmpint(pairs[0].outcome, ==, c->outcome);
	g_assert_false(pairs[0].moved);
}

struct order_case {
	const char *sentence;
	const char *older; /* a letter a patch */
	const char *newer;
	const char *pairs; /* older and newer, `-` for none; a capital has moved */
};

static const struct order_case order_cases[] = {
	{"no-patches-make-no-pairs", "", "", ""},
	{"without-an-older-revision-all-are-added", "", "ab", "-a -b "},
	{"without-a-newer-revision-all-are-dropped", "ab", "", "a- b- "},
	{"patches-stand-in-the-newer-order", "abc", "cab", "CC aa bb "},
	{"of-two-that-changed-places-one-has-moved", "ab", "ba", "BB aa "},
	{"a-new-patch-moves-nobody", "ab", "xab", "-x aa bb "},
	{"a-dropped-one-stands-behind-those-before-it", "abcd", "acd", "aa b- cc dd "},
	{"a-dropped-one-waits-for-those-before-it", "abcd", "cad", "CC aa b- dd "},
	{"a-dropped-one-goes-before-a-new-one", "ab", "xb", "a- -x bb "},
	{"patches-may-be-equal", "aab", "aba", "aa bb AA "},
};

/* Ten lines that no other letter has. */
static struct fingerprint make_letter(struct arena *arena, char letter)
{
	GString *diff = g_string_new("--- a/lamp.c\n+++ b/lamp.c\n@@ -1,10 +0,0 @@\n");
	struct texts texts = {0};
	struct fingerprint fingerprint;

	for (int i = 0; i < 10; i++)
		g_string_append_printf(diff, "-%c %d\n", letter, i);
	texts.diff = diff->str;
	fingerprint = make_fingerprint(arena, &texts);
	g_string_free(diff, TRUE);
	return fingerprint;
}

static void make_letters(struct arena *arena, const char *letters, struct fingerprint *patches)
{
	for (unsigned i = 0; letters[i]; i++)
		patches[i] = make_letter(arena, letters[i]);
}

static char letter_at(const char *letters, unsigned index, bool moved)
{
	if (index == COMPARE_NONE)
		return '-';
	return moved ? g_ascii_toupper(letters[index]) : letters[index];
}

static void test_order(const void *data)
{
	const struct order_case *c = data;
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct fingerprint older[8];
	struct fingerprint newer[8];
	struct compare_pair *pairs;
	unsigned n_pairs;

	make_letters(&arena, c->older, older);
	make_letters(&arena, c->newer, newer);
	compare_revisions(&arena, older, (unsigned)strlen(c->older), newer,
			  (unsigned)strlen(c->newer), &pairs, &n_pairs);
	for (unsigned i = 0; i < n_pairs; i++)
		g_string_append_printf(text, "%c%c ",
				       letter_at(c->older, pairs[i].older, pairs[i].moved),
				       letter_at(c->newer, pairs[i].newer, pairs[i].moved));
	g_assert_cmpstr(text->str, ==, c->pairs);
}

enum { N_LINES = 10 };

/* @n patches; the lines of each are numbered from its index on, the last one plus @shift. */
static struct fingerprint *make_many(struct arena *arena, unsigned n, unsigned shift)
{
	struct fingerprint *patches = arena_new_array(arena, struct fingerprint, n);

	for (unsigned i = 0; i < n; i++) {
		patches[i].lines = arena_new_array(arena, uint32_t, N_LINES);
		patches[i].n_lines = N_LINES;
		for (unsigned k = 0; k < N_LINES; k++)
			patches[i].lines[k] = i * N_LINES + k + 1;
		patches[i].lines[N_LINES - 1] += shift;
	}
	return patches;
}

static unsigned count_common(const struct compare_pair *pairs, unsigned n_pairs)
{
	unsigned n_common = 0;

	for (unsigned i = 0; i < n_pairs; i++)
		n_common += pairs[i].older != COMPARE_NONE && pairs[i].newer == pairs[i].older;
	return n_common;
}

static void test_many_equal(void)
{
	g_auto(arena) arena = {0};
	unsigned n = 3 * LIMIT_COMPARED_PATCHES;
	struct fingerprint *patches = make_many(&arena, n, 0);
	struct compare_pair *pairs;
	unsigned n_pairs;

	compare_revisions(&arena, patches, n, patches, n, &pairs, &n_pairs);
	g_assert_cmpuint(n_pairs, ==, n);
	g_assert_cmpuint(count_common(pairs, n_pairs), ==, n);
}

static void test_many_similar(void)
{
	g_auto(arena) arena = {0};
	unsigned n = LIMIT_COMPARED_PATCHES + 20;
	struct fingerprint *older = make_many(&arena, n, 0);
	struct fingerprint *newer = make_many(&arena, n, 1000000);
	struct compare_pair *pairs;
	unsigned n_pairs;

	/* That the first five are equal leaves room for five others. */
	memcpy(newer, older, sizeof(*older) * 5);
	compare_revisions(&arena, older, n, newer, n, &pairs, &n_pairs);
	g_assert_cmpuint(count_common(pairs, n_pairs), ==, LIMIT_COMPARED_PATCHES + 5);
	g_assert_cmpuint(n_pairs, ==, n + 15);
}

static void test_long_diff(void)
{
	g_autoptr(GString) diff = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct texts texts;
	struct fingerprint fingerprint;

	g_string_printf(diff, "--- a/lamp.c\n+++ b/lamp.c\n@@ -0,0 +1,%u @@\n",
			2 * LIMIT_COMPARED_LINES);
	for (unsigned i = 0; i < 2 * LIMIT_COMPARED_LINES; i++)
		g_string_append_printf(diff, "+%u\n", i);
	texts = (struct texts){.diff = diff->str};
	fingerprint = make_fingerprint(&arena, &texts);
	g_assert_cmpuint(fingerprint.n_lines, ==, LIMIT_COMPARED_LINES);
}

/* The index keeps fingerprints: a change here asks for a new version of it. */
static void test_stable(void)
{
	g_auto(arena) arena = {0};
	struct fingerprint fingerprint = make_fingerprint(&arena, &(struct texts){0});

	g_assert_cmphex(fingerprint.message, ==, UINT64_C(0x909174a2d2800ce8));
	g_assert_cmphex(fingerprint.change, ==, UINT64_C(0xd355238b685023c7));
	g_assert_cmphex(fingerprint.blobs, ==, UINT64_C(0x788e886c047a9a24));
	g_assert_cmpuint(fingerprint.n_lines, ==, 11);
	g_assert_cmphex(fingerprint.lines[1], ==, 0x266cc485);
}

struct difference_case {
	const char *sentence;
	struct texts older;
	struct texts newer;
	const char *printed;
};

static const struct difference_case difference_cases[] = {
	{"equal-patches-do-not-differ", {0}, {0}, ""},
	{"line-numbers-do-not-differ",
	 {.diff = HEADER("1234567..89abcde") "@@ -1 +1 @@\n-two\n+three\n"},
	 {.diff = HEADER("7654321..89abcde") "@@ -9 +12 @@\n-two\n+three\n"},
	 ""},
	{"an-author-is-metadata",
	 {.diff = ""},
	 {.diff = "", .author = "Rob <rob@example.com>"},
	 "@\n"
	 "  ## Metadata ##\n"
	 "-Author: Ann Author <ann@example.org>\n"
	 "+Author: Rob <rob@example.com>\n"
	 " \n"
	 "  ## Commit message ##\n"
	 "     lamp: burn\n"},
	{"a-message-has-its-tabs-expanded",
	 {.diff = "", .message = "a\tb"},
	 {.diff = "", .message = "a\tc\n"},
	 "@Metadata\n"
	 "  ## Commit message ##\n"
	 "     lamp: burn\n"
	 " \n"
	 "-    a       b\n"
	 "+    a       c\n"},
	{"a-hunk-names-its-file-and-function",
	 {.diff = LAMP},
	 {.diff = HEADER(
		  "1234567..89abcde") "@@ -1,4 +1,9 @@ int dim(void)\n one\n-two\n+three\n" MORE
				      " four\n ten\n"},
	 "@lamp.c: int dim(void)\n"
	 " +eight\n"
	 " +nine\n"
	 "  four\n"
	 "+ ten\n"},
};

static void test_difference(const void *data)
{
	const struct difference_case *c = data;
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct compare_patch older = make_patch(&arena, &c->older);
	struct compare_patch newer = make_patch(&arena, &c->newer);
	struct compare_line *lines;
	unsigned n_lines;

	compare_patches(&arena, &older, &newer, &lines, &n_lines);
	for (unsigned i = 0; i < n_lines; i++) {
		g_string_append_c(text, lines[i].sign);
		g_string_append_len(text, lines[i].text.ptr, (gssize)lines[i].text.len);
		g_string_append_c(text, '\n');
	}
	g_assert_cmpstr(text->str, ==, c->printed);
}

static void test_names(void)
{
	for (enum compare_outcome i = COMPARE_SAME; i <= COMPARE_ADDED; i++)
		g_assert_cmpuint(strlen(compare_outcome_name(i)), >, 0);
	g_assert_cmpstr(compare_outcome_name(COMPARE_REBASED), ==, "only rebased");
}

#define ADD_CASES(prefix, cases, test) \
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) { \
		g_autofree char *path = g_strdup_printf(prefix "%s", (cases)[i].sentence); \
\
		g_test_add_data_func(path, &(cases)[i], test); \
	}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD_CASES("/compare/outcome/", outcome_cases, test_outcome)
	ADD_CASES("/compare/order/", order_cases, test_order)
	ADD_CASES("/compare/difference/", difference_cases, test_difference)
	g_test_add_func("/compare/equal-diffs-are-paired-however-many", test_many_equal);
	g_test_add_func("/compare/past-the-limit-similar-diffs-stay-alone", test_many_similar);
	g_test_add_func("/compare/a-fingerprint-has-an-end", test_long_diff);
	g_test_add_func("/compare/fingerprints-are-the-same-everywhere", test_stable);
	g_test_add_func("/compare/outcomes-have-names", test_names);
	return g_test_run();
}
