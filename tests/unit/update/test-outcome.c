/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "update/outcome.h"

enum { DAY = 24 * 60 * 60, START = 1700000000 };

static void test_all_is_said(void)
{
	struct outcome_reason reasons[] = {
		{
			.rule = RULE_PROMISED,
			.who = {STR("Ann Author"), STR("ann@example.org")},
			.at = START + 1,
			.message_id = STR("promise@example.org"),
		},
		{.rule = RULE_COMMITTED, .text = STR("c0ffee v9"), .count = 3},
	};
	struct outcome_reviewer reviewers[] = {
		{.who = {STR("Bo"), STR("bo@example.org")}, .reviewed = true, .tested = true},
		{.acked = true, .refused = true, .commented = true},
	};
	const struct outcome outcome = {
		.state = OUTCOME_CHANGES_ASKED,
		.turn = TURN_AUTHOR,
		.turn_since = START,
		.active_at = START + DAY,
		.answered_at = START + 2,
		.landed_at = START + 3,
		.pinged = true,
		.n_patches = 5,
		.n_reviewed = 4,
		.n_landed = 3,
		.reasons = reasons,
		.n_reasons = 2,
		.reviewers = reviewers,
		.n_reviewers = 2,
	};
	g_auto(arena) arena = {0};
	struct update_outcome made = update_outcome_of(&arena, &outcome, START + 3 * DAY);

	assert_text(made.state, "changes-asked");
	assert_text(made.turn, "author");
	assert_text(made.turn_since, "2023-11-14T22:13:20Z");
	g_assert_cmpuint(made.turn_days, ==, 3);
	g_assert_cmpuint(made.quiet_days, ==, 2);
	g_assert_true(made.pinged);
	g_assert_cmpuint(made.n_patches, ==, 5);
	g_assert_cmpuint(made.n_reviewed, ==, 4);
	g_assert_cmpuint(made.n_landed, ==, 3);
	assert_text(made.answered, "2023-11-14T22:13:22Z");
	assert_text(made.landed, "2023-11-14T22:13:23Z");
	g_assert_cmpuint(made.n_reasons, ==, 2);
	assert_text(made.reasons[0].rule, "promised");
	assert_text(made.reasons[0].person.address, "ann@example.org");
	assert_text(made.reasons[0].date, "2023-11-14T22:13:21Z");
	assert_text(made.reasons[0].message_id, "promise@example.org");
	assert_text(made.reasons[1].text, "c0ffee v9");
	assert_text(made.reasons[1].date, "");
	g_assert_cmpuint(made.reasons[1].count, ==, 3);
	g_assert_cmpuint(made.n_onlookers, ==, 2);
	assert_text(made.onlookers[0].person.name, "Bo");
	g_assert_true(made.onlookers[0].reviewed && made.onlookers[0].tested);
	g_assert_false(made.onlookers[0].acked || made.onlookers[0].refused ||
		       made.onlookers[0].commented);
	g_assert_false(made.onlookers[1].reviewed || made.onlookers[1].tested);
	g_assert_true(made.onlookers[1].acked && made.onlookers[1].refused &&
		      made.onlookers[1].commented);
}

static void test_days(void)
{
	static const struct {
		enum outcome_state state;
		enum outcome_turn turn;
		int64_t now; /* since both */
		const char *said;
		unsigned turn_days;
		unsigned quiet_days;
	} cases[] = {
		{OUTCOME_NEW, TURN_REVIEWERS, 0, "new", 0, 0},
		{OUTCOME_NEW, TURN_REVIEWERS, DAY - 1, "new", 0, 0},
		{OUTCOME_NEW, TURN_REVIEWERS, DAY, "new", 1, 1},
		{OUTCOME_NEW, TURN_REVIEWERS, 30 * DAY - 1, "new", 29, 29},
		{OUTCOME_NEW, TURN_REVIEWERS, 30 * DAY, "quiet", 30, 30},
		/* What came in the future is of today. */
		{OUTCOME_NEW, TURN_REVIEWERS, -5 * DAY, "new", 0, 0},
		/* What is over is nobody's, and never quiet. */
		{OUTCOME_LANDED, TURN_NOBODY, 40 * DAY, "landed", 0, 40},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct outcome outcome = {
			.state = cases[i].state,
			.turn = cases[i].turn,
			.turn_since = START,
			.active_at = START,
		};
		g_auto(arena) arena = {0};
		struct update_outcome made =
			update_outcome_of(&arena, &outcome, START + cases[i].now);

		assert_text(made.state, cases[i].said);
		g_assert_cmpuint(made.turn_days, ==, cases[i].turn_days);
		g_assert_cmpuint(made.quiet_days, ==, cases[i].quiet_days);
		g_assert_true((made.turn_since.len == 0) == (cases[i].turn == TURN_NOBODY));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/outcome/all-that-is-known-is-said", test_all_is_said);
	g_test_add_func("/outcome/days-are-whole-ones-up-to-now", test_days);
	return g_test_run();
}
