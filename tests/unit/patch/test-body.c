/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/body.h"

#include "base/limits.h"

#include <glib.h>

/*
 * A body is written as its pieces, each one that is not empty below a line
 * `[NAME]`, in the order of struct patch_body.
 */
struct body_case {
	const char *sentence;
	const char *text;
	const char *expected;
};

#define SIGNED "Signed-off-by: Ann <ann@example.org>\n"
#define STAT \
	" lib/lamp.c | 2 +-\n" \
	" 1 file changed, 1 insertion(+), 1 deletion(-)\n"
#define DIFF \
	"diff --git a/lib/lamp.c b/lib/lamp.c\n" \
	"index 1234567..89abcde 100644\n" \
	"--- a/lib/lamp.c\n" \
	"+++ b/lib/lamp.c\n" \
	"@@ -3,3 +3,3 @@ static void light(void)\n" \
	" \tfind_match();\n" \
	"-\tstrike();\n" \
	"+\tstrike_twice();\n" \
	" \tburn();\n"
#define SIGNATURE "-- \n2.43.0\n\n"

static const struct body_case cases[] = {
	{"a-patch-has-message-diffstat-and-diff",
	 "Lamps go out.\n\n" SIGNED "---\n" STAT "\n" DIFF SIGNATURE,
	 "[message]\nLamps go out.\n\n" SIGNED "[diffstat]\n" STAT "[diff]\n" DIFF},
	{"an-empty-text-has-nothing", "", ""},
	{"a-text-may-be-a-diff-alone", DIFF, "[diff]\n" DIFF},

	/* In-body headers. */
	{"the-author-may-stand-in-the-body", "From: Bob <bob@example.org>\n\nLamps.\n---\n" DIFF,
	 "[from]\nBob <bob@example.org>\n[message]\nLamps.\n[diff]\n" DIFF},
	{"so-may-subject-and-date-in-any-order-and-case",
	 "\ndate: Mon, 5 Jan 2031 10:00:00 +0100\nSUBJECT: [PATCH] lamp:\n  burn longer\n"
	 "From: Bob <bob@example.org>\n\nLamps.\n",
	 "[from]\nBob <bob@example.org>\n[subject]\n[PATCH] lamp: burn longer\n"
	 "[message]\nLamps.\n"},
	{"headers-end-at-an-empty-line", "From: Bob <bob@example.org>\n\nDate: of harvest\n",
	 "[from]\nBob <bob@example.org>\n[message]\nDate: of harvest\n"},
	{"headers-end-at-other-text", "Hello,\nFrom: Bob <bob@example.org>\n",
	 "[message]\nHello,\nFrom: Bob <bob@example.org>\n"},
	{"the-second-of-a-kind-is-text", "From: Bob <bob@example.org>\nFrom: here on\n",
	 "[from]\nBob <bob@example.org>\n[message]\nFrom: here on\n"},
	{"a-lone-subject-line-is-a-header", "[PATCH] lamp: burn\n\nLamps.\n",
	 "[subject]\n[PATCH] lamp: burn\n[message]\nLamps.\n"},
	{"format-patch-s-first-line-is-passed-over",
	 ">From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"
	 "From: Bob <bob@example.org>\n\nLamps.\n",
	 "[from]\nBob <bob@example.org>\n[message]\nLamps.\n"},

	/* Scissors. */
	{"scissors-before-a-patch-cut",
	 "Thanks, here it is.\n\n-- >8 --\nFrom: Bob <bob@example.org>\n\nLamps.\n---\n" DIFF,
	 "[from]\nBob <bob@example.org>\n[message]\nLamps.\n"
	 "[diff]\n" DIFF},
	{"headers-before-scissors-do-not-count",
	 "From: Carl <carl@example.org>\n\nHere.\n---- 8< ----\nLamps.\n---\n" DIFF,
	 "[message]\nLamps.\n[diff]\n" DIFF},
	{"the-last-scissors-count", "One.\n-- >8 --\nTwo.\n-- >% --\nLamps.\n---\n" DIFF,
	 "[message]\nLamps.\n[diff]\n" DIFF},
	{"without-a-patch-scissors-are-text", "One.\n\n-- >8 --\nTwo.\n",
	 "[message]\nOne.\n\n-- >8 --\nTwo.\n"},
	{"quoted-scissors-are-text", "> -- >8 --\nTwo.\n---\n" DIFF,
	 "[message]\n> -- >8 --\nTwo.\n[diff]\n" DIFF "[quoted] 1\n"},
	{"a-mark-in-a-sentence-is-no-scissors", "Use >8 of the - lamps.\n---\n" DIFF,
	 "[message]\nUse >8 of the - lamps.\n[diff]\n" DIFF},

	/* The end of the message, and notes. */
	{"notes-stand-below-the-line", "Lamps.\n---\nv2: oil is olive\n\n" STAT "\n" DIFF,
	 "[message]\nLamps.\n[notes]\nv2: oil is olive\n[diffstat]\n" STAT "[diff]\n" DIFF},
	{"notes-may-stand-around-the-diffstat", "Lamps.\n---\nv2: oil\n" STAT "And wick.\n\n" DIFF,
	 "[message]\nLamps.\n[notes]\nv2: oil\n\nAnd wick.\n[diffstat]\n" STAT "[diff]\n" DIFF},
	{"the-first-of-several-lines-ends-the-message",
	 "Lamps.\n---\nv2: oil\n---\nv1: wick\n---\n" STAT "\n" DIFF,
	 "[message]\nLamps.\n[notes]\nv2: oil\n---\nv1: wick\n[diffstat]\n" STAT "[diff]\n" DIFF},
	{"the-line-may-end-in-blanks", "Lamps.\n--- \t\n" DIFF, "[message]\nLamps.\n[diff]\n" DIFF},
	{"without-the-line-the-diffstat-ends-the-message", "Lamps.\n\n" STAT "\n" DIFF,
	 "[message]\nLamps.\n[diffstat]\n" STAT "[diff]\n" DIFF},
	{"without-diffstat-the-diff-ends-the-message", "Lamps.\n\n" DIFF,
	 "[message]\nLamps.\n[diff]\n" DIFF},
	{"a-diffstat-that-a-message-quotes-stays", "Lamps:\n" STAT "---\n\n" DIFF,
	 "[message]\nLamps:\n" STAT "[diff]\n" DIFF},
	{"a-longer-rule-is-text", "Lamps\n-----\n\nBurn.\n---\n" DIFF,
	 "[message]\nLamps\n-----\n\nBurn.\n[diff]\n" DIFF},
	{"indentation-at-the-begin-stays", "\n  Lamps.\n\n", "[message]\n  Lamps.\n"},

	/* Diffstats. */
	{"a-diffstat-has-many-kinds-of-lines",
	 "Lamps.\n---\n"
	 " .../lamp.c                   | 12 ++++++------\n"
	 " lib/{wick => oil}/x.c        |  0\n"
	 " lib/lamp.png                 | Bin 0 -> 512 bytes\n"
	 " 3 files changed, 6 insertions(+), 6 deletions(-)\n"
	 " create mode 100644 lib/lamp.png\n"
	 " rename lib/{wick => oil}/x.c (100%)\n"
	 " mode change 100644 => 100755 run\n\n" DIFF,
	 "[message]\nLamps.\n[diffstat]\n"
	 " .../lamp.c                   | 12 ++++++------\n"
	 " lib/{wick => oil}/x.c        |  0\n"
	 " lib/lamp.png                 | Bin 0 -> 512 bytes\n"
	 " 3 files changed, 6 insertions(+), 6 deletions(-)\n"
	 " create mode 100644 lib/lamp.png\n"
	 " rename lib/{wick => oil}/x.c (100%)\n"
	 " mode change 100644 => 100755 run\n[diff]\n" DIFF},
	{"a-table-is-no-diffstat", "Lamps:\n\n oil  | olive\n wick | 3 threads\n",
	 "[message]\nLamps:\n\n oil  | olive\n wick | 3 threads\n"},

	/* Cover letters. */
	{"a-cover-letter-keeps-its-shortlog",
	 "Lamps.\n\nAnn Author (2):\n  lamp: burn\n  lamp: burn longer\n\n" STAT "\n\n"
	 "base-commit: 0123456789abcdef0123456789abcdef01234567\n" SIGNATURE,
	 "[message]\nLamps.\n\nAnn Author (2):\n  lamp: burn\n  lamp: burn longer\n"
	 "[diffstat]\n" STAT "[base] 0123456789abcdef0123456789abcdef01234567\n[shortlog]\n"},
	{"text-may-follow-the-diffstat",
	 "Lamps.\n\n" STAT
	 "\nRange-diff against v1:\n1:  0123456 = 1:  89abcde lamp: burn\n" SIGNATURE,
	 "[message]\nLamps.\n\nRange-diff against v1:\n1:  0123456 = 1:  89abcde lamp: burn\n"
	 "[diffstat]\n" STAT},
	{"a-range-diff-is-no-diff",
	 "Lamps.\n\nRange-diff against v1:\n1:  0123456 ! 1:  89abcde lamp: burn\n"
	 "    @@ lib/lamp.c: light\n    -diff --git a/x b/x\n    +--- a/x\n    ++++ b/x\n",
	 "[message]\nLamps.\n\nRange-diff against v1:\n1:  0123456 ! 1:  89abcde lamp: burn\n"
	 "    @@ lib/lamp.c: light\n    -diff --git a/x b/x\n    +--- a/x\n    ++++ b/x\n"},
	{"an-interdiff-of-a-cover-is-no-diff", "Lamps.\n\nInterdiff against v1:\n" DIFF SIGNATURE,
	 "[message]\nLamps.\n\nInterdiff against v1:\n" DIFF},
	{"below-an-indented-interdiff-the-diff-is-one",
	 "Lamps.\n---\nInterdiff:\n  diff --git a/x b/x\n  --- a/x\n\n" STAT "\n" DIFF,
	 "[message]\nLamps.\n[notes]\nInterdiff:\n  diff --git a/x b/x\n  --- a/x\n"
	 "[diffstat]\n" STAT "[diff]\n" DIFF},
	{"b4-s-sections-are-cut-off-the-notes",
	 "Lamps.\n\n---\nv2: oil\n\n---\nAnn Author (1):\n      lamp: burn\n\n" STAT "---\n"
	 "base-commit: 0123456789abcdef0123456789abcdef01234567\n"
	 "change-id: 20310105-lamps-0123456789ab\n"
	 "prerequisite-change-id: 20310101-wicks-0123456789ab:v1\n\n"
	 "Best regards,\n-- \nAnn Author <ann@example.org>\n",
	 "[message]\nLamps.\n[notes]\nv2: oil\n\n---\nAnn Author (1):\n      lamp: burn\n"
	 "[diffstat]\n" STAT "[base] 0123456789abcdef0123456789abcdef01234567\n"
	 "[change-id] 20310105-lamps-0123456789ab\n[shortlog]\n"},
	{"a-pull-request-is-known-by-its-sentence",
	 "The following changes since commit 0123456:\n\n"
	 "are available in the Git repository at:\n\n  https://example.org/lamp.git\n",
	 "[message]\nThe following changes since commit 0123456:\n\n"
	 "are available in the Git repository at:\n\n  https://example.org/lamp.git\n[pull]\n"},

	/* The diff. */
	{"a-reply-may-hold-a-diff", "> Lamps.\n\nHow about this?\n\n" DIFF "\nThanks\n",
	 "[message]\n> Lamps.\n\nHow about this?\n[diff]\n" DIFF "[quoted] 1\n"},
	{"a-quoted-diff-is-none", "> diff --git a/x b/x\n> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n",
	 "[message]\n> diff --git a/x b/x\n> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n[quoted] 4\n"},
	{"a-plain-diff-is-one", "Lamps.\n\n--- lamp.c.orig\n+++ lamp.c\n@@ -1 +1 @@\n-off\n+on\n",
	 "[message]\nLamps.\n[diff]\n--- lamp.c.orig\n+++ lamp.c\n@@ -1 +1 @@\n-off\n+on\n"},
	{"an-indexed-diff-is-one",
	 "Lamps.\n\nIndex: lamp.c\n=======\n--- lamp.c\n+++ lamp.c\n@@ -1 +1 @@\n-off\n+on\n",
	 "[message]\nLamps.\n[diff]\nIndex: lamp.c\n=======\n--- lamp.c\n+++ lamp.c\n@@ -1 +1 @@\n"
	 "-off\n+on\n"},
	{"a-sentence-with-the-word-is-none",
	 "Index: see below\ndiff - what differs\n--- so it is\n",
	 "[message]\nIndex: see below\ndiff - what differs\n--- so it is\n"},
	{"a-list-s-footer-is-outside",
	 DIFF "_______________\nlamps mailing list\nlamps@example.org\n", "[diff]\n" DIFF},
	{"a-signature-without-its-blank-is-outside", DIFF "--\n2.43.0\n", "[diff]\n" DIFF},
	{"a-deleted-line-may-look-like-a-signature",
	 "--- a/mail\n+++ b/mail\n@@ -1,3 +1,1 @@\n Thanks\n-- \n-Ann\n-- \n2.43.0\n",
	 "[diff]\n--- a/mail\n+++ b/mail\n@@ -1,3 +1,1 @@\n Thanks\n-- \n-Ann\n"},
	{"a-hunk-that-is-short-ends-at-the-signature",
	 "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n one\n-two\n-- \n2.43.0\n",
	 "[diff]\n--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n one\n-two\n"},
	{"a-hunk-that-is-short-ends-at-the-next-file",
	 "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n one\n" DIFF "Bye\n",
	 "[diff]\n--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n one\n" DIFF},
	{"an-emptied-context-line-is-of-the-hunk",
	 "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-one\n+two\n\n\n\nBye\n",
	 "[diff]\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-one\n+two\n\n\n"},
	{"a-wrapped-line-is-of-the-hunk",
	 "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-one\n+two that is\nlong\n three\n\nBye\n",
	 "[diff]\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-one\n+two that is\nlong\n three\n"},
	{"several-diffs-with-text-between-are-one", DIFF "\nand\n\n" DIFF "Bye\n",
	 "[diff]\n" DIFF "\nand\n\n" DIFF},
	{"a-binary-patch-is-one",
	 "diff --git a/x b/x\nindex 1234567..89abcde 100644\nGIT binary patch\nliteral 3\n"
	 "Kcmbk$$$p\n\nliteral 0\nHcmV?d00001\n\n" SIGNATURE,
	 "[diff]\ndiff --git a/x b/x\nindex 1234567..89abcde 100644\nGIT binary patch\nliteral 3\n"
	 "Kcmbk$$$p\n\nliteral 0\nHcmV?d00001\n"},
	{"a-rename-alone-is-one",
	 "diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n" SIGNATURE,
	 "[diff]\ndiff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n"},
	{"a-missing-newline-is-of-the-hunk",
	 "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\n+two\n\\ No newline at end of file\n-- \n2\n",
	 "[diff]\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\n+two\n\\ No newline at end of file\n"},

	/* Base information. */
	{"base-information-may-follow-the-diff",
	 "Lamps.\n---\n" DIFF "\nbase-commit: 0123456789abcdef0123456789abcdef01234567\n"
	 "prerequisite-patch-id: 00112233445566778899aabbccddeeff00112233\n"
	 "prerequisite-patch-id: ffeeddccbbaa99887766554433221100ffeeddcc\n" SIGNATURE,
	 "[message]\nLamps.\n[diff]\n" DIFF "[base] 0123456789abcdef0123456789abcdef01234567\n"
	 "[prerequisite] 00112233445566778899aabbccddeeff00112233\n"
	 "[prerequisite] ffeeddccbbaa99887766554433221100ffeeddcc\n"},
	{"a-base-is-hexadecimal", "Lamps.\n\nbase-commit: of today\n", "[message]\nLamps.\n"},
	{"another-s-change-id-is-passed-over",
	 "Lamps.\n---\nprerequisite-change-id: 20310101-wicks-0123456789ab:v1\n",
	 "[message]\nLamps.\n"},
	{"a-change-id-is-one-word", "Lamps.\n---\nchange-id: 20310105-lamps probably\n",
	 "[message]\nLamps.\n"},
	{"a-change-id-within-prose-is-none",
	 "Lamps.\n---\nSee the\nchange-id: 2031-lamps-01\nabove\n",
	 "[message]\nLamps.\n[notes]\nSee the\nchange-id: 2031-lamps-01\nabove\n"},
	{"gerrit-s-stands-among-the-trailers",
	 "Lamps.\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n" SIGNED "---\n" DIFF,
	 "[message]\nLamps.\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n" SIGNED
	 "[diff]\n" DIFF "[change-id] I0123456789abcdef0123456789abcdef01234567\n"},
	{"dependencies-are-kept-as-written",
	 "Lamps.\n\nBased-on: <20310101-wicks@example.org>\nSupersedes: <1@example.org>\n"
	 "> Depends-on: nothing\n---\nDepends-on: \"wicks\"\n" DIFF,
	 "[message]\nLamps.\n\nBased-on: <20310101-wicks@example.org>\nSupersedes: "
	 "<1@example.org>\n"
	 "> Depends-on: nothing\n[notes]\nDepends-on: \"wicks\"\n[diff]\n" DIFF
	 "[depends] \"wicks\"\n[depends] <20310101-wicks@example.org>\n[depends] <1@example.org>\n"
	 "[quoted] 1\n"},
};

static void write_piece(const char *name, str piece, GString *to)
{
	if (piece.len > 0)
		g_string_append_printf(to, "[%s]\n" STR_FMT "%s", name, STR_ARG(piece),
				       str_ends(piece, STR("\n")) ? "" : "\n");
}

static void write_value(const char *name, str value, GString *to)
{
	if (value.len > 0)
		g_string_append_printf(to, "[%s] " STR_FMT "\n", name, STR_ARG(value));
}

static void write_body(const struct patch_body *body, GString *to)
{
	write_piece("from", body->in_body_from, to);
	write_piece("subject", body->in_body_subject, to);
	write_piece("message", body->message, to);
	write_piece("notes", body->notes, to);
	write_piece("diffstat", body->diffstat, to);
	write_piece("diff", body->diff, to);
	write_value("base", body->base_commit, to);
	for (unsigned i = 0; i < body->n_prerequisites; i++)
		write_value("prerequisite", body->prerequisites[i], to);
	write_value("change-id", body->change_id, to);
	for (unsigned i = 0; i < body->n_depends; i++)
		write_value("depends", body->depends[i], to);
	if (body->n_quoted_lines > 0)
		g_string_append_printf(to, "[quoted] %u\n", body->n_quoted_lines);
	if (body->has_shortlog)
		g_string_append(to, "[shortlog]\n");
	if (body->has_pull_request)
		g_string_append(to, "[pull]\n");
}

static void test_case(const void *data)
{
	const struct body_case *c = data;
	g_auto(arena) arena = {0};
	g_autoptr(GString) actual = g_string_new(NULL);
	str text = str_from(c->text);
	struct patch_body body;

	patch_body_parse(&arena, text, text, &body);
	write_body(&body, actual);
	g_assert_cmpstr(actual->str, ==, c->expected);
}

static void test_bytes(void)
{
	g_auto(arena) arena = {0};
	struct patch_body body;
	str text = STR("Ann \xc3\xa9\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\xc3\xa9\n+e\n-- \n2\n");
	str bytes = STR("Ann \xe9\n---\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\xe9\n+e\n-- \n2\n");

	patch_body_parse(&arena, text, bytes, &body);
	g_assert_true(str_equal(body.message, STR("Ann \xc3\xa9")));
	g_assert_true(str_equal(body.diff, STR("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\xe9\n+e\n")));
}

static void test_trailers(void)
{
	g_auto(arena) arena = {0};
	struct patch_body body;
	str text = STR("Lamps.\n\n" SIGNED "---\nAcked-by: Bob <bob@example.org>\n" DIFF);

	patch_body_parse(&arena, text, text, &body);
	g_assert_cmpuint(body.n_trailers, ==, 1);
	g_assert_cmpint(body.trailers[0].kind, ==, TRAILER_SIGNED);
}

static void test_limit(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new("Lamps.\n---\n");
	struct patch_body body;

	for (int i = 0; i < LIMIT_PREREQUISITES + 7; i++)
		g_string_append_printf(text, "prerequisite-patch-id: %040x\n", i);
	patch_body_parse(&arena, str_from(text->str), str_from(text->str), &body);
	g_assert_cmpuint(body.n_prerequisites, ==, LIMIT_PREREQUISITES);
	for (unsigned i = 0; i < body.n_prerequisites; i++) {
		g_autofree char *id = g_strdup_printf("%040x", i);

		g_assert_true(str_equal(body.prerequisites[i], str_from(id)));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/body/", cases[i].sentence, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/body/the-diff-is-taken-from-the-bytes", test_bytes);
	g_test_add_func("/body/trailers-are-those-of-the-message", test_trailers);
	g_test_add_func("/body/the-first-prerequisites-are-kept", test_limit);
	return g_test_run();
}
