/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The end of each report's way: from a collection with its context to the update. Within
 * src/flow only.
 */
#ifndef TIDINGS_FLOW_REPORT_UPDATE_H
#define TIDINGS_FLOW_REPORT_UPDATE_H

#include "flow/collection.h"
#include "index/index.h"
#include "update/update.h"

/* The time that a report is about. */
struct report_time {
	int64_t told_until; /* see struct update_material */
	int64_t until;
	int64_t known_until; /* what is known of it */
};

/* What an update says beside what is in its mails. Texts are borrowed. */
struct report_frame {
	str title; /* of the list */
	str from; /* commits: see struct update */
	str to;
	str link;
	unsigned n_deleted;
	unsigned top;
	struct report_time time;
};

/*
 * Makes the update. @index may be NULL; else it is within a transaction, and the errors are
 * those of the index.
 */
struct update *report_update(struct index *index, struct collection *collection,
			     const struct report_frame *frame, GError **error);

#endif
