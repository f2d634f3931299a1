/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/outcomes.h"
#include "index/postings.h"

enum { DAY = 24 * 60 * 60 };

static void put(struct fixture *fixture, int64_t posting, struct outcome outcome)
{
	assert_done(outcomes_put(fixture->index, posting, &outcome, error));
}

/* A work of one posting. */
static void put_posting(struct fixture *fixture, int64_t id, int64_t arrived_at)
{
	const struct stored_posting posting = {
		.id = id,
		.head = id,
		.members = &id,
		.n_members = 1,
		.n_patches = 1,
		.arrived_at = arrived_at,
	};

	assert_done(postings_put(fixture->index, &posting, error));
}

static struct outcome load(struct fixture *fixture, int64_t posting, bool expected)
{
	struct outcome outcome = {0};
	bool found;

	assert_done(
		outcomes_load(fixture->index, posting, &fixture->arena, &outcome, &found, error));
	g_assert_cmpint(found, ==, expected);
	return outcome;
}

static void assert_same_mailbox(struct mailbox got, struct mailbox expected)
{
	g_assert_true(str_equal(got.name, expected.name));
	g_assert_true(str_equal(got.address, expected.address));
}

static void test_comes_back(void)
{
	struct outcome_reason reasons[] = {
		{
			.rule = RULE_PROMISED,
			.who = {.name = STR("Ann Author"), .address = STR("ann@example.org")},
			.at = 1700000000,
			.message_id = STR("promise@example.org"),
		},
		{.rule = RULE_COMMITTED, .at = -5, .text = STR("c0ffee v9"), .count = UINT32_MAX},
		{.rule = RULE_INCOMPLETE, .at = INT64_MIN, .count = 1},
	};
	struct outcome_reviewer reviewers[] = {
		{.who = {.name = STR("Bo"), .address = STR("bo@example.org")}, .reviewed = true},
		{.who = {.name = STR("茶")}, .acked = true},
		{.who = {.address = STR("c@example.org")}, .tested = true},
		{.refused = true},
		{.commented = true},
	};
	const struct outcome expected = {
		.state = OUTCOME_PARTLY_LANDED,
		.turn = TURN_MAINTAINER,
		.turn_since = 10,
		.active_at = 20,
		.answered_at = 30,
		.landed_at = 40,
		.pinged = true,
		.n_patches = 5,
		.n_reviewed = 4,
		.n_landed = 3,
		.reasons = reasons,
		.n_reasons = G_N_ELEMENTS(reasons),
		.reviewers = reviewers,
		.n_reviewers = G_N_ELEMENTS(reviewers),
	};
	struct fixture fixture;
	struct outcome got;

	fixture_init(&fixture);
	put(&fixture, 7, expected);
	got = load(&fixture, 7, true);
	g_assert_cmpint(got.state, ==, expected.state);
	g_assert_cmpint(got.turn, ==, expected.turn);
	g_assert_cmpint(got.turn_since, ==, 10);
	g_assert_cmpint(got.active_at, ==, 20);
	g_assert_cmpint(got.answered_at, ==, 30);
	g_assert_cmpint(got.landed_at, ==, 40);
	g_assert_true(got.pinged);
	g_assert_cmpuint(got.n_patches, ==, 5);
	g_assert_cmpuint(got.n_reviewed, ==, 4);
	g_assert_cmpuint(got.n_landed, ==, 3);
	g_assert_cmpuint(got.n_reasons, ==, G_N_ELEMENTS(reasons));
	for (unsigned i = 0; i < got.n_reasons; i++) {
		g_assert_cmpint(got.reasons[i].rule, ==, reasons[i].rule);
		g_assert_cmpint(got.reasons[i].at, ==, reasons[i].at);
		g_assert_cmpuint(got.reasons[i].count, ==, reasons[i].count);
		g_assert_cmpuint(got.reasons[i].person, ==, PERSON_NONE);
		assert_same_mailbox(got.reasons[i].who, reasons[i].who);
		g_assert_true(str_equal(got.reasons[i].message_id, reasons[i].message_id));
		g_assert_true(str_equal(got.reasons[i].text, reasons[i].text));
	}
	g_assert_cmpuint(got.n_reviewers, ==, G_N_ELEMENTS(reviewers));
	for (unsigned i = 0; i < got.n_reviewers; i++) {
		assert_same_mailbox(got.reviewers[i].who, reviewers[i].who);
		g_assert_cmpint(got.reviewers[i].reviewed, ==, reviewers[i].reviewed);
		g_assert_cmpint(got.reviewers[i].acked, ==, reviewers[i].acked);
		g_assert_cmpint(got.reviewers[i].tested, ==, reviewers[i].tested);
		g_assert_cmpint(got.reviewers[i].refused, ==, reviewers[i].refused);
		g_assert_cmpint(got.reviewers[i].commented, ==, reviewers[i].commented);
	}
	fixture_clear(&fixture);
}

static void test_replaced(void)
{
	struct outcome_reason reason = {.rule = RULE_POSTED};
	struct fixture fixture;
	struct outcome got;

	fixture_init(&fixture);
	load(&fixture, 7, false);
	put(&fixture, 7, (struct outcome){.reasons = &reason, .n_reasons = 1, .n_patches = 9});
	put(&fixture, 8, (struct outcome){.state = OUTCOME_READY});
	put(&fixture, 7, (struct outcome){.state = OUTCOME_DROPPED});
	got = load(&fixture, 7, true);
	g_assert_cmpint(got.state, ==, OUTCOME_DROPPED);
	g_assert_cmpuint(got.n_reasons, ==, 0);
	g_assert_cmpuint(got.n_patches, ==, 0);
	g_assert_cmpint(load(&fixture, 8, true).state, ==, OUTCOME_READY);
	/* It goes with its posting. */
	put_posting(&fixture, 7, 1);
	assert_done(postings_remove(fixture.index, 7, error));
	load(&fixture, 7, false);
	fixture_clear(&fixture);
}

static void test_damaged(void)
{
	static const char *const damages[] = {
		"UPDATE outcome SET state = 9",
		"UPDATE outcome SET state = -1",
		"UPDATE outcome SET turn = 4",
		"UPDATE outcome SET evidence = x''",
		"UPDATE outcome SET evidence = x'01'", /* a reason that is not there */
		"UPDATE outcome SET evidence = x'017f000000000000' || x'00'", /* of no known rule */
		"UPDATE outcome SET evidence = x'ffffffffffffffffff01'", /* too many for memory */
		"UPDATE outcome SET evidence = x'0001'", /* a reviewer that is not there */
		"UPDATE outcome SET evidence = x'00'",
		"UPDATE outcome SET evidence = x'01000000000001ff000000'", /* no UTF-8 */
		"UPDATE outcome SET evidence = substr(evidence, 1, length(evidence) - 1)",
	};
	struct outcome_reason reason = {.rule = RULE_APPLIED, .text = STR("next"), .at = 9};
	struct outcome_reviewer reviewer = {.who.name = STR("Bo"), .who.address = STR("bo@x")};

	for (size_t i = 0; i < G_N_ELEMENTS(damages); i++) {
		struct fixture fixture;
		struct outcome outcome;
		g_autoptr(GError) reason_of_failure = NULL;
		bool found;

		g_test_message("%s", damages[i]);
		fixture_init(&fixture);
		put(&fixture, 1,
		    (struct outcome){.reasons = &reason,
				     .n_reasons = 1,
				     .reviewers = &reviewer,
				     .n_reviewers = 1});
		run_sql(&fixture, damages[i]);
		g_assert_false(outcomes_load(fixture.index, 1, &fixture.arena, &outcome, &found,
					     &reason_of_failure));
		g_assert_error(reason_of_failure, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
		fixture_clear(&fixture);
	}
}

static char *works(struct fixture *fixture, bool with_closed)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct outcome_row));
	GString *text = g_string_new(NULL);

	assert_done(outcomes_of_works(fixture->index, with_closed, rows, error));
	for (unsigned i = 0; i < rows->len; i++) {
		const struct outcome_row *row = &g_array_index(rows, struct outcome_row, i);

		g_string_append_printf(text, "%s%d/%d %s %s%s %d %d %d", i ? ", " : "",
				       (int)row->posting, (int)row->topic,
				       outcome_state_name(row->state), outcome_turn_name(row->turn),
				       row->pinged ? "!" : "", (int)row->arrived_at,
				       (int)row->turn_since, (int)row->active_at);
	}
	return g_string_free(text, FALSE);
}

static void test_of_works(void)
{
	struct fixture fixture;
	g_autofree char *open = NULL;
	g_autofree char *all = NULL;

	fixture_init(&fixture);
	put_posting(&fixture, 1, 50);
	put_posting(&fixture, 2, 60);
	put_posting(&fixture, 3, 40);
	put_posting(&fixture, 4, 60);
	put_posting(&fixture, 5, 70); /* without an outcome yet */
	assert_done(postings_place(fixture.index, 2, 1, true, SERIES_REVISED, error));
	assert_done(postings_place(fixture.index, 1, 1, false, SERIES_NEW, error));
	put(&fixture, 1, (struct outcome){.state = OUTCOME_IN_REVIEW, .turn = TURN_AUTHOR});
	put(&fixture, 2,
	    (struct outcome){.state = OUTCOME_READY,
			     .turn = TURN_MAINTAINER,
			     .turn_since = 61,
			     .active_at = 62,
			     .pinged = true});
	put(&fixture, 3, (struct outcome){.state = OUTCOME_NEW, .turn = TURN_REVIEWERS});
	put(&fixture, 4, (struct outcome){.state = OUTCOME_LANDED});
	open = works(&fixture, false);
	all = works(&fixture, true);
	g_assert_cmpstr(open, ==, "3/3 new reviewers 40 0 0, 2/1 ready maintainer! 60 61 62");
	g_assert_cmpstr(all, ==,
			"3/3 new reviewers 40 0 0, 2/1 ready maintainer! 60 61 62,"
			" 4/4 landed nobody 60 0 0");
	fixture_clear(&fixture);
}

static void test_landed(void)
{
	static const struct {
		int64_t since;
		int64_t until;
		const char *postings;
	} cases[] = {
		{0, 100, "5 3 2"}, /* the last one first; of equals that with the larger number */
		{20, 30, "5 3 2"},
		{21, 30, "5 3"},
		{20, 29, "2"},
		{31, 100, ""},
		{INT64_MIN, INT64_MAX, "5 3 2 4"},
	};
	static const int64_t landed_at[] = {0, 20, 30, -7, 30};
	struct fixture fixture;

	fixture_init(&fixture);
	for (unsigned i = 0; i < G_N_ELEMENTS(landed_at); i++)
		put(&fixture, i + 1, (struct outcome){.landed_at = landed_at[i]});
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
		g_autofree char *text = NULL;

		assert_done(outcomes_landed(fixture.index, cases[i].since, cases[i].until, postings,
					    error));
		g_assert_cmpstr(text = numbers_text(postings), ==, cases[i].postings);
	}
	fixture_clear(&fixture);
}

static void test_silent(void)
{
	static const struct {
		const char *name;
		int64_t arrived_at;
		int64_t active_at;
		enum outcome_turn turn;
		bool is_silent;
	} cases[] = {
		{"open, and the last was heard within", 50, 150, TURN_AUTHOR, true},
		{"it came and was heard at the ends", 200, 200, TURN_REVIEWERS, true},
		{"heard at the beginning", 50, 100, TURN_REVIEWERS, true},
		{"silent for longer", 50, 99, TURN_REVIEWERS, false},
		{"it came later", 201, 250, TURN_REVIEWERS, false},
		{"heard again later: nobody knows what was the last one then", 50, 300,
		 TURN_MAINTAINER, true},
		{"it was over later", 50, 300, TURN_NOBODY, true},
		{"it was over within", 50, 150, TURN_NOBODY, false},
		{"it was over at the end", 50, 200, TURN_NOBODY, false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture fixture;
		g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

		g_test_message("%s", cases[i].name);
		fixture_init(&fixture);
		put_posting(&fixture, 1, cases[i].arrived_at);
		put(&fixture, 1,
		    (struct outcome){.turn = cases[i].turn, .active_at = cases[i].active_at});
		assert_done(outcomes_silent(fixture.index, 100, 200, postings, error));
		g_assert_cmpuint(postings->len, ==, cases[i].is_silent ? 1 : 0);
		fixture_clear(&fixture);
	}
}

static void test_now(void)
{
	struct fixture fixture;
	int64_t now;

	fixture_init(&fixture);
	assert_done(outcomes_now(fixture.index, &now, error));
	g_assert_cmpint(now, ==, INT64_MIN);
	add_message(&fixture, "late@example.org", 1, 1, 90 * DAY);
	add_message(&fixture, "early@example.org", 2, 2, 10 * DAY);
	assert_done(outcomes_now(fixture.index, &now, error));
	g_assert_cmpint(now, ==, 90 * DAY);
	fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/outcomes/one-comes-back-with-its-evidence", test_comes_back);
	g_test_add_func("/outcomes/a-posting-has-one-as-long-as-it-is-there", test_replaced);
	g_test_add_func("/outcomes/a-damaged-one-is-an-error", test_damaged);
	g_test_add_func("/outcomes/of-a-work-the-latest-posting-counts", test_of_works);
	g_test_add_func("/outcomes/what-landed-is-told-by-its-time", test_landed);
	g_test_add_func("/outcomes/who-may-have-been-silent-is-told-by-what-is-known-now",
			test_silent);
	g_test_add_func("/outcomes/now-is-when-the-last-mail-came", test_now);
	return g_test_run();
}
