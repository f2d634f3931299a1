/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ledger of a work: each trailer that was given to any revision, and what became
 * of it; and each comment on a piece of a diff, and whether that piece changed.
 *
 * A trailer for the cover letter counts for all patches that were sent with it. Its entry
 * tells what became of it with most of them; patches that lack it, where others have it, follow
 * with entries of their own. What somebody gave again to a later revision stands there alone,
 * and a "NAK" is a Nacked-by with that name.
 *
 * Which patch of one revision is which of the next is told by their fingerprints
 * (compare/compare.h).
 */
#ifndef TIDINGS_OUTCOME_LEDGER_H
#define TIDINGS_OUTCOME_LEDGER_H

#include "outcome/history.h"

enum ledger_fate {
	LEDGER_GIVEN, /* to the newest revision, by a reply */
	LEDGER_CARRIED, /* given to an older one, and in the newest one's message */
	LEDGER_CHANGED, /* likewise, but as another trailer: Acked-by became Reviewed-by */
	LEDGER_LOST, /* the patch is the same (COMPARE_SAME, REBASED, REWORDED), but nobody carried it */
	LEDGER_OUTDATED, /* given to an older revision of a patch that was rewritten since, and
			  * not carried: it holds no more */
	LEDGER_DROPPED, /* the patch is no longer part of the work */
	LEDGER_WRITTEN, /* it stands in the newest one's message, and no reply gave it */
};
enum { LEDGER_N_FATES = 7 };

struct ledger_entry {
	enum ledger_fate fate;
	enum trailer_kind kind;
	str name; /* "Reviewed-by" */
	person_id person; /* whom it names, else who wrote it; PERSON_NONE for one who never
			   * wrote: then there is `names` alone */
	struct mailbox names; /* as written; empty where it names nobody */
	str scope;
	unsigned posting; /* to which it was given; of WRITTEN, the one it stands in */
	unsigned number; /* of its patch there; 0: to the cover, and so to all */
	unsigned
		newest_number; /* of its patch in the newest revision; 0 where there is none, or all */
	str message_id; /* of the reply; empty for WRITTEN */
	int64_t at;
	bool is_anothers; /* the address is not the sender's: passed on, and counted for nobody */
	bool is_unanswered; /* of a Nacked-by: the author never replied to it, and whoever gave it
			     * did not take it back with a Reviewed-by or Acked-by */
};

enum comment_fate {
	COMMENT_OPEN, /* there is no newer revision */
	COMMENT_CHANGED, /* the quoted lines are there no more as they were, the patch is */
	COMMENT_GONE, /* the patch, or its part of that file, is no longer there */
	COMMENT_UNTOUCHED, /* the quoted lines are the same in the next revision */
	COMMENT_UNKNOWN, /* nothing that was quoted is of the patch */
};
enum { COMMENT_N_FATES = 5 };

struct ledger_comment {
	enum comment_fate fate;
	unsigned posting; /* that it is about */
	unsigned number; /* its patch */
	unsigned next; /* the posting that was looked at; HISTORY_NONE */
	person_id person;
	int64_t at;
	str message_id;
};

struct ledger {
	struct ledger_entry *entries; /* by posting, patch, time */
	unsigned n_entries;
	struct ledger_comment *comments; /* by others than the author; likewise */
	unsigned n_comments;
};

/* The ledger of @history as seen from @posting, which stands for "the newest". In @arena. */
void ledger_of(struct arena *arena, const struct history *history, unsigned posting,
	       struct ledger *ret_ledger);

/* "carried", "untouched" and the like, for programs. Literals. */
const char *ledger_fate_name(enum ledger_fate fate);
const char *comment_fate_name(enum comment_fate fate);

#endif
