/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/plan_people.h"

#include "base/hash.h"
#include "base/timestamp.h"
#include "index/works.h"
#include "render/page.h"

#include <stdlib.h>
#include <string.h>

/* Somebody whose page is being planned. */
struct gathering {
	struct mailbox person; /* the name is the last one that was met */
	unsigned patches;
	GArray *days; /* struct update_day, by time */
	GHashTable *own; /* int64_t * (topic) to a number of patches */
	GArray *looked; /* struct site_share; its work as an index of plan->works */
	GArray *looked_works; /* unsigned */
};

struct planning {
	struct plan *plan;
	GHashTable *people; /* str * of an address to struct gathering * */
	GHashTable *works; /* int64_t * (topic) to the index of plan->works, plus one */
};

static void free_gathering(gpointer pointer)
{
	struct gathering *gathering = pointer;

	g_array_unref(gathering->days);
	g_hash_table_unref(gathering->own);
	g_array_unref(gathering->looked);
	g_array_unref(gathering->looked_works);
	g_free(gathering);
}

/* NULL for somebody without an address: nobody could tell them from others. */
static struct gathering *gathering_of(struct planning *planning, struct mailbox person)
{
	struct gathering *gathering;
	str *key;

	if (person.address.len == 0)
		return NULL;
	gathering = g_hash_table_lookup(planning->people, &person.address);
	if (!gathering) {
		gathering = g_new0(struct gathering, 1);
		gathering->days = g_array_new(FALSE, FALSE, sizeof(struct update_day));
		gathering->own = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
		gathering->looked = g_array_new(FALSE, FALSE, sizeof(struct site_share));
		gathering->looked_works = g_array_new(FALSE, FALSE, sizeof(unsigned));
		gathering->person = person;
		key = arena_new(&planning->plan->texts, str);
		*key = person.address;
		g_hash_table_insert(planning->people, key, gathering);
	}
	if (person.name.len > 0)
		gathering->person.name = person.name;
	return gathering;
}

/* Patches come in order of arrival, days nearly so: the last ones are looked at first. */
static void count_day(GArray *days, int64_t number)
{
	struct update_day day = {.number = number};
	unsigned at = days->len;

	while (at > 0 && g_array_index(days, struct update_day, at - 1).number > number)
		at--;
	if (at == 0 || g_array_index(days, struct update_day, at - 1).number != number)
		g_array_insert_val(days, at++, day);
	g_array_index(days, struct update_day, at - 1).patches++;
}

static void count_patch(struct planning *planning, const struct work_patch *patch)
{
	struct gathering *gathering = gathering_of(planning, patch->author);
	unsigned n;

	if (!gathering)
		return;
	n = GPOINTER_TO_UINT(g_hash_table_lookup(gathering->own, &patch->topic));
	/* Who sent no more than the letter has part in it, too. */
	if (patch->kind == RECORD_PATCH) {
		gathering->patches++;
		count_day(gathering->days, timestamp_day(patch->arrived_at));
		n++;
	}
	g_hash_table_insert(gathering->own, g_memdup2(&patch->topic, sizeof(patch->topic)),
			    GUINT_TO_POINTER(n));
}

static void count_onlookers(struct planning *planning, unsigned index)
{
	const struct planned_work *work =
		&g_array_index(planning->plan->works, struct planned_work, index);

	for (unsigned i = 0; i < work->row.outcome.n_onlookers; i++) {
		const struct update_onlooker *onlooker = &work->row.outcome.onlookers[i];
		struct gathering *gathering = gathering_of(planning, onlooker->person);
		const struct site_share share = {.looked = *onlooker};

		if (!gathering)
			continue;
		g_array_append_val(gathering->looked, share);
		g_array_append_val(gathering->looked_works, index);
	}
}

static int compare_shares(const void *a, const void *b)
{
	const struct site_share *left = a;
	const struct site_share *right = b;
	int order = str_compare(right->work->date, left->work->date);

	return order ? order : str_compare(left->work->name, right->work->name);
}

static void fill_own(struct planning *planning, const struct gathering *gathering,
		     struct planned_person *person)
{
	struct plan *plan = planning->plan;
	GHashTableIter iter;
	gpointer topic;
	gpointer n_patches;

	person->row.own =
		arena_new_array(&plan->texts, struct site_share, g_hash_table_size(gathering->own));
	g_hash_table_iter_init(&iter, gathering->own);
	while (g_hash_table_iter_next(&iter, &topic, &n_patches)) {
		unsigned index = GPOINTER_TO_UINT(g_hash_table_lookup(planning->works, topic));

		if (index == 0)
			continue;
		person->row.own[person->row.n_own++] = (struct site_share){
			.work = &g_array_index(plan->works, struct planned_work, index - 1).row,
			.patches = GPOINTER_TO_UINT(n_patches),
		};
	}
	/* A table has no order: this gives them one. */
	qsort(person->row.own, person->row.n_own, sizeof(*person->row.own), compare_shares);
}

static void fill_reviewed(struct planning *planning, const struct gathering *gathering,
			  struct planned_person *person)
{
	struct plan *plan = planning->plan;

	person->row.reviewed =
		arena_new_array(&plan->texts, struct site_share, gathering->looked->len);
	for (unsigned i = 0; i < gathering->looked->len; i++) {
		unsigned index = g_array_index(gathering->looked_works, unsigned, i);
		struct planned_work *work = &g_array_index(plan->works, struct planned_work, index);
		struct site_share share = g_array_index(gathering->looked, struct site_share, i);

		share.work = &work->row;
		if (!g_hash_table_contains(gathering->own, &work->topic))
			person->row.reviewed[person->row.n_reviewed++] = share;
	}
	qsort(person->row.reviewed, person->row.n_reviewed, sizeof(*person->row.reviewed),
	      compare_shares);
}

static void fill_days(struct plan *plan, const struct gathering *gathering,
		      struct planned_person *person)
{
	unsigned n = gathering->days->len;

	person->row.n_days = n;
	person->row.days = arena_new_array(&plan->texts, struct update_day, n);
	for (unsigned i = 0; i < n; i++) {
		struct update_day *day = &person->row.days[i];

		*day = g_array_index(gathering->days, struct update_day, i);
		day->date = timestamp_format_day(&plan->texts, day->number * SECONDS_PER_DAY);
	}
	if (n == 0)
		return;
	person->row.first = person->row.days[0].date;
	person->row.last = person->row.days[n - 1].date;
}

/* The row of a share is that of a work of the plan. */
static uint64_t key_of_work(const struct site_work *row)
{
	const char *work = (const char *)row - offsetof(struct planned_work, row);

	return ((const struct planned_work *)(const void *)work)->key;
}

/* A sum of all that the page shows of one work. */
static uint64_t key_of_share(const struct hash_key *key, const struct site_share *share)
{
	const unsigned numbers[] = {share->patches,	   share->looked.reviewed,
				    share->looked.acked,   share->looked.tested,
				    share->looked.refused, share->looked.commented};
	uint64_t sum = hash_chain(hash_bytes(key, share->work->name), key_of_work(share->work));

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		sum = hash_chain(sum, numbers[i]);
	return sum;
}

static uint64_t key_of_person(const struct hash_key *key, const struct site_person *person)
{
	uint64_t sum = hash_bytes(key, person->person.name);

	sum = hash_chain(sum, hash_bytes(key, person->person.address));
	for (unsigned i = 0; i < person->n_days; i++)
		sum = hash_chain(hash_chain(sum, (uint64_t)person->days[i].number),
				 person->days[i].patches);
	for (unsigned i = 0; i < person->n_own; i++)
		sum = hash_chain(sum, key_of_share(key, &person->own[i]));
	for (unsigned i = 0; i < person->n_reviewed; i++)
		sum = hash_chain(sum, key_of_share(key, &person->reviewed[i]));
	return sum;
}

/* The page of an address whatever its case: of its letters in lower case. */
static str name_of(struct arena *arena, str address)
{
	g_autofree char *lower = g_ascii_strdown(address.ptr, (gssize)address.len);

	return page_name_of(arena, (str){.ptr = lower, .len = address.len});
}

uint64_t plan_number_of(str name)
{
	uint64_t number = 0;

	for (size_t i = 0; i < name.len; i++)
		number = number << 4 | (uint64_t)g_ascii_xdigit_value(name.ptr[i]);
	return number;
}

uint64_t plan_person_number(str address)
{
	g_auto(arena) arena = {0};

	arena_init(&arena);
	return plan_number_of(name_of(&arena, address));
}

static void add_person(struct planning *planning, const struct hash_key *key,
		       const struct gathering *gathering)
{
	struct plan *plan = planning->plan;
	struct planned_person person = {
		.row = {.person = gathering->person, .patches = gathering->patches},
	};
	str *address = arena_new(&plan->texts, str);
	str *name = arena_new(&plan->texts, str);

	fill_days(plan, gathering, &person);
	fill_own(planning, gathering, &person);
	fill_reviewed(planning, gathering, &person);
	person.row.name = name_of(&plan->texts, gathering->person.address);
	person.key = key_of_person(key, &person.row);
	*address = gathering->person.address;
	*name = person.row.name;
	g_hash_table_insert(plan->addresses, address, name);
	g_array_append_val(plan->people, person);
}

static int compare_people(const void *a, const void *b)
{
	const struct planned_person *left = a;
	const struct planned_person *right = b;
	int order = str_compare(left->row.person.name, right->row.person.name);

	return order ? order : str_compare(left->row.person.address, right->row.person.address);
}

static void number_works(struct planning *planning)
{
	const GArray *works = planning->plan->works;

	for (unsigned i = 0; i < works->len; i++)
		g_hash_table_insert(planning->works,
				    &g_array_index(works, struct planned_work, i).topic,
				    GUINT_TO_POINTER(i + 1));
}

bool plan_people(struct plan *plan, struct index *index, int64_t archive, GError **error)
{
	g_autoptr(GArray) patches = g_array_new(FALSE, FALSE, sizeof(struct work_patch));
	g_autoptr(GHashTable) people =
		g_hash_table_new_full(str_hash_nocase, str_hash_equal_nocase, NULL, free_gathering);
	g_autoptr(GHashTable) works = g_hash_table_new(g_int64_hash, g_int64_equal);
	struct planning planning = {plan, people, works};
	GHashTableIter iter;
	gpointer gathering;

	if (!works_patches(index, archive, &plan->texts, patches, error))
		return false;
	number_works(&planning);
	for (unsigned i = 0; i < patches->len; i++)
		count_patch(&planning, &g_array_index(patches, struct work_patch, i));
	for (unsigned i = 0; i < plan->works->len; i++)
		count_onlookers(&planning, i);
	g_hash_table_iter_init(&iter, people);
	while (g_hash_table_iter_next(&iter, NULL, &gathering))
		add_person(&planning, &index->key, gathering);
	g_array_sort(plan->people, compare_people);
	return true;
}
