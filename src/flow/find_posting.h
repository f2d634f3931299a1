/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One posting of the index as lists show it: its row, its head, its work. */
#ifndef TIDINGS_FLOW_FIND_POSTING_H
#define TIDINGS_FLOW_FIND_POSTING_H

#include "index/messages.h"
#include "index/postings.h"

struct found_posting {
	struct stored_posting row;
	struct stored_message head; /* zeroed where it is not there */
	unsigned n_revisions; /* postings of the work, this one counted */
};

/* Texts are in @arena; false with *ret_found where it is not there. */
bool find_posting(struct index *index, struct arena *arena, int64_t posting,
		  struct found_posting *ret_posting, bool *ret_found, GError **error);

#endif
