/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Queries, executed: which messages and which postings of the index they find.
 *
 * A query is a tree of sets. Of a phrase the index knows in which mails all of its
 * words stand, and not whether one follows the other; that is asked of the caller, who
 * has the mails, and for no more of them than it takes.
 */
#ifndef TIDINGS_INDEX_FIND_H
#define TIDINGS_INDEX_FIND_H

#include "index/index.h"
#include "search/query.h"

struct find_request {
	const struct query *query;
	size_t limit; /* results */
	bool each_posting; /* of find_postings(): not one of each work alone */
	const GArray *within; /* int64_t: only these are looked at; NULL for all */
	/*
	 * Whether @message holds @phrase, a QUERY_WORDS with several words, all of which are
	 * in it. False with the error set ends the search.
	 */
	bool (*holds)(void *user, int64_t message, const struct query *phrase, bool *ret_holds,
		      GError **error);
	void *user; /* of `holds` */
};

/*
 * Appends the messages (int64_t) that are found, the newest first: by arrival, of those
 * that arrived at one time the last indexed first.
 */
bool find_messages(struct index *index, const struct find_request *request, GArray *messages,
		   GError **error);

/*
 * Appends the postings (int64_t) that are found, the newest first. A term holds of a
 * posting if it holds of any mail of it, and a state if it is the posting's. Of one
 * work only the latest posting is found, or if that is not among them the newest
 * of those that are; but with @request->within each is found, in the order given there.
 */
bool find_postings(struct index *index, const struct find_request *request, GArray *postings,
		   GError **error);

#endif
