/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postings under construction, for posting.c alone: which draft a patch joins.
 * The rules are those of posting.h.
 */
#ifndef TIDINGS_SERIES_DRAFT_H
#define TIDINGS_SERIES_DRAFT_H

#include "series/posting.h"
#include "series/text_table.h"

#include <glib.h>

/* A posting under construction. */
struct draft {
	unsigned cover;
	GArray *patches; /* unsigned: records, by arrival */
	const struct record *example; /* the cover, else the first patch: what others must match */
	unsigned total; /* 0 while unknown: a cover without a number */
	bool pull;
};

/* All drafts, and where to look for one. */
struct assembly {
	struct record *records;
	unsigned n_records;
	const struct threads *threads;
	const struct people *people;
	GPtrArray *drafts; /* struct draft * */
	unsigned *of_record; /* index of the draft, or POSTING_NONE */
	GHashTable *by_thread; /* thread + 1 to GArray of drafts */
	struct text_table *by_batch; /* drafts by both parts of struct batch */
	GHashTable *by_sender; /* person + 1 to GArray of drafts */
};

/* Borrows all arguments; assembly_clear() frees what it made. */
void assembly_init(struct assembly *assembly, struct record *records, const struct threads *threads,
		   const struct people *people);
void assembly_clear(struct assembly *assembly);

struct draft *assembly_draft(const struct assembly *assembly, unsigned index);

/* The draft that the numbered patch @index joins, or POSTING_NONE. */
unsigned assembly_find(const struct assembly *assembly, unsigned index);

/* A new draft that @index, a cover or a patch, begins; it is not yet added to it. */
struct draft *assembly_add(struct assembly *assembly, unsigned index);

#endif
