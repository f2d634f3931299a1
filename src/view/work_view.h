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

/* A trailer that somebody gave to a revision, and what became of it: outcome/ledger.h. */
struct work_trailer {
	str fate; /* "carried": ledger_fate_name() */
	str name; /* "Reviewed-by" */
	struct mailbox person;
	str scope;
	str revision; /* to which it was given: "v2" */
	unsigned number; /* the patch of it; 0: the cover, and so all */
	unsigned newest_number; /* the patch of the posting that is shown; 0 where there is none */
	str date; /* empty where it stands in a message alone, as is the next one */
	str message_id;
	bool is_anothers; /* the address is not the sender's: passed on, and counted for nobody */
	bool is_unanswered; /* of a Nacked-by: the author never replied to it */
};

/* A comment on a piece of a diff, and what became of that piece. */
struct work_comment {
	str fate; /* "untouched": comment_fate_name() */
	struct mailbox person;
	str revision; /* that it is about */
	unsigned number; /* the patch of it */
	str next; /* the revision that was looked at: "v3"; empty where there is none */
	str date;
	str message_id;
};

struct work_view {
	struct arena arena;
	struct update *update; /* of one series with its diffs, without statistics */
	struct work_list *lists;
	unsigned n_lists;
	struct work_reply *replies; /* each followed by those that answer it, in order of arrival */
	unsigned n_replies;
	struct work_trailer *trailers; /* of all revisions up to the one that is shown */
	unsigned n_trailers;
	struct work_comment *comments; /* likewise */
	unsigned n_comments;
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
