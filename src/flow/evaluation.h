/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What follows from messages: postings, links and topics, worked out anew around
 * those that came, and nowhere else.
 *
 * Two rules of src/series make that exact. The posting of a mail depends on the mails
 * of its thread, and on those that a batch of Message-IDs or a sender and an hour
 * join to it. The link of a posting depends on it and on the older postings that
 * share a key with it (series/topic_keys.h). So threads are worked out whole, together
 * with all that they meet; then those postings are linked again that changed, and
 * the newer ones that share a key with them.
 */
#ifndef TIDINGS_FLOW_EVALUATION_H
#define TIDINGS_FLOW_EVALUATION_H

#include "base/progress.h"
#include "index/messages.h"
#include "index/postings.h"

/* What came, changed or went. */
struct evaluation_request {
	const GArray *threads; /* int64_t: in which it did */
	/*
	 * struct stored_message, by arrival: messages that are in the index already, but need
	 * not be read from it. All those with the number @first_fresh or above.
	 */
	const GArray *fresh;
	int64_t first_fresh;
	const GArray *broken; /* int64_t: postings that lost mails */
	const struct progress *progress; /* or NULL: this is stages of it */
};

bool evaluate_threads(struct index *index, const struct evaluation_request *request,
		      GError **error);

#endif
