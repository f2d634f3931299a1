/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A history: what was posted of one work, what was said of it, and where it landed.
 * Plain data, made by whoever has them (src/flow), or by a test; borrowed throughout.
 */
#ifndef TIDINGS_OUTCOME_HISTORY_H
#define TIDINGS_OUTCOME_HISTORY_H

#include "compare/compare.h"
#include "landing/landing.h"
#include "patch/subject.h"
#include "people/people.h"
#include "reply/remark.h"

#define HISTORY_NONE ((unsigned)-1)

/* A mail that answers a patch or a cover letter, or an answer to it. */
struct history_reply {
	str message_id;
	person_id sender;
	int64_t arrived_at;
	unsigned answers; /* of the same patch's replies, the one that it answers; HISTORY_NONE
			   * for the patch itself. Always a smaller number than its own */
	const struct remark *remarks;
	unsigned n_remarks;
};

/* A pull request that names a patch, and was merged. */
struct history_carrier {
	str request; /* its Message-ID */
	int64_t at; /* when it was merged */
	str message_id; /* the mail that says so; the request where a commit does */
	struct mailbox who; /* who says so; empty where a commit does */
	str text; /* the tree that it went to; may be empty */
};

struct history_patch {
	unsigned number; /* 0 for the cover letter */
	str title;
	str message_id;
	person_id author;
	person_id sender;
	const struct remark *remarks; /* its own: the trailers of its message */
	unsigned n_remarks;
	const struct fingerprint
		*fingerprint; /* NULL where it is not known: only the ledger needs it */
	const struct history_reply *replies; /* by arrival */
	unsigned n_replies;
	const struct landing *landings; /* in repositories; the first one first */
	unsigned n_landings;
	const struct history_carrier *carrier; /* the first one; NULL for none */
};

struct history_posting {
	struct revision revision;
	bool is_rfc;
	bool is_pull;
	bool has_cover; /* patches[0] is it */
	bool is_partial; /* it replaces some patches of the one that it follows */
	unsigned total; /* announced; without numbers, those that came */
	int64_t arrived_at; /* of its first mail */
	person_id author; /* of the cover, else the first patch */
	person_id sender;
	const struct history_patch *patches; /* by number, the cover first */
	unsigned n_patches; /* the cover counted */
	unsigned follows; /* the posting that it revises; HISTORY_NONE */
};

struct history {
	const struct history_posting *postings; /* by arrival */
	unsigned n_postings;
	unsigned newest; /* the one that stands for the work */
	const struct people *people;
};

#endif
