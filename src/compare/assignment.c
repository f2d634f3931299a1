/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each column has a price. What a row has to pay for a column is its cost
 * less the column's price; with the right prices each row has a column of its
 * own that is the cheapest to it, and the assignment is a best one. Three cheap
 * steps find prices by which most rows have a column; for each row that is
 * left, a shortest path of exchanges leads to a free column.
 */
#include "compare/assignment.h"

#include <glib.h>
#include <limits.h>

#define NONE ASSIGNMENT_NONE

enum {
	N_BIDDING_ROUNDS = 2,
	MOST_BIDS = 64, /* for each row, of one round: prices may rise in small steps for long */
};

struct problem {
	const int *costs;
	unsigned n;
	int *prices; /* of columns */
	unsigned *row_of_column; /* NONE: the column is free */
	unsigned *column_of_row;
	unsigned *free_rows;
	unsigned n_free_rows;
};

/* What @row has to pay for @column. */
static int reduced_cost(const struct problem *problem, unsigned row, unsigned column)
{
	return problem->costs[(size_t)row * problem->n + column] - problem->prices[column];
}

static void assign(struct problem *problem, unsigned row, unsigned column)
{
	problem->column_of_row[row] = column;
	problem->row_of_column[column] = row;
}

static unsigned cheapest_row(const struct problem *problem, unsigned column)
{
	unsigned best = 0;

	for (unsigned row = 1; row < problem->n; row++) {
		if (reduced_cost(problem, row, column) < reduced_cost(problem, best, column))
			best = row;
	}
	return best;
}

/* Each column goes to its cheapest row, if no higher column took it; @n_claims counts for a row. */
static void reduce_columns(struct problem *problem, unsigned *n_claims)
{
	for (unsigned column = problem->n; column-- > 0;) {
		unsigned row = cheapest_row(problem, column);

		problem->prices[column] = problem->costs[(size_t)row * problem->n + column];
		if (n_claims[row]++ == 0)
			assign(problem, row, column);
	}
}

/* What @row would pay for the cheapest column but @taken. */
static int second_cost(const struct problem *problem, unsigned row, unsigned taken)
{
	int least = INT_MAX;

	for (unsigned column = 0; column < problem->n; column++) {
		if (column != taken)
			least = MIN(least, reduced_cost(problem, row, column));
	}
	return least;
}

/* Where only one column wanted a row, it may become dearer for others by what the row can spare. */
static void transfer_reductions(struct problem *problem, const unsigned *n_claims)
{
	for (unsigned row = 0; row < problem->n; row++) {
		unsigned column = problem->column_of_row[row];

		if (column == NONE)
			problem->free_rows[problem->n_free_rows++] = row;
		else if (n_claims[row] == 1)
			problem->prices[column] -= second_cost(problem, row, column);
	}
}

/* The two cheapest columns for a row. */
struct offers {
	unsigned best;
	unsigned second; /* the best one itself, if there is no other */
	int best_cost;
	int second_cost;
};

static struct offers find_offers(const struct problem *problem, unsigned row)
{
	struct offers offers = {.best_cost = reduced_cost(problem, row, 0), .second_cost = INT_MAX};

	for (unsigned column = 1; column < problem->n; column++) {
		int cost = reduced_cost(problem, row, column);

		if (cost >= offers.second_cost)
			continue;
		if (cost > offers.best_cost) {
			offers.second = column;
			offers.second_cost = cost;
			continue;
		}
		offers.second = offers.best;
		offers.second_cost = offers.best_cost;
		offers.best = column;
		offers.best_cost = cost;
	}
	return offers;
}

/*
 * The free rows bid: each takes its best column, which becomes as dear as the
 * second best is. The row that had it bids next, or is left for later where
 * nothing was gained.
 */
static void let_free_rows_bid(struct problem *problem)
{
	unsigned n_bidders = problem->n_free_rows;
	unsigned n_bids_left = MOST_BIDS * problem->n;
	unsigned at = 0;

	problem->n_free_rows = 0;
	while (at < n_bidders) {
		unsigned row = problem->free_rows[at++];
		struct offers offers = find_offers(problem, row);
		unsigned column = offers.best;
		bool has_gained = offers.best_cost < offers.second_cost;
		unsigned loser;

		if (has_gained)
			problem->prices[column] -= offers.second_cost - offers.best_cost;
		else if (problem->row_of_column[column] != NONE)
			column = offers.second;
		loser = problem->row_of_column[column];
		assign(problem, row, column);
		if (loser == NONE)
			continue;
		if (has_gained && n_bids_left > 0) {
			n_bids_left--;
			problem->free_rows[--at] = loser;
		} else {
			problem->free_rows[problem->n_free_rows++] = loser;
		}
	}
}

/* Shortest paths from a free row to columns, by exchanges. */
struct paths {
	unsigned start; /* the row */
	int *distances; /* of columns */
	unsigned *previous_rows; /* of columns */
	unsigned *columns; /* done [0, low), at the least distance [low, high), then others */
	unsigned low;
	unsigned high;
	unsigned latest; /* the column that was looked at last */
	unsigned n_done; /* columns that are nearer than the least distance */
	int least;
};

static void start_paths(const struct problem *problem, struct paths *paths, unsigned row)
{
	paths->start = row;
	paths->low = 0;
	paths->high = 0;
	for (unsigned column = 0; column < problem->n; column++) {
		paths->distances[column] = reduced_cost(problem, row, column);
		paths->previous_rows[column] = row;
		paths->columns[column] = column;
	}
}

/* Puts the column at @at at the end of those at the least distance. */
static void move_up(struct paths *paths, unsigned at)
{
	unsigned column = paths->columns[at];

	paths->columns[at] = paths->columns[paths->high];
	paths->columns[paths->high++] = column;
}

/* Gathers the nearest columns of those that are not done. */
static void gather_nearest(const struct problem *problem, struct paths *paths)
{
	paths->n_done = paths->low;
	paths->least = paths->distances[paths->columns[paths->high++]];
	for (unsigned at = paths->high; at < problem->n; at++) {
		unsigned column = paths->columns[at];
		int distance = paths->distances[column];

		paths->latest = column;
		if (distance > paths->least)
			continue;
		if (distance < paths->least) {
			paths->high = paths->low;
			paths->least = distance;
		}
		move_up(paths, at);
	}
}

static bool has_free_column(const struct problem *problem, const struct paths *paths)
{
	for (unsigned at = paths->low; at < paths->high; at++) {
		if (problem->row_of_column[paths->columns[at]] == NONE)
			return true;
	}
	return false;
}

/* Goes on from the columns at the least distance; true if a free one, the latest, is as near. */
static bool extend_paths(const struct problem *problem, struct paths *paths)
{
	while (paths->low < paths->high) {
		unsigned from = paths->columns[paths->low++];
		unsigned row = problem->row_of_column[from];
		int base = reduced_cost(problem, row, from) - paths->least;

		for (unsigned at = paths->high; at < problem->n; at++) {
			unsigned column = paths->columns[at];
			int distance = reduced_cost(problem, row, column) - base;

			paths->latest = column;
			if (distance >= paths->distances[column])
				continue;
			paths->distances[column] = distance;
			paths->previous_rows[column] = row;
			if (distance != paths->least)
				continue;
			if (problem->row_of_column[column] == NONE)
				return true;
			move_up(paths, at);
		}
	}
	return false;
}

/*
 * Finds a path to a column for the free @row, and returns the column.
 *
 * Where a free column is among the nearest ones, git takes the one that it
 * looked at last instead (git, linear-assignment.c: `goto update` leaves `j` as it
 * is). The row that had that one is left without any, and two patches that
 * belong together may stay alone. It takes costs that nearly balance, but to find
 * the pairs that git finds we do the same.
 */
static unsigned find_path(const struct problem *problem, struct paths *paths, unsigned row)
{
	start_paths(problem, paths, row);
	do {
		gather_nearest(problem, paths);
	} while (!has_free_column(problem, paths) && !extend_paths(problem, paths));
	return paths->latest;
}

/* Gives each row on the way to @column the next column, and the prices that make it cheapest. */
static void follow_path(struct problem *problem, const struct paths *paths, unsigned column)
{
	unsigned row;

	for (unsigned i = 0; i < paths->n_done; i++) {
		unsigned done = paths->columns[i];

		problem->prices[done] += paths->distances[done] - paths->least;
	}
	do {
		unsigned given_up;

		row = paths->previous_rows[column];
		given_up = problem->column_of_row[row];
		assign(problem, row, column);
		column = given_up;
	} while (row != paths->start);
}

void assignment_solve(struct arena *arena, const int *costs, unsigned n,
		      unsigned *ret_row_of_column)
{
	struct problem problem = {
		.costs = costs,
		.n = n,
		.prices = arena_new_array(arena, int, n),
		.row_of_column = ret_row_of_column,
		.column_of_row = arena_new_array(arena, unsigned, n),
		.free_rows = arena_new_array(arena, unsigned, n),
	};
	struct paths paths = {
		.distances = arena_new_array(arena, int, n),
		.previous_rows = arena_new_array(arena, unsigned, n),
		.columns = arena_new_array(arena, unsigned, n),
	};
	unsigned *n_claims = arena_new_array(arena, unsigned, n);

	for (unsigned i = 0; i < n; i++) {
		problem.row_of_column[i] = NONE;
		problem.column_of_row[i] = NONE;
	}
	reduce_columns(&problem, n_claims);
	transfer_reductions(&problem, n_claims);
	for (unsigned round = 0; round < N_BIDDING_ROUNDS && problem.n_free_rows > 0; round++)
		let_free_rows_bid(&problem);
	for (unsigned i = 0; i < problem.n_free_rows; i++) {
		unsigned column = find_path(&problem, &paths, problem.free_rows[i]);

		follow_path(&problem, &paths, column);
	}
}
