/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/arrival_order.h"

#include <stdlib.h>

/* One record with what stands beside it, for sorting. */
struct place {
	int64_t arrived_at;
	unsigned index;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *left = a;
	const struct place *right = b;

	if (left->arrived_at != right->arrived_at)
		return left->arrived_at < right->arrived_at ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

static void reorder(GArray **array, const struct place *places, guint size)
{
	GArray *sorted = g_array_sized_new(FALSE, FALSE, size, (*array)->len);

	for (unsigned i = 0; i < (*array)->len; i++)
		g_array_append_vals(sorted, (*array)->data + (size_t)places[i].index * size, 1);
	g_array_free(*array, TRUE);
	*array = sorted;
}

static struct place *places_by_arrival(const struct collection *collection)
{
	unsigned n = collection->records->len;
	struct place *places = g_new(struct place, n + 1);

	for (unsigned i = 0; i < n; i++) {
		places[i].index = i;
		places[i].arrived_at =
			g_array_index(collection->records, struct record, i).arrived_at;
	}
	qsort(places, n, sizeof(*places), compare_places);
	return places;
}

void collection_sort(struct collection *collection)
{
	g_autofree struct place *places = places_by_arrival(collection);

	reorder(&collection->records, places, sizeof(struct record));
	reorder(&collection->details, places, sizeof(struct mail_detail));
	reorder(&collection->arrivals, places, sizeof(unsigned));
	if (collection->classics->len > 0)
		reorder(&collection->classics, places, sizeof(struct classic_reading));
}
