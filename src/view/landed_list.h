/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `tidings landed` shows: series of which patches landed, the last landed first.
 *
 * Texts are valid UTF-8, but not escaped: that is the work of src/render.
 */
#ifndef TIDINGS_VIEW_LANDED_LIST_H
#define TIDINGS_VIEW_LANDED_LIST_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

#include <glib.h>

/* That a patch is in a repository, or that somebody wrote that it is in a tree. */
struct landed_place {
	bool is_backport; /* it landed before elsewhere */
	str commit; /* hexadecimal, whole in a repository; of a mail as it has it, may be empty */
	str repository; /* its name; empty where a mail alone tells */
	str tag; /* the first that contains the commit; empty where none does */
	str tree; /* of a mail: the tree that it names; may be empty */
	str date; /* when it was committed, or said: `2025-12-29T16:01:05Z` */
	str message_id; /* of the mail that says so; empty of a repository */
	struct mailbox person; /* who says so; empty of a repository */
	str *reasons; /* of a repository: "link", "patch-id" (landing/landing.h) */
	unsigned n_reasons;
	unsigned sureness; /* percent; of a mail 0 */
	str description; /* for people: "links to the mail (99 %)" */
	str change; /* what the maintainer changed: compare_outcome_name(); empty of a mail */
};

struct landed_patch {
	unsigned number; /* of n/m; 0 for all of the series, where a mail speaks of all */
	str title;
	str message_id;
	struct landed_place *places; /* the first landing first; none where it did not land */
	unsigned n_places;
};

struct landed_series {
	str message_id; /* of the cover, else of the first patch */
	str subject; /* of the same; whole, decoded */
	str title;
	str revision_text; /* of the revision that landed: "v3" */
	bool is_latest; /* no newer revision is known */
	bool is_pull;
	struct mailbox author;
	str date; /* when it was sent */
	str landed; /* when the first of its patches landed in the range */
	unsigned n_patches; /* that came */
	unsigned n_landed; /* of them that landed, by now */
	struct landed_patch *patches; /* all, by number */
	unsigned n_listed; /* in `patches` */
};

struct landed_list {
	struct arena arena; /* owns all that is below */
	str range; /* as it was asked; empty for all */
	struct landed_series *series;
	unsigned n_series;
	bool has_more;
};

struct landed_list *landed_list_new(void);

/* NULL is allowed. */
void landed_list_free(struct landed_list *list);

typedef struct landed_list landed_list;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(landed_list, landed_list_free)

#endif
