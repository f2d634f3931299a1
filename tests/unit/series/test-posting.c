/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which mails are one series, and what kind each is: a thread a test, written
 * as a table, against what the readers of a list would say of it.
 */
#include "fixture.h"

#define ANN "Ann Author <ann@example.org>"
#define ANN_AT_HOME "Ann Author <ann@home.example>"
#define BEN "Ben Builder <ben@example.com>"

/* One thread and what is expected of it; kinds or postings may be NULL. */
struct posting_case {
	const char *name;
	const char *kinds;
	const char *postings;
	struct test_mail mails[12];
};

static const struct posting_case cases[] = {
	{
		.name = "a-cover-and-its-patches-are-one-posting-in-order",
		.kinds = "CPPP",
		.postings = "v1 3/3: 0 1 3 2\n",
		.mails = {{"[PATCH 0/3] lamp: dim"},
			  {"[PATCH 1/3] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 3/3] lamp: c", .parents = "m0@example.org"},
			  {"[PATCH 2/3] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "a-cover-after-its-patches-is-theirs",
		.kinds = "PPC",
		.postings = "v1 2/2: 2 0 1\n",
		.mails = {{"[PATCH 1/2] lamp: a", .parents = "m2@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m2@example.org"},
			  {"[PATCH 0/2] lamp: dim"}},
	},
	{
		.name = "patches-without-a-cover-hang-on-the-first",
		.kinds = "PPP",
		.postings = "v1 3/3: - 0 1 2\n",
		.mails = {{"[PATCH 1/3] lamp: a"},
			  {"[PATCH 2/3] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH 3/3] lamp: c", .parents = "m0@example.org"}},
	},
	{
		.name = "deep-threading-is-one-posting",
		.postings = "v1 3/3: 0 1 2 3\n",
		.mails = {{"[PATCH 0/3] lamp: dim"},
			  {"[PATCH 1/3] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/3] lamp: b", .parents = "m1@example.org m0@example.org"},
			  {"[PATCH 3/3] lamp: c", .parents = "m2@example.org m1@example.org"}},
	},
	{
		.name = "what-is-missing-is-named",
		.postings = "v1 1/9: - . . . 0 . . . . .\n",
		.mails = {{"[PATCH 4/9] lamp: d", .parents = "gone@example.org"}},
	},
	{
		.name = "a-cover-of-the-same-batch-that-did-not-come-is-announced",
		.postings = "v1 2/2: . 0 1\n",
		.mails = {{"[PATCH 1/2] lamp: a", .id = "20250101.7-2-ann@example.org",
			   .parents = "20250101.7-1-ann@example.org"},
			  {"[PATCH 2/2] lamp: b", .id = "20250101.7-3-ann@example.org",
			   .parents = "20250101.7-1-ann@example.org"}},
	},
	{
		.name = "patches-under-one-absent-mail-are-one-posting",
		.postings = "v3 2/2: - 0 1\n",
		.mails = {{"[PATCH v3 1/2] lamp: a", .parents = "gone@example.org"},
			  {"[PATCH v3 2/2] lamp: b", .parents = "gone@example.org"}},
	},
	{
		.name = "loose-mails-of-one-batch-are-one-posting",
		.postings = "v1 2/2: - 0 1\nv1 2/2: - 2 3\n",
		.mails = {{"[PATCH 1/2] lamp: a", .id = "20250101.7-1-ann@example.org"},
			  {"[PATCH 2/2] lamp: b", .id = "20250101.7-2-ann@example.org"},
			  {"[PATCH 1/2] wick: a", .id = "20250101.9-1-ann@example.org"},
			  {"[PATCH 2/2] wick: b", .id = "20250101.9-2-ann@example.org"}},
	},
	{
		.name = "loose-mails-within-an-hour-are-one-posting",
		.postings = "v1 2/2: - 0 1\nv1 1/2: - . 2\n",
		.mails = {{"[PATCH 1/2] lamp: a", .minute = 1},
			  {"[PATCH 2/2] lamp: b", .minute = 50},
			  {"[PATCH 2/2] wick: b", .minute = 500}},
	},
	{
		.name = "loose-mails-of-two-people-are-two-postings",
		.postings = "v1 1/2: - 0 .\nv1 1/2: - . 1\n",
		.mails = {{"[PATCH 1/2] lamp: a"}, {"[PATCH 2/2] lamp: b", .sender = BEN}},
	},
	{
		.name = "a-cover-v2-over-patches-without-a-version-is-one-posting",
		.postings = "v2 2/2: 0 1 2\n",
		.mails = {{"[PATCH v2 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "a-cover-without-a-version-has-its-patches-one",
		.postings = "v2 2/2: 0 1 2\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH v2 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v2 2/2] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "a-cover-v14-with-patches-v13-is-one-posting",
		.postings = "v14 2/2: 0 1 2\n",
		.mails = {{"[PATCH v14 0/2] lamp: dim"},
			  {"[PATCH v13 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v13 2/2] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "two-revisions-in-one-thread-are-two-postings",
		.postings = "v1 2/2: 0 1 2\nv2 2/2: 3 4 5\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v2 0/2] lamp: dim", .parents = "m0@example.org"},
			  {"[PATCH v2 1/2] lamp: a", .parents = "m3@example.org m0@example.org"},
			  {"[PATCH v2 2/2] lamp: b", .parents = "m3@example.org m0@example.org"}},
	},
	{
		.name = "a-series-in-reply-to-another-one-is-its-own",
		.postings = "v5 3/3: 0 1 2 3\nv1 2/2: 4 5 6\n",
		.mails = {{"[PATCH v5 0/3] lamp: dim"},
			  {"[PATCH v5 1/3] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v5 2/3] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v5 3/3] lamp: c", .parents = "m0@example.org"},
			  {"[PATCH 0/2] Fixes for dim", .parents = "m3@example.org m0@example.org",
			   .sender = BEN},
			  {"[PATCH 1/2] lamp: x", .parents = "m4@example.org m0@example.org",
			   .sender = BEN},
			  {"[PATCH 2/2] lamp: y", .parents = "m4@example.org m0@example.org",
			   .sender = BEN}},
	},
	{
		.name = "another-project-in-one-thread-is-its-own",
		.postings = "v3 1/1: 0 1\nv1 1/1: - 2\n",
		.mails = {{"[PATCH v3 0/1] lamp: dim"},
			  {"[PATCH v3 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH lampd 1/1] use dim", .parents = "m0@example.org"}},
	},
	{
		.name = "a-number-sent-twice-under-one-title-counts-once-the-later-one",
		.postings = "v1 2/2: 0 1 3\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "a-number-sent-twice-under-two-titles-is-two-patches",
		.postings = "v1 3/2: 0 1 2 3\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: c", .parents = "m0@example.org"}},
	},
	{
		.name = "a-number-above-the-total-belongs-to-the-series",
		.postings = "v4 3/2: 0 1 2 3\n",
		.mails = {{"[PATCH v4 0/2] lamp: dim"},
			  {"[PATCH v4 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v4 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v4 3/2] lamp: c", .parents = "m2@example.org m0@example.org",
			   .minute = 11000}},
	},
	{
		.name = "a-loose-number-above-the-total-finds-its-series-days-later",
		.postings = "v4 3/2: 0 1 2 3\nv4 1/2: - 4 .\nv4 1/2: - . . 5\n",
		.mails = {{"[PATCH v4 0/2] lamp: dim"},
			  {"[PATCH v4 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v4 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v4 3/2] lamp: c", .minute = 11000},
			  {"[PATCH v4 1/2] lamp: d", .minute = 12000},
			  {"[PATCH v4 3/2] lamp: e", .minute = 90000}},
	},
	{
		.name = "loose-mails-that-an-import-brought-at-once-are-no-posting",
		.postings = "v1 1/2: - 0 .\nv1 1/2: - . 1\n",
		.mails = {{"[PATCH 1/2] lamp: a", .sent_minute = -100000},
			  {"[PATCH 2/2] wick: b", .sent_minute = -5000}},
	},
	{
		.name = "a-cover-with-the-wrong-total-takes-that-of-its-patches",
		.postings = "v3 2/3: 0 1 . 2\n",
		.mails = {{"[PATCH v3 0/2] lamp: dim"},
			  {"[PATCH v3 1/3] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v3 3/3] lamp: c", .parents = "m0@example.org"}},
	},
	{
		.name = "a-cover-without-a-number-is-a-cover",
		.kinds = "CPP",
		.postings = "v1 2/2: 0 1 2\n",
		.mails = {{"[PATCHSET] lamp: dim", .bare = true},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "a-mail-that-is-no-work-gets-no-patches",
		.kinds = "OPP",
		.postings = "v1 2/2: - 1 2\n",
		.mails = {{"Where is the dimmer?", .sender = BEN},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "a-pull-request-with-its-patches-is-one-posting",
		.kinds = "LPP",
		.postings = "v1 2/2: 0 1 2\n",
		.mails = {{"[GIT PULL] lamp updates"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"}},
	},
	{
		.name = "several-senders-in-one-thread-are-one-posting",
		.postings = "v1 2/2: 0 1 2\n",
		.mails = {{"[PATCH 0/2] lamp: dim"},
			  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org",
			   .sender = ANN_AT_HOME}},
	},
	{
		.name = "a-reply-that-lost-its-re-is-a-reply",
		.kinds = "CPR",
		.postings = "v1 1/1: 0 1\n",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 1/1] lamp: a", .parents = "m1@example.org", .sender = BEN,
			   .traits = RECORD_HAS_QUOTES}},
	},
	{
		.name = "a-reply-that-neither-says-nor-quotes-is-a-reply",
		.kinds = "CPR",
		.mails = {{"[PATCH 0/1] lamp: dim"},
			  {"[PATCH 1/1] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH 0/1] lamp: dim", .parents = "m0@example.org", .sender = BEN,
			   .bare = true}},
	},
	{
		.name = "a-reply-that-repeats-the-id-it-answers-does-not-displace-the-cover",
		.kinds = "RCP",
		.postings = "v1 1/1: 1 2\n",
		.mails = {{"[PATCH 0/1] lamp: dim", .id = "cover@example.org",
			   .parents = "cover@example.org", .sender = BEN, .bare = true},
			  {"[PATCH 0/1] lamp: dim", .id = "cover@example.org"},
			  {"[PATCH 1/1] lamp: a", .parents = "cover@example.org"}},
	},
	{
		.name = "a-reply-with-a-proposed-diff-is-a-reply",
		.kinds = "PR",
		.mails = {{"[PATCH] lamp: a"},
			  {"[PATCH] lamp: a", .parents = "m0@example.org", .sender = BEN,
			   .traits = RECORD_HAS_QUOTES | RECORD_HAS_DIFF}},
	},
	{
		.name = "a-diff-without-a-tag-is-no-patch",
		.kinds = "O",
		.postings = "",
		.mails = {{"crash in lamp_dim()", .traits = RECORD_HAS_DIFF}},
	},
	{
		.name = "an-rfc-with-a-diff-is-a-patch",
		.kinds = "PO",
		.mails = {{"[RFC] lamp: a"}, {"[RFC] shall we dim?", .bare = true}},
	},
	{
		.name = "the-same-mail-twice-counts-once",
		.kinds = "PpP",
		.postings = "v1 1/1: - 0\nv1 1/1: - 2\n",
		.mails = {{"[PATCH] lamp: a", .id = "a@example.org", .text = 7},
			  {"[PATCH] lamp: a", .id = "a@example.org", .text = 7},
			  {"[PATCH] lamp: b", .id = "a@example.org", .text = 8}},
	},
	{
		.name = "a-lone-new-version-of-one-patch-is-a-posting",
		.postings = "v2 2/2: 0 1 2\nv3 1/2: - . 3\n",
		.mails = {{"[PATCH v2 0/2] lamp: dim"},
			  {"[PATCH v2 1/2] lamp: a", .parents = "m0@example.org"},
			  {"[PATCH v2 2/2] lamp: b", .parents = "m0@example.org"},
			  {"[PATCH v3 2/2] lamp: b", .parents = "m2@example.org m0@example.org"}},
	},
	{
		.name = "mails-that-answer-each-other-in-a-loop-are-read",
		.kinds = "RRR",
		.mails = {{"Re: a", .parents = "m1@example.org"},
			  {"Re: a", .parents = "m2@example.org"},
			  {"Re: a", .parents = "m0@example.org"}},
	},
};

static void test_case(gconstpointer data)
{
	const struct posting_case *c = data;
	struct test_thread thread;
	g_autofree char *kinds = NULL;
	g_autofree char *postings = NULL;

	test_thread_init(&thread, c->mails);
	kinds = test_kinds(&thread);
	postings = test_postings(&thread);
	if (c->kinds)
		g_assert_cmpstr(kinds, ==, c->kinds);
	if (c->postings)
		g_assert_cmpstr(postings, ==, c->postings);
	test_thread_clear(&thread);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/posting/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	return g_test_run();
}
