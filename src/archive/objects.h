/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The packs of a repository, also of those that it borrows objects from. What
 * is in none of them - loose objects, those of packs that src/pack does not
 * know - is libgit2's to find: see epoch.c.
 */
#ifndef TIDINGS_ARCHIVE_OBJECTS_H
#define TIDINGS_ARCHIVE_OBJECTS_H

#include "pack/pack.h"

#include <git2.h>

/* Where an object stands in a pack. */
struct object_place {
	unsigned pack; /* index into the packs */
	uint64_t offset;
};

/*
 * Opens the packs in @directory, a repository's `objects`, and in those that
 * its `info/alternates` names, LIMIT_ALTERNATE_DEPTH deep: an array of struct pack,
 * which frees them. NULL where a pack is damaged or cannot be read: CORRUPT or
 * READ.
 */
GPtrArray *objects_open_packs(const char *directory, GError **error);

/* Where @id stands. False where none of @packs has it. */
bool objects_find(const GPtrArray *packs, const git_oid *id, struct object_place *ret_place);

#endif
