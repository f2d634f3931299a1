/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Between two unchanged lines, and at both ends, there is a run on either side,
 * mostly an empty one: when a run slides by a line, the run that stands opposite is
 * the next one.
 *
 * The weights are those of git's indent heuristic (git, xdiff/xdiffi.c), which M.
 * Haggerty found by experiment; with others the difference would be another one.
 */
#include "compare/slide.h"

#include <glib.h>

enum {
	BLANK = -1, /* the indentation of a line of white space, and of no line */
	TAB_COLUMNS = 8,
	MOST_COLUMNS = 200, /* a line that is indented further counts as this */
	MOST_BLANK_LINES = 20, /* that are looked over for one that is not */
	MOST_PLACES = 100, /* that are tried, from the lowest one on */

	WEIGHT_INDENT = 60, /* of a smaller indentation, against the penalties */
	PENALTY_TOP = 1, /* nothing stands above */
	PENALTY_BOTTOM = 21,
	PENALTY_BLANK_LINE = -30, /* for each blank line around */
	PENALTY_BLANK_BELOW = 6,
};

struct run {
	int begin;
	int end;
};

static bool is_empty(const struct run *run)
{
	return run->begin == run->end;
}

static struct run first_run(const struct slide_side *side)
{
	struct run run = {0};

	while (side->changed[run.end])
		run.end++;
	return run;
}

static bool next_run(const struct slide_side *side, struct run *run)
{
	if (run->end == (int)side->n_lines)
		return false;
	run->begin = ++run->end;
	while (side->changed[run->end])
		run->end++;
	return true;
}

static void previous_run(const struct slide_side *side, struct run *run)
{
	run->end = --run->begin;
	while (side->changed[run->begin - 1])
		run->begin--;
}

/* Slides @run up by a line, and joins it to the run that it meets; false if it cannot be. */
static bool slide_up(struct slide_side *side, struct run *run)
{
	if (run->begin == 0 || side->lines[run->begin - 1] != side->lines[run->end - 1])
		return false;
	side->changed[--run->begin] = true;
	side->changed[--run->end] = false;
	while (side->changed[run->begin - 1])
		run->begin--;
	return true;
}

static bool slide_down(struct slide_side *side, struct run *run)
{
	if (run->end == (int)side->n_lines || side->lines[run->begin] != side->lines[run->end])
		return false;
	side->changed[run->begin++] = false;
	side->changed[run->end++] = true;
	while (side->changed[run->end])
		run->end++;
	return true;
}

/* git's white space. */
static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

/* The columns of white space before the text of @line. */
static int indentation(str line)
{
	int columns = 0;

	for (size_t i = 0; i < line.len && columns < MOST_COLUMNS; i++) {
		if (!is_blank(line.ptr[i]))
			return columns;
		if (line.ptr[i] == ' ')
			columns++;
		else if (line.ptr[i] == '\t')
			columns += TAB_COLUMNS - columns % TAB_COLUMNS;
	}
	return columns < MOST_COLUMNS ? BLANK : MOST_COLUMNS;
}

/* What stands next to a place, above or below it. */
struct neighbour {
	int n_blank; /* lines before the next one with text */
	int indentation; /* of that one; BLANK if there is none */
};

static struct neighbour find_neighbour(const struct slide_side *side, int at, int step)
{
	struct neighbour neighbour = {.indentation = BLANK};

	for (; at >= 0 && at < (int)side->n_lines; at += step) {
		neighbour.indentation = indentation(side->texts[at]);
		if (neighbour.indentation != BLANK)
			break;
		if (++neighbour.n_blank == MOST_BLANK_LINES) {
			neighbour.indentation = 0;
			break;
		}
	}
	return neighbour;
}

/* What a reader has against the ends of a run; the smaller the better. */
struct rating {
	int indentation;
	int penalty;
};

/* How the indentation of a line stands to that of the lines around it. */
enum relation {
	RELATION_LEVEL,
	RELATION_DEEPER, /* than the line above */
	RELATION_OPENING, /* less deep than the lines above and below */
	RELATION_CLOSING, /* less deep than the line above */
};

static enum relation relate(int here, const struct neighbour *above, const struct neighbour *below)
{
	if (here == BLANK || above->indentation == BLANK || here == above->indentation)
		return RELATION_LEVEL;
	if (here > above->indentation)
		return RELATION_DEEPER;
	return below->indentation > here ? RELATION_OPENING : RELATION_CLOSING;
}

/* Adds what there is against an end of a run above the line @at. */
static void rate_place(const struct slide_side *side, int at, struct rating *rating)
{
	static const int penalties[][2] = {
		/* without and with blank lines around */
		[RELATION_LEVEL] = {0, 0},
		[RELATION_DEEPER] = {-4, 10},
		[RELATION_OPENING] = {24, 17},
		[RELATION_CLOSING] = {23, 17},
	};
	struct neighbour above = find_neighbour(side, at - 1, -1);
	struct neighbour below = find_neighbour(side, at + 1, 1);
	bool is_bottom = at >= (int)side->n_lines;
	int here = is_bottom ? BLANK : indentation(side->texts[at]);
	int n_blank_below = here == BLANK ? 1 + below.n_blank : 0;
	int n_blank = above.n_blank + n_blank_below;

	if (above.indentation == BLANK && above.n_blank == 0)
		rating->penalty += PENALTY_TOP;
	if (is_bottom)
		rating->penalty += PENALTY_BOTTOM;
	rating->penalty += PENALTY_BLANK_LINE * n_blank + PENALTY_BLANK_BELOW * n_blank_below;
	if (here == BLANK)
		here = below.indentation;
	rating->indentation += here;
	rating->penalty += penalties[relate(here, &above, &below)][n_blank > 0];
}

static bool is_worse(const struct rating *rating, const struct rating *best)
{
	int order = (rating->indentation > best->indentation) -
		    (rating->indentation < best->indentation);

	return WEIGHT_INDENT * order + rating->penalty - best->penalty > 0;
}

/* Where @run, which is as far down as it goes, ends best; @highest is as far up as it may. */
static int best_end(const struct slide_side *side, const struct run *run, int highest)
{
	int size = run->end - run->begin;
	int best = run->end;
	struct rating best_rating = {0};
	int first = MAX(highest, run->end - MIN(size + 1, MOST_PLACES));

	for (int end = first; end <= run->end; end++) {
		struct rating rating = {0};

		rate_place(side, end, &rating);
		rate_place(side, end - size, &rating);
		if (end > first && is_worse(&rating, &best_rating))
			continue;
		best = end;
		best_rating = rating;
	}
	return best;
}

/* Slides @run to its place; @opposite, of @other, goes with it. */
static void settle(struct slide_side *side, struct run *run, const struct slide_side *other,
		   struct run *opposite)
{
	bool has_opposite;
	int highest;
	int size;
	int end;

	/* A run that met another one may go further than it could before. */
	do {
		size = run->end - run->begin;
		while (slide_up(side, run))
			previous_run(other, opposite);
		highest = run->end;
		has_opposite = !is_empty(opposite);
		while (slide_down(side, run)) {
			next_run(other, opposite);
			has_opposite |= !is_empty(opposite);
		}
	} while (size != run->end - run->begin);
	if (run->end == highest)
		return;
	if (!has_opposite && !side->texts)
		return;
	end = has_opposite ? highest : best_end(side, run, highest);
	while (run->end > end && (!has_opposite || is_empty(opposite))) {
		slide_up(side, run);
		previous_run(other, opposite);
	}
}

void slide_changes(struct slide_side *side, const struct slide_side *other)
{
	struct run run = first_run(side);
	struct run opposite = first_run(other);

	do {
		if (!is_empty(&run))
			settle(side, &run, other, &opposite);
	} while (next_run(side, &run) && next_run(other, &opposite));
}
