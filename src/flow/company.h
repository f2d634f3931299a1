/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A company: postings of the index that are looked at together, from their rows to
 * what src/series works with.
 */
#ifndef TIDINGS_FLOW_COMPANY_H
#define TIDINGS_FLOW_COMPANY_H

#include "flow/neighbourhood.h"
#include "series/series.h"

struct company {
	struct index *index; /* borrowed */
	struct neighbourhood *around; /* borrowed: it grows by the mails of what is fetched */
	GPtrArray *rows; /* const struct stored_posting *: by arrival once they are sorted */
	GHashTable *of_posting; /* int64_t * to the row */
};

void company_init(struct company *company, struct index *index, struct neighbourhood *around);
void company_clear(struct company *company);

/* @row, which must live as long as the company, is of it; its mails are there already. */
void company_join(struct company *company, const struct stored_posting *row);

/* Reads postings (int64_t) from the index, with their mails; what is there already is left. */
bool company_fetch(struct company *company, const GArray *postings, GError **error);

/* Likewise all postings of the topics that any of the company is of. */
bool company_fetch_topics(struct company *company, GError **error);

/* The row of @posting, or NULL. */
const struct stored_posting *company_row(const struct company *company, int64_t posting);

/*
 * The posting that @row tells of, of records of `around` as it is made up now; `patches` is
 * the caller's to free. What it completes is not filled in, and mails that are not
 * there are left out; without any, `head` is RECORD_NONE.
 */
struct posting posting_of_row(const struct neighbourhood *around, const struct stored_posting *row);

/* The postings of all rows, which are put in order of arrival: index for index. */
struct postings *company_postings(struct company *company);

/* The index of @posting behind company_postings(), or POSTING_NONE. */
unsigned company_find(const struct company *company, int64_t posting);

/*
 * The links that the index has, but of @unknown (set of int64_t *, or NULL), which are
 * to be found. The caller frees `links` and `merges`.
 */
bool company_known_links(struct company *company, GHashTable *unknown,
			 struct topic_known *ret_known, GError **error);

/*
 * All that is around @threads (int64_t), with the works that its postings are of, linked as
 * the index knows them: fills @around, @company and @ret_set, whose topics and postings are
 * those of the company. On failure too the caller ends with company_scatter().
 */
bool company_gather(struct company *company, struct neighbourhood *around, struct index *index,
		    const GArray *threads, struct series_set *ret_set, GError **error);
void company_scatter(struct company *company, struct neighbourhood *around, struct series_set *set);

#endif
