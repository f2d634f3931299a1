/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the index to what `tidings status` and `tidings mine` show.
 *
 * Urgency: what waits for a maintainer before what waits for reviewers before what waits
 * for its author, and what went quiet behind all; of these what was pinged first, then
 * what has waited longest, then by arrival.
 */
#ifndef TIDINGS_FLOW_FIND_STATUS_H
#define TIDINGS_FLOW_FIND_STATUS_H

#include "flow/find.h"
#include "view/status_list.h"

struct status_options {
	struct find_options find; /* each_posting is not looked at; the limit is for each share */
	bool with_closed; /* also works that landed or were dropped */
	const str *addresses; /* `tidings mine`: who I am; none for `tidings status` */
	unsigned n_addresses;
};

/*
 * The open works that the query finds, within a transaction of its own. With addresses those
 * alone that are mine (I am author or sender) or wait for me: it is the reviewers' turn and I
 * spoke in the work before, or it is their or the maintainer's and I am in its To or Cc.
 * Errors as find_series_list().
 */
struct status_list *find_status_list(struct index *index, struct mail_source *source,
				     const struct status_options *options, GError **error);

#endif
