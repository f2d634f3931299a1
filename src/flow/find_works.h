/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of works, as numbers of topics: those that a query finds, or that somebody has part in. */
#ifndef TIDINGS_FLOW_FIND_WORKS_H
#define TIDINGS_FLOW_FIND_WORKS_H

#include "flow/find.h"

/*
 * A set of int64_t *, which it owns: the works of which the query finds a posting. NULL with the
 * error set. Errors as find_series_list().
 */
GHashTable *find_works(struct index *index, struct mail_source *source,
		       const struct find_options *options, GError **error);

/* The works that one of @addresses is author or sender of. */
GHashTable *find_own_works(struct index *index, const str *addresses, unsigned n_addresses,
			   GError **error);

/* True if @work (a topic) is in @works. */
static inline bool works_hold(GHashTable *works, int64_t work)
{
	return g_hash_table_contains(works, &work);
}

#endif
