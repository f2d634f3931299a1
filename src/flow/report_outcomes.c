/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/report_outcomes.h"

#include "flow/history_facts.h"

#include <glib.h>
#include <string.h>

static bool read_facts(struct index *index, const struct collection *collection,
		       const struct series_set *set, int64_t until, struct arena *arena,
		       struct history_facts *facts, GError **error)
{
	for (unsigned i = 0; i < collection->records->len; i++) {
		int64_t message = g_array_index(collection->messages, int64_t, i);

		if (message && set->postings->of_record[i] != POSTING_NONE &&
		    !history_facts_read(facts, i, index, message, until, arena, error))
			return false;
	}
	return true;
}

bool report_outcomes(struct index *index, struct collection *collection,
		     const struct series_set *set, int64_t until,
		     const struct outcome **ret_outcomes, GError **error)
{
	struct arena *arena = &collection->texts[0];
	struct outcome *outcomes = arena_new_array(arena, struct outcome, set->postings->n_items);
	struct history_material material = {
		.records = (const struct record *)(void *)collection->records->data,
		.n_records = collection->records->len,
		.people = collection->people,
		.set = set,
	};
	struct history_replies replies;
	struct history_facts facts;

	history_facts_init(&facts, arena, material.n_records);
	if (index && !read_facts(index, collection, set, until, arena, &facts, error))
		return false;
	material.landings = facts.landings;
	material.carriers = facts.carriers;
	history_add_reviewers(collection->people, material.records, material.n_records);
	history_replies_gather(&replies, &material);
	for (unsigned i = 0; i < set->topics->n_items; i++) {
		const struct topic *topic = &set->topics->items[i];
		const struct history_work work = {
			.postings = topic->postings,
			.n_postings = topic->n_postings,
			.newest = topic->newest,
			.links = set->topics->links,
		};
		const struct history *history = history_make(arena, &material, &replies, &work);

		for (unsigned p = 0; p < topic->n_postings; p++)
			outcome_of(arena, history, p, &outcomes[topic->postings[p]]);
	}
	history_replies_clear(&replies);
	*ret_outcomes = outcomes;
	return true;
}
