/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of one file that a series touches. For collision.c. */
#ifndef TIDINGS_OUTCOME_COLLISION_LINES_H
#define TIDINGS_OUTCOME_COLLISION_LINES_H

#include "outcome/collision.h"

/*
 * The ranges of @patches, the patches of one series that change one file, in their order,
 * as lines of the file before the first: by begin, those that overlap or touch joined.
 */
void collision_lines(struct arena *arena, const struct touched_file *const *patches,
		     unsigned n_patches, struct diff_range **ret_ranges, unsigned *ret_n_ranges);

#endif
