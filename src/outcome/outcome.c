/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All rules are asked. The first of the table that finds something and gives a state
 * gives the state, and the first that gives a turn the turn; all reasons are kept.
 */
#include "outcome/outcome.h"

#include "outcome/asked.h"
#include "outcome/landed.h"
#include "outcome/reviewers.h"
#include "outcome/rules.h"

#include <stdlib.h>

enum { NOTHING = -1 }; /* no state, or no turn, follows */

struct row {
	rule_condition *condition; /* or NULL */
	rule_function *rule;
	int state; /* enum outcome_state, or NOTHING */
	int turn; /* enum outcome_turn, or NOTHING */
};

static const struct row rows[] = {
	{rule_landed_all, rule_committed, OUTCOME_LANDED, TURN_NOBODY},
	{rule_landed_all, rule_applied, OUTCOME_LANDED, TURN_NOBODY},
	{rule_landed_all, rule_carried, OUTCOME_LANDED, TURN_NOBODY},
	{NULL, rule_superseded, OUTCOME_SUPERSEDED, TURN_NOBODY},
	/* What is left has a turn of its own. */
	{rule_landed_any, rule_committed, OUTCOME_PARTLY_LANDED, NOTHING},
	{rule_landed_any, rule_applied, OUTCOME_PARTLY_LANDED, NOTHING},
	{rule_landed_any, rule_carried, OUTCOME_PARTLY_LANDED, NOTHING},
	{NULL, rule_withdrawn, OUTCOME_DROPPED, TURN_NOBODY},
	{rule_command_drops, rule_commanded, OUTCOME_DROPPED, TURN_NOBODY},
	{rule_refused_for_good, rule_refused, OUTCOME_DROPPED, TURN_NOBODY},
	{rule_command_asks, rule_commanded, OUTCOME_CHANGES_ASKED, TURN_AUTHOR},
	{NULL, rule_changes_asked, OUTCOME_CHANGES_ASKED, TURN_AUTHOR},
	{NULL, rule_refused, OUTCOME_CHANGES_ASKED, TURN_AUTHOR},
	{NULL, rule_promised, OUTCOME_CHANGES_ASKED, TURN_AUTHOR},
	{NULL, rule_asked, OUTCOME_IN_REVIEW, TURN_AUTHOR},
	/* A request waits for who pulls, from the start; a reviewed RFC for the real patches. */
	{rule_is_pull, rule_replied, NOTHING, TURN_MAINTAINER},
	{rule_is_pull, rule_answered, OUTCOME_IN_REVIEW, TURN_MAINTAINER},
	{rule_is_pull, rule_posted, OUTCOME_NEW, TURN_MAINTAINER},
	{rule_is_rfc, rule_reviewed, NOTHING, TURN_AUTHOR},
	{rule_is_takeable, rule_reviewed, OUTCOME_READY, TURN_MAINTAINER},
	{NULL, rule_told, OUTCOME_IN_REVIEW, TURN_AUTHOR},
	{NULL, rule_replied, NOTHING, TURN_REVIEWERS},
	{NULL, rule_answered, OUTCOME_IN_REVIEW, TURN_REVIEWERS},
	{NULL, rule_posted, OUTCOME_NEW, TURN_REVIEWERS},
	/* These only tell. What is missing went to another list, mostly. */
	{NULL, rule_incomplete, NOTHING, NOTHING},
	{NULL, rule_reviews, NOTHING, NOTHING},
	{NULL, rule_commanded, NOTHING, NOTHING},
	{NULL, rule_unapplied, NOTHING, NOTHING},
	{NULL, rule_backported, NOTHING, NOTHING},
};

enum { N_ROWS = G_N_ELEMENTS(rows) };

/* What all rows found, and which of them decide. */
struct verdict {
	struct finding findings[N_ROWS];
	struct finding pings;
	unsigned state; /* rows */
	unsigned turn;
};

static void ask_rules(struct discussion *discussion, struct verdict *verdict)
{
	for (unsigned i = 0; i < N_ROWS; i++) {
		verdict->findings[i].arena = discussion->arena;
		if (!rows[i].condition || rows[i].condition(discussion))
			rows[i].rule(discussion, &verdict->findings[i]);
	}
}

static bool has_found(const struct verdict *verdict, unsigned row)
{
	return verdict->findings[row].n_reasons > 0;
}

/*
 * One of the last two rows with a state always finds something. Where several ask for
 * another revision, it is the author's turn since the first of them did.
 */
static void decide(struct verdict *verdict)
{
	verdict->state = N_ROWS;
	verdict->turn = N_ROWS;
	for (unsigned i = 0; i < N_ROWS; i++) {
		if (!has_found(verdict, i))
			continue;
		if (verdict->state == N_ROWS && rows[i].state != NOTHING)
			verdict->state = i;
		if (verdict->turn == N_ROWS && rows[i].turn != NOTHING)
			verdict->turn = i;
		else if (rows[i].state == OUTCOME_CHANGES_ASKED &&
			 rows[verdict->turn].state == OUTCOME_CHANGES_ASKED &&
			 verdict->findings[i].since < verdict->findings[verdict->turn].since)
			verdict->turn = i;
	}
}

/* True where @reasons has @reason already: several rows may ask the same rule. */
static bool has_reason(const struct outcome_reason *reasons, unsigned n_reasons,
		       const struct outcome_reason *reason)
{
	for (unsigned i = 0; i < n_reasons; i++) {
		if (reasons[i].rule == reason->rule &&
		    str_equal(reasons[i].message_id, reason->message_id) &&
		    str_equal(reasons[i].text, reason->text))
			return true;
	}
	return false;
}

static void add_reason(struct outcome *outcome, const struct outcome_reason *reason)
{
	if (!has_reason(outcome->reasons, outcome->n_reasons, reason))
		outcome->reasons[outcome->n_reasons++] = *reason;
}

static int compare_reasons(const void *left, const void *right)
{
	const struct outcome_reason *a = left;
	const struct outcome_reason *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return str_compare(a->message_id, b->message_id);
}

static void list_reasons(struct arena *arena, const struct verdict *verdict,
			 struct outcome *outcome)
{
	unsigned n_reasons = verdict->pings.n_reasons;
	unsigned n_first;

	for (unsigned i = 0; i < N_ROWS; i++)
		n_reasons += verdict->findings[i].n_reasons;
	outcome->reasons = arena_new_array(arena, struct outcome_reason, n_reasons);
	add_reason(outcome, &verdict->findings[verdict->state].reasons[0]);
	add_reason(outcome, &verdict->findings[verdict->turn].reasons[0]);
	n_first = outcome->n_reasons;
	for (unsigned i = 0; i < N_ROWS; i++) {
		for (unsigned r = 0; r < verdict->findings[i].n_reasons; r++)
			add_reason(outcome, &verdict->findings[i].reasons[r]);
	}
	for (unsigned r = 0; r < verdict->pings.n_reasons; r++)
		add_reason(outcome, &verdict->pings.reasons[r]);
	qsort(&outcome->reasons[n_first], outcome->n_reasons - n_first, sizeof(*outcome->reasons),
	      compare_reasons);
}

static void count_patches(const struct discussion *discussion, struct outcome *outcome)
{
	bool is_taken = discussion->merge || discussion->taken.mail;

	for (unsigned i = 0; i < discussion->n_units; i++) {
		const struct unit *unit = &discussion->units[i];
		bool has_landed = unit_has_landed(unit);

		if (unit->is_withdrawn && !has_landed)
			continue;
		outcome->n_patches++;
		outcome->n_reviewed += unit->review.mail != NULL;
		outcome->n_landed += has_landed || is_taken;
		if (has_landed)
			outcome->landed_at = MAX(outcome->landed_at, unit->landed_at);
	}
	if (discussion->merge)
		outcome->landed_at = discussion->merge->committed_at;
	else if (is_taken)
		outcome->landed_at = MAX(outcome->landed_at, discussion->taken.mail->at);
	else if (outcome->n_landed == 0 && discussion->part_applied.mail)
		outcome->landed_at = discussion->part_applied.mail->at;
}

/* Mails, reasons that are no mails, and patches that were replaced. */
static int64_t last_activity(const struct discussion *discussion, const struct outcome *outcome)
{
	int64_t last = MAX(discussion->posting->arrived_at, outcome->landed_at);

	for (unsigned i = 0; i < discussion->n_mails; i++)
		last = MAX(last, discussion->mails[i].at);
	if (outcome->state == OUTCOME_SUPERSEDED)
		last = MAX(last, outcome->reasons[0].at);
	return last;
}

static struct mailbox mailbox_of(struct arena *arena, const struct people *people, person_id person)
{
	struct mailbox shown;

	if (person == PERSON_NONE)
		return (struct mailbox){0};
	shown = people_mailbox(people, person);
	return (struct mailbox){
		.name = arena_str(arena, shown.name),
		.address = arena_str(arena, shown.address),
	};
}

/* For whoever keeps the outcome longer than the people. */
static void name_people(struct arena *arena, const struct people *people, struct outcome *outcome)
{
	for (unsigned i = 0; i < outcome->n_reasons; i++) {
		struct outcome_reason *reason = &outcome->reasons[i];

		/* Who merged a pull request is named already, and may be nobody of the work. */
		if (reason->person != PERSON_NONE)
			reason->who = mailbox_of(arena, people, reason->person);
	}
	for (unsigned i = 0; i < outcome->n_reviewers; i++)
		outcome->reviewers[i].who = mailbox_of(arena, people, outcome->reviewers[i].person);
}

/* A reroll of some patches is a part of what it follows; that has it in its discussion. */
static unsigned whole_of(const struct history *history, unsigned posting)
{
	for (unsigned n = 0; n < history->n_postings && history->postings[posting].is_partial;
	     n++) {
		unsigned follows = history->postings[posting].follows;

		if (follows == HISTORY_NONE)
			break;
		posting = follows;
	}
	return posting;
}

void outcome_of(struct arena *arena, const struct history *history, unsigned posting,
		struct outcome *ret_outcome)
{
	struct outcome outcome = {0};
	struct arena scratch = {0};
	struct verdict verdict = {.pings.arena = &scratch};
	const struct thread_mail *answer;
	struct discussion discussion;

	discussion_read(&discussion, &scratch, arena, history, whole_of(history, posting));
	landed_find(&discussion);
	review_find(&discussion);
	ask_rules(&discussion, &verdict);
	decide(&verdict);
	outcome.state = (enum outcome_state)rows[verdict.state].state;
	outcome.turn = (enum outcome_turn)rows[verdict.turn].turn;
	outcome.turn_since = verdict.findings[verdict.turn].since;
	if (outcome.turn != TURN_NOBODY)
		rule_pinged(&discussion, outcome.turn_since, &verdict.pings);
	outcome.pinged = verdict.pings.n_reasons > 0;
	list_reasons(arena, &verdict, &outcome);
	count_patches(&discussion, &outcome);
	answer = discussion_first_of_others(&discussion);
	outcome.answered_at = answer ? answer->at : 0;
	outcome.active_at = last_activity(&discussion, &outcome);
	reviewers_list(&discussion, &outcome);
	name_people(arena, history->people, &outcome);
	discussion_clear(&discussion);
	arena_clear(&scratch);
	*ret_outcome = outcome;
}

enum outcome_state outcome_state_at(const struct outcome *outcome, int64_t now)
{
	const int64_t quiet_seconds = (int64_t)OUTCOME_QUIET_DAYS * 24 * 60 * 60;

	if (outcome_is_open(outcome->state) && outcome->turn != TURN_NOBODY &&
	    now - quiet_seconds >= outcome->active_at)
		return OUTCOME_QUIET;
	return outcome->state;
}
