/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A patch's ranges are counted back through the patches before it, one after the other.
 * How much a patch added is known for the whole file alone: each of its ranges is taken to
 * have its share. With one range, as most have, that is exact.
 */
#include "outcome/collision_lines.h"

#include <stdlib.h>
#include <string.h>

/* What the first @n of @patch's ranges added, in lines; negative if they removed more. */
static int64_t growth_of(const struct touched_file *patch, unsigned n)
{
	int64_t growth = (int64_t)patch->insertions - (int64_t)patch->deletions;

	return growth * (int64_t)n / (int64_t)patch->n_ranges;
}

/*
 * The line before @patch that became @line. *n_above are the ranges of @patch that are known
 * to lie above it; lines come in ascending order.
 */
static unsigned line_before(const struct touched_file *patch, unsigned line, unsigned *n_above)
{
	int64_t before;

	while (*n_above < patch->n_ranges) {
		const struct diff_range *range = &patch->ranges[*n_above];

		if (range->end + growth_of(patch, *n_above + 1) > (int64_t)line)
			break;
		++*n_above;
	}
	before = *n_above ? (int64_t)line - growth_of(patch, *n_above) : (int64_t)line;
	/* Within what the patch added: the place where it did. */
	if (*n_above < patch->n_ranges && before > (int64_t)patch->ranges[*n_above].end)
		before = patch->ranges[*n_above].end;
	return before > 0 ? (unsigned)before : 0;
}

/* Counts @ranges, which stand behind @patch, back to the lines before it. */
static void count_back(const struct touched_file *patch, struct diff_range *ranges,
		       unsigned n_ranges)
{
	unsigned n_above_begin = 0;
	unsigned n_above_end = 0;

	for (unsigned i = 0; i < n_ranges; i++) {
		unsigned begin = line_before(patch, ranges[i].begin, &n_above_begin);
		unsigned end = line_before(patch, ranges[i].end, &n_above_end);

		ranges[i].begin = begin;
		ranges[i].end = end > begin ? end : begin;
	}
}

static int compare_ranges(const void *a, const void *b)
{
	const struct diff_range *left = a;
	const struct diff_range *right = b;

	if (left->begin != right->begin)
		return left->begin < right->begin ? -1 : 1;
	return (left->end > right->end) - (left->end < right->end);
}

/* Sorts @ranges and joins what overlaps or touches; returns how many are left. */
static unsigned join(struct diff_range *ranges, unsigned n_ranges)
{
	unsigned n_joined = 0;

	if (n_ranges > 1)
		qsort(ranges, n_ranges, sizeof(*ranges), compare_ranges);
	for (unsigned i = 0; i < n_ranges; i++) {
		struct diff_range *last = n_joined ? &ranges[n_joined - 1] : NULL;

		if (last && ranges[i].begin <= last->end) {
			if (ranges[i].end > last->end)
				last->end = ranges[i].end;
			continue;
		}
		ranges[n_joined++] = ranges[i];
	}
	return n_joined;
}

void collision_lines(struct arena *arena, const struct touched_file *const *patches,
		     unsigned n_patches, struct diff_range **ret_ranges, unsigned *ret_n_ranges)
{
	struct diff_range *ranges;
	size_t n_ranges = 0;
	unsigned n_counted = n_patches < COLLISION_PATCHES ? n_patches : COLLISION_PATCHES;

	for (unsigned i = 0; i < n_counted; i++)
		n_ranges += patches[i]->n_ranges;
	ranges = arena_new_array(arena, struct diff_range, n_ranges);
	n_ranges = 0;
	for (unsigned i = 0; i < n_counted; i++) {
		const struct touched_file *patch = patches[i];
		struct diff_range *own = ranges + n_ranges;

		if (patch->n_ranges == 0)
			continue;
		memcpy(own, patch->ranges, sizeof(*own) * patch->n_ranges);
		for (unsigned j = i; j-- > 0;)
			count_back(patches[j], own, patch->n_ranges);
		n_ranges += patch->n_ranges;
	}
	*ret_ranges = ranges;
	*ret_n_ranges = join(ranges, (unsigned)n_ranges);
}
