/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A heap of commits: whatever comes first of an order is taken first. */
#ifndef TIDINGS_REPOSITORY_COMMIT_HEAP_H
#define TIDINGS_REPOSITORY_COMMIT_HEAP_H

#include "repository/commit_walk.h"

struct commit_heap {
	bool (*comes_first)(const struct walk_commit *a, const struct walk_commit *b);
	GPtrArray *commits; /* of struct walk_commit, borrowed */
};

void commit_heap_put(struct commit_heap *heap, struct walk_commit *commit);

/* The first one, which is taken off. NULL where it is empty. */
struct walk_commit *commit_heap_take(struct commit_heap *heap);

#endif
