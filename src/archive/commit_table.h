/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What all commits of an epoch say, read at once, on several threads and in the
 * order of the packs: for who walks the whole of an epoch. One after the other,
 * by their parents, takes three times as long.
 *
 * An object is named by a number: the packs, one behind the other, each in the
 * order of its index.
 */
#ifndef TIDINGS_ARCHIVE_COMMIT_TABLE_H
#define TIDINGS_ARCHIVE_COMMIT_TABLE_H

#include "archive/git_objects.h"

#include <glib.h>

struct commit_table;

struct known_commit {
	struct commit_head head;
	enum mail_change change;
	git_oid mail; /* the blob of `m` or `d` */
};

/*
 * Reads all commits in @packs, an array of struct pack that must outlive the
 * table, and their trees. What is damaged, larger than any commit, or names what
 * is in no pack, is left out: who asks for it finds out why. Takes 17 bytes for
 * each object. NULL where there are more objects than numbers.
 */
struct commit_table *commit_table_read(const GPtrArray *packs, unsigned n_workers);
void commit_table_free(struct commit_table *table);

/* False where the table does not have commit @id. Fastest for the parent of the one before. */
bool commit_table_find(struct commit_table *table, const git_oid *id,
		       struct known_commit *ret_commit);

#endif
