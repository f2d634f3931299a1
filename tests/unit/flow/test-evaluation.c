/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What follows from mails that come in several runs. */
#include "index_fixture.h"

#include "index/postings.h"

/* Two revisions of two patches, a third of one, and an answer to the first. */
static const struct invented lamps[] = {
	{"v1-1", "v1-0", "[PATCH 1/2] lamp: Glow", .text = "One.", .added = "glow(1);"},
	{"re", "v1-1", "Re: [PATCH 1/2] lamp: Glow", "Bo <bo@example.net>", "> One.\n\nIndeed."},
	{"v1-2", "v1-0", "[PATCH 2/2] lamp: Shine", .text = "Two.", .added = "shine(2);"},
	{"v1-0", NULL, "[PATCH 0/2] lamp: Burn longer", .text = "Both."},
	{"v2-0", NULL, "[PATCH v2 0/2] lamp: Burn longer", .text = "Both again."},
	{"v2-1", "v2-0", "[PATCH v2 1/2] lamp: Glow", .text = "One.", .added = "glow(3);"},
	{"v2-2", "v2-0", "[PATCH v2 2/2] lamp: Shine", .text = "Two.", .added = "shine(2);"},
	{"v3-1", NULL, "[PATCH v3] lamp: Burn longer", .text = "In one.", .added = "shine(2);"},
};

static struct stored_posting posting_of(struct index_fixture *fixture, const char *id)
{
	struct stored_posting posting = {0};
	int64_t number;
	bool found = false;

	g_assert_true(postings_of_message(fixture->index, message_of(fixture, id), &number, NULL));
	if (number)
		g_assert_true(postings_load(fixture->index, number, &fixture->arena, &posting,
					    &found, NULL));
	g_assert_cmpint(found, ==, number != 0);
	return posting;
}

static void ingest_first(struct index_fixture *fixture, size_t n)
{
	make_archive(fixture, "--epoch", "lamps.git", lamps, n);
	ingest(fixture, "lamps.git", 0);
}

static void test_grows(void)
{
	struct index_fixture fixture;
	struct stored_posting posting;

	index_fixture_init(&fixture);
	ingest_first(&fixture, 1);
	posting = posting_of(&fixture, "v1-1");
	g_assert_cmpuint(posting.total, ==, 2);
	g_assert_cmpuint(posting.n_patches, ==, 1);
	g_assert_true(posting.traits & POSTING_COVER_ANNOUNCED || posting.n_missing > 0);
	ingest_first(&fixture, 2);
	g_assert_cmpuint(posting_of(&fixture, "v1-1").n_replies, ==, 1);
	g_assert_cmpuint(posting_of(&fixture, "v1-1").n_repliers, ==, 1);
	ingest_first(&fixture, 3);
	g_assert_cmpuint(posting_of(&fixture, "v1-2").n_patches, ==, 2);
	ingest_first(&fixture, 4);
	posting = posting_of(&fixture, "v1-0");
	g_assert_cmpint(posting.cover, ==, message_of(&fixture, "v1-0"));
	g_assert_cmpint(posting.head, ==, posting.cover);
	g_assert_cmpint(posting.id, ==, message_of(&fixture, "v1-1"));
	g_assert_cmpuint(posting.n_missing, ==, 0);
	g_assert_cmpuint(posting.n_replies, ==, 1);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM posting"), ==, 1);
	index_fixture_clear(&fixture);
}

static void test_works(void)
{
	struct index_fixture fixture;
	struct stored_posting first;
	struct stored_posting second;

	index_fixture_init(&fixture);
	ingest_first(&fixture, 4);
	g_assert_true(posting_of(&fixture, "v1-0").is_latest);
	/* Of the second revision the cover alone has come. */
	ingest_first(&fixture, 5);
	ingest_first(&fixture, 7);
	first = posting_of(&fixture, "v1-0");
	second = posting_of(&fixture, "v2-0");
	g_assert_cmpint(second.topic, ==, first.id);
	g_assert_false(first.is_latest);
	g_assert_true(second.is_latest);
	g_assert_cmpint(first.state, ==, SERIES_NEW);
	g_assert_cmpint(second.state, ==, SERIES_REVISED);
	ingest_first(&fixture, 8);
	g_assert_false(posting_of(&fixture, "v2-0").is_latest);
	g_assert_cmpint(posting_of(&fixture, "v3-1").topic, ==, first.id);
	index_fixture_clear(&fixture);
}

/* What is not touched is not written. */
static void test_untouched(void)
{
	struct index_fixture fixture;
	static const struct invented other = {
		"wick", NULL, "[PATCH] wick: Trim", "Bo <bo@example.net>", "Trim it.", "trim(1);"};

	index_fixture_init(&fixture);
	ingest_first(&fixture, 8);
	g_assert_cmpint(ask_number(&fixture, "UPDATE posting SET digest = 1234"), ==, -1);
	make_archive(&fixture, "--epoch", "wicks.git", &other, 1);
	ingest(&fixture, "wicks.git", 0);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM posting WHERE digest = 1234"),
			==, 3);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(DISTINCT topic) FROM posting"), ==, 2);
	index_fixture_clear(&fixture);
}

/* Makes the epoch anew without one of its mails. */
static void ingest_without(struct index_fixture *fixture, const char *gone)
{
	g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(struct invented));

	for (size_t i = 0; i < G_N_ELEMENTS(lamps); i++) {
		if (g_strcmp0(lamps[i].id, gone) != 0)
			g_array_append_val(left, lamps[i]);
	}
	make_archive(fixture, "--epoch", "lamps.git", (const struct invented *)(void *)left->data,
		     left->len);
	ingest(fixture, "lamps.git", 0);
	g_assert_cmpint(message_of(fixture, gone), ==, 0);
}

static void test_loses(void)
{
	static const struct {
		const char *gone;
		int64_t n_postings;
		const char *latest;
	} cases[] = {
		{"v1-1", 3, "v3-1"}, /* the one that its posting is known by */
		{"v1-0", 3, "v3-1"}, /* a cover */
		{"v2-1", 3, "v3-1"}, /* a patch within */
		{"v3-1", 2, "v2-0"}, /* all of the newest */
		{"re", 3, "v3-1"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct index_fixture fixture;

		index_fixture_init(&fixture);
		ingest_first(&fixture, G_N_ELEMENTS(lamps));
		g_test_message("without %s", cases[i].gone);
		ingest_without(&fixture, cases[i].gone);
		g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM posting"), ==,
				cases[i].n_postings);
		g_assert_cmpint(ask_number(&fixture, "SELECT count(DISTINCT topic) FROM posting"),
				==, 1);
		g_assert_cmpint(ask_number(&fixture, "SELECT sum(is_latest) FROM posting"), ==, 1);
		g_assert_true(posting_of(&fixture, cases[i].latest).is_latest);
		g_assert_cmpint(ask_number(&fixture,
					   "SELECT count(*) FROM clue WHERE posting NOT IN"
					   " (SELECT id FROM posting)"),
				==, 0);
		index_fixture_clear(&fixture);
	}
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/evaluation/a-posting-grows-from-run-to-run", test_grows);
	g_test_add_func("/evaluation/a-revision-joins-its-work", test_works);
	g_test_add_func("/evaluation/what-is-not-touched-is-not-written", test_untouched);
	g_test_add_func("/evaluation/what-lost-a-mail-is-worked-out-anew", test_loses);
	return g_test_run();
}
