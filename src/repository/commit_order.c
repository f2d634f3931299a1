/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A commit can be next when all of its parents were. The children of each stand in one
 * array, those of the first commit first.
 */
#include "base/error.h"
#include "repository/commit_heap.h"
#include "repository/repository_internal.h"

struct ordering {
	GPtrArray *commits; /* as they were given */
	unsigned *n_waiting; /* of each, its parents that are not in order yet */
	size_t *first_child; /* of each, where its children begin; one more for the end */
	unsigned *children; /* their places in @commits */
};

static bool comes_first(const struct walk_commit *a, const struct walk_commit *b)
{
	if (a->committed_at != b->committed_at)
		return a->committed_at < b->committed_at;
	return git_oid_cmp(&a->id, &b->id) < 0;
}

static bool has(const struct ordering *ordering, const struct walk_commit *commit)
{
	return commit->place < ordering->commits->len &&
	       ordering->commits->pdata[commit->place] == commit;
}

/* Calls for each commit and each of its parents that is to be ordered too. */
static void each_parent(struct ordering *ordering,
			void (*take)(struct ordering *, unsigned child, unsigned parent))
{
	for (unsigned i = 0; i < ordering->commits->len; i++) {
		const struct walk_commit *commit = ordering->commits->pdata[i];

		for (unsigned k = 0; k < commit->n_parents; k++) {
			if (has(ordering, commit->parents[k]))
				take(ordering, i, commit->parents[k]->place);
		}
	}
}

static void count_child(struct ordering *ordering, unsigned child, unsigned parent)
{
	ordering->n_waiting[child]++;
	ordering->first_child[parent + 1]++;
}

/* What is counted is where the next one goes; at the end, where the next parent's begin. */
static void add_child(struct ordering *ordering, unsigned child, unsigned parent)
{
	ordering->children[ordering->first_child[parent]++] = child;
}

static void find_children(struct ordering *ordering)
{
	size_t n = ordering->commits->len;

	each_parent(ordering, count_child);
	for (size_t i = 0; i < n; i++)
		ordering->first_child[i + 1] += ordering->first_child[i];
	ordering->children = g_new(unsigned, ordering->first_child[n] + 1);
	each_parent(ordering, add_child);
	memmove(ordering->first_child + 1, ordering->first_child, n * sizeof(size_t));
	ordering->first_child[0] = 0;
}

/* The commits in order; fewer than there are where some wait for themselves. */
static GPtrArray *take_in_order(struct ordering *ordering)
{
	struct commit_heap next = {comes_first, g_ptr_array_new()};
	GPtrArray *ordered = g_ptr_array_sized_new(ordering->commits->len);
	struct walk_commit *commit;

	for (unsigned i = 0; i < ordering->commits->len; i++) {
		if (ordering->n_waiting[i] == 0)
			commit_heap_put(&next, ordering->commits->pdata[i]);
	}
	while ((commit = commit_heap_take(&next))) {
		const size_t *range = &ordering->first_child[commit->place];

		for (size_t i = range[0]; i < range[1]; i++) {
			unsigned child = ordering->children[i];

			if (--ordering->n_waiting[child] == 0)
				commit_heap_put(&next, ordering->commits->pdata[child]);
		}
		g_ptr_array_add(ordered, commit);
	}
	g_ptr_array_unref(next.commits);
	return ordered;
}

bool commit_order(const struct repository *repository, GPtrArray *commits, GError **error)
{
	struct ordering ordering = {.commits = commits};
	g_autoptr(GPtrArray) ordered = NULL;

	for (unsigned i = 0; i < commits->len; i++)
		((struct walk_commit *)commits->pdata[i])->place = i;
	ordering.n_waiting = g_new0(unsigned, commits->len + 1);
	ordering.first_child = g_new0(size_t, commits->len + 1);
	find_children(&ordering);
	ordered = take_in_order(&ordering);
	g_free(ordering.n_waiting);
	g_free(ordering.first_child);
	g_free(ordering.children);
	if (ordered->len < commits->len) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "repository '%s': %u commits are their own ancestors, by its grafts",
			    repository->path, commits->len - ordered->len);
		return false;
	}
	for (unsigned i = 0; i < commits->len; i++) {
		commits->pdata[i] = ordered->pdata[i];
		((struct walk_commit *)commits->pdata[i])->place = i;
	}
	return true;
}
