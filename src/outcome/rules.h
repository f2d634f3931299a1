/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rules: each looks at a discussion and says what it finds, with its reasons, or
 * nothing. What follows for state and turn is the table in outcome.c. Those of landing stand
 * in landing_rules.c, the others in rules.c.
 */
#ifndef TIDINGS_OUTCOME_RULES_H
#define TIDINGS_OUTCOME_RULES_H

#include "outcome/finding.h"

/* @finding is empty but for its arena. */
typedef void rule_function(struct discussion *discussion, struct finding *finding);

/* What landed of it, by commits: one reason, of the last of them. */
rule_function rule_committed;
/* What landed of it, as mails say: a reason each mail. */
rule_function rule_applied;
/* What landed with pull requests: a reason each request. */
rule_function rule_carried;
/* What landed in repositories as a backport, and notices of stable queues. */
rule_function rule_backported;
/* It was taken out again. */
rule_function rule_unapplied;

/* A newer posting took its place: the first that did. */
rule_function rule_superseded;
/* The author took it back. */
rule_function rule_withdrawn;
/* The last command to patchwork's bot. */
rule_function rule_commanded;
/* Nacked, and the nack stands. */
rule_function rule_refused;
/* Others ask for another revision. */
rule_function rule_changes_asked;
/* The author announces one. */
rule_function rule_promised;
/* Questions, comments and reports of failures that the author did not answer. */
rule_function rule_asked;
/* Patches are missing. */
rule_function rule_incomplete;
/* Somebody else had the last word, and only told something. */
rule_function rule_told;

/* All that is still to land is reviewed: since the last review, or answer, that it needed. */
rule_function rule_reviewed;
/* How many are reviewed, all or not. */
rule_function rule_reviews;
/* The author's last answer to somebody else. */
rule_function rule_replied;
/* Somebody else answered; what follows began when it was posted. */
rule_function rule_answered;
/* Nobody else did. */
rule_function rule_posted;

/* The author asked again after @since. */
void rule_pinged(struct discussion *discussion, int64_t since, struct finding *finding);

/* Conditions of the table. */
typedef bool rule_condition(struct discussion *discussion);

rule_condition rule_is_pull;
rule_condition rule_is_rfc;
/* Nobody can take an RFC, nor what is not there. */
rule_condition rule_is_takeable;
/* The command is one that drops the series, or one that asks for changes, and it stands. */
rule_condition rule_command_drops;
rule_condition rule_command_asks;
/* The nack is of the whole posting, and its author has not written since. */
rule_condition rule_refused_for_good;
rule_condition rule_landed_all;
rule_condition rule_landed_any;

#endif
