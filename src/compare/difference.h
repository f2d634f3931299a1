/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The difference between two lists of lines, as git-diff(1) finds it with its
 * default algorithm: the same lines, at the same places.
 */
#ifndef TIDINGS_COMPARE_DIFFERENCE_H
#define TIDINGS_COMPARE_DIFFERENCE_H

#include "base/arena.h"

/* A list of lines that is held against others. */
struct line_list {
	const uint32_t *lines; /* hashes; equal ones are equal lines */
	const str *texts; /* of the same lines; NULL where only sizes are asked for */
	unsigned n_lines;
	uint64_t *sorted; /* hash, and in the lower half the line's index */
};

/* Borrows @lines and @texts; what it adds is in @arena. */
struct line_list line_list_of(struct arena *arena, const uint32_t *lines, const str *texts,
			      unsigned n_lines);

/*
 * How many lines of one of the lists the other one does not have, either way: no
 * difference is smaller. Stops counting above @limit, and counts @steps down.
 */
unsigned lines_not_in_common(const struct line_list *older, const struct line_list *newer,
			     unsigned limit, uint64_t *steps);

/* Lines that are replaced by others; not both counts are 0. */
struct change {
	unsigned older_at;
	unsigned n_older;
	unsigned newer_at;
	unsigned n_newer;
};

struct difference {
	struct change *changes; /* in order; lines in common stand between two */
	unsigned n_changes;
	unsigned n_older; /* lines of the lists */
	unsigned n_newer;
};

/*
 * Finds the difference. Where both lists have texts, what could stand at several
 * places is where git-diff(1) has it with its indent heuristic, else where it is
 * without. @steps as for myers_mark(): once they are used up the difference is
 * larger than it had to be.
 */
void difference_find(struct arena *arena, const struct line_list *older,
		     const struct line_list *newer, uint64_t *steps,
		     struct difference *ret_difference);

/* Changes that are shown together, with three lines of context around them. */
struct hunk {
	const struct change *changes;
	unsigned n_changes;
	unsigned n_before; /* lines of context */
	unsigned n_behind;
};

/* The hunk that begins with the change @at; true, and @at moved behind it, if there is one. */
bool difference_next_hunk(const struct difference *difference, unsigned *at, struct hunk *ret_hunk);

/* Lines of all hunks, their headers included. */
unsigned difference_size(const struct difference *difference);

#endif
