/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two lists span a box: a path through it from corner to corner goes right
 * for a line taken out, down for a line put in, and along a diagonal for lines
 * in common. Searches from both corners, an edit further at a time, meet in
 * the middle of a shortest path, and the box falls apart in two.
 *
 * To find the pairs that git finds, the choice among paths of equal length must
 * be git's: diagonals from the highest to the lowest, downwards before right. So
 * must be the places where the search is given up.
 */
#include "compare/myers.h"

#include <glib.h>
#include <limits.h>

enum {
	LONG_SNAKE = 20, /* lines in common, one behind the other, that are no chance */
	MANY_EDITS = 256, /* from here on such a run of lines will do to cut a box */
	SNAKE_WORTH = 4, /* lines of way for each edit, from which on a path is promising */
	/* Boxes that wait. As the smaller half goes first, each is at most half of the one below. */
	MOST_WAITING = 64,
};

/* The part [begin, end) of both lists. */
struct box {
	int older_begin;
	int older_end;
	int newer_begin;
	int newer_end;
	bool is_minimal; /* a shortest path is wanted, whatever it takes */
};

/* How far one of the two searches came: on each diagonal, older index minus newer. */
struct frontier {
	int *reach; /* the older index; by diagonal, which may be negative */
	int low; /* diagonals that were reached: each second of [low, high] */
	int high;
	int beyond; /* stands for a diagonal that was not reached */
};

struct cut {
	int older;
	int newer;
	bool first_is_minimal;
	bool second_is_minimal;
};

struct search {
	const uint32_t *older;
	const uint32_t *newer;
	struct frontier forward;
	struct frontier backward;
	bool met_long_snake; /* in the latest round */
	int most_edits;
	uint64_t *steps;
};

static void pay(struct search *search, int steps)
{
	*search->steps -= MIN(*search->steps, (uint64_t)steps);
}

static void frontier_start(struct frontier *frontier, int diagonal, int older)
{
	frontier->low = diagonal;
	frontier->high = diagonal;
	frontier->reach[diagonal] = older;
}

/* Goes one diagonal further to each side; back by one where the box ends. */
static void frontier_widen(struct frontier *frontier, const struct box *box)
{
	if (frontier->low > box->older_begin - box->newer_end)
		frontier->reach[--frontier->low - 1] = frontier->beyond;
	else
		frontier->low++;
	if (frontier->high < box->older_end - box->newer_begin)
		frontier->reach[++frontier->high + 1] = frontier->beyond;
	else
		frontier->high--;
}

static bool frontier_has(const struct frontier *frontier, int diagonal)
{
	return frontier->low <= diagonal && diagonal <= frontier->high;
}

/* One edit more from the box's begin; true where the other search was met, at @ret_cut. */
static bool go_forward(struct search *search, const struct box *box, bool may_meet,
		       struct cut *ret_cut)
{
	struct frontier *forward = &search->forward;
	const struct frontier *backward = &search->backward;

	frontier_widen(forward, box);
	pay(search, forward->high - forward->low + 1);
	for (int diagonal = forward->high; diagonal >= forward->low; diagonal -= 2) {
		int right = forward->reach[diagonal - 1] + 1;
		int down = forward->reach[diagonal + 1];
		int begin = MAX(right, down);
		int older = begin;

		while (older < box->older_end && older - diagonal < box->newer_end &&
		       search->older[older] == search->newer[older - diagonal])
			older++;
		pay(search, older - begin);
		search->met_long_snake |= older - begin > LONG_SNAKE;
		forward->reach[diagonal] = older;
		if (may_meet && frontier_has(backward, diagonal) &&
		    backward->reach[diagonal] <= older) {
			*ret_cut = (struct cut){older, older - diagonal, true, true};
			return true;
		}
	}
	return false;
}

/* One edit more from the box's end. */
static bool go_backward(struct search *search, const struct box *box, bool may_meet,
			struct cut *ret_cut)
{
	const struct frontier *forward = &search->forward;
	struct frontier *backward = &search->backward;

	frontier_widen(backward, box);
	pay(search, backward->high - backward->low + 1);
	for (int diagonal = backward->high; diagonal >= backward->low; diagonal -= 2) {
		int up = backward->reach[diagonal - 1];
		int left = backward->reach[diagonal + 1] - 1;
		int begin = MIN(up, left);
		int older = begin;

		while (older > box->older_begin && older - diagonal > box->newer_begin &&
		       search->older[older - 1] == search->newer[older - 1 - diagonal])
			older--;
		pay(search, begin - older);
		search->met_long_snake |= begin - older > LONG_SNAKE;
		backward->reach[diagonal] = older;
		if (may_meet && frontier_has(forward, diagonal) &&
		    older <= forward->reach[diagonal]) {
			*ret_cut = (struct cut){older, older - diagonal, true, true};
			return true;
		}
	}
	return false;
}

/* True if LONG_SNAKE lines from there on are in common. */
static bool is_snake(const struct search *search, int older, int newer)
{
	for (int i = 0; i < LONG_SNAKE; i++) {
		if (search->older[older + i] != search->newer[newer + i])
			return false;
	}
	return true;
}

/* A place that the forward search reached with few edits for its way, behind a long snake. */
static bool find_snake_forward(const struct search *search, const struct box *box, int n_edits,
			       struct cut *ret_cut)
{
	const struct frontier *forward = &search->forward;
	int middle = box->older_begin - box->newer_begin;
	int best = SNAKE_WORTH * n_edits;
	bool found = false;

	for (int diagonal = forward->high; diagonal >= forward->low; diagonal -= 2) {
		int older = forward->reach[diagonal];
		int newer = older - diagonal;
		int way = older - box->older_begin + newer - box->newer_begin -
			  ABS(diagonal - middle);

		if (way <= best || older - box->older_begin < LONG_SNAKE ||
		    newer - box->newer_begin < LONG_SNAKE || older >= box->older_end ||
		    newer >= box->newer_end ||
		    !is_snake(search, older - LONG_SNAKE, newer - LONG_SNAKE))
			continue;
		best = way;
		found = true;
		*ret_cut = (struct cut){older, newer, true, false};
	}
	return found;
}

static bool find_snake_backward(const struct search *search, const struct box *box, int n_edits,
				struct cut *ret_cut)
{
	const struct frontier *backward = &search->backward;
	int middle = box->older_end - box->newer_end;
	int best = SNAKE_WORTH * n_edits;
	bool found = false;

	for (int diagonal = backward->high; diagonal >= backward->low; diagonal -= 2) {
		int older = backward->reach[diagonal];
		int newer = older - diagonal;
		int way = box->older_end - older + box->newer_end - newer - ABS(diagonal - middle);

		if (way <= best || box->older_end - older < LONG_SNAKE ||
		    box->newer_end - newer < LONG_SNAKE || older <= box->older_begin ||
		    newer <= box->newer_begin || !is_snake(search, older, newer))
			continue;
		best = way;
		found = true;
		*ret_cut = (struct cut){older, newer, false, true};
	}
	return found;
}

/* Where the search that came further is now; that half has a path already. */
static struct cut cut_at_furthest(const struct search *search, const struct box *box)
{
	struct cut first = {.first_is_minimal = true};
	struct cut second = {.second_is_minimal = true};
	int furthest = -1;
	int nearest = INT_MAX;

	for (int diagonal = search->forward.high; diagonal >= search->forward.low; diagonal -= 2) {
		int older = MIN(search->forward.reach[diagonal], box->older_end);

		older = MIN(older, box->newer_end + diagonal);
		if (2 * older - diagonal <= furthest)
			continue;
		furthest = 2 * older - diagonal;
		first.older = older;
		first.newer = older - diagonal;
	}
	for (int diagonal = search->backward.high; diagonal >= search->backward.low;
	     diagonal -= 2) {
		int older = MAX(search->backward.reach[diagonal], box->older_begin);

		older = MAX(older, box->newer_begin + diagonal);
		if (2 * older - diagonal >= nearest)
			continue;
		nearest = 2 * older - diagonal;
		second.older = older;
		second.newer = older - diagonal;
	}
	if (box->older_end + box->newer_end - nearest <
	    furthest - (box->older_begin + box->newer_begin))
		return first;
	return second;
}

/* Where to cut @box, which is not empty, in two. False if the steps are used up. */
static bool find_cut(struct search *search, const struct box *box, struct cut *ret_cut)
{
	int first = box->older_begin - box->newer_begin;
	int last = box->older_end - box->newer_end;
	bool is_odd = (first - last) & 1;

	frontier_start(&search->forward, first, box->older_begin);
	frontier_start(&search->backward, last, box->older_end);
	for (int n_edits = 1; *search->steps > 0; n_edits++) {
		search->met_long_snake = false;
		if (go_forward(search, box, is_odd, ret_cut) ||
		    go_backward(search, box, !is_odd, ret_cut))
			return true;
		if (box->is_minimal)
			continue;
		if (search->met_long_snake && n_edits > MANY_EDITS &&
		    (find_snake_forward(search, box, n_edits, ret_cut) ||
		     find_snake_backward(search, box, n_edits, ret_cut)))
			return true;
		if (n_edits >= search->most_edits) {
			*ret_cut = cut_at_furthest(search, box);
			return true;
		}
	}
	return false;
}

/* Takes the lines in common off both ends of @box. */
static void trim(struct search *search, struct box *box)
{
	int begin = box->older_begin;
	int end = box->older_end;

	while (box->older_begin < box->older_end && box->newer_begin < box->newer_end &&
	       search->older[box->older_begin] == search->newer[box->newer_begin]) {
		box->older_begin++;
		box->newer_begin++;
	}
	while (box->older_begin < box->older_end && box->newer_begin < box->newer_end &&
	       search->older[box->older_end - 1] == search->newer[box->newer_end - 1]) {
		box->older_end--;
		box->newer_end--;
	}
	pay(search, box->older_begin - begin + end - box->older_end);
}

static void mark(const struct myers_side *side, int begin, int end)
{
	for (int i = begin; i < end; i++)
		side->changed[side->places[i]] = true;
}

static int box_size(const struct box *box)
{
	return box->older_end - box->older_begin + box->newer_end - box->newer_begin;
}

/* Puts the halves of @box on the stack @waiting, the smaller one on top. */
static unsigned push_halves(struct box *waiting, unsigned n_waiting, const struct box *box,
			    const struct cut *cut)
{
	struct box first = *box;
	struct box second = *box;
	bool first_is_larger;

	first.older_end = cut->older;
	first.newer_end = cut->newer;
	first.is_minimal = cut->first_is_minimal;
	second.older_begin = cut->older;
	second.newer_begin = cut->newer;
	second.is_minimal = cut->second_is_minimal;
	first_is_larger = box_size(&first) > box_size(&second);
	waiting[n_waiting] = first_is_larger ? first : second;
	waiting[n_waiting + 1] = first_is_larger ? second : first;
	return n_waiting + 2;
}

/* git's approximate square root: a power of two. */
static int most_edits_of(unsigned n_diagonals)
{
	int root = 1;

	for (; n_diagonals > 0; n_diagonals >>= 2)
		root <<= 1;
	return MAX(root, MANY_EDITS);
}

void myers_mark(struct arena *arena, const struct myers_side *older, const struct myers_side *newer,
		uint64_t *steps)
{
	unsigned n_diagonals = older->n_lines + newer->n_lines + 3;
	struct search search = {
		.older = older->lines,
		.newer = newer->lines,
		/* Diagonals from -n_lines - 1, of the newer, to n_lines + 1, of the older. */
		.forward.reach = arena_new_array(arena, int, n_diagonals) + newer->n_lines + 1,
		.forward.beyond = -1,
		.backward.reach = arena_new_array(arena, int, n_diagonals) + newer->n_lines + 1,
		.backward.beyond = INT_MAX,
		.most_edits = most_edits_of(n_diagonals),
		.steps = steps,
	};
	struct box waiting[MOST_WAITING] = {
		{.older_end = (int)older->n_lines, .newer_end = (int)newer->n_lines},
	};
	unsigned n_waiting = 1;

	while (n_waiting > 0) {
		struct box box = waiting[--n_waiting];
		struct cut cut;

		trim(&search, &box);
		if (box.older_begin == box.older_end || box.newer_begin == box.newer_end ||
		    !find_cut(&search, &box, &cut)) {
			mark(older, box.older_begin, box.older_end);
			mark(newer, box.newer_begin, box.newer_end);
			continue;
		}
		n_waiting = push_halves(waiting, n_waiting, &box, &cut);
	}
}
