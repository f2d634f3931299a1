/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which postings are one work: a list of mails a test, against the topics that
 * a reader would see.
 */
#include "fixture.h"

#include "series/area.h"

#define BEN "Ben Builder <ben@example.com>"

struct topic_case {
	const char *name;
	const char *topics;
	struct test_mail mails[10];
};

static const struct topic_case cases[] = {
	{
		.name = "a-reroll-that-arrived-before-what-it-answers-completes-nothing",
		.topics = "0*, 1 (same title and person, 1 patch in common)\n",
		.mails = {{"[PATCH v3 2/3] lamp: b", .parents = "m1@example.org"},
			  {"[PATCH v2 2/3] lamp: b"}},
	},
	{
		.name = "a-later-revision-of-one-title-and-person-is-the-same-work",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[PATCH] lamp: dim"}, {"[PATCH v2] lamp: dim"}},
	},
	{
		.name = "a-posting-of-which-only-one-patch-came-is-the-older-one",
		.topics = "0, 1* (same title and person, 1 patch in common)\n",
		.mails = {{"[PATCH 1/3] lamp: a"},
			  {"[PATCH v2 1/3] lamp: a"},
			  {"[PATCH v2 2/3] lamp: b", .parents = "m1@example.org"}},
	},
	{
		.name = "one-change-id-is-one-work-whatever-the-title",
		.topics = "0, 1* (same change-id, same person)\n",
		.mails = {{"[PATCH 0/1] lamp: dim", .change_id = "20250101-dim-1"},
			  {"[PATCH v2 0/1] wick: trim", .change_id = "20250101-dim-1"}},
	},
	{
		.name = "a-gerrit-id-does-not-join-series",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH 1/2] lamp: a",
			   .change_id = "I0123456789012345678901234567890123456789"},
			  {"[PATCH v2 1/2] wick: b",
			   .change_id = "I0123456789012345678901234567890123456789",
			   .parents = "gone@example.org"}},
	},
	{
		.name = "an-answer-with-the-next-revision-is-the-same-work",
		.topics = "0, 1* (sent in reply to it, same person)\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH v2 0/1] wick: trim", .parents = "m0@example.org"}},
	},
	{
		.name = "a-link-to-the-revision-before-is-the-same-work",
		.topics = "0, 1* (links to it, same person)\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH v2 0/1] lamp: fade", .mentions = "m0@example.org"}},
	},
	{
		.name = "a-link-to-another-persons-work-is-not",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH 0/1] lamp: dim", .sender = BEN},
			  {"[PATCH v2 0/1] wick: trim", .mentions = "m0@example.org"}},
	},
	{
		.name = "an-answer-under-the-same-title-takes-a-work-over",
		.topics = "0, 1* (sent in reply to it, same title)\n2*\n",
		.mails = {{"[PATCH v8 0/1] lamp: dim"},
			  {"[PATCH v9 0/1] lamp: dim", .parents = "m0@example.org", .sender = BEN},
			  {"[PATCH v9 0/1] lamp: fade", .parents = "m0@example.org",
			   .sender = BEN}},
	},
	{
		.name = "a-work-that-is-split-goes-on-as-two",
		.topics = "0, 3 (similar title, same person, 1 patch in common), "
			  "7* (same title and person)\n"
			  "0, 5* (similar title, same person, 1 patch in common)\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] wick: b", .parents = "m0@example.org"},
			  {"[PATCH v2 0/1] lamp: dim (lamp part)"},
			  {"[PATCH v2 1/1] lamp: a", .parents = "m3@example.org"},
			  {"[PATCH v2 0/1] lamp: dim (wick part)"},
			  {"[PATCH v2 1/1] wick: b", .parents = "m5@example.org"},
			  {"[PATCH v3 0/1] lamp: dim (lamp part)"}},
	},
	{
		.name = "patches-in-common-join-a-series-with-a-new-title",
		.topics = "0, 3* (same person, 1 patch in common)\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v2 0/2] wick: trim"},
			  {"[PATCH v2 1/2] lamp: a", .parents = "m3@example.org"},
			  {"[PATCH v2 2/2] lamp: c", .parents = "m3@example.org"}},
	},
	{
		.name = "an-rfc-becomes-a-patch",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[RFC PATCH v3] lamp: dim"}, {"[PATCH] lamp: dim"}},
	},
	{
		.name = "a-revision-gap-is-no-hindrance",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[PATCH v2] lamp: dim"}, {"[PATCH v9] lamp: dim"}},
	},
	{
		.name = "an-older-revision-that-arrives-late-stays-the-older",
		.topics = "0*, 1 (same title and person)\n",
		.mails = {{"[PATCH v2] lamp: dim"}, {"[PATCH] lamp: dim"}},
	},
	{
		.name = "two-peoples-misc-fixes-are-two-works",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH 0/2] Misc fixes"}, {"[PATCH v2 0/2] Misc fixes", .sender = BEN}},
	},
	{
		.name = "one-persons-cleanups-of-two-months-are-two-works",
		.topics = "0*\n2*\n",
		.mails = {{"[PATCH 0/1] for-next cleanups"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 0/1] for-next cleanups", .minute = 90000},
			  {"[PATCH 1/1] lamp: b", .parents = "m2@example.org", .minute = 90000}},
	},
	{
		.name = "a-title-in-two-projects-is-two-works",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH 0/1] Add dimming"}, {"[PATCH lampd v2 0/1] Add dimming"}},
	},
	{
		.name = "another-tree-of-one-project-is-the-same-work",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[PATCH 0/1] Add dimming"}, {"[PATCH lamp-next v2 0/1] Add dimming"}},
	},
	{
		.name = "a-fix-for-two-releases-is-two-works",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH v5.10.y 1/1] lamp: dim", .patch_id = "77"},
			  {"[PATCH v5.15.y 1/1] lamp: dim", .patch_id = "77"}},
	},
	{
		.name = "a-backport-is-another-work-than-the-patch",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH] lamp: dim"}, {"[PATCH 1.2-stable] lamp: dim"}},
	},
	{
		.name = "a-backport-links-to-the-patch-and-is-another-work",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH v3] lamp: dim", .patch_id = "77"},
			  {"[PATCH 6.2 003/500] lamp: dim", .patch_id = "77",
			   .mentions = "m0@example.org"}},
	},
	{
		.name = "each-release-has-its-own-revisions",
		.topics = "0, 2* (same title and person)\n1*\n",
		.mails = {{"[PATCH 5.10] lamp: dim"},
			  {"[PATCH 5.15] lamp: dim"},
			  {"[PATCH 5.10 v2] lamp: dim"}},
	},
	{
		.name = "the-next-revision-may-name-the-release-it-is-for",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[PATCH] lamp: dim"}, {"[PATCH 9.1 v2] lamp: dim"}},
	},
	{
		.name = "a-release-candidate-is-no-release",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[PATCH v6.1-rc3] lamp: dim"}, {"[PATCH v2 v6.1-rc5] lamp: dim"}},
	},
	{
		.name = "case-and-blanks-do-not-tell-titles-apart",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[PATCH] lamp: {dim,fade} lock"}, {"[PATCH v2] lamp: {dim, Fade} lock"}},
	},
	{
		.name = "a-title-that-begins-another-is-another",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH] lamp: dim"}, {"[PATCH] lamp: dim it"}},
	},
	{
		.name = "a-title-that-was-changed-a-little-is-that-of-the-next-revision",
		.topics = "0, 1* (similar title, same person)\n",
		.mails = {{"[PATCH] lamp: dim the flame"}, {"[PATCH v2] lamp: dim all flames"}},
	},
	{
		.name = "a-title-that-was-changed-a-little-is-another-persons-work",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH] lamp: dim the flame"},
			  {"[PATCH v2] lamp: dim all flames", .sender = BEN}},
	},
	{
		.name = "a-pull-request-is-no-revision-of-what-it-carries",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH 1/1] lamp: a", .patch_id = "77"},
			  {"[PULL 0/1] lamp queue"},
			  {"[PULL 1/1] lamp: a", .parents = "m1@example.org", .patch_id = "77"}},
	},
	{
		.name = "a-pull-request-of-the-next-cycle-is-another-work",
		.topics = "0, 1* (same title and person)\n2*\n3*\n",
		.mails = {{"[GIT PULL] lamp: fixes"},
			  {"[GIT PULL v2] lamp: fixes", .minute = 600},
			  {"[GIT PULL] lamp: fixes", .minute = 20000},
			  {"[GIT PULL v2] lamp: fixes", .minute = 90000}},
	},
	{
		.name = "a-patch-taken-over-into-a-series-does-not-become-it",
		.topics = "0*\n1*\n",
		.mails = {{"[PATCH] lamp: a", .sender = BEN, .patch_id = "77"},
			  {"[PATCH v2 0/3] wick: trim"},
			  {"[PATCH v2 1/3] lamp: a", .author = BEN, .patch_id = "77",
			   .parents = "m1@example.org"},
			  {"[PATCH v2 2/3] wick: b", .parents = "m1@example.org"},
			  {"[PATCH v2 3/3] wick: c", .parents = "m1@example.org"}},
	},
	{
		.name = "a-reroll-of-one-patch-replaces-it-in-its-series",
		.topics = "0, 3* (answers the patches it replaces, similar title, same person, 1 "
			  "patch in "
			  "common)\n",
		.mails = {{"[PATCH v2 0/2] lamp: dim"},
			  {"[PATCH v2 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v2 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v3 2/2] lamp: b", .parents = "m2@example.org m0@example.org"}},
	},
	{
		.name = "the-same-series-sent-again-is-the-same-work",
		.topics = "0, 2* (same title and person, 1 patch in common)\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m2@example.org"}},
	},
	{
		.name = "a-revision-that-the-text-names-is-the-same-work",
		.topics = "0, 1* (names it as an older revision)\n",
		.mails = {{"[PATCH v2 0/1] lamp: dim"},
			  {"[PATCH v3 0/1] wick: trim", .sender = BEN,
			   .older_ids = "m0@example.org"}},
	},
	{
		.name = "a-dependency-that-is-linked-is-another-work",
		.topics = "0*\n2*\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v2 0/1] wick: trim", .mentions = "m0@example.org"},
			  {"[PATCH v2 1/1] wick: b", .parents = "m2@example.org"}},
	},
	{
		.name = "two-works-that-are-united-are-one",
		.topics = "0, 3, 6* (similar title, same person, 2 patches in common)\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH 0/2] wick: trim"},
			  {"[PATCH 1/2] wick: c", .parents = "m3@example.org"},
			  {"[PATCH 2/2] wick: d", .parents = "m3@example.org"},
			  {"[PATCH v2 1/4] lamp: a"},
			  {"[PATCH v2 2/4] lamp: b", .parents = "m6@example.org"},
			  {"[PATCH v2 3/4] wick: c", .parents = "m6@example.org"}},
	},
	{
		.name = "a-series-that-somebody-else-goes-on-with-is-the-same-work",
		.topics = "0, 3* (same title, 2 patches in common)\n",
		.mails = {{"[PATCH v4 0/2] lamp: dim"},
			  {"[PATCH v4 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v4 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v5 0/2] lamp: dim", .sender = BEN},
			  {"[PATCH v5 1/2] lamp: a", .parents = "m3@example.org", .sender = BEN},
			  {"[PATCH v5 2/2] lamp: b", .parents = "m3@example.org", .sender = BEN}},
	},
	{
		.name = "a-person-with-another-address-is-the-same",
		.topics = "0, 1* (same title and person)\n",
		.mails = {{"[PATCH] lamp: dim"},
			  {"[PATCH v2] lamp: dim", .sender = "Ann Author <author@example.com>"}},
	},
	{
		.name = "a-count-that-restarts-after-an-rfc-is-the-same-work",
		.topics = "0, 2* (same person, 1 patch in common)\n",
		.mails = {{"[RFC PATCH v3 0/1] lamp: dim"},
			  {"[RFC PATCH v3 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 0/1] wick: trim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m2@example.org"}},
	},
	{
		.name = "an-rfc-with-other-patches-and-another-title-is-another-work",
		.topics = "0*\n1*\n",
		.mails = {{"[RFC PATCH] lamp: dim the flame"}, {"[PATCH] lamp: dim all flames"}},
	},
	{
		.name = "an-equal-change-joins-what-is-resent-under-another-title",
		.topics = "0, 1* (same person, 1 patch in common)\n",
		.mails = {{"[PATCH] lamp: dim", .patch_id = "77"},
			  {"[PATCH] wick: trim", .patch_id = "77"}},
	},
	{
		.name = "equal-files-join-revisions-with-other-titles",
		.topics = "0, 2* (same person, 1 patch in common)\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org", .blobs = "x y"},
			  {"[PATCH v2 0/1] wick: trim"},
			  {"[PATCH v2 1/1] wick: b", .parents = "m2@example.org", .blobs = "y"}},
	},
	{
		.name = "one-equal-file-of-many-makes-no-patch-equal",
		.topics = "0*\n2*\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org", .blobs = "x y"},
			  {"[PATCH v2 0/1] wick: trim"},
			  {"[PATCH v2 1/1] wick: b", .parents = "m2@example.org",
			   .blobs = "y p q r"}},
	},
	{
		.name = "a-patch-title-that-many-works-have-joins-none",
		.topics = "0*\n2*\n4*\n6*\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] Update README", .parents = "m0@example.org"},
			  {"[PATCH 0/1] flint: strike"},
			  {"[PATCH 1/1] Update README", .parents = "m2@example.org"},
			  {"[PATCH 0/1] oil: pour"},
			  {"[PATCH 1/1] Update README", .parents = "m4@example.org"},
			  {"[PATCH v2 0/1] wick: trim"},
			  {"[PATCH v2 1/1] Update README", .parents = "m6@example.org"}},
	},
	{
		.name = "a-patch-of-a-series-is-not-its-revision",
		.topics = "0*\n3*\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH] lamp: b"}},
	},
	{
		.name = "the-next-revision-may-be-all-that-is-left-of-a-series",
		.topics = "0, 3* (same person, 1 patch in common)\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] wick: b", .parents = "m0@example.org"},
			  {"[PATCH v2] wick: b"}},
	},
	{
		.name = "a-placeholder-is-no-title",
		.topics = "0*\n2*\n",
		.mails = {{"[PATCH 0/1] *** SUBJECT HERE ***"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v2 0/1] *** SUBJECT HERE ***"},
			  {"[PATCH v2 1/1] wick: b", .parents = "m2@example.org"}},
	},
	{
		.name = "a-pull-request-of-a-revision-that-follows-is-the-same-work",
		.topics = "0, 2* (same title and person, 1 patch in common)\n",
		.mails = {{"[PULL 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PULL v2 0/1] lamp: dim", .minute = 90000},
			  {"[PATCH v2 1/1] lamp: a", .parents = "m2@example.org", .minute = 90000}},
	},
	{
		.name = "a-link-leads-to-the-latest-revision",
		.topics = "0, 1 (same title and person), 2* (names it as an older revision, same "
			  "title and person)\n",
		.mails = {{"[PATCH] lamp: dim"},
			  {"[PATCH v2] lamp: dim"},
			  {"[PATCH v3] lamp: dim", .older_ids = "m0@example.org m1@example.org"}},
	},
};

static void test_case(gconstpointer data)
{
	const struct topic_case *c = data;
	struct test_thread thread;
	g_autofree char *topics = NULL;

	test_thread_init(&thread, c->mails);
	topics = test_topics(&thread);
	g_assert_cmpstr(topics, ==, c->topics);
	test_thread_clear(&thread);
}

static void test_states(void)
{
	static const struct test_mail mails[] = {
		{.subject = "[PATCH] lamp: dim"},	 {.subject = "[PATCH v2] lamp: dim"},
		{.subject = "[PATCH v2] lamp: dim"},	 {.subject = "[PATCH RESEND] wick: trim"},
		{.subject = "[PATCH v4] flint: strike"}, {.subject = NULL},
	};
	static const enum series_state expected[] = {
		SERIES_NEW, SERIES_REVISED, SERIES_RESENT, SERIES_RESENT, SERIES_REVISED,
	};
	struct test_thread thread;

	test_thread_init(&thread, mails);
	for (unsigned i = 0; i < G_N_ELEMENTS(expected); i++)
		g_assert_cmpint(
			series_state_of(thread.set, (const struct record *)thread.records->data, i),
			==, expected[i]);
	test_thread_clear(&thread);
}

static void test_areas(void)
{
	static const struct {
		const char *title;
		const char *area;
	} areas[] = {
		{"KVM: x86: Add userspace control", "KVM: x86"},
		{"KVM: arm64: selftests: Make it so", "KVM: arm64"},
		{"hw/arm, accel/hvf, whpx: unify", "hw/arm, accel/hvf, whpx"},
		{"vdpa/mlx5: update", "vdpa/mlx5"},
		{"Support for lamps", ""},
		{"Do not forget what was said: nothing", ""},
		{"a:b", ""},
		{": x", ""},
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(areas); i++)
		g_assert_true(str_equal(area_of_title(str_from(areas[i].title)),
					str_from(areas[i].area)));
}

static void test_describe(void)
{
	static const struct {
		struct topic_link link;
		const char *text;
	} links[] = {
		{{.reasons = 1 << TOPIC_TITLE | 1 << TOPIC_PERSON | 1 << TOPIC_BLOBS,
		  .common = 3,
		  .sureness = 97},
		 "same title and person, 3 patches in common (97 %)"},
		{{.reasons = 1 << TOPIC_TITLE | 1 << TOPIC_PATCH_IDS, .common = 1, .sureness = 67},
		 "same title, 1 patch in common (67 %)"},
		{{.reasons = 1 << TOPIC_NAMED | 1 << TOPIC_MENTION, .sureness = 98},
		 "names it as an older revision (98 %)"},
		{{.reasons = 1 << TOPIC_SIMILAR_TITLE | 1 << TOPIC_PERSON, .sureness = 83},
		 "similar title, same person (83 %)"},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
		str text = topic_link_describe(&arena, &links[i].link);

		g_assert_cmpmem(text.ptr, text.len, links[i].text, strlen(links[i].text));
	}
}

static void test_merges(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH 1/2] lamp: a"},
		{"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
		{"[PATCH 1/2] wick: c"},
		{"[PATCH 2/2] wick: d", .parents = "m2@example.org"},
		{"[PATCH v2 1/4] lamp: a"},
		{"[PATCH v2 2/4] lamp: b", .parents = "m4@example.org"},
		{"[PATCH v2 3/4] wick: c", .parents = "m4@example.org"},
		{"[PATCH v2 4/4] wick: d", .parents = "m4@example.org"},
		{NULL},
	};
	struct test_thread thread;
	const struct topics *topics;

	test_thread_init(&thread, mails);
	topics = thread.set->topics;
	g_assert_cmpuint(topics->n_items, ==, 1);
	g_assert_cmpuint(topics->links[2].older, ==, 0);
	g_assert_cmpuint(topics->n_merges, ==, 1);
	g_assert_cmpuint(topics->merges[0].newer, ==, 2);
	g_assert_cmpuint(topics->merges[0].link.older, ==, 1);
	g_assert_cmpuint(topics->merges[0].link.common, ==, 2);
	g_assert_cmpuint(topics->ties[1].common, ==, 2);
	test_thread_clear(&thread);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/topic/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/topic/a-link-is-described-by-its-reasons-and-sureness", test_describe);
	g_test_add_func("/topic/a-series-that-unites-two-works-has-a-merge", test_merges);
	g_test_add_func("/state/each-posting-has-its-state", test_states);
	g_test_add_func("/area/the-title-names-it", test_areas);
	return g_test_run();
}
