/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One posting of a work as it is shown: the series as in an update, what the lists
 * have of it, and the replies as a tree. Texts are as in an update (update/update.h), and
 * mostly borrowed from the work that it was made of.
 */
#ifndef TIDINGS_VIEW_WORK_VIEW_H
#define TIDINGS_VIEW_WORK_VIEW_H

#include "update/update.h"

/* One list that has mails of the posting. */
struct work_list {
	str title; /* as a reader knows the list; its path where that is not known */
	str path; /* of the archive */
	unsigned n_patches; /* that it has, the cover not counted */
	unsigned *missing; /* numbers that only other lists have; 0 is the cover */
	unsigned n_missing;
};

struct work_reply {
	unsigned depth; /* 0: it answers the patch or cover itself, 1: a reply to that, ... */
	unsigned answered; /* the number of that patch; 0 for the cover */
	struct mailbox author;
	str date; /* `2025-12-29T16:01:05Z` */
	str message_id;
	str subject; /* where it is not that of what it answers; else empty */
	str excerpt; /* its first own line; empty where it has none but trailers */
	struct update_review *reviews; /* that it gives */
	unsigned n_reviews;
};

struct work_view {
	struct arena arena;
	struct update *update; /* of one series, without statistics */
	str *diffs; /* of each patch of it, in the bytes of its own charset */
	struct work_list *lists;
	unsigned n_lists;
	struct work_reply *replies; /* each followed by those that answer it, in order of arrival */
	unsigned n_replies;
	str *missing; /* Message-IDs of mails that no archive has any more */
	unsigned n_missing;
};

/* The series of the view. */
const struct update_series *work_view_series(const struct work_view *view);

/* Frees a view made with g_new0() and all it holds. NULL is allowed. */
void work_view_free(struct work_view *view);

typedef struct work_view work_view;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(work_view, work_view_free)

#endif
