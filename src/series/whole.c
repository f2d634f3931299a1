/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/whole.h"

#include "base/limits.h"

#include <glib.h>

/* Adds the patches of @posting whose numbers are not @taken, or all of them without that. */
static void add_patches(const struct record *records, const struct postings *postings,
			unsigned posting, bool *taken, GArray *patches)
{
	const struct posting *added = &postings->items[posting];

	for (unsigned i = 0; i < added->n_patches; i++) {
		struct whole_patch patch = {.record = added->patches[i], .posting = posting};
		unsigned number = records[patch.record].subject.index;

		if (taken && taken[number])
			continue;
		if (taken)
			taken[number] = true;
		g_array_append_val(patches, patch);
	}
}

static void add_carried(const struct record *records, const struct postings *postings,
			unsigned posting, const unsigned *work, unsigned n_work, GArray *patches)
{
	unsigned base = postings->items[posting].completes;
	g_autofree bool *taken = g_new0(bool, LIMIT_COUNTER + 1);

	for (unsigned i = 0; i < patches->len; i++) {
		unsigned record = g_array_index(patches, struct whole_patch, i).record;

		taken[records[record].subject.index] = true;
	}
	for (unsigned i = n_work; i > 0 && base != POSTING_NONE; i--) {
		unsigned other = work[i - 1];

		if (other == posting)
			continue;
		if (other != base && postings->items[other].completes != base)
			continue;
		add_patches(records, postings, other, taken, patches);
		if (other == base)
			base = postings->items[other].completes;
	}
}

static gint compare_patches(gconstpointer a, gconstpointer b, gpointer user)
{
	const struct record *records = user;
	unsigned left = records[((const struct whole_patch *)a)->record].subject.index;
	unsigned right = records[((const struct whole_patch *)b)->record].subject.index;

	return (left > right) - (left < right);
}

GArray *whole_posting(const struct record *records, const struct postings *postings,
		      unsigned posting, const unsigned *work, unsigned n_work)
{
	GArray *patches = g_array_new(FALSE, FALSE, sizeof(struct whole_patch));

	add_patches(records, postings, posting, NULL, patches);
	if (postings->items[posting].completes == POSTING_NONE)
		return patches;
	add_carried(records, postings, posting, work, n_work, patches);
	/* A stable sort: patches of one number stay in their order. */
	g_qsort_with_data(patches->data, (gint)patches->len, sizeof(struct whole_patch),
			  compare_patches, (gpointer)records);
	return patches;
}
