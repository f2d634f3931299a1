/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/history_facts.h"

#include "index/carriers.h"
#include "index/landings.h"

#include <glib.h>

void history_facts_init(struct history_facts *facts, struct arena *arena, unsigned n_records)
{
	*facts = (struct history_facts){
		.landings = arena_new_array(arena, struct record_landings, n_records),
		.carriers = arena_new_array(arena, const struct history_carrier *, n_records),
	};
}

bool history_facts_read(struct history_facts *facts, unsigned record, struct index *index,
			int64_t message, int64_t until, struct arena *arena, GError **error)
{
	g_autoptr(GArray) landings = g_array_new(FALSE, FALSE, sizeof(struct landing));
	struct landing *items;
	unsigned n_items = 0;

	if (!landings_of_message(index, message, arena, landings, error))
		return false;
	items = arena_new_array(arena, struct landing, landings->len);
	for (unsigned i = 0; i < landings->len; i++) {
		const struct landing *landing = &g_array_index(landings, struct landing, i);

		if (landing->committed_at > until)
			continue;
		items[n_items] = *landing;
		if (landing->tagged_at > until)
			items[n_items].tag = (str){0};
		n_items++;
	}
	facts->landings[record] = (struct record_landings){items, n_items};
	return carriers_of_message(index, message, until, arena, &facts->carriers[record], error);
}
