/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/neighbourhood.h"

#include "base/limits.h"
#include "series/batch.h"
#include "series/classify.h"

#include <glib.h>
#include <stdlib.h>

enum {
	/* What series/draft.c joins without a thread was sent within: ADDITION_SECONDS there. */
	MEETING_SECONDS = 31 * 24 * 60 * 60,
};

struct gathering_threads {
	struct neighbourhood *neighbourhood;
	struct index *index;
	GHashTable *seen; /* set of int64_t * */
	GArray *waiting; /* int64_t: threads that are still to be loaded */
	int64_t first_fresh;
};

static int compare_numbers(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

static void await_threads(struct gathering_threads *gathering, const GArray *threads)
{
	for (unsigned i = 0; i < threads->len; i++) {
		int64_t thread = g_array_index(threads, int64_t, i);

		if (g_hash_table_contains(gathering->seen, &thread))
			continue;
		g_hash_table_add(gathering->seen, g_memdup2(&thread, sizeof(thread)));
		g_array_append_val(gathering->waiting, thread);
	}
}

/* The keys under which mails without a thread in common find one another. */
struct meeting_keys {
	int64_t batch; /* 0 where there is none */
	int64_t loose; /* of an address */
	int64_t numbered;
	bool is_loose; /* it answers nothing */
};

static int64_t hash_of_batch(const struct index *index, str message_id)
{
	struct batch batch;
	g_autofree char *joined = NULL;

	if (!batch_of(message_id, &batch))
		return 0;
	joined = g_strdup_printf(STR_FMT "\n" STR_FMT, STR_ARG(batch.before), STR_ARG(batch.after));
	return index_hash(index, HASH_BATCH, str_from(joined));
}

static bool meeting_keys_of(const struct index *index, const struct stored_message *message,
			    struct meeting_keys *ret_keys)
{
	const struct record *record = &message->record;
	g_autofree char *address = NULL;

	if (!record_may_be_work(record) || !record_is_tagged(record))
		return false;
	address = g_ascii_strdown(message->sender.address.ptr ? message->sender.address.ptr : "",
				  (gssize)message->sender.address.len);
	*ret_keys = (struct meeting_keys){
		.batch = hash_of_batch(index, record->message_id),
		.loose = index_hash(index, HASH_LOOSE, str_from(address)),
		.numbered = index_hash(index, HASH_NUMBERED, str_from(address)),
		.is_loose = record->n_parents == 0 && record_is_numbered(record),
	};
	return true;
}

bool neighbourhood_announce(struct index *index, const GArray *fresh, GError **error)
{
	for (unsigned i = 0; i < fresh->len; i++) {
		const struct stored_message *message =
			&g_array_index(fresh, struct stored_message, i);
		int64_t at = message->record.arrived_at;
		struct meeting_keys keys;

		if (!meeting_keys_of(index, message, &keys))
			continue;
		if (keys.batch && !meetings_add(index, keys.batch, at, message->id, error))
			return false;
		if (keys.is_loose && !meetings_add(index, keys.loose, at, message->id, error))
			return false;
		if (!meetings_add(index, keys.numbered, at, message->id, error))
			return false;
	}
	return true;
}

/* A loose patch may belong to any posting of its sender; a posting, to their loose patches. */
static bool await_met(struct gathering_threads *gathering, const struct stored_message *message,
		      GError **error)
{
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t at = message->record.arrived_at;
	struct meeting_keys keys;

	if (!meeting_keys_of(gathering->index, message, &keys))
		return true;
	if (keys.batch &&
	    !meetings_threads(gathering->index, keys.batch, at, MEETING_SECONDS, threads, error))
		return false;
	if (!meetings_threads(gathering->index, keys.is_loose ? keys.numbered : keys.loose, at,
			      MEETING_SECONDS, threads, error))
		return false;
	await_threads(gathering, threads);
	return true;
}

/* The posting of a mail that was loaded, and the threads of the others that are of it. */
static bool await_members(struct gathering_threads *gathering, int64_t message, GError **error)
{
	struct index *index = gathering->index;
	GArray *known = gathering->neighbourhood->known_postings;
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t posting;

	if (!postings_of_message(index, message, &posting, error))
		return false;
	if (posting == 0)
		return true;
	g_array_append_val(known, posting);
	if (!postings_threads(index, posting, threads, error))
		return false;
	await_threads(gathering, threads);
	return true;
}

static bool load_thread(struct gathering_threads *gathering, int64_t thread, GError **error)
{
	struct neighbourhood *neighbourhood = gathering->neighbourhood;
	unsigned begin = neighbourhood->messages->len;

	if (!messages_load_thread(gathering->index, thread, gathering->first_fresh,
				  &neighbourhood->texts, neighbourhood->messages, error))
		return false;
	for (unsigned i = begin; i < neighbourhood->messages->len; i++) {
		const struct stored_message *message =
			&g_array_index(neighbourhood->messages, struct stored_message, i);

		if (!await_members(gathering, message->id, error))
			return false;
	}
	return true;
}

static bool gather(struct gathering_threads *gathering, const GArray *threads, const GArray *fresh,
		   GError **error)
{
	await_threads(gathering, threads);
	for (unsigned i = 0; i < fresh->len; i++) {
		if (!await_met(gathering, &g_array_index(fresh, struct stored_message, i), error))
			return false;
	}
	for (unsigned i = 0; i < gathering->waiting->len; i++) {
		if (!load_thread(gathering, g_array_index(gathering->waiting, int64_t, i), error))
			return false;
	}
	return true;
}

/* Each once, ascending. */
static void sort_known(GArray *known)
{
	unsigned n = 0;

	g_array_sort(known, compare_numbers);
	for (unsigned i = 0; i < known->len; i++) {
		int64_t posting = g_array_index(known, int64_t, i);

		if (n == 0 || g_array_index(known, int64_t, n - 1) != posting)
			g_array_index(known, int64_t, n++) = posting;
	}
	g_array_set_size(known, n);
}

bool neighbourhood_gather(struct neighbourhood *neighbourhood, struct index *index,
			  const GArray *threads, const GArray *fresh, int64_t first_fresh,
			  GError **error)
{
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct gathering_threads gathering = {
		.neighbourhood = neighbourhood,
		.index = index,
		.seen = seen,
		.waiting = waiting,
		.first_fresh = first_fresh,
	};

	*neighbourhood = (struct neighbourhood){
		.messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message)),
		.known_postings = g_array_new(FALSE, FALSE, sizeof(int64_t)),
	};
	arena_init(&neighbourhood->texts);
	g_array_append_vals(neighbourhood->messages, fresh->data, fresh->len);
	/* In an empty index there is nothing around the mails. */
	if (first_fresh > 1 && !gather(&gathering, threads, fresh, error))
		return false;
	sort_known(neighbourhood->known_postings);
	neighbourhood_make_up(neighbourhood);
	return true;
}

void neighbourhood_clear(struct neighbourhood *neighbourhood)
{
	arena_clear(&neighbourhood->texts);
	g_clear_pointer(&neighbourhood->messages, g_array_unref);
	g_clear_pointer(&neighbourhood->known_postings, g_array_unref);
	g_clear_pointer(&neighbourhood->of_message, g_hash_table_unref);
	people_free(neighbourhood->people);
	g_free(neighbourhood->records);
	*neighbourhood = (struct neighbourhood){0};
}

bool neighbourhood_add(struct neighbourhood *neighbourhood, struct index *index,
		       const int64_t *messages, unsigned n_messages, GError **error)
{
	g_autofree int64_t *absent = g_new(int64_t, n_messages + 1);
	unsigned n_absent = 0;
	unsigned begin = neighbourhood->messages->len;

	for (unsigned i = 0; i < n_messages; i++) {
		if (!g_hash_table_contains(neighbourhood->of_message, &messages[i]))
			absent[n_absent++] = messages[i];
	}
	if (!messages_load(index, absent, n_absent, MESSAGE_ALONE, &neighbourhood->texts,
			   neighbourhood->messages, error))
		return false;
	/* Their places are wrong until all is made up; that they are there is what matters. */
	for (unsigned i = begin; i < neighbourhood->messages->len; i++) {
		struct stored_message *message =
			&g_array_index(neighbourhood->messages, struct stored_message, i);

		g_hash_table_replace(neighbourhood->of_message,
				     g_memdup2(&message->id, sizeof(message->id)),
				     GUINT_TO_POINTER(i + 1));
	}
	return true;
}

static void add_people(struct neighbourhood *neighbourhood, unsigned index)
{
	const struct stored_message *message =
		&g_array_index(neighbourhood->messages, struct stored_message, index);
	struct record *record = &neighbourhood->records[index];

	record->sender = people_add(neighbourhood->people, message->sender);
	record->author = record->kind == RECORD_PATCH
				 ? people_add(neighbourhood->people, message->author)
				 : record->sender;
}

void neighbourhood_make_up(struct neighbourhood *neighbourhood)
{
	GArray *messages = neighbourhood->messages;

	g_array_sort(messages, stored_message_compare);
	people_free(neighbourhood->people);
	neighbourhood->people = people_new(NULL);
	g_clear_pointer(&neighbourhood->of_message, g_hash_table_unref);
	neighbourhood->of_message =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_free(neighbourhood->records);
	neighbourhood->records = g_new(struct record, messages->len + 1);
	for (unsigned i = 0; i < messages->len; i++) {
		const struct stored_message *message =
			&g_array_index(messages, struct stored_message, i);
		struct record *record = &neighbourhood->records[i];

		*record = message->record;
		record->duplicate = false;
		record->kind = record_classify(record);
		add_people(neighbourhood, i);
		g_hash_table_insert(neighbourhood->of_message,
				    g_memdup2(&message->id, sizeof(message->id)),
				    GUINT_TO_POINTER(i + 1));
	}
}

void neighbourhood_narrow_people(struct neighbourhood *neighbourhood, const GArray *records)
{
	people_free(neighbourhood->people);
	neighbourhood->people = people_new(NULL);
	for (unsigned i = 0; i < records->len; i++)
		add_people(neighbourhood, g_array_index(records, unsigned, i));
}

unsigned neighbourhood_find(const struct neighbourhood *neighbourhood, int64_t number)
{
	gpointer found = g_hash_table_lookup(neighbourhood->of_message, &number);

	return found ? GPOINTER_TO_UINT(found) - 1 : RECORD_NONE;
}
