/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changesets: the commits of project repositories, as far as it takes to find which patch
 * each of them is, and which tag contains it first.
 */
#ifndef TIDINGS_INDEX_CHANGESETS_H
#define TIDINGS_INDEX_CHANGESETS_H

#include "base/mailbox.h"
#include "index/repositories.h"
#include "patch/change_hash.h"

struct stored_changeset {
	int64_t id;
	int64_t repository;
	unsigned char object[CHANGESET_ID_BYTES];
	struct mailbox author;
	int64_t authored_at;
	int64_t committed_at;
	str title;
	str picked_from; /* a commit, as its message abbreviates it; empty */
	struct change_hash change;
	const int64_t *parents; /* for changesets_add() alone, and so what follows */
	unsigned n_parents;
	const str *links; /* Message-IDs that it names, the surest first */
	unsigned n_links;
};

/* Adds @changeset; its id is set. */
bool changesets_add(struct index *index, struct stored_changeset *changeset, GError **error);

/* False with *ret_found where it is not there. Texts are in @arena. */
bool changesets_load(struct index *index, int64_t changeset, struct arena *arena,
		     struct stored_changeset *ret_changeset, bool *ret_found, GError **error);

/* The number of a commit; 0 where it is not there. */
bool changesets_find(struct index *index, int64_t repository,
		     const unsigned char object[CHANGESET_ID_BYTES], int64_t *ret_changeset,
		     GError **error);

/* Adds to @hashes (set of int64_t *, which owns them) index_hash() of each id that it names. */
bool changesets_cited(struct index *index, int64_t changeset, GHashTable *hashes, GError **error);

/* What is known of the commits of one repository, to say which tag contains each first. */
struct changeset_node {
	int64_t id;
	int64_t tag; /* 0: none yet */
	const int64_t *parents; /* in the arena */
	unsigned n_parents;
};

/* Appends struct changeset_node, by id. */
bool changesets_nodes(struct index *index, int64_t repository, struct arena *arena, GArray *nodes,
		      GError **error);
/* 0 for none. */
bool changesets_set_tag(struct index *index, int64_t changeset, int64_t tag, GError **error);

/* Removes commits that no ref leads to any more, with their landings. */
bool changesets_remove(struct index *index, int64_t changeset, GError **error);

#endif
