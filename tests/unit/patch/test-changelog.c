/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/changelog.h"

#include <glib.h>

struct changelog {
	const char *sentence;
	struct revision revision;
	const char *text;
	const char *changes;
};

static const struct changelog changelogs[] = {
	/* headings */
	{"changes-in-a-revision", {.major = 3}, "Changes in v3:\n- trim\n", "- trim"},
	{"changes-since-the-one-before", {.major = 3}, "Changes since v2:\n- trim\n", "- trim"},
	{"changes-from-the-one-before", {.major = 3}, "Changes from v2:\n- trim\n", "- trim"},
	{"an-arrow", {.major = 3}, "v2 -> v3:\n- trim\n", "- trim"},
	{"an-arrow-without-blanks", {.major = 3}, "V2->V3\n- trim\n", "- trim"},
	{"a-long-arrow", {.major = 3}, "v2 --> v3:\n- trim\n", "- trim"},
	{"an-arrow-of-one-character", {.major = 3}, "v2 \342\206\222 v3:\n- trim\n", "- trim"},
	{"dots", {.major = 3}, "Changelog v2 ... v3:\n- trim\n", "- trim"},
	{"from-one-to-the-next", {.major = 3}, "from v2 to v3\n- trim\n", "- trim"},
	{"between-two", {.major = 3}, "Changes between v2 and v3:\n- trim\n", "- trim"},
	{"a-bare-revision", {.major = 3}, "v3:\n- trim\n", "- trim"},
	{"a-bare-revision-without-a-colon", {.major = 3}, "v3\n- trim\n", "- trim"},
	{"a-bullet", {.major = 3}, "* v3\n  - trim\n", "  - trim"},
	{"a-bullet-from-the-one-before", {.major = 3}, "* From v2 [2]:\n  - trim\n", "  - trim"},
	{"a-footnote", {.major = 3}, "Changes since v2 [1]:\n- trim\n", "- trim"},
	{"a-footnote-of-both", {.major = 3}, "v2 [1] -> v3 [2]:\n- trim\n", "- trim"},
	{"a-link", {.major = 3}, "v2 -> v3: https://example.org/r/1\n- trim\n", "- trim"},
	{"a-remark", {.major = 3}, "Changes in v3 (thanks, Rob):\n- trim\n", "- trim"},
	{"a-longer-word", {.major = 3}, "Changes in version 3:\n- trim\n", "- trim"},
	{"a-word-behind", {.major = 3}, "v3 changes:\n- trim\n", "- trim"},
	{"words-behind", {.major = 3}, "Changes since v2 include:\n- trim\n", "- trim"},
	{"a-title-above", {.major = 3}, "Changelog:\n v3: trim\n v2: fill\n", " v3: trim"},
	{"the-last-version", {.major = 3}, "Changes since the last version:\n- trim\n", "- trim"},
	{"a-footnote-for-the-last-version", {.major = 3}, "Changes since [1]:\n- trim\n", "- trim"},
	{"an-rfc-before-the-first", {.major = 1}, "Changes since RFC:\n- trim\n", "- trim"},
	{"an-rfc-that-was-the-first", {.major = 2}, "Changes since RFC/v1:\n- trim\n", "- trim"},
	{"an-rfc-without-a-number",
	 {.major = 2},
	 "RFC -> v1:\n- fill\nChanges since RFC:\n- trim\n",
	 "- trim"},
	{"a-miscount", {.major = 3}, "Changes since v3:\n- trim\n", "- trim"},
	{"a-miscount-gives-way",
	 {.major = 3},
	 "Changes since v3:\n- fill\n\nv3:\n- trim\n",
	 "- trim"},
	{"a-minor-one", {.major = 2, .minor = 1}, "v2.1:\n- trim\n\nv2:\n- fill\n", "- trim"},
	{"a-letter", {.major = 2, .letter = 'b'}, "v2b:\n- trim\n\nv2:\n- fill\n", "- trim"},
	{"since-one-before-a-minor-one",
	 {.major = 2, .minor = 1},
	 "Changes since v2:\n- trim\n",
	 "- trim"},

	/* what is no heading */
	{"prose-is-no-heading",
	 {.major = 3},
	 "The changes in v3 are small.\n\nSo is the lamp.\n",
	 ""},
	{"a-sentence-that-breaks-off-is-none",
	 {.major = 3},
	 "Rob saw the\nchanges in v3\nand is content.\n",
	 ""},
	{"a-kernel-is-no-revision", {.major = 3}, "v3.10-rc1:\n- fill\n", ""},
	{"a-device-is-no-revision", {.major = 3}, "lamp-v3:\n- fill\n", ""},
	{"a-remark-in-brackets-is-none", {.major = 3}, "[v3 update]\nNobody cares.\n", ""},
	{"a-link-to-it-is-none",
	 {.major = 3},
	 "v3: https://example.org/r/3\nv2: https://example.org/r/2\n",
	 ""},
	{"another-revision-s-is-passed-over", {.major = 3}, "Changes in v2:\n- fill\n", ""},
	{"an-empty-text-has-none", {.major = 3}, "", ""},

	/* what belongs to it */
	{"text-behind-the-colon-is-its-begin",
	 {.major = 3},
	 "v3: trim\n    the wick\n",
	 "v3: trim\n    the wick"},
	{"a-rule-above-does-not-matter", {.major = 3}, "---\nv3: trim\n", "v3: trim"},
	{"empty-lines-around-are-left-out",
	 {.major = 3},
	 "Changes in v3:\n\n- trim\n\n\n",
	 "- trim"},
	{"empty-lines-within-stay",
	 {.major = 3},
	 "v3:\n\n - trim\n\n - fill\n",
	 " - trim\n\n - fill"},
	{"a-wrapped-bullet-stays",
	 {.major = 3},
	 "v3:\n- trim the\nwick\n- fill\n",
	 "- trim the\nwick\n- fill"},
	{"a-title-for-each-patch-stays",
	 {.major = 3},
	 "v3:\n\nPatch 1:\n- trim\n\nPatch 2:\n- fill\n",
	 "Patch 1:\n- trim\n\nPatch 2:\n- fill"},
	{"prose-stays",
	 {.major = 3},
	 "v3:\nThe wick is trimmed.\n\nThe lamp is filled.\n",
	 "The wick is trimmed.\n\nThe lamp is filled."},

	/* where it ends */
	{"the-one-before-ends-it", {.major = 3}, "v3:\n- trim\nv2:\n- fill\n", "- trim"},
	{"the-one-behind-ends-it",
	 {.major = 2},
	 "v1 -> v2:\n- fill\n\nv2 -> v3:\n- trim\n",
	 "- fill"},
	{"a-link-to-the-one-before-ends-it",
	 {.major = 3},
	 "Changes in v3:\n- trim\n- Link to v2: https://example.org/r/2\n",
	 "- trim"},
	{"footnotes-end-it",
	 {.major = 3},
	 "v3:\n- trim [1]\n[1] https://example.org/r/2\n",
	 "- trim [1]"},
	{"a-list-of-links-ends-it",
	 {.major = 3},
	 "v3:\n- trim\n\nOlder:\nv2: https://example.org/r/2\n",
	 "- trim"},
	{"a-rule-ends-it", {.major = 3}, "v3:\n- trim\n---\nlamp.c\n", "- trim"},
	{"a-diffstat-ends-it", {.major = 3}, "v3:\n- trim\n lamp.c | 3 +--\n", "- trim"},
	{"a-shortlog-ends-it",
	 {.major = 3},
	 "v3:\ntrim\n\nAnn Author (2):\n  lamp: burn\n",
	 "trim"},
	{"a-trailer-ends-it",
	 {.major = 3},
	 "v3:\n- trim\nSigned-off-by: Ann <ann@example.org>\n",
	 "- trim"},
	{"a-greeting-ends-it", {.major = 3}, "v3:\ntrim\n\nThanks,\nAnn\n", "trim"},
	{"a-signature-ends-it", {.major = 3}, "v3:\n- trim\n-- \nAnn\n", "- trim"},
	{"a-range-diff-ends-it",
	 {.major = 3},
	 "v3:\ntrim\n\nRange-diff against v2:\n1: 2\n",
	 "trim"},
	{"a-paragraph-behind-a-list-ends-it",
	 {.major = 3},
	 "v3:\n - trim\n\nThe lamp burns.\n",
	 " - trim"},
};

static void test_changelog(const void *data)
{
	const struct changelog *c = data;
	str changes = changelog_of_text(str_from(c->text), c->revision);
	g_autofree char *found = str_dup(changes);

	g_assert_cmpstr(found, ==, c->changes);
	if (changes.len > 0)
		g_assert_true(changes.ptr >= c->text &&
			      changes.ptr + changes.len <= c->text + strlen(c->text));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(changelogs); i++) {
		g_autofree char *path = g_strdup_printf("/changelog/%s", changelogs[i].sentence);

		g_test_add_data_func(path, &changelogs[i], test_changelog);
	}
	return g_test_run();
}
