/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which lines of a file a diff touches, counted before the change.
 *
 * The context around does not count: git shows three lines of it, another tool none, and
 * it is left as it is.
 */
#ifndef TIDINGS_PATCH_DIFF_HUNKS_H
#define TIDINGS_PATCH_DIFF_HUNKS_H

#include "base/arena.h"
#include "patch/diff.h"

/*
 * Lines that are removed or replaced, from 1, half open. Where lines are only added, the
 * range is empty, and they stand before the line `begin`.
 */
struct diff_range {
	unsigned begin;
	unsigned end;
};

/*
 * The ranges of @file, in the order of its lines. What touches without an unchanged line
 * between is one. An added file has one range, before line 1; a binary one has none. Past
 * LIMIT_DIFF_RANGES the last one is widened. A damaged diff gives what could be read; a hunk
 * that begins above the one before it, which is none of git's, is left out.
 */
void diff_ranges_of_file(struct arena *arena, const struct diff_file *file,
			 struct diff_range **ret_ranges, unsigned *ret_n_ranges);

#endif
