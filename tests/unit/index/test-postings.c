/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/postings.h"

static void put(struct fixture *fixture, int64_t id, int64_t *members, unsigned n_members,
		int64_t arrived_at)
{
	const struct stored_posting posting = {
		.id = id,
		.head = id,
		.members = members,
		.n_members = n_members,
		.revision = {.major = 2, .minor = 1, .letter = 'b'},
		.total = 5,
		.n_patches = n_members,
		.n_missing = 3,
		.traits = POSTING_NUMBERED | POSTING_RFC,
		.arrived_at = arrived_at,
		.sent_at = arrived_at - 1,
		.title = STR("lamp: Burn longer"),
		.n_replies = 4,
		.n_repliers = 2,
		.replied_at = 60,
		.digest = INT64_MIN,
	};

	assert_done(postings_put(fixture->index, &posting, error));
}

static struct stored_posting load(struct fixture *fixture, int64_t id, bool expected)
{
	struct stored_posting posting = {0};
	bool found;

	assert_done(postings_load(fixture->index, id, &fixture->arena, &posting, &found, error));
	g_assert_cmpint(found, ==, expected);
	return posting;
}

static int64_t posting_of(struct fixture *fixture, int64_t message)
{
	int64_t posting;

	assert_done(postings_of_message(fixture->index, message, &posting, error));
	return posting;
}

static void test_comes_back(void)
{
	struct fixture fixture;
	int64_t members[] = {1, 2};
	struct stored_posting posting;

	fixture_init(&fixture);
	put(&fixture, 1, members, 2, 50);
	posting = load(&fixture, 1, true);
	g_assert_cmpint(posting.head, ==, 1);
	g_assert_cmpint(posting.cover, ==, 0);
	g_assert_cmpint(posting.completes, ==, 0);
	g_assert_cmpuint(posting.n_members, ==, 2);
	g_assert_cmpint(posting.members[1], ==, 2);
	g_assert_cmpuint(posting.revision.minor, ==, 1);
	g_assert_cmpint(posting.revision.letter, ==, 'b');
	g_assert_cmpuint(posting.n_missing, ==, 3);
	g_assert_cmpuint(posting.traits, ==, POSTING_NUMBERED | POSTING_RFC);
	g_assert_true(str_equal(posting.title, STR("lamp: Burn longer")));
	g_assert_cmpint(posting.digest, ==, INT64_MIN);
	/* Until it is placed it is a work of its own. */
	g_assert_cmpint(posting.topic, ==, 1);
	g_assert_true(posting.is_latest);
	assert_done(postings_place(fixture.index, 1, 7, false, SERIES_RESENT, error));
	posting.n_replies = 9;
	posting.n_repliers = 8;
	posting.replied_at = 0;
	assert_done(postings_set_replies(fixture.index, &posting, error));
	posting = load(&fixture, 1, true);
	g_assert_cmpint(posting.topic, ==, 7);
	g_assert_false(posting.is_latest);
	g_assert_cmpint(posting.state, ==, SERIES_RESENT);
	g_assert_cmpuint(posting.n_replies, ==, 9);
	g_assert_cmpint(posting.replied_at, ==, 0);
	load(&fixture, 2, false);
	fixture_clear(&fixture);
}

static void test_members(void)
{
	struct fixture fixture;
	int64_t before[] = {1, 2, 3};
	int64_t after[] = {1, 3};
	int64_t taken[] = {3, 4};

	fixture_init(&fixture);
	put(&fixture, 1, before, 3, 50);
	put(&fixture, 1, after, 2, 50);
	g_assert_cmpuint(load(&fixture, 1, true).n_members, ==, 2);
	g_assert_cmpint(posting_of(&fixture, 2), ==, 0);
	/* A mail is of one posting. */
	put(&fixture, 4, taken, 2, 60);
	g_assert_cmpint(posting_of(&fixture, 3), ==, 4);
	g_assert_cmpuint(load(&fixture, 1, true).n_members, ==, 1);
	fixture_clear(&fixture);
}

static void test_removed(void)
{
	struct fixture fixture;
	int64_t members[] = {1};
	const struct stored_link links[] = {{.newer = 2, .older = 1, .is_main = true}};
	const struct stored_link others[] = {{.newer = 3, .older = 2, .is_main = true}};
	g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(struct stored_link));

	fixture_init(&fixture);
	for (int64_t id = 1; id <= 3; id++) {
		members[0] = id;
		put(&fixture, id, members, 1, id);
	}
	assert_done(links_set(fixture.index, 2, links, 1, error));
	assert_done(links_set(fixture.index, 3, others, 1, error));
	assert_done(postings_remove(fixture.index, 2, error));
	load(&fixture, 2, false);
	load(&fixture, 1, true);
	g_assert_cmpint(posting_of(&fixture, 2), ==, 0);
	assert_done(links_of(fixture.index, 1, left, error));
	assert_done(links_of(fixture.index, 3, left, error));
	g_assert_cmpuint(left->len, ==, 0);
	fixture_clear(&fixture);
}

static void test_links(void)
{
	struct fixture fixture;
	const struct stored_link first[] = {
		{.newer = 5,
		 .older = 1,
		 .reasons = 3,
		 .sureness = 99,
		 .common = 2,
		 .is_main = false},
		{.newer = 5,
		 .older = 2,
		 .reasons = 4,
		 .sureness = 70,
		 .common = 1,
		 .is_main = true},
	};
	const struct stored_link second[] = {{.newer = 9, .older = 5, .is_main = true}};
	g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(struct stored_link));
	const struct stored_link *main_link;

	fixture_init(&fixture);
	assert_done(links_set(fixture.index, 5, first, 2, error));
	assert_done(links_set(fixture.index, 9, second, 1, error));
	assert_done(links_of(fixture.index, 5, links, error));
	g_assert_cmpuint(links->len, ==, 3);
	main_link = &g_array_index(links, struct stored_link, 0);
	g_assert_cmpint(main_link->older, ==, 2);
	g_assert_cmpuint(main_link->reasons, ==, 4);
	g_assert_cmpuint(main_link->sureness, ==, 70);
	g_assert_cmpuint(main_link->common, ==, 1);
	/* Those of 5 are replaced, that of 9 is not. */
	assert_done(links_set(fixture.index, 5, NULL, 0, error));
	g_array_set_size(links, 0);
	assert_done(links_of(fixture.index, 5, links, error));
	g_assert_cmpuint(links->len, ==, 1);
	fixture_clear(&fixture);
}

static char *clues(struct fixture *fixture, bool before, int64_t arrived_at, int64_t posting)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (before)
		assert_done(
			clues_before(fixture->index, 100, arrived_at, posting, 2, postings, error));
	else
		assert_done(
			clues_after(fixture->index, 100, arrived_at, posting, 3, postings, error));
	return numbers_text(postings);
}

static void test_clues(void)
{
	static const struct {
		bool before;
		int64_t arrived_at;
		int64_t posting;
		const char *found;
	} cases[] = {
		{true, 20, 2, "1"}, {true, 20, 3, "2 1"},  {true, 99, 9, "4 3"}, /* two at most */
		{true, 10, 1, ""},  {false, 20, 2, "3 4"}, {false, 0, 0, "1 2 3"},
		{false, 30, 4, ""},
	};
	struct fixture fixture;

	fixture_init(&fixture);
	assert_done(clues_add(fixture.index, 100, 10, 1, error));
	assert_done(clues_add(fixture.index, 100, 20, 2, error));
	assert_done(clues_add(fixture.index, 100, 20, 3, error));
	assert_done(clues_add(fixture.index, 100, 30, 4, error));
	assert_done(clues_add(fixture.index, 100, 30, 4, error));
	assert_done(clues_add(fixture.index, 101, 15, 8, error));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found =
			clues(&fixture, cases[i].before, cases[i].arrived_at, cases[i].posting);

		g_assert_cmpstr(found, ==, cases[i].found);
	}
	assert_done(clues_remove(fixture.index, 100, 20, 2, error));
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM clue"), ==, 4);
	fixture_clear(&fixture);
}

static void test_meetings(void)
{
	struct fixture fixture;
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *text = NULL;

	fixture_init(&fixture);
	for (int64_t n = 1; n <= 5; n++) {
		add_message(&fixture, "a@example.org", (uint64_t)n, 10 + n / 2, n * 100);
		assert_done(meetings_add(fixture.index, 100, n * 100, n, error));
	}
	assert_done(meetings_add(fixture.index, 101, 300, 5, error));
	/* 2 and 3 are of one thread. */
	assert_done(meetings_threads(fixture.index, 100, 300, 100, threads, error));
	g_assert_cmpstr(text = numbers_text(threads), ==, "12 11");
	fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/postings/one-comes-back-as-it-was", test_comes_back);
	g_test_add_func("/postings/a-mail-is-of-one-posting", test_members);
	g_test_add_func("/postings/nothing-leads-to-one-that-was-removed", test_removed);
	g_test_add_func("/postings/links-of-the-newer-one-are-replaced", test_links);
	g_test_add_func("/postings/clues-tell-who-came-before-and-after", test_clues);
	g_test_add_func("/postings/meetings-are-within-a-time", test_meetings);
	return g_test_run();
}
