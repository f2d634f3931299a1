/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Threads are united as in any union-find; the one with the smallest number stays,
 * so that the result does not depend on the order of the ids.
 */
#include "flow/threading.h"

#include "index/messages.h"
#include "index/threads.h"

#include <glib.h>
#include <stdlib.h>

struct threading {
	struct index *index;
	bool has_older;
	GHashTable *of_identifier; /* int64_t * to int64_t *: hash to thread */
	GHashTable *united; /* int64_t * to int64_t *: a thread to one that it is a part of */
	GHashTable *of_message; /* the same: message to thread */
	GArray *learned; /* int64_t: hashes that the index does not know yet */
};

static int64_t *copy(int64_t number)
{
	int64_t *copied = g_new(int64_t, 1);

	*copied = number;
	return copied;
}

static GHashTable *new_table(void)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
}

static void set(GHashTable *table, int64_t key, int64_t value)
{
	g_hash_table_replace(table, copy(key), copy(value));
}

static int64_t get(GHashTable *table, int64_t key)
{
	const int64_t *value = g_hash_table_lookup(table, &key);

	return value ? *value : 0;
}

struct threading *threading_new(struct index *index, bool has_older)
{
	struct threading *threading = g_new0(struct threading, 1);

	threading->index = index;
	threading->has_older = has_older;
	threading->of_identifier = new_table();
	threading->united = new_table();
	threading->of_message = new_table();
	threading->learned = g_array_new(FALSE, FALSE, sizeof(int64_t));
	return threading;
}

void threading_free(struct threading *threading)
{
	g_hash_table_unref(threading->of_identifier);
	g_hash_table_unref(threading->united);
	g_hash_table_unref(threading->of_message);
	g_array_unref(threading->learned);
	g_free(threading);
}

/* The thread that @thread is by now. Numbers fall at each step; the way is halved each time. */
static int64_t root_of(struct threading *threading, int64_t thread)
{
	int64_t above;

	while ((above = get(threading->united, thread)) != 0) {
		int64_t next = get(threading->united, above);

		if (next)
			set(threading->united, thread, next);
		thread = next ? next : above;
	}
	return thread;
}

static bool look_up(struct threading *threading, int64_t hash, int64_t *ret_thread, GError **error)
{
	*ret_thread = get(threading->of_identifier, hash);
	if (*ret_thread == 0 && threading->has_older) {
		if (!threads_of_identifier(threading->index, hash, ret_thread, error))
			return false;
		if (*ret_thread)
			set(threading->of_identifier, hash, *ret_thread);
	}
	*ret_thread = root_of(threading, *ret_thread);
	return true;
}

static int64_t unite(struct threading *threading, int64_t a, int64_t b)
{
	int64_t smaller = MIN(a, b);

	if (a != b)
		set(threading->united, MAX(a, b), smaller);
	return smaller;
}

bool threading_add(struct threading *threading, const struct record *record, int64_t message,
		   GError **error)
{
	int64_t thread = message;
	g_autofree int64_t *hashes = g_new(int64_t, record->n_parents + 1);
	unsigned n_hashes = 0;

	if (record->message_id.len)
		hashes[n_hashes++] =
			index_hash(threading->index, HASH_IDENTIFIER, record->message_id);
	for (unsigned i = 0; i < record->n_parents; i++)
		hashes[n_hashes++] =
			index_hash(threading->index, HASH_IDENTIFIER, record->parents[i]);
	for (unsigned i = 0; i < n_hashes; i++) {
		int64_t known;

		if (!look_up(threading, hashes[i], &known, error))
			return false;
		if (known)
			thread = unite(threading, thread, known);
	}
	for (unsigned i = 0; i < n_hashes; i++) {
		if (get(threading->of_identifier, hashes[i]) != 0)
			continue;
		set(threading->of_identifier, hashes[i], thread);
		g_array_append_val(threading->learned, hashes[i]);
	}
	set(threading->of_message, message, thread);
	return true;
}

int64_t threading_find(struct threading *threading, int64_t message)
{
	return root_of(threading, get(threading->of_message, message));
}

static int compare_numbers(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* In order of the table's key: a row at a time at its end is several times as fast. */
static bool write_learned(struct threading *threading, GError **error)
{
	g_array_sort(threading->learned, compare_numbers);
	for (unsigned i = 0; i < threading->learned->len; i++) {
		int64_t hash = g_array_index(threading->learned, int64_t, i);
		int64_t thread = root_of(threading, get(threading->of_identifier, hash));

		if (!threads_set_identifier(threading->index, hash, thread, error))
			return false;
	}
	return true;
}

bool threading_write(struct threading *threading, GArray *threads, GError **error)
{
	g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(int64_t));
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, threading->united);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_array_append_val(parts, *(int64_t *)key);
	g_array_sort(parts, compare_numbers);
	for (unsigned i = 0; threading->has_older && i < parts->len; i++) {
		int64_t part = g_array_index(parts, int64_t, i);
		int64_t whole = root_of(threading, part);

		/* Of the threads that this chunk began nothing is written yet. */
		if (g_hash_table_contains(threading->of_message, &part))
			continue;
		if (!threads_unite(threading->index, part, whole, error))
			return false;
		g_array_append_val(threads, whole);
	}
	return write_learned(threading, error);
}
