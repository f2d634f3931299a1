/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "update/outcome.h"

#include "base/timestamp.h"

/* Whole days; what is later than @now is of today. */
static unsigned days_between(int64_t then, int64_t now)
{
	uint64_t seconds = now > then ? (uint64_t)now - (uint64_t)then : 0;

	return (unsigned)MIN(seconds / SECONDS_PER_DAY, (uint64_t)G_MAXINT);
}

static str format_time(struct arena *arena, int64_t at)
{
	return at ? timestamp_format_utc(arena, at) : (str){0};
}

static void fill_reasons(struct arena *arena, const struct outcome *outcome,
			 struct update_outcome *made)
{
	made->reasons = arena_new_array(arena, struct update_reason, outcome->n_reasons);
	made->n_reasons = outcome->n_reasons;
	for (unsigned i = 0; i < outcome->n_reasons; i++) {
		const struct outcome_reason *reason = &outcome->reasons[i];

		made->reasons[i] = (struct update_reason){
			.rule = str_from(outcome_rule_name(reason->rule)),
			.person = reason->who,
			.date = format_time(arena, reason->at),
			.message_id = reason->message_id,
			.text = reason->text,
			.count = reason->count,
		};
	}
}

static void fill_onlookers(struct arena *arena, const struct outcome *outcome,
			   struct update_outcome *made)
{
	made->onlookers = arena_new_array(arena, struct update_onlooker, outcome->n_reviewers);
	made->n_onlookers = outcome->n_reviewers;
	for (unsigned i = 0; i < outcome->n_reviewers; i++) {
		const struct outcome_reviewer *reviewer = &outcome->reviewers[i];

		made->onlookers[i] = (struct update_onlooker){
			.person = reviewer->who,
			.reviewed = reviewer->reviewed,
			.acked = reviewer->acked,
			.tested = reviewer->tested,
			.refused = reviewer->refused,
			.commented = reviewer->commented,
		};
	}
}

struct update_outcome update_outcome_of(struct arena *arena, const struct outcome *outcome,
					int64_t now)
{
	bool is_over = outcome->turn == TURN_NOBODY;
	struct update_outcome made = {
		.state = str_from(outcome_state_name(outcome_state_at(outcome, now))),
		.turn = str_from(outcome_turn_name(outcome->turn)),
		.turn_since = is_over ? (str){0} : format_time(arena, outcome->turn_since),
		.turn_days = is_over ? 0 : days_between(outcome->turn_since, now),
		.quiet_days = days_between(outcome->active_at, now),
		.pinged = outcome->pinged,
		.n_patches = outcome->n_patches,
		.n_reviewed = outcome->n_reviewed,
		.n_landed = outcome->n_landed,
		.answered = format_time(arena, outcome->answered_at),
		.landed = format_time(arena, outcome->landed_at),
	};

	fill_reasons(arena, outcome, &made);
	fill_onlookers(arena, outcome, &made);
	return made;
}
