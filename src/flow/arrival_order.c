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

/* The order of arrival of @n things, the i-th of which came with the record @record_of[i], or i. */
static struct place *places_by_arrival(const struct collection *collection,
				       const unsigned *record_of, unsigned n)
{
	struct place *places = g_new(struct place, n + 1);

	for (unsigned i = 0; i < n; i++) {
		unsigned record = record_of ? record_of[i] : i;

		places[i].index = i;
		places[i].arrived_at =
			g_array_index(collection->records, struct record, record).arrived_at;
	}
	qsort(places, n, sizeof(*places), compare_places);
	return places;
}

void collection_sort(struct collection *collection, const GArray *classic_records)
{
	g_autofree struct place *places =
		places_by_arrival(collection, NULL, collection->records->len);
	g_autofree struct place *classic_places = places_by_arrival(
		collection, (const unsigned *)classic_records->data, classic_records->len);

	reorder(&collection->records, places, sizeof(struct record));
	reorder(&collection->details, places, sizeof(struct mail_detail));
	reorder(&collection->classics, classic_places, sizeof(struct classic_mail));
}
