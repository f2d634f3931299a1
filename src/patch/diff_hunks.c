/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walks the hunks by their counts, as patch/diff.c does, but along the old side: a line's
 * number is known only where each line before it in its hunk was counted.
 */
#include "patch/diff_hunks.h"

#include "base/limits.h"
#include "patch/diff_header.h"

#include <glib.h>
#include <string.h>

enum {
	MAX_LINE = 1 << 30, /* no file has so many; sums of such numbers fit in any integer */
};

struct walk {
	struct arena *arena;
	struct diff_range *ranges;
	unsigned n_ranges;
	struct diff_hunk left; /* lines of the hunk that are still to come */
	unsigned line; /* the old line that comes next */
	bool is_touching; /* the last range ends at @line, and nothing unchanged came since */
};

static struct diff_range *add_range(struct walk *walk)
{
	/* Full at each power of two: no capacity to keep. */
	if ((walk->n_ranges & (walk->n_ranges - 1)) == 0) {
		unsigned capacity = MAX(1, walk->n_ranges * 2);
		struct diff_range *grown =
			arena_new_array(walk->arena, struct diff_range, capacity);

		if (walk->n_ranges > 0)
			memcpy(grown, walk->ranges, sizeof(*grown) * walk->n_ranges);
		walk->ranges = grown;
	}
	walk->ranges[walk->n_ranges] = (struct diff_range){walk->line, walk->line};
	return &walk->ranges[walk->n_ranges++];
}

/* At a line that is added or removed. */
static struct diff_range *touch(struct walk *walk)
{
	struct diff_range *last = walk->n_ranges ? &walk->ranges[walk->n_ranges - 1] : NULL;

	if (last && (walk->is_touching || walk->n_ranges == LIMIT_DIFF_RANGES))
		last->end = walk->line;
	else
		last = add_range(walk);
	walk->is_touching = true;
	return last;
}

/* Goes on with @hunk, unless it lies above what was read. */
static void begin_hunk(struct walk *walk, const struct diff_hunk *hunk)
{
	unsigned begin;

	walk->left = (struct diff_hunk){0};
	if (hunk->old_begin >= MAX_LINE || hunk->old_lines >= MAX_LINE)
		return;
	begin = (unsigned)hunk->old_begin + (hunk->old_lines == 0);
	if (begin < walk->line)
		return;
	walk->is_touching = walk->is_touching && begin == walk->line;
	walk->line = begin;
	walk->left = *hunk;
}

static void read_line(struct walk *walk, char mark)
{
	struct diff_range *range;

	switch (mark) {
	case ' ':
		walk->is_touching = false;
		walk->line++;
		walk->left.old_lines -= walk->left.old_lines > 0;
		walk->left.new_lines -= walk->left.new_lines > 0;
		break;
	case '-':
		range = touch(walk);
		range->end = ++walk->line;
		walk->left.old_lines -= walk->left.old_lines > 0;
		break;
	case '+':
		touch(walk);
		walk->left.new_lines -= walk->left.new_lines > 0;
		break;
	default: /* "\ No newline at end of file", or the rest of a wrapped line */
		break;
	}
}

void diff_ranges_of_file(struct arena *arena, const struct diff_file *file,
			 struct diff_range **ret_ranges, unsigned *ret_n_ranges)
{
	struct walk walk = {.arena = arena};
	str rest = file->text;
	str line;

	while (diff_next_line(&rest, &line)) {
		struct diff_hunk hunk;

		/* Also where a damaged hunk was to go on: no line of one begins like this. */
		if (diff_take_hunk(&line, &hunk))
			begin_hunk(&walk, &hunk);
		else if (walk.left.old_lines > 0 || walk.left.new_lines > 0)
			read_line(&walk, line.len > 0 ? line.ptr[0] : ' '); /* stripped context */
	}
	*ret_ranges = walk.ranges;
	*ret_n_ranges = walk.n_ranges;
}
