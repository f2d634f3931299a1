/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/collision_orders.h"

#include "index/collisions.h"
#include "index/outcomes.h"
#include "index/postings.h"
#include "outcome/collision.h"

static const int64_t day = 24 * 60 * 60;

/* Works. */

void live_works_init(struct live_works *works, struct index *index)
{
	*works = (struct live_works){
		.index = index,
		.works = g_array_new(FALSE, FALSE, sizeof(struct live_work)),
		.by_topic = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
	};
}

void live_works_clear(struct live_works *works)
{
	g_array_unref(works->works);
	g_hash_table_unref(works->by_topic);
}

static void add(struct live_works *works, const struct live_work *work)
{
	g_array_append_vals(works->works, work, 1);
	g_hash_table_insert(works->by_topic, g_memdup2(&work->topic, sizeof(work->topic)),
			    GUINT_TO_POINTER(works->works->len));
}

bool live_works_load(struct live_works *works, GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct outcome_row));

	if (!outcomes_now(works->index, &works->now, error) ||
	    !outcomes_of_works(works->index, false, rows, error))
		return false;
	for (unsigned i = 0; i < rows->len; i++) {
		const struct outcome_row *row = &g_array_index(rows, struct outcome_row, i);
		const struct outcome outcome = {
			.state = row->state,
			.active_at = row->active_at,
		};
		const struct live_work work = {
			.topic = row->topic,
			.posting = row->posting,
			.arrived_at = row->arrived_at,
			.state = outcome_state_at(&outcome, works->now),
		};

		if (row->active_at > works->now - LIVE_DAYS * day)
			add(works, &work);
	}
	return true;
}

/* The latest posting of @topic and what became of it; false with *ret_found without one. */
static bool load_work(struct live_works *works, int64_t topic, struct live_work *ret_work,
		      struct outcome *ret_outcome, bool *ret_found, GError **error)
{
	g_auto(arena) texts = {0};
	struct stored_posting posting;
	int64_t latest;

	*ret_found = false;
	if (!collisions_latest(works->index, topic, &latest, error))
		return false;
	arena_init(&texts);
	if (!postings_load(works->index, latest, &texts, &posting, ret_found, error))
		return false;
	if (*ret_found &&
	    !outcomes_load(works->index, latest, &texts, ret_outcome, ret_found, error))
		return false;
	if (*ret_found)
		*ret_work = (struct live_work){
			.topic = topic,
			.posting = latest,
			.arrived_at = posting.arrived_at,
			.state = outcome_state_at(ret_outcome, works->now),
		};
	return true;
}

bool live_works_add(struct live_works *works, int64_t topic, GError **error)
{
	struct live_work work;
	struct outcome outcome;
	bool found;

	if (g_hash_table_contains(works->by_topic, &topic))
		return true;
	if (!load_work(works, topic, &work, &outcome, &found, error))
		return false;
	if (!found) {
		database_set_corrupt(works->index->database, "a work without an outcome", error);
		return false;
	}
	add(works, &work);
	return true;
}

static int compare_works(const void *a, const void *b)
{
	const struct live_work *left = a;
	const struct live_work *right = b;

	if (left->arrived_at != right->arrived_at)
		return left->arrived_at < right->arrived_at ? -1 : 1;
	return (left->posting > right->posting) - (left->posting < right->posting);
}

void live_works_sort(struct live_works *works)
{
	g_array_sort(works->works, compare_works);
	for (unsigned i = 0; i < works->works->len; i++) {
		int64_t topic = live_work_at(works, i)->topic;

		g_hash_table_insert(works->by_topic, g_memdup2(&topic, sizeof(topic)),
				    GUINT_TO_POINTER(i + 1));
	}
}

unsigned live_works_find(const struct live_works *works, int64_t topic)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(works->by_topic, &topic)) - 1;
}

/* Orders. */

/*
 * Of what has landed only what names mails: a new series is on top of some commit, and often
 * says which, with its title.
 */
static const bool names_landed[DEPENDENCY_N_KINDS] = {
	[DEPENDENCY_PATCH_ID] = true,
	[DEPENDENCY_MESSAGE_ID] = true,
	[DEPENDENCY_CHANGE_ID] = true,
};

struct ordering {
	struct live_works *works;
	unsigned asked;
	struct arena *arena;
	GArray *orders;
};

/* Appends the works other than @own that @messages are of, each once. */
static bool find_topics(struct ordering *ordering, const GArray *messages, int64_t own,
			GArray *topics, GError **error)
{
	struct index *index = ordering->works->index;

	for (unsigned i = 0; i < messages->len; i++) {
		int64_t posting;
		int64_t topic = 0;
		bool is_known = false;

		if (!postings_of_message(index, g_array_index(messages, int64_t, i), &posting,
					 error) ||
		    (posting && !postings_topic(index, posting, &topic, error)))
			return false;
		for (unsigned j = 0; j < topics->len; j++)
			is_known = is_known || g_array_index(topics, int64_t, j) == topic;
		if (topic && topic != own && !is_known)
			g_array_append_val(topics, topic);
	}
	return true;
}

/* True in *ret_is_older if the first mail of @topic came before that of @work. */
static bool is_older(struct ordering *ordering, int64_t topic, const struct live_work *work,
		     bool *ret_is_older, GError **error)
{
	g_auto(arena) texts = {0};
	struct stored_posting posting;
	bool found;

	arena_init(&texts);
	if (!postings_load(ordering->works->index, topic, &texts, &posting, &found, error))
		return false;
	*ret_is_older = found && posting.arrived_at <= work->arrived_at;
	return true;
}

/* True if what rests on a work that came to @outcome may still have to wait for it. */
static bool matters(const struct live_works *works, const struct outcome *outcome,
		    enum dependency_kind kind)
{
	if (outcome_is_open(outcome->state))
		return outcome->active_at > works->now - NEEDED_DAYS * day;
	return outcome->state == OUTCOME_LANDED && names_landed[kind] &&
	       outcome->landed_at > works->now - OUTCOME_QUIET_DAYS * day;
}

/* The number of @topic, which is added where it matters; *ret_found is false where it does not. */
static bool find_other(struct ordering *ordering, int64_t topic, enum dependency_kind kind,
		       unsigned *ret_number, bool *ret_found, GError **error)
{
	struct live_works *works = ordering->works;
	struct live_work work;
	struct outcome outcome;

	*ret_found = g_hash_table_contains(works->by_topic, &topic);
	if (!*ret_found) {
		if (!load_work(works, topic, &work, &outcome, ret_found, error))
			return false;
		*ret_found = *ret_found && matters(works, &outcome, kind);
		if (*ret_found)
			add(works, &work);
	}
	if (*ret_found)
		*ret_number = live_works_find(works, topic);
	return true;
}

static void add_order(struct ordering *ordering, unsigned number, unsigned other,
		      const struct dependency *dependency)
{
	struct work_order order = {
		.first = MIN(number, other),
		.second = MAX(number, other),
		.is_second_first = number < other,
		.reason = dependency_reason(dependency),
		.text = dependency->text,
	};

	if (ordering->asked != COLLISION_ALL && number != ordering->asked &&
	    other != ordering->asked)
		return;
	g_array_append_val(ordering->orders, order);
}

static bool follow(struct ordering *ordering, unsigned number, const struct dependency *dependency,
		   GError **error)
{
	const struct live_work work = *live_work_at(ordering->works, number);
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) topics = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!collisions_needed(ordering->works->index, dependency, messages, error) ||
	    !find_topics(ordering, messages, work.topic, topics, error))
		return false;
	if (dependency->kind == DEPENDENCY_TITLE && topics->len > 1)
		return true;
	for (unsigned i = 0; i < topics->len; i++) {
		int64_t topic = g_array_index(topics, int64_t, i);
		bool is_other = true;
		unsigned other = 0;

		if (dependency->kind == DEPENDENCY_TITLE &&
		    !is_older(ordering, topic, &work, &is_other, error))
			return false;
		if (is_other &&
		    !find_other(ordering, topic, dependency->kind, &other, &is_other, error))
			return false;
		if (is_other)
			add_order(ordering, number, other, dependency);
	}
	return true;
}

static bool follow_all(struct ordering *ordering, unsigned number, GError **error)
{
	g_autoptr(GArray) dependencies = g_array_new(FALSE, FALSE, sizeof(struct dependency));

	if (!collisions_depends(ordering->works->index,
				live_work_at(ordering->works, number)->posting, ordering->arena,
				dependencies, error))
		return false;
	for (unsigned i = 0; i < dependencies->len; i++) {
		if (!follow(ordering, number, &g_array_index(dependencies, struct dependency, i),
			    error))
			return false;
	}
	return true;
}

static int compare_orders(const void *a, const void *b)
{
	const struct work_order *left = a;
	const struct work_order *right = b;

	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return (left->second > right->second) - (left->second < right->second);
}

/* Of several patches that say the same, or lead to the same work, one reason of each kind. */
static void drop_repeated(GArray *orders)
{
	unsigned n = 0;

	for (unsigned i = 0; i < orders->len; i++) {
		const struct work_order order = g_array_index(orders, struct work_order, i);
		bool is_known = false;

		for (unsigned j = n; j-- > 0 && !is_known;) {
			const struct work_order *known =
				&g_array_index(orders, struct work_order, j);

			if (compare_orders(known, &order) != 0)
				break;
			is_known = known->reason == order.reason &&
				   known->is_second_first == order.is_second_first;
		}
		if (!is_known)
			g_array_index(orders, struct work_order, n++) = order;
	}
	g_array_set_size(orders, n);
}

bool work_orders_load(struct live_works *works, unsigned asked, struct arena *arena, GArray *orders,
		      GError **error)
{
	struct ordering ordering = {
		.works = works,
		.asked = asked,
		.arena = arena,
		.orders = orders,
	};
	unsigned n_works = live_works_count(works); /* what is added rests on nothing here */

	for (unsigned i = 0; i < n_works; i++) {
		if (!follow_all(&ordering, i, error))
			return false;
	}
	g_array_sort(orders, compare_orders);
	drop_repeated(orders);
	return true;
}

unsigned work_orders_find(const GArray *orders, unsigned first, unsigned second)
{
	const struct work_order wanted = {.first = first, .second = second};
	unsigned from = 0;
	unsigned to = orders->len;

	while (from < to) {
		unsigned middle = from + (to - from) / 2;

		if (compare_orders(&g_array_index(orders, struct work_order, middle), &wanted) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}
