/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The linear assignment problem: of n workers and n tasks, who does what for the
 * least cost in all?
 *
 * Solved as git solves it: R. Jonker and A. Volgenant, "A Shortest Augmenting
 * Path Algorithm for Dense and Sparse Linear Assignment Problems", 1987. Of
 * several best solutions it is the one that git finds.
 */
#ifndef TIDINGS_COMPARE_ASSIGNMENT_H
#define TIDINGS_COMPARE_ASSIGNMENT_H

#include "base/arena.h"

#define ASSIGNMENT_NONE ((unsigned)-1)

enum { ASSIGNMENT_MOST_COST = 1 << 16 };

/*
 * @costs are those of @n rows of @n columns, each from 0 to
 * ASSIGNMENT_MOST_COST; @n is at least 1. @ret_row_of_column has @n places. No
 * row is given twice; as in git, where costs nearly balance a row or two may be
 * left without a column, whose place is then ASSIGNMENT_NONE. Cubic time; uses
 * @arena.
 */
void assignment_solve(struct arena *arena, const int *costs, unsigned n,
		      unsigned *ret_row_of_column);

#endif
