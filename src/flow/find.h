/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a query to what `tidings search` and `tidings series` show.
 */
#ifndef TIDINGS_FLOW_FIND_H
#define TIDINGS_FLOW_FIND_H

#include "flow/mail_source.h"
#include "index/find.h"
#include "view/mail_list.h"
#include "view/series_list.h"

struct find_options {
	const struct query *query;
	str text; /* of the query, as it was asked */
	unsigned limit; /* rows */
	bool each_posting; /* of find_series_list(): not one of each work alone */
	const GArray *within; /* see struct find_request; or NULL */
};

/*
 * Runs the query, within a transaction of its own. Where it has phrases, mails are read
 * from @source, which is of @index; those that no archive has any more are not found by
 * a phrase, and mail_source_lost() tells of the archives. Errors: those of the index, and
 * of mail_source_read().
 */
struct mail_list *find_mail_list(struct index *index, struct mail_source *source,
				 const struct find_options *options, GError **error);
struct series_list *find_series_list(struct index *index, struct mail_source *source,
				     const struct find_options *options, GError **error);

/* find_messages() or find_postings(). */
typedef bool (*find_numbers_fn)(struct index *index, const struct find_request *request,
				GArray *numbers, GError **error);

/*
 * The numbers (int64_t) that @find finds, within the caller's transaction, at most as many as
 * @options want; *ret_has_more says whether there are others.
 */
GArray *find_numbers(find_numbers_fn find, struct index *index, struct mail_source *source,
		     const struct find_options *options, bool *ret_has_more, GError **error);

#endif
