/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of a posting: its state, and who must act. From evidence alone, which is
 * always named: each rule that spoke is a reason, with the mail or the commit that it
 * rests on.
 *
 * Pure: the same history, the same outcome, whatever the day is. That a work went quiet
 * depends on the day; outcome_state_at() is told it.
 */
#ifndef TIDINGS_OUTCOME_OUTCOME_H
#define TIDINGS_OUTCOME_OUTCOME_H

#include "outcome/history.h"

/* Numbers are kept in the index: new ones go to the end. */
enum outcome_state {
	OUTCOME_NEW, /* nobody else has said anything */
	OUTCOME_IN_REVIEW,
	OUTCOME_CHANGES_ASKED, /* by a reviewer or maintainer, or promised by the author */
	OUTCOME_READY, /* all patches that came are reviewed, and nothing is open */
	OUTCOME_SUPERSEDED, /* a newer revision came */
	OUTCOME_PARTLY_LANDED,
	OUTCOME_LANDED,
	OUTCOME_DROPPED, /* withdrawn by its author, or refused */
	OUTCOME_QUIET, /* open, and for OUTCOME_QUIET_DAYS nobody has said anything */
};
enum { OUTCOME_N_STATES = 9 };

enum { OUTCOME_QUIET_DAYS = 30 };

enum outcome_turn {
	TURN_NOBODY, /* it is over */
	TURN_AUTHOR,
	TURN_REVIEWERS,
	TURN_MAINTAINER,
};
enum { OUTCOME_N_TURNS = 4 };

/* What a state or a turn rests on. Numbers are kept in the index: new ones go to the end. */
enum outcome_rule {
	RULE_POSTED, /* it was posted, and nobody answered */
	RULE_ANSWERED, /* somebody else answered */
	RULE_REVIEWED, /* all patches have a Reviewed-by or Acked-by: `count` of them */
	RULE_PARTLY_REVIEWED, /* `count` of them have */
	RULE_ASKED, /* a question or comment that the author has not answered */
	RULE_REPLIED, /* the author answered last */
	RULE_CHANGES_ASKED, /* another revision is asked for */
	RULE_PROMISED, /* the author announced one */
	RULE_REFUSED, /* a Nacked-by or NAK that stands */
	RULE_COMMANDED, /* a state was given to patchwork's bot: `text` */
	RULE_WITHDRAWN, /* by its author */
	RULE_PINGED, /* the author asked again */
	RULE_SUPERSEDED, /* by the revision `text` */
	RULE_APPLIED, /* somebody wrote that it was: `text` is the tree, `count` patches */
	RULE_UNAPPLIED, /* and later that it was taken out */
	RULE_PULLED, /* the pull request was merged */
	RULE_COMMITTED, /* a repository has it: `text` is commit, tag; `count` patches */
	RULE_INCOMPLETE, /* `count` patches are missing: they went to another list, or nowhere */
	RULE_TOLD, /* somebody else had the last word, and asked nothing */
};
enum { OUTCOME_N_RULES = 19 };

struct outcome_reason {
	enum outcome_rule rule;
	person_id person; /* who said it; PERSON_NONE */
	struct mailbox who; /* the same as people are shown; empty */
	int64_t at; /* when; of a commit, when it was committed */
	str message_id; /* of the mail; empty for a commit */
	str text; /* see the rules; else empty */
	unsigned count;
};

/* A person who looked at the posting, and what they gave to it, or to an older one that it carries. */
struct outcome_reviewer {
	person_id person;
	struct mailbox who; /* the same as people are shown */
	bool reviewed; /* Reviewed-by */
	bool acked;
	bool tested;
	bool refused; /* Nacked-by or NAK, not taken back */
	bool commented; /* wrote otherwise */
};

struct outcome {
	enum outcome_state state; /* never OUTCOME_QUIET */
	enum outcome_turn turn;
	int64_t turn_since; /* when it became theirs */
	int64_t active_at; /* the last thing that happened to the posting */
	int64_t answered_at; /* the first answer by somebody else; 0 without one */
	int64_t landed_at; /* when it landed, or was said to; 0 */
	bool pinged; /* since the turn changed */
	unsigned n_patches; /* that can land: the cover not counted */
	unsigned n_reviewed;
	unsigned n_landed;
	struct outcome_reason *reasons; /* that of the state, that of the turn if it is another
					 * one, then the others by time */
	unsigned n_reasons;
	struct outcome_reviewer *reviewers; /* in the order in which they spoke */
	unsigned n_reviewers;
};

/*
 * The outcome of @posting of @history, in @arena; of a reroll of some patches that of the whole,
 * in which they stand for those that they replace. Texts are the history's, or in @arena.
 */
void outcome_of(struct arena *arena, const struct history *history, unsigned posting,
		struct outcome *ret_outcome);

/* Its state at the time @now: OUTCOME_QUIET for an open one of which nothing was heard. */
enum outcome_state outcome_state_at(const struct outcome *outcome, int64_t now);

/* True for a state in which somebody has to act. */
bool outcome_is_open(enum outcome_state state);

/* "changes-asked", "author", "promised" and the like, for programs. Literals. */
const char *outcome_state_name(enum outcome_state state);
const char *outcome_turn_name(enum outcome_turn turn);
const char *outcome_rule_name(enum outcome_rule rule);

#endif
