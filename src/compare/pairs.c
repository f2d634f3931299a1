/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which patch became which, as git's range-diff.c finds it: equal diffs first,
 * then the assignment that costs least, where a pair costs the lines of the
 * difference between its diffs, and a patch that stays alone a share of its own.
 *
 * Patches of one series mostly have little in common, so that a look at their
 * sorted lines spares nearly all comparisons: a pair that costs more than its
 * patches do alone is in no best assignment.
 */
#include "base/hash.h"
#include "base/limits.h"
#include "compare/assignment.h"
#include "compare/compare.h"
#include "compare/difference.h"
#include "compare/fingerprint.h"

#include <glib.h>

enum { CREATION_PERCENT = 60 };

/* One revision. */
struct revision {
	const struct fingerprint *patches;
	unsigned n_patches;
	unsigned *partners; /* indices into the other one, or COMPARE_NONE */

	/* Those that take part in the assignment. */
	unsigned *chosen; /* indices */
	unsigned n_chosen;
	int *costs; /* of each chosen patch that stays alone */
	struct line_list *lists; /* of each chosen patch without a partner */
};

static bool diffs_equal(const struct fingerprint *a, const struct fingerprint *b)
{
	return a->n_lines == b->n_lines &&
	       (a->n_lines == 0 || memcmp(a->lines, b->lines, sizeof(*a->lines) * a->n_lines) == 0);
}

/* For a GHashTable of fingerprints. Without a diff, a patch is known by its message. */
static int is_exact_match(const void *a, const void *b)
{
	const struct fingerprint *first = a;
	const struct fingerprint *second = b;

	return diffs_equal(first, second) &&
	       (first->n_lines > 0 || first->message == second->message);
}

static unsigned hash_diff(const void *patch)
{
	const struct fingerprint *fingerprint = patch;
	str bytes = {
		.ptr = (const char *)fingerprint->lines,
		.len = sizeof(*fingerprint->lines) * fingerprint->n_lines,
	};

	return (unsigned)hash_bytes(hash_key_of_process(), bytes);
}

/* Pairs the patches whose diffs are equal; of several in @older the last one goes first. */
static void pair_equal_diffs(struct arena *arena, struct revision *older, struct revision *newer)
{
	g_autoptr(GHashTable) lasts = g_hash_table_new(hash_diff, is_exact_match);
	unsigned *previous = arena_new_array(arena, unsigned, older->n_patches);
	void *found;

	for (unsigned i = 0; i < older->n_patches; i++) {
		void *key = (void *)&older->patches[i];

		previous[i] = COMPARE_NONE;
		if (g_hash_table_lookup_extended(lasts, key, NULL, &found))
			previous[i] = GPOINTER_TO_UINT(found);
		g_hash_table_replace(lasts, key, GUINT_TO_POINTER(i));
	}
	for (unsigned k = 0; k < newer->n_patches; k++) {
		void *key = (void *)&newer->patches[k];
		unsigned i;

		if (!g_hash_table_lookup_extended(lasts, key, NULL, &found))
			continue;
		i = GPOINTER_TO_UINT(found);
		older->partners[i] = k;
		newer->partners[k] = i;
		if (previous[i] == COMPARE_NONE)
			g_hash_table_remove(lasts, key);
		else
			g_hash_table_replace(lasts, (void *)&older->patches[previous[i]],
					     GUINT_TO_POINTER(previous[i]));
	}
}

/* Chooses who takes part: all, as in git, or where they are too many, who has no partner. */
static void choose_patches(struct arena *arena, struct revision *revision, bool all)
{
	unsigned capacity = MIN(revision->n_patches, LIMIT_COMPARED_PATCHES);

	revision->chosen = arena_new_array(arena, unsigned, capacity);
	revision->costs = arena_new_array(arena, int, capacity);
	revision->lists = arena_new_array(arena, struct line_list, capacity);
	for (unsigned i = 0; i < revision->n_patches && revision->n_chosen < capacity; i++) {
		const struct fingerprint *patch = &revision->patches[i];
		unsigned at = revision->n_chosen;

		if (revision->partners[i] != COMPARE_NONE) {
			if (!all)
				continue;
			revision->costs[at] = ASSIGNMENT_MOST_COST;
		} else {
			revision->costs[at] =
				(int)(fingerprint_size(patch) * CREATION_PERCENT / 100);
			revision->lists[at] =
				line_list_of(arena, patch->lines, NULL, patch->n_lines);
		}
		revision->chosen[at] = i;
		revision->n_chosen++;
	}
}

/* What a pair of patches without partners costs, if that is at most @limit. */
static int pair_cost(struct arena *arena, const struct line_list *older,
		     const struct line_list *newer, int limit, uint64_t *steps)
{
	struct difference difference;
	unsigned n_alone;

	if (*steps == 0)
		return ASSIGNMENT_MOST_COST;
	n_alone = lines_not_in_common(older, newer, (unsigned)limit, steps);
	/* A hunk has a header, too. */
	if (n_alone + 1 > (unsigned)limit)
		return ASSIGNMENT_MOST_COST;
	arena_reset(arena);
	difference_find(arena, older, newer, steps, &difference);
	if (*steps == 0)
		return ASSIGNMENT_MOST_COST;
	return (int)MIN(difference_size(&difference), ASSIGNMENT_MOST_COST);
}

/* A column for each chosen patch of @older, a row for each of @newer; then those for none. */
static int *find_costs(struct arena *arena, const struct revision *older,
		       const struct revision *newer)
{
	unsigned n = older->n_chosen + newer->n_chosen;
	int *costs = arena_new_array(arena, int, (size_t)n *n);
	uint64_t steps = LIMIT_COMPARED_STEPS;
	struct arena scratch;

	arena_init(&scratch);
	for (unsigned row = 0; row < newer->n_chosen; row++) {
		int *row_costs = costs + (size_t)row * n;
		unsigned partner = newer->partners[newer->chosen[row]];

		for (unsigned column = 0; column < older->n_chosen; column++) {
			unsigned i = older->chosen[column];

			if (partner == COMPARE_NONE && older->partners[i] == COMPARE_NONE)
				row_costs[column] = pair_cost(
					&scratch, &older->lists[column], &newer->lists[row],
					older->costs[column] + newer->costs[row], &steps);
			else if (partner != i)
				row_costs[column] = ASSIGNMENT_MOST_COST;
		}
		for (unsigned column = older->n_chosen; column < n; column++)
			row_costs[column] = newer->costs[row];
	}
	for (unsigned row = newer->n_chosen; row < n; row++)
		memcpy(costs + (size_t)row * n, older->costs, sizeof(*costs) * older->n_chosen);
	arena_clear(&scratch);
	return costs;
}

static void pair_similar_diffs(struct arena *arena, struct revision *older, struct revision *newer)
{
	bool all = older->n_patches <= LIMIT_COMPARED_PATCHES &&
		   newer->n_patches <= LIMIT_COMPARED_PATCHES;
	unsigned *rows;
	unsigned n;

	choose_patches(arena, older, all);
	choose_patches(arena, newer, all);
	if (older->n_chosen == 0 || newer->n_chosen == 0)
		return;
	n = older->n_chosen + newer->n_chosen;
	rows = arena_new_array(arena, unsigned, n);
	assignment_solve(arena, find_costs(arena, older, newer), n, rows);
	for (unsigned column = 0; column < older->n_chosen; column++) {
		if (rows[column] >= newer->n_chosen)
			continue;
		older->partners[older->chosen[column]] = newer->chosen[rows[column]];
		newer->partners[newer->chosen[rows[column]]] = older->chosen[column];
	}
}

static enum compare_outcome judge(const struct fingerprint *older, const struct fingerprint *newer)
{
	bool blobs_differ = older->blobs && newer->blobs && older->blobs != newer->blobs;

	if (older->change != newer->change)
		return COMPARE_REWRITTEN;
	if (older->message != newer->message)
		return COMPARE_REWORDED;
	return blobs_differ || !diffs_equal(older, newer) ? COMPARE_REBASED : COMPARE_SAME;
}

/* git's order: that of @newer; a dropped patch as soon as all before it in @older were there. */
static unsigned list_pairs(struct arena *arena, const struct revision *older,
			   const struct revision *newer, struct compare_pair *pairs)
{
	bool *shown = arena_new_array(arena, bool, older->n_patches);
	unsigned n_pairs = 0;
	unsigned i = 0;

	for (unsigned k = 0; k <= newer->n_patches; k++) {
		unsigned partner = k < newer->n_patches ? newer->partners[k] : COMPARE_NONE;

		for (; i < older->n_patches && (shown[i] || older->partners[i] == COMPARE_NONE);
		     i++) {
			if (!shown[i])
				pairs[n_pairs++] = (struct compare_pair){
					.older = i,
					.newer = COMPARE_NONE,
					.outcome = COMPARE_DROPPED,
				};
		}
		if (k == newer->n_patches)
			break;
		pairs[n_pairs] = (struct compare_pair){
			.older = partner,
			.newer = k,
			.outcome = COMPARE_ADDED,
		};
		if (partner != COMPARE_NONE) {
			shown[partner] = true;
			pairs[n_pairs].outcome =
				judge(&older->patches[partner], &newer->patches[k]);
		}
		n_pairs++;
	}
	return n_pairs;
}

static bool is_in_both(const struct compare_pair *pair)
{
	return pair->older != COMPARE_NONE && pair->newer != COMPARE_NONE;
}

/*
 * Finds the longest sequence of pairs that kept their order; the others moved.
 * The pairs stand in the order of the newer revision. @ends holds, for each
 * length, the pair at whose end a sequence of that length has the smallest older
 * index.
 */
static void mark_moved(struct arena *arena, struct compare_pair *pairs, unsigned n_pairs)
{
	unsigned *ends = arena_new_array(arena, unsigned, n_pairs + 1);
	unsigned *previous = arena_new_array(arena, unsigned, n_pairs);
	unsigned longest = 0;

	for (unsigned at = 0; at < n_pairs; at++) {
		unsigned low = 0;
		unsigned high = longest;

		if (!is_in_both(&pairs[at]))
			continue;
		while (low < high) {
			unsigned middle = (low + high + 1) / 2;

			if (pairs[ends[middle]].older < pairs[at].older)
				low = middle;
			else
				high = middle - 1;
		}
		previous[at] = ends[low];
		ends[low + 1] = at;
		longest = MAX(longest, low + 1);
		pairs[at].moved = true;
	}
	for (unsigned at = ends[longest]; longest > 0; longest--, at = previous[at])
		pairs[at].moved = false;
}

static void start_revision(struct arena *arena, const struct fingerprint *patches,
			   unsigned n_patches, struct revision *ret_revision)
{
	*ret_revision = (struct revision){
		.patches = patches,
		.n_patches = n_patches,
		.partners = arena_new_array(arena, unsigned, n_patches),
	};
	for (unsigned i = 0; i < n_patches; i++)
		ret_revision->partners[i] = COMPARE_NONE;
}

void compare_revisions(struct arena *arena, const struct fingerprint *older, unsigned n_older,
		       const struct fingerprint *newer, unsigned n_newer,
		       struct compare_pair **ret_pairs, unsigned *ret_n_pairs)
{
	struct compare_pair *pairs =
		arena_new_array(arena, struct compare_pair, (size_t)n_older + n_newer);
	struct revision first;
	struct revision second;
	struct arena scratch;
	unsigned n_pairs;

	arena_init(&scratch);
	start_revision(&scratch, older, n_older, &first);
	start_revision(&scratch, newer, n_newer, &second);
	pair_equal_diffs(&scratch, &first, &second);
	pair_similar_diffs(&scratch, &first, &second);
	n_pairs = list_pairs(&scratch, &first, &second, pairs);
	mark_moved(&scratch, pairs, n_pairs);
	arena_clear(&scratch);
	*ret_pairs = pairs;
	*ret_n_pairs = n_pairs;
}
