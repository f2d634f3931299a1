/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The discussion of one posting, put in order once for all rules: its mails by time, its
 * patches with what was said of each, and who says it.
 *
 * A patch that a partial reroll replaced stands for both mails: what was said of the
 * older one counts no more, but that it landed does.
 */
#ifndef TIDINGS_OUTCOME_DISCUSSION_H
#define TIDINGS_OUTCOME_DISCUSSION_H

#include "outcome/outcome.h"
#include "outcome/succession.h"
#include "outcome/voices.h"

#define UNIT_ALL ((unsigned)-1) /* the cover letter stands for all */
#define NEVER INT64_MAX

/* A mail of the discussion: a reply, or a posted mail itself. */
struct thread_mail {
	bool is_posted;
	str message_id;
	int64_t at; /* of a posted mail, when its posting came */
	const struct remark *remarks;
	unsigned n_remarks;
	unsigned position; /* among all mails: a later one is a later mail's */
	person_id person; /* who sent it */
	unsigned voice;
	unsigned unit; /* of which patch it speaks; UNIT_ALL */
	bool is_authors; /* by the author or sender of the posting, or of its patch */
	bool is_answer; /* the author's, to somebody else, and more than a ping */
	bool is_outdated; /* its patch was replaced */
	int64_t closed_at; /* when the author answered it, or a mail below it; NEVER */
};

/* Something that was said. Both are NULL, or none. */
struct statement {
	const struct thread_mail *mail;
	const struct remark *remark;
};

/* A patch of the posting. */
struct unit {
	const struct history_patch *patch; /* the newest */
	unsigned author; /* a voice */
	bool is_withdrawn;
	const struct landing *landing; /* that counts; NULL (landed.h) */
	const struct history_carrier *carrier; /* that counts, where nothing else does; NULL */
	int64_t landed_at; /* NEVER */
	struct statement applied; /* that counts, where there is no landing */
	struct statement review; /* the first that counts (review.h) */
};

/* A mail with a patch of a unit. */
struct piece {
	const struct history_patch *patch;
	unsigned posting; /* the one that it stands in */
	unsigned unit;
};

struct discussion {
	struct arena *arena; /* for what the discussion needs */
	struct arena *results; /* for the texts of reasons, and what else stays */
	const struct history *history;
	const struct history_posting *posting;
	enum succession *succession;
	struct voices voices;
	struct piece *pieces;
	unsigned n_pieces;
	struct unit *units; /* by number */
	unsigned n_units;
	GHashTable *by_number; /* number to unit + 1 */
	GHashTable *by_title; /* str to unit + 1 */
	struct thread_mail *mails; /* by time */
	unsigned n_mails;
	GHashTable *approvals; /* (review.h) */
	struct statement withdrawn; /* as a whole */
	struct statement command; /* the last one to patchwork's bot */
	struct statement part_applied; /* without saying which */
	/* Of a pull request, which may have no patches: that it was pulled. */
	struct statement taken;
	const struct landing *merge; /* NULL */
};

/*
 * Reads what was said of @posting of @history. Landings and reviews are for others. @arena may
 * be cleared after discussion_clear(), @results when the outcome is not needed any more.
 */
void discussion_read(struct discussion *discussion, struct arena *arena, struct arena *results,
		     const struct history *history, unsigned posting);
void discussion_clear(struct discussion *discussion);

/* The unit of @number whose title is @title, if one is given; else the one of that title, else
 * of that number; UNIT_ALL for none. */
unsigned discussion_unit(const struct discussion *discussion, unsigned number, str title);

/* True if nothing more is to be done for it: withdrawn, or landed. */
bool unit_is_settled(const struct unit *unit);
bool unit_has_landed(const struct unit *unit);

/* The numbers of 1 to the announced total that are not there. */
unsigned discussion_missing(const struct discussion *discussion);

/* The first reply by somebody else, or by a program that reports a failure; NULL. */
const struct thread_mail *discussion_first_of_others(const struct discussion *discussion);

/* The last mail but a ping that the author's side wrote; NULL. */
const struct thread_mail *discussion_last_of_author(const struct discussion *discussion);

/* The first remark of @kind of @mail; NULL. */
const struct remark *mail_remark(const struct thread_mail *mail, enum remark_kind kind);

/* A reply by a program that finds what is broken, and does not say that it works. */
bool mail_is_report(const struct discussion *discussion, const struct thread_mail *mail);

#endif
