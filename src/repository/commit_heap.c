/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/commit_heap.h"

static bool is_before(const struct commit_heap *heap, size_t a, size_t b)
{
	return heap->comes_first(heap->commits->pdata[a], heap->commits->pdata[b]);
}

static void swap(const struct commit_heap *heap, size_t a, size_t b)
{
	void *commit = heap->commits->pdata[a];

	heap->commits->pdata[a] = heap->commits->pdata[b];
	heap->commits->pdata[b] = commit;
}

void commit_heap_put(struct commit_heap *heap, struct walk_commit *commit)
{
	size_t at = heap->commits->len;

	g_ptr_array_add(heap->commits, commit);
	for (; at > 0 && is_before(heap, at, (at - 1) / 2); at = (at - 1) / 2)
		swap(heap, at, (at - 1) / 2);
}

struct walk_commit *commit_heap_take(struct commit_heap *heap)
{
	struct walk_commit *first;
	size_t at = 0;

	if (heap->commits->len == 0)
		return NULL;
	/* The last one takes the place of the first, and sinks. */
	first = g_ptr_array_remove_index_fast(heap->commits, 0);
	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < heap->commits->len && is_before(heap, child + 1, child))
			child++;
		if (child >= heap->commits->len || !is_before(heap, child, at))
			return first;
		swap(heap, child, at);
		at = child;
	}
}
