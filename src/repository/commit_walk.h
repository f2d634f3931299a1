/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the refs of a repository to the commits that are to be read, and their order. Of a
 * commit no more is read than its parents, tree and time.
 */
#ifndef TIDINGS_REPOSITORY_COMMIT_WALK_H
#define TIDINGS_REPOSITORY_COMMIT_WALK_H

#include "repository/object_reader.h"

struct walk_commit {
	git_oid id; /* first: a pointer to an id finds the commit */
	git_oid tree; /* where it was read */
	int64_t committed_at; /* likewise */
	struct walk_commit **parents; /* also those that are not there */
	unsigned n_parents;
	unsigned place; /* in the order, once there is one */
	bool is_read; /* false for one that is not there, or was not looked at */
	bool is_shallow; /* its parents were not fetched, and it has none here */
	bool is_seen; /* it was put into the queue */
	bool is_queued;
	bool is_done; /* it was taken from the queue, and its parents put in */
	bool is_left_out; /* known, too old, or an ancestor of one that is */
};

struct commit_walk {
	struct object_reader *reader; /* the caller's */
	struct arena commits;
	GHashTable *by_id; /* set of struct walk_commit */
	GPtrArray
		*found; /* struct walk_commit: those to be read, in order after commit_walk_run() */
};

void commit_walk_init(struct commit_walk *walk, struct object_reader *reader);
void commit_walk_clear(struct commit_walk *walk);

/*
 * Finds the commits to which @tips, struct repository_ref, lead, but for those that @request
 * leaves out, and puts them in order: parents before children, of those that could be next
 * the one that was committed first, then the one with the smaller id.
 *
 * Reads, besides these, old commits down to the time of the oldest that is found, as it
 * takes to tell what is an ancestor of a known one. Where a commit says to be older than
 * its ancestors by more than WALK_SLACK_SECONDS, some of these may be found again that are
 * ancestors of known ones.
 */
bool commit_walk_run(struct commit_walk *walk, const GArray *tips,
		     const struct repository_request *request, GError **error);

enum { WALK_SLACK_SECONDS = 7 * 24 * 60 * 60 };

/*
 * Puts @commits, struct walk_commit, in that order. CORRUPT where one is its own ancestor,
 * as grafts can have it.
 */
bool commit_order(const struct repository *repository, GPtrArray *commits, GError **error);

#endif
