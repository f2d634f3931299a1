/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a posting touches and rests on, and what it rests on as messages. */
#ifndef TIDINGS_INDEX_COLLISIONS_H
#define TIDINGS_INDEX_COLLISIONS_H

#include "index/index.h"
#include "patch/dependency.h"
#include "patch/diff_hunks.h"

/* A file of a patch. */
struct stored_touch {
	unsigned number; /* n of the patch's n/m */
	str path;
	str old_blob;
	unsigned insertions;
	unsigned deletions;
	struct diff_range *ranges;
	unsigned n_ranges;
};

/* Appends struct stored_touch of @posting, its patches by their numbers. Texts are in @arena. */
bool collisions_touched(struct index *index, int64_t posting, struct arena *arena, GArray *touches,
			GError **error);

/* Of one posting so many dependencies are known. */
enum { COLLISION_DEPENDENCIES = 1000 };

/* Appends struct dependency of the mails of @posting, each once. Texts are in @arena. */
bool collisions_depends(struct index *index, int64_t posting, struct arena *arena,
			GArray *dependencies, GError **error);

/* Of those that one dependency may mean, so many are looked at: the newest. */
enum { COLLISION_NEEDED = 64 };

/*
 * Appends the messages (int64_t) that @dependency may mean: that have its Message-ID, patch id
 * or change-id, its whole title, or that landed as its commit.
 */
bool collisions_needed(struct index *index, const struct dependency *dependency, GArray *messages,
		       GError **error);

/* The latest posting of the work @topic; 0 where there is none. */
bool collisions_latest(struct index *index, int64_t topic, int64_t *ret_posting, GError **error);

#endif
