/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postings: the cover letter and the patches that were sent as one series.
 *
 * Which patch belongs to which posting is told by, in this order:
 *
 * 1. the nearest mail above it, in its thread, that is part of a posting which
 *    accepts it;
 * 2. the other postings of its thread;
 * 3. the Message-ID, which git send-email and b4 number within one batch;
 * 4. for a mail without any reference: one sender, one total, one revision,
 *    sent within an hour, or within a month if its number is above the total.
 *
 * A posting accepts a patch of its own revision and total whose number is
 * free; a revision or total that one side left out or got wrong is forgiven
 * where the thread or the batch is clear. A number that comes twice under one
 * title is the same patch again (the later one counts); under two titles both
 * are kept. Never does a title alone join mails.
 */
#ifndef TIDINGS_SERIES_POSTING_H
#define TIDINGS_SERIES_POSTING_H

#include "series/record.h"
#include "series/thread.h"

#define POSTING_NONE ((unsigned)-1)

struct posting {
	unsigned cover; /* record of the cover letter or pull request, or RECORD_NONE */
	unsigned *patches; /* records, by number, then by arrival */
	unsigned n_patches;
	unsigned head; /* the cover, else the patch with the lowest number */
	unsigned first; /* the record that arrived first */
	struct revision revision;
	unsigned
		total; /* as announced, the patches' own where they agree against the cover; without
			   numbers, those that came */
	bool numbered; /* n/m was written */
	bool pull;
	bool cover_announced; /* the patches answer a cover of their batch that is not there */
	unsigned completes; /* an older posting of which this one replaces some patches */
};

struct postings {
	struct posting *items; /* in the order of `first` */
	unsigned n_items;
	unsigned *of_record; /* the posting of each record, or POSTING_NONE */
};

/*
 * Puts @records together, after records_classify_in_threads() has corrected
 * their kinds. Freed with postings_free().
 */
struct postings *postings_assemble(struct record *records, const struct threads *threads,
				   const struct people *people);
void postings_free(struct postings *postings);

/*
 * The numbers of 1 to total that are not there, ascending, after 0 if the cover
 * is announced; at most LIMIT_MISSING. The caller frees @ret_missing with g_free().
 */
unsigned posting_missing(const struct posting *posting, const struct record *records,
			 unsigned **ret_missing);

typedef struct postings postings;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(postings, postings_free)

#endif
