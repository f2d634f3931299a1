/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which lines to take out of one list, and which to put in, to make the other:
 * E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, in linear
 * space; and where lists are large and have little in common, git's ways to be
 * content with more lines than needed.
 */
#ifndef TIDINGS_COMPARE_MYERS_H
#define TIDINGS_COMPARE_MYERS_H

#include "base/arena.h"

struct myers_side {
	const uint32_t *lines; /* equal numbers are equal lines */
	const unsigned *places; /* of each line, its index in @changed */
	unsigned n_lines;
	bool *changed; /* set for the lines that are taken out or put in; not cleared for others */
};

/*
 * Marks the lines. @steps is how much work may be done, a few nanoseconds
 * each, and is counted down; once it is 0 what is left counts as changed. Uses
 * @arena for 8 bytes a line.
 */
void myers_mark(struct arena *arena, const struct myers_side *older, const struct myers_side *newer,
		uint64_t *steps);

#endif
