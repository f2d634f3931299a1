/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `tidings status` and `tidings mine` show: works and what became of them, the most
 * urgent first.
 *
 * Texts are valid UTF-8, but not escaped: that is the work of src/render.
 */
#ifndef TIDINGS_VIEW_STATUS_LIST_H
#define TIDINGS_VIEW_STATUS_LIST_H

#include "update/update.h"

/* Why a row is among somebody's own. */
enum status_share {
	STATUS_ANYBODYS, /* nobody was asked for */
	STATUS_OWN, /* my series */
	STATUS_AWAITED, /* it waits for me */
};

/* One work, as its newest posting. */
struct status_row {
	str message_id; /* of the cover, else of the first patch; empty where it has none */
	str subject; /* of the same; whole, decoded */
	str title;
	str *prefixes; /* "RFC", "kvm-unit-tests": without PATCH, revision, counter */
	unsigned n_prefixes;
	bool is_pull;
	bool is_rfc;
	unsigned revision;
	str revision_text; /* "v2.1" */
	unsigned total; /* patches announced; without numbers, those that came */
	unsigned n_patches; /* that came */
	struct mailbox author; /* of the cover, else of the first patch */
	str date; /* when that was sent: `2025-12-29T16:01:05Z` */
	unsigned n_revisions; /* postings of the work that are known, this one counted */
	struct update_outcome outcome;
	enum status_share share;
};

struct status_list {
	struct arena arena; /* owns all that is below */
	str query; /* as it was asked; empty for all */
	struct mailbox *who; /* of `tidings mine`: the addresses that are me; else none */
	unsigned n_who;
	str as_of; /* when the last mail that the index knows came: days are counted to it */
	struct status_row *rows; /* those of one share together: STATUS_AWAITED, then STATUS_OWN */
	unsigned n_rows;
	bool has_more; /* than these were found */
};

struct status_list *status_list_new(void);

/* NULL is allowed. */
void status_list_free(struct status_list *list);

typedef struct status_list status_list;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(status_list, status_list_free)

#endif
