/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `tidings series` shows: postings, the newest first.
 *
 * Texts are valid UTF-8, but not escaped: that is the work of src/render.
 */
#ifndef TIDINGS_VIEW_SERIES_LIST_H
#define TIDINGS_VIEW_SERIES_LIST_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

#include <glib.h>

/* Which older posting a posting follows, and why. */
struct series_link {
	str message_id; /* of the older one */
	str *reasons; /* by their names (series/topic.h): "change-id" */
	unsigned n_reasons;
	unsigned sureness; /* percent */
	str description; /* "same change-id (99 %)" */
};

struct series_row {
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
	unsigned n_missing; /* patches, and the cover where one is announced */
	struct mailbox author; /* of the cover, else of the first patch */
	str date; /* when that was sent: `2025-12-29T16:01:05Z` */
	str arrived; /* when its first mail came */
	str state; /* "new", "revised", "resent" */
	bool is_latest; /* no newer revision is known */
	unsigned n_replies;
	unsigned n_repliers; /* people but the author who replied */
	str replied; /* when the last reply came; empty without one */
	unsigned n_revisions; /* postings of the work that are known, this one counted */
	bool has_link;
	struct series_link link;
};

struct series_list {
	struct arena arena; /* owns all that is below */
	str query; /* as it was asked; empty for all */
	struct series_row *rows;
	unsigned n_rows;
	bool has_more; /* than these were found */
};

struct series_list *series_list_new(void);

/* NULL is allowed. */
void series_list_free(struct series_list *list);

typedef struct series_list series_list;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(series_list, series_list_free)

#endif
