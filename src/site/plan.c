/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/plan.h"

#include "base/hash.h"
#include "base/timestamp.h"
#include "flow/find_posting.h"
#include "index/outcomes.h"
#include "index/works.h"
#include "render/page.h"
#include "site/periods.h"
#include "site/plan_people.h"
#include "update/outcome.h"

enum { FIRST_MAILS = 100 }; /* of which one may be of another list, but not most */

static bool plan_updates(struct plan *plan, const struct site_request *request, struct index *index,
			 int64_t archive, GError **error)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct work_place));
	g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(struct known_event));

	if (!works_places(index, archive, places, error) || !works_events(index, events, error))
		return false;
	periods_cut(&plan->texts, request->period, places, plan->updates);
	plan->first_mails = periods_first(&plan->texts, places, FIRST_MAILS);
	periods_set_keys(&index->key, events, plan->updates);
	return true;
}

/* Adds @text to @set. False where it is there already. */
static bool take(struct plan *plan, GHashTable *set, str text)
{
	str *key;

	if (g_hash_table_contains(set, &text))
		return false;
	key = arena_new(&plan->texts, str);
	*key = text;
	return g_hash_table_add(set, key);
}

/* The ids [begin, end) of one work, in order of arrival: the first one names its page. */
static void add_ids(struct plan *plan, const GArray *ids, unsigned begin, unsigned end,
		    struct planned_work *work)
{
	work->addresses = arena_new_array(&plan->texts, struct planned_address, end - begin);
	for (unsigned i = begin; i < end; i++) {
		const struct work_id *id = &g_array_index(ids, struct work_id, i);
		str name = page_name_of(&plan->texts, id->id);

		if (id->id.len == 0 || g_hash_table_contains(plan->mails, &id->id) ||
		    !take(plan, plan->names, name))
			continue;
		take(plan, plan->mails, id->id);
		if (work->row.name.len == 0)
			work->row.name = name;
		else
			work->addresses[work->n_addresses++] =
				(struct planned_address){id->id, id->head_id};
	}
}

static int64_t latest_of(const GArray *ids, unsigned begin, unsigned end)
{
	int64_t latest = g_array_index(ids, struct work_id, end - 1).posting;

	for (unsigned i = begin; i < end; i++) {
		const struct work_id *id = &g_array_index(ids, struct work_id, i);

		if (id->is_latest)
			latest = id->posting;
	}
	return latest;
}

static str tag_of(unsigned traits)
{
	if (traits & POSTING_PULL)
		return STR("PULL");
	return traits & POSTING_RFC ? STR("RFC") : (str){0};
}

/* What lists show of the work; false with *ret_found where it is gone. */
static bool fill_row(struct plan *plan, struct index *index, struct planned_work *work,
		     bool *ret_found, GError **error)
{
	struct found_posting posting;
	struct outcome outcome;
	bool has_outcome;

	if (!find_posting(index, &plan->texts, work->latest, &posting, ret_found, error) ||
	    !outcomes_load(index, work->latest, &plan->texts, &outcome, &has_outcome, error))
		return false;
	if (!*ret_found)
		return true;
	work->row.message_id = posting.head.record.message_id;
	work->row.title = posting.row.title;
	work->row.tag = tag_of(posting.row.traits);
	work->row.revision = revision_format(&plan->texts, posting.row.revision);
	work->row.n_revisions = posting.n_revisions;
	work->row.n_patches = posting.row.n_patches;
	work->row.author = posting.head.author;
	work->row.date = timestamp_format_utc(&plan->texts, posting.row.sent_at);
	if (has_outcome) {
		work->row.outcome = update_outcome_of(&plan->texts, &outcome, plan->now);
		/* It grows quiet by itself. */
		work->key = hash_chain(work->key, outcome_state_at(&outcome, plan->now));
	}
	return true;
}

static bool plan_work(struct plan *plan, struct index *index, GHashTable *states, const GArray *ids,
		      unsigned begin, unsigned end, GError **error)
{
	struct planned_work work = {
		.topic = g_array_index(ids, struct work_id, begin).topic,
		.latest = latest_of(ids, begin, end),
	};
	const uint64_t *state = g_hash_table_lookup(states, &work.topic);
	bool found;

	work.key = state ? *state : 0;
	if (!fill_row(plan, index, &work, &found, error))
		return false;
	if (!found)
		return true;
	add_ids(plan, ids, begin, end, &work);
	/* A work without any id has no address that stays. */
	if (work.row.name.len > 0)
		g_array_append_val(plan->works, work);
	return true;
}

/* No order of numbers in the index may show. */
static int compare_works(const void *a, const void *b)
{
	const struct planned_work *left = a;
	const struct planned_work *right = b;
	int order = str_compare(right->row.date, left->row.date);

	return order ? order : str_compare(left->row.name, right->row.name);
}

static bool plan_works(struct plan *plan, struct index *index, int64_t archive, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(struct work_id));
	g_autoptr(GHashTable) states =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	unsigned end;

	if (!works_ids(index, archive, &plan->texts, ids, error) ||
	    !works_states(index, states, error))
		return false;
	for (unsigned begin = 0; begin < ids->len; begin = end) {
		int64_t topic = g_array_index(ids, struct work_id, begin).topic;

		end = begin + 1;
		while (end < ids->len && g_array_index(ids, struct work_id, end).topic == topic)
			end++;
		if (!plan_work(plan, index, states, ids, begin, end, error))
			return false;
	}
	g_array_sort(plan->works, compare_works);
	return true;
}

bool plan_make(struct plan *plan, const struct site_request *request, struct index *index,
	       int64_t archive, GError **error)
{
	*plan = (struct plan){0};
	arena_init(&plan->texts);
	plan->updates = g_array_new(FALSE, FALSE, sizeof(struct planned_update));
	plan->works = g_array_new(FALSE, FALSE, sizeof(struct planned_work));
	plan->people = g_array_new(FALSE, FALSE, sizeof(struct planned_person));
	plan->names = g_hash_table_new(str_hash, str_hash_equal);
	plan->mails = g_hash_table_new(str_hash, str_hash_equal);
	plan->addresses = g_hash_table_new(str_hash_nocase, str_hash_equal_nocase);
	return outcomes_now(index, &plan->now, error) &&
	       plan_updates(plan, request, index, archive, error) &&
	       plan_works(plan, index, archive, error) && plan_people(plan, index, archive, error);
}

void plan_clear(struct plan *plan)
{
	g_clear_pointer(&plan->updates, g_array_unref);
	g_clear_pointer(&plan->works, g_array_unref);
	g_clear_pointer(&plan->people, g_array_unref);
	g_clear_pointer(&plan->names, g_hash_table_unref);
	g_clear_pointer(&plan->mails, g_hash_table_unref);
	g_clear_pointer(&plan->addresses, g_hash_table_unref);
	arena_clear(&plan->texts);
}
