/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Links and topics around postings that changed: see flow/evaluation.h.
 */
#ifndef TIDINGS_FLOW_RELINK_H
#define TIDINGS_FLOW_RELINK_H

#include "flow/neighbourhood.h"

/* All is borrowed. */
struct relinking {
	struct index *index;
	struct neighbourhood *around; /* grows by what the postings are held against */
	const struct postings *postings; /* of `around` as it is at the beginning */
	const struct stored_posting *rows; /* of each posting */
	const GArray *changed; /* unsigned: postings that are new, or not as they were */
	const GArray *outdated; /* struct stored_posting: what the index had in their place */
	bool has_older; /* the index held messages before those that came */
	GArray *newer; /* int64_t: filled with postings that may have been linked to these */
	GArray *works; /* int64_t: filled with postings of the works that these were of */
};

/* Removes what is outdated from the index, with its clues and links. Comes first. */
bool relink_forget(struct relinking *relinking, GError **error);

/* Links what changed, after it was put into the index, and places it in topics. */
bool relink_postings(struct relinking *relinking, GError **error);

#endif
