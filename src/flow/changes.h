/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What changed between postings and those that they revise.
 */
#ifndef TIDINGS_FLOW_CHANGES_H
#define TIDINGS_FLOW_CHANGES_H

#include "index/index.h"
#include "series/series.h"
#include "update/build.h"

/* What is compared. All is borrowed. */
struct changes_request {
	const struct record *records;
	const int64_t *messages; /* of each record, its number in the index; 0 without one */
	const bool *is_context; /* of each record: see struct update_material */
	const struct series_set *set;
	struct arena *arena; /* of the result */
};

/*
 * Compares each posting with a mail that is no context with the one that it follows, by the
 * fingerprints that @index has of the mails. @ret_changes is of each posting. The errors
 * are those of the index.
 */
bool changes_find(struct index *index, const struct changes_request *request,
		  const struct posting_changes **ret_changes, GError **error);

#endif
