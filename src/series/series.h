/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The front of the room: from records to threads, postings and topics in one
 * call. See record.h for what goes in, and thread.h, posting.h and topic.h for
 * the rules of what comes out.
 */
#ifndef TIDINGS_SERIES_SERIES_H
#define TIDINGS_SERIES_SERIES_H

#include "series/posting.h"
#include "series/record.h"
#include "series/thread.h"
#include "series/topic.h"

/* What a posting is to the works that are known. */
enum series_state {
	SERIES_NEW, /* the first posting of a work */
	SERIES_REVISED, /* a later revision, by its number or by a link */
	SERIES_RESENT, /* the same revision again, by its word or by a link */
};
enum { SERIES_N_STATES = 3 };

struct series_set {
	struct threads *threads;
	struct postings *postings;
	struct topics *topics;
};

/*
 * Reads @records, whose kind must be record_classify()'s, and corrects kinds
 * and duplicates in them. Borrows both arguments. Freed with series_set_free().
 */
struct series_set *series_read(struct record *records, unsigned n_records,
			       const struct people *people);
void series_set_free(struct series_set *set);

/* The state of @posting. */
enum series_state series_state_of(const struct series_set *set, const struct record *records,
				  unsigned posting);

/* "new", "revised", "resent". A literal. */
const char *series_state_name(enum series_state state);

/*
 * The record of the patch or cover letter that @record, a reply, speaks of:
 * the nearest one above it in the thread; RECORD_NONE if there is none.
 */
unsigned series_answered_by(const struct series_set *set, unsigned record);

typedef struct series_set series_set;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(series_set, series_set_free)

#endif
