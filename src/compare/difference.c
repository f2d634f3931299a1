/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Most lists have little in common, and are told apart by their sorted hashes
 * alone. Before the search for a shortest difference, lines that cannot be in
 * common are left out, and, as git does, lines that are too frequent to mean
 * much among such.
 */
#include "compare/difference.h"

#include "compare/myers.h"
#include "compare/slide.h"

#include <glib.h>
#include <stdlib.h>

enum {
	CONTEXT = 3, /* lines, of a hunk */
	MOST_REPEATED = 1024, /* a line that the other list has so often is frequent */
	NEIGHBOURHOOD = 100, /* lines to each side of a frequent one that are looked at */
	FREQUENT_SHARE = 4, /* of the lines around it at most one in so many is frequent */
};

enum fate {
	FATE_UNMATCHED, /* the other list does not have it */
	FATE_KEPT,
	FATE_FREQUENT,
};

/* One of the lists, while it is compared. */
struct side {
	const struct line_list *list;
	unsigned *n_matches; /* of each line, how often the other list has it */
	bool *changed; /* of each line, and a false one at either end */
	struct myers_side kept;
};

static int compare_words(const void *a, const void *b)
{
	uint64_t first = *(const uint64_t *)a;
	uint64_t second = *(const uint64_t *)b;

	return (first > second) - (first < second);
}

struct line_list line_list_of(struct arena *arena, const uint32_t *lines, const str *texts,
			      unsigned n_lines)
{
	uint64_t *sorted = arena_new_array(arena, uint64_t, n_lines);

	for (unsigned i = 0; i < n_lines; i++)
		sorted[i] = (uint64_t)lines[i] << 32 | i;
	if (n_lines > 1)
		qsort(sorted, n_lines, sizeof(*sorted), compare_words);
	return (struct line_list){
		.lines = lines,
		.texts = texts,
		.n_lines = n_lines,
		.sorted = sorted,
	};
}

static uint32_t hash_at(const struct line_list *list, unsigned at)
{
	return (uint32_t)(list->sorted[at] >> 32);
}

unsigned lines_not_in_common(const struct line_list *older, const struct line_list *newer,
			     unsigned limit, uint64_t *steps)
{
	unsigned n_alone = 0;
	unsigned i = 0;
	unsigned k = 0;

	while (i < older->n_lines && k < newer->n_lines && n_alone <= limit) {
		uint32_t first = hash_at(older, i);
		uint32_t second = hash_at(newer, k);

		n_alone += first != second;
		i += first <= second;
		k += second <= first;
	}
	*steps -= MIN(*steps, i + k);
	return n_alone + (older->n_lines - i) + (newer->n_lines - k);
}

/* The end of the lines that equal the one at @at of the sorted ones. */
static unsigned run_end(const struct line_list *list, unsigned at)
{
	unsigned end = at;

	while (end < list->n_lines && hash_at(list, end) == hash_at(list, at))
		end++;
	return end;
}

static void set_matches(struct side *side, unsigned begin, unsigned end, unsigned n_matches)
{
	for (unsigned i = begin; i < end; i++)
		side->n_matches[(uint32_t)side->list->sorted[i]] = n_matches;
}

/* Counts for each line how often the other list has it. */
static void count_matches(struct side *older, struct side *newer)
{
	unsigned i = 0;
	unsigned k = 0;

	while (i < older->list->n_lines && k < newer->list->n_lines) {
		uint32_t first = hash_at(older->list, i);
		uint32_t second = hash_at(newer->list, k);
		unsigned older_end;
		unsigned newer_end;

		if (first != second) {
			i += first < second;
			k += second < first;
			continue;
		}
		older_end = run_end(older->list, i);
		newer_end = run_end(newer->list, k);
		set_matches(older, i, older_end, newer_end - k);
		set_matches(newer, k, newer_end, older_end - i);
		i = older_end;
		k = newer_end;
	}
}

/* git's approximate square root, a power of two. */
static unsigned frequent_from(unsigned n_lines)
{
	unsigned root = 1;

	for (; n_lines > 0; n_lines >>= 2)
		root <<= 1;
	return MIN(root, MOST_REPEATED);
}

/* Counts the lines next to @at, in steps of @step and up to a kept one, by their fate. */
static void look_around(const enum fate *fates, int begin, int end, int at, int step,
			unsigned counts[])
{
	for (int i = at + step; i >= begin && i < end && fates[i] != FATE_KEPT; i += step) {
		if (ABS(i - at) > NEIGHBOURHOOD)
			break;
		counts[fates[i]]++;
	}
}

/* True if the frequent line @at of [begin, end) stands in the midst of unmatched ones. */
static bool is_lost(const enum fate *fates, int begin, int end, int at)
{
	unsigned above[] = {[FATE_UNMATCHED] = 0, [FATE_KEPT] = 0, [FATE_FREQUENT] = 1};
	unsigned below[] = {[FATE_UNMATCHED] = 0, [FATE_KEPT] = 0, [FATE_FREQUENT] = 1};
	unsigned n_unmatched;
	unsigned n_frequent;

	look_around(fates, begin, end, at, -1, above);
	look_around(fates, begin, end, at, 1, below);
	if (above[FATE_UNMATCHED] == 0 || below[FATE_UNMATCHED] == 0)
		return false;
	n_unmatched = above[FATE_UNMATCHED] + below[FATE_UNMATCHED];
	n_frequent = above[FATE_FREQUENT] + below[FATE_FREQUENT];
	return n_frequent * FREQUENT_SHARE < n_frequent + n_unmatched;
}

/* Chooses the lines of [begin, end) that the search is about; others count as changed. */
static void choose_lines(struct arena *arena, struct side *side, unsigned begin, unsigned end)
{
	unsigned limit = frequent_from(side->list->n_lines);
	uint32_t *lines = arena_new_array(arena, uint32_t, end - begin);
	unsigned *places = arena_new_array(arena, unsigned, end - begin);
	enum fate *fates = arena_new_array(arena, enum fate, side->list->n_lines);
	unsigned n_kept = 0;

	for (unsigned i = begin; i < end; i++) {
		if (side->n_matches[i] > 0)
			fates[i] = side->n_matches[i] < limit ? FATE_KEPT : FATE_FREQUENT;
	}
	for (unsigned i = begin; i < end; i++) {
		if (fates[i] == FATE_UNMATCHED ||
		    (fates[i] == FATE_FREQUENT && is_lost(fates, (int)begin, (int)end, (int)i))) {
			side->changed[i] = true;
			continue;
		}
		lines[n_kept] = side->list->lines[i];
		places[n_kept++] = i;
	}
	side->kept = (struct myers_side){
		.lines = lines,
		.places = places,
		.n_lines = n_kept,
		.changed = side->changed,
	};
}

static struct side start_side(struct arena *arena, const struct line_list *list)
{
	return (struct side){
		.list = list,
		.n_matches = arena_new_array(arena, unsigned, list->n_lines),
		.changed = arena_new_array(arena, bool, list->n_lines + 2) + 1,
	};
}

/* Marks what is changed between the lines that both begin and end with. */
static void mark_changes(struct arena *arena, struct side *older, struct side *newer,
			 uint64_t *steps)
{
	const uint32_t *first = older->list->lines;
	const uint32_t *second = newer->list->lines;
	unsigned older_end = older->list->n_lines;
	unsigned newer_end = newer->list->n_lines;
	unsigned begin = 0;

	while (begin < older_end && begin < newer_end && first[begin] == second[begin])
		begin++;
	while (older_end > begin && newer_end > begin &&
	       first[older_end - 1] == second[newer_end - 1]) {
		older_end--;
		newer_end--;
	}
	count_matches(older, newer);
	choose_lines(arena, older, begin, older_end);
	choose_lines(arena, newer, begin, newer_end);
	myers_mark(arena, &older->kept, &newer->kept, steps);
}

static void add_change(struct arena *arena, struct difference *difference, unsigned *capacity,
		       struct change change)
{
	if (difference->n_changes == *capacity) {
		struct change *changes;

		*capacity = MAX(16, *capacity * 2);
		changes = arena_new_array(arena, struct change, *capacity);
		if (difference->n_changes > 0)
			memcpy(changes, difference->changes,
			       sizeof(*changes) * difference->n_changes);
		difference->changes = changes;
	}
	difference->changes[difference->n_changes++] = change;
}

static void collect_changes(struct arena *arena, const struct side *older, const struct side *newer,
			    struct difference *difference)
{
	unsigned capacity = 0;
	unsigned i = 0;
	unsigned k = 0;

	while (i < older->list->n_lines || k < newer->list->n_lines) {
		struct change change = {.older_at = i, .newer_at = k};

		while (older->changed[i])
			i++;
		while (newer->changed[k])
			k++;
		change.n_older = i - change.older_at;
		change.n_newer = k - change.newer_at;
		if (change.n_older > 0 || change.n_newer > 0)
			add_change(arena, difference, &capacity, change);
		i++;
		k++;
	}
}

void difference_find(struct arena *arena, const struct line_list *older,
		     const struct line_list *newer, uint64_t *steps,
		     struct difference *ret_difference)
{
	struct side first = start_side(arena, older);
	struct side second = start_side(arena, newer);
	struct slide_side older_slide = {older->lines, NULL, older->n_lines, first.changed};
	struct slide_side newer_slide = {newer->lines, NULL, newer->n_lines, second.changed};

	if (older->texts && newer->texts) {
		older_slide.texts = older->texts;
		newer_slide.texts = newer->texts;
	}
	mark_changes(arena, &first, &second, steps);
	slide_changes(&older_slide, &newer_slide);
	slide_changes(&newer_slide, &older_slide);
	*ret_difference = (struct difference){
		.n_older = older->n_lines,
		.n_newer = newer->n_lines,
	};
	collect_changes(arena, &first, &second, ret_difference);
}

bool difference_next_hunk(const struct difference *difference, unsigned *at, struct hunk *ret_hunk)
{
	const struct change *first;
	const struct change *last;

	if (*at == difference->n_changes)
		return false;
	first = &difference->changes[*at];
	last = first;
	while (++*at < difference->n_changes &&
	       last[1].older_at - (last->older_at + last->n_older) <= 2 * CONTEXT)
		last++;
	*ret_hunk = (struct hunk){
		.changes = first,
		.n_changes = (unsigned)(last - first) + 1,
		.n_before = MIN(CONTEXT, first->newer_at),
		.n_behind = MIN(CONTEXT, difference->n_newer - (last->newer_at + last->n_newer)),
	};
	return true;
}

unsigned difference_size(const struct difference *difference)
{
	unsigned size = 0;
	unsigned at = 0;
	struct hunk hunk;

	while (difference_next_hunk(difference, &at, &hunk)) {
		const struct change *last = &hunk.changes[hunk.n_changes - 1];

		size += 1 + hunk.n_before + hunk.n_behind;
		size += last->newer_at + last->n_newer - hunk.changes[0].newer_at;
		for (unsigned i = 0; i < hunk.n_changes; i++)
			size += hunk.changes[i].n_older;
	}
	return size;
}
