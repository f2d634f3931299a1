/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which patch of one posting became which of the next, along the postings that led to
 * one of them, which is the newest here. For the ledger.
 *
 * Patches are paired by their fingerprints as git range-diff does it; those that are left, or
 * have none, by title; and the only patch of one posting is the only one of the next. A
 * partial posting replaces patches, by number where nothing else tells which; the others stand.
 */
#ifndef TIDINGS_OUTCOME_LINEAGE_H
#define TIDINGS_OUTCOME_LINEAGE_H

#include "outcome/history.h"

#define LINEAGE_NONE ((unsigned)-1)

enum { LINEAGE_AUTHORS = 4 };

/* A patch, or a cover letter, of one of these postings. Indices are those of lineage.patches. */
struct lineage_patch {
	const struct history_patch *patch;
	const struct history_posting *posting;
	unsigned posting_at; /* index in the history */
	person_id authors[LINEAGE_AUTHORS]; /* who wrote it, or sent it or its posting */
	unsigned cover; /* the cover letter of the same posting; LINEAGE_NONE */
	unsigned newer; /* what it became, always a greater index; LINEAGE_NONE */
	unsigned last; /* what it became in the end; itself without a newer one */
	enum compare_outcome outcome; /* of `newer`: SAME to REWRITTEN; REWRITTEN where the
				       * fingerprints are not known */
	unsigned replaced_by; /* the posting that has `newer`, or none in its place;
			       * HISTORY_NONE while it stands */
	bool stands; /* it is part of the newest revision */
};

struct lineage {
	struct lineage_patch *patches; /* by posting, the oldest first; by number */
	unsigned n_patches;
};

/* The lineage of @posting. In @arena; it points into @history. */
void lineage_of(struct arena *arena, const struct history *history, unsigned posting,
		struct lineage *ret_lineage);

static inline bool lineage_is_cover(const struct lineage_patch *patch)
{
	return patch->patch->number == 0 && patch->posting->has_cover;
}

#endif
