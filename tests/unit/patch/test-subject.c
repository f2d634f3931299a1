/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/subject.h"

#include "base/limits.h"

#include <glib.h>

/*
 * Each subject is read, and written as one line:
 *
 *	FLAGS REVISION INDEX/TOTAL [PREFIXES] TITLE
 *
 * A flag is one letter: y reply, w forward, P patch, R RFC, S resend, L pull,
 * c counter, v revision, s subset, B report, b bracket; `-` for none. A
 * revision and a counter stand there only where they were written.
 */
struct subject_case {
	const char *sentence;
	const char *text;
	const char *expected;
};

static const struct subject_case cases[] = {
	{"a-plain-patch", "[PATCH] lamp: burn longer", "Pb [] lamp: burn longer"},
	{"a-patch-of-a-series", "[PATCH v2 03/12] lamp: burn", "Pcvb v2 3/12 [] lamp: burn"},
	{"a-cover-letter-has-index-0", "[PATCH 0/4] Lamps", "Pcb 0/4 [] Lamps"},
	{"a-subject-may-be-empty", "", "- []"},
	{"a-title-may-be-empty", "[PATCH v2 1/30]", "Pcvb v2 1/30 []"},
	{"a-title-may-have-no-bracket", "lamp: burn", "- [] lamp: burn"},
	{"blanks-of-a-title-collapse", "[PATCH]  lamp:\tburn \n  on", "Pb [] lamp: burn on"},
	{"a-colon-behind-the-bracket-goes", "[PATCH]: lamp", "Pb [] lamp"},

	/* Counters. */
	{"an-index-above-the-total-stays", "[PATCHv2 8/7] lamp", "Pcvb v2 8/7 [] lamp"},
	{"totals-may-have-three-digits", "[PATCH 000/131] lamp", "Pcb 0/131 [] lamp"},
	{"1-of-1-is-a-counter", "[PATCH 1/1] lamp", "Pcb 1/1 [] lamp"},
	{"0-of-1-is-a-counter", "[PATCH 0/1] lamp", "Pcb 0/1 [] lamp"},
	{"a-counter-may-stick-to-its-word", "[PATCH1/8] lamp", "Pcb 1/8 [] lamp"},
	{"revision-word-and-counter-may-stick-together", "[v2PATCH12/15] lamp",
	 "Pcvb v2 12/15 [] lamp"},
	{"mercurial-spells-the-counter", "[PATCH 1 of 3] lamp", "Pcb 1/3 [] lamp"},
	{"a-patch-before-the-first-is-no-cover", "[PATCH 0.5/5] lamp", "Pcb 1/5 [] lamp"},
	{"a-patch-between-two-counts-as-the-later", "[PATCH 3.5/5] lamp", "Pcb 4/5 [] lamp"},
	{"the-revision-may-follow-the-counter", "[PATCH 00/15 v2] lamp", "Pcvb v2 0/15 [] lamp"},
	{"a-counter-needs-no-patch-word", "[POC RFC 0/3] lamp", "Rcb 0/3 [POC|RFC] lamp"},
	{"a-date-is-no-counter", "[PATCH 2031/01/02] lamp", "Pb [2031/01/02] lamp"},
	{"a-counter-past-the-limit-is-a-word", "[PATCH 1/100000] lamp", "Pb [1/100000] lamp"},

	/* Kernel versions. */
	{"two-kernel-versions-are-no-counter", "[PATCH 5.10/5.15] lamp", "Pb [5.10/5.15] lamp"},
	{"a-kernel-version-stands-beside-a-counter", "[PATCH 5.10 1/2] lamp",
	 "Pcb 1/2 [5.10] lamp"},
	{"a-stable-tree-is-no-revision", "[PATCH v5.10.y 1/1] lamp", "Pcb 1/1 [v5.10.y] lamp"},
	{"two-digits-behind-the-point-are-a-kernel", "[PATCH v5.10 1/1] lamp",
	 "Pcb 1/1 [v5.10] lamp"},
	{"a-release-candidate-is-a-kernel", "[PATCH v6.1-rc3] lamp", "Pb [v6.1-rc3] lamp"},
	{"beside-the-word-stable-a-fraction-is-a-kernel", "[PATCH stable v6.1 1/3] lamp",
	 "Pcb 1/3 [stable|v6.1] lamp"},
	{"beside-a-revision-a-fraction-is-a-kernel", "[PATCH v4.9 v2] lamp", "Pvb v2 [v4.9] lamp"},

	/* Revisions. */
	{"a-revision-may-be-fractional", "[RFC PATCH v2.1] lamp", "PRvb v2.1 [RFC] lamp"},
	{"a-fraction-may-have-a-large-major", "[PATCH v5.1 10/12] lamp", "Pcvb v5.1 10/12 [] lamp"},
	{"a-revision-may-have-a-letter", "[PATCH v2b 1/3] lamp", "Pcvb v2b 1/3 [] lamp"},
	{"a-letter-is-folded", "[PATCH V6A] lamp", "Pvb v6a [] lamp"},
	{"video4linux-is-no-revision", "[PATCH v4l-utils 1/2] lamp", "Pcb 1/2 [v4l-utils] lamp"},
	{"a-year-is-no-revision", "[PATCH v2031] lamp", "Pb [v2031] lamp"},
	{"revision-0-is-written", "[PATCH v0 1/2] lamp", "Pcvb v0 1/2 [] lamp"},
	{"a-revision-may-stick-to-rfc", "[PATCH RFCv1 0/5] lamp", "PRcvb v1 0/5 [RFC] lamp"},
	{"case-does-not-count", "[patch V2] lamp", "Pvb v2 [] lamp"},
	{"take-is-a-revision", "[PATCH take 2] lamp", "Pvb v2 [] lamp"},

	/* Words. */
	{"a-comma-ends-a-word", "[PATCH net-next v2, 0/4] lamp", "Pcvb v2 0/4 [net-next] lamp"},
	{"a-comma-needs-no-blank", "[PATCH,v3] lamp", "Pvb v3 [] lamp"},
	{"projects-are-prefixes", "[lamp-tests PATCH v2 1/3] wick",
	 "Pcvb v2 1/3 [lamp-tests] wick"},
	{"a-dash-belongs-to-the-tree", "[PATCH -next] lamp", "Pb [-next] lamp"},
	{"a-tree-may-stick-to-the-word", "[PATCH-next v2] lamp", "Pvb v2 [-next] lamp"},
	{"a-slash-joins-words", "[RFC/RFT PATCH 1/3] lamp", "PRcb 1/3 [RFC|RFT] lamp"},
	{"a-colon-joins-words", "[stable:PATCH] lamp", "Pb [stable] lamp"},
	{"parentheses-within-go", "[PATCH V5 (RESEND) 0/4] lamp", "PScvb v5 0/4 [RESEND] lamp"},
	{"resend-has-kin", "[PATCH v2 REPOST] lamp", "PSvb v2 [REPOST] lamp"},
	{"patchset-says-patch", "[PATCHSET v2 0/3] lamp", "Pcvb v2 0/3 [] lamp"},
	{"a-pull-request", "[GIT PULL v2] lamp fixes", "Lvb v2 [] lamp fixes"},
	{"a-pull-request-in-full", "[pull request][net-next 00/15] x", "Lcb 0/15 [net-next] x"},
	{"rfc-alone", "[RFC] lamp: ideas", "Rb [RFC] lamp: ideas"},
	{"patch-within-a-word-is-none", "[dispatch] lamp", "b [dispatch] lamp"},

	/* Brackets. */
	{"groups-add-up", "[PATCH][next][V2] lamp: wick", "Pvb v2 [next] lamp: wick"},
	{"groups-within-groups-add-up", "[PATCH v2 [net-next] 1/3] lamp",
	 "Pcvb v2 1/3 [net-next] lamp"},
	{"of-a-wreck-the-last-counter-counts", "[PATCH v2 0/5] 0/6] lamp", "Pcvb v2 0/6 [] lamp"},
	{"a-wrecked-opening", "{ATCH v2] lamp", "Pvb v2 [] lamp"},
	{"a-missing-opening", "PATCH v2 1/3] lamp", "Pcvb v2 1/3 [] lamp"},
	{"a-missing-end", "[GIT PULL lamp fixes", "Lb [] lamp fixes"},
	{"a-wrecked-end", "[CFT}[PATCH] lamp", "Pb [CFT] lamp"},
	{"an-open-bracket-of-words-is-the-title", "[question about lamps",
	 "- [] [question about lamps"},
	{"full-width-brackets", "［PATCH v2］ lamp", "Pvb v2 [] lamp"},
	{"black-brackets", "【RFC】lamp", "Rb [RFC] lamp"},
	{"braces-are-no-brackets", "{page,folio} lamp", "- [] {page,folio} lamp"},

	/* The title's end. */
	{"a-version-may-end-the-title", "[PATCH] lamp hardening v2", "Pvb v2 [] lamp hardening"},
	{"of-a-cover-too", "[PATCH 0/3] lamp hardening, v3", "Pcvb v3 0/3 [] lamp hardening"},
	{"a-version-in-parentheses", "[PATCH 2/3] lamp (v3)", "Pcvb v3 2/3 [] lamp"},
	{"a-version-in-brackets", "[PATCH] lamp [v2]", "Pvb v2 [] lamp"},
	{"a-take-in-parentheses", "[PATCH] lamp (take 5)", "Pvb v5 [] lamp"},
	{"of-a-numbered-patch-a-bare-one-stays", "[PATCH 1/3] lamp v3", "Pcb 1/3 [] lamp v3"},
	{"the-bracket-s-version-wins", "[PATCH v4] lamp (v3)", "Pvb v4 [] lamp (v3)"},
	{"a-version-within-the-title-stays", "[PATCH] lamp v2 for oil", "Pb [] lamp v2 for oil"},
	{"a-version-within-a-word-stays", "[PATCH] support for GICv4", "Pb [] support for GICv4"},
	{"what-has-versions-keeps-them", "[PATCH] limit memory of cgroup v2",
	 "Pb [] limit memory of cgroup v2"},
	{"a-title-is-more-than-a-version", "[PATCH] v2", "Pb [] v2"},

	/* Replies. */
	{"a-reply", "Re: [PATCH v2 1/3] lamp", "yPcvb v2 1/3 [] lamp"},
	{"a-reply-without-a-blank", "Re:[PATCH v8] lamp", "yPvb v8 [] lamp"},
	{"replies-to-replies", "RE: Re: [PATCH] lamp", "yPb [] lamp"},
	{"a-numbered-reply", "Re[2]: [PATCH] lamp", "yPb [] lamp"},
	{"a-powered-reply", "Re^2: lamp", "y [] lamp"},
	{"a-german-reply", "AW: [PATCH] lamp", "yPb [] lamp"},
	{"a-dutch-reply", "Antw: lamp", "y [] lamp"},
	{"a-french-reply", "Réf : lamp", "y [] lamp"},
	{"a-chinese-reply", "回复: [PATCH] lamp", "yPb [] lamp"},
	{"a-chinese-reply-in-full-width", "答复：lamp", "y [] lamp"},
	{"a-forward", "Fwd: [PATCH] lamp", "wPb [] lamp"},
	{"a-forwarded-reply", "FW: Re: [PATCH] lamp", "ywPb [] lamp"},
	{"a-gateway-s-mark-is-dropped", "Re: [External] Re: [PATCH] lamp", "yPb [] lamp"},
	{"a-mark-before-the-reply-is-dropped", "[Resend]Re:[PATCH] lamp", "yPb [] lamp"},
	{"a-bot-s-name-before-the-reply-is-dropped", "[syzbot ci] Re: lamp", "y [] lamp"},
	{"a-filter-s-mark-is-dropped", "***SPAM*** Re: [PATCH] lamp", "yPb [] lamp"},
	{"a-word-that-begins-so-is-no-reply", "Rewrite: lamp", "- [] Rewrite: lamp"},
	{"behind-a-patch-s-bracket-it-is-the-title", "[PATCH] vs: lamp", "Pb [] vs: lamp"},
	{"a-subset", "Re: (subset) [PATCH 0/2] lamp", "yPcsb 0/2 [] lamp"},

	/* Reports. */
	{"a-build-bot-s", "[oil:lamp-next 12/19] lamp.c:3: error",
	 "cBb 12/19 [oil:lamp-next] lamp.c:3: error"},
	{"a-tree-s", "[tip: x86/lamp] lamp: burn", "Bb [tip|x86/lamp] lamp: burn"},
	{"a-failed-backport", "FAILED: patch \"[PATCH] lamp\" failed to apply to 6.1-stable tree",
	 "B [] FAILED: patch \"[PATCH] lamp\" failed to apply to 6.1-stable tree"},
	{"a-backport", "Patch \"lamp: burn\" has been added to the 6.1-stable tree",
	 "B [] Patch \"lamp: burn\" has been added to the 6.1-stable tree"},
	{"a-patch-queue-s", "+ lamp.patch added to mm-lamp branch",
	 "B [] + lamp.patch added to mm-lamp branch"},
	{"a-patch-with-a-subsystem-is-no-report", "[PATCH net: lamp 1/2] wick",
	 "Pcb 1/2 [net|lamp] wick"},
};

static void write_flags(unsigned flags, GString *to)
{
	static const char letters[] = "ywPRSLcvsBb";

	/* In the order of enum subject_flag. */
	for (unsigned bit = 0; bit < sizeof(letters) - 1; bit++) {
		if (flags & 1u << bit)
			g_string_append_c(to, letters[bit]);
	}
	if (flags == 0)
		g_string_append_c(to, '-');
}

static char *read_subject(const char *text)
{
	g_auto(arena) arena = {0};
	GString *to = g_string_new(NULL);
	struct subject subject;

	subject_parse(&arena, str_from(text), &subject);
	write_flags(subject.flags, to);
	if (subject.flags & SUBJECT_REVISION)
		g_string_append_printf(to, " " STR_FMT,
				       STR_ARG(revision_format(&arena, subject.revision)));
	if (subject.flags & SUBJECT_COUNTER)
		g_string_append_printf(to, " %u/%u", subject.index, subject.total);
	g_string_append(to, " [");
	for (unsigned i = 0; i < subject.n_prefixes; i++)
		g_string_append_printf(to, "%s" STR_FMT, i > 0 ? "|" : "",
				       STR_ARG(subject.prefixes[i]));
	g_string_append_c(to, ']');
	if (subject.title.len > 0)
		g_string_append_printf(to, " " STR_FMT, STR_ARG(subject.title));
	return g_string_free(to, FALSE);
}

static void test_case(const void *data)
{
	const struct subject_case *c = data;
	g_autofree char *actual = read_subject(c->text);

	g_assert_cmpstr(actual, ==, c->expected);
}

static void test_defaults(void)
{
	g_auto(arena) arena = {0};
	struct subject subject;

	subject_parse(&arena, STR("[PATCH] lamp"), &subject);
	g_assert_cmpuint(subject.index, ==, 1);
	g_assert_cmpuint(subject.total, ==, 1);
	g_assert_cmpuint(subject.revision.major, ==, 1);
	g_assert_cmpuint(subject.revision.minor, ==, 0);
}

static void test_cut(void)
{
	g_auto(arena) arena = {0};
	g_autofree char *text = g_strnfill(LIMIT_SUBJECT_BYTES + 10, 'x');
	struct subject subject;

	/* An e with an accent stands across the limit. */
	text[LIMIT_SUBJECT_BYTES - 1] = '\xc3';
	text[LIMIT_SUBJECT_BYTES] = '\xa9';
	subject_parse(&arena, str_from(text), &subject);
	g_assert_cmpuint(subject.title.len, ==, LIMIT_SUBJECT_BYTES - 1);
}

static void test_many_words(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new("[PATCH v2");
	struct subject subject;

	for (int i = 0; i < 2 * LIMIT_SUBJECT_WORDS; i++)
		g_string_append(text, " word");
	g_string_append(text, " 1/3] lamp");
	subject_parse(&arena, str_from(text->str), &subject);
	g_assert_cmpuint(subject.n_prefixes, ==, LIMIT_SUBJECT_WORDS);
	g_assert_cmpuint(subject.total, ==, 3);
	g_assert_true(str_equal(subject.title, STR("lamp")));
}

static void test_order(void)
{
	static const struct revision ascending[] = {
		{.major = 0},
		{.major = 1},
		{.major = 2},
		{.major = 2, .letter = 'a'},
		{.major = 2, .letter = 'b'},
		{.major = 2, .minor = 1},
		{.major = 3},
		{.major = 10},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ascending); i++) {
		for (size_t j = 0; j < G_N_ELEMENTS(ascending); j++) {
			int order = revision_compare(ascending[i], ascending[j]);

			g_assert_cmpint((order > 0) - (order < 0), ==, (i > j) - (i < j));
		}
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/subject/", cases[i].sentence, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/subject/without-brackets-it-is-revision-1-and-patch-1-of-1",
			test_defaults);
	g_test_add_func("/subject/a-long-one-is-cut-before-a-character", test_cut);
	g_test_add_func("/subject/words-past-the-limit-are-dropped", test_many_words);
	g_test_add_func("/subject/revisions-have-an-order", test_order);
	return g_test_run();
}
