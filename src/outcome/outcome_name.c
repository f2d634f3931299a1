/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/outcome.h"

const char *outcome_state_name(enum outcome_state state)
{
	static const char *const names[OUTCOME_N_STATES] = {
		[OUTCOME_NEW] = "new",
		[OUTCOME_IN_REVIEW] = "in-review",
		[OUTCOME_CHANGES_ASKED] = "changes-asked",
		[OUTCOME_READY] = "ready",
		[OUTCOME_SUPERSEDED] = "superseded",
		[OUTCOME_PARTLY_LANDED] = "partly-landed",
		[OUTCOME_LANDED] = "landed",
		[OUTCOME_DROPPED] = "dropped",
		[OUTCOME_QUIET] = "quiet",
	};

	return names[state];
}

const char *outcome_turn_name(enum outcome_turn turn)
{
	static const char *const names[OUTCOME_N_TURNS] = {
		[TURN_NOBODY] = "nobody",
		[TURN_AUTHOR] = "author",
		[TURN_REVIEWERS] = "reviewers",
		[TURN_MAINTAINER] = "maintainer",
	};

	return names[turn];
}

const char *outcome_rule_name(enum outcome_rule rule)
{
	static const char *const names[OUTCOME_N_RULES] = {
		[RULE_POSTED] = "posted",
		[RULE_ANSWERED] = "answered",
		[RULE_REVIEWED] = "reviewed",
		[RULE_PARTLY_REVIEWED] = "partly-reviewed",
		[RULE_ASKED] = "asked",
		[RULE_REPLIED] = "replied",
		[RULE_CHANGES_ASKED] = "changes-asked",
		[RULE_PROMISED] = "promised",
		[RULE_REFUSED] = "refused",
		[RULE_COMMANDED] = "commanded",
		[RULE_WITHDRAWN] = "withdrawn",
		[RULE_PINGED] = "pinged",
		[RULE_SUPERSEDED] = "superseded",
		[RULE_APPLIED] = "applied",
		[RULE_UNAPPLIED] = "unapplied",
		[RULE_PULLED] = "pulled",
		[RULE_COMMITTED] = "committed",
		[RULE_INCOMPLETE] = "incomplete",
		[RULE_TOLD] = "told",
	};

	return names[rule];
}

bool outcome_is_open(enum outcome_state state)
{
	return state == OUTCOME_NEW || state == OUTCOME_IN_REVIEW ||
	       state == OUTCOME_CHANGES_ASKED || state == OUTCOME_READY ||
	       state == OUTCOME_PARTLY_LANDED || state == OUTCOME_QUIET;
}
