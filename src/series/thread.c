/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/thread.h"

#include <glib.h>

/* A mail without an id must not be found, not even by an empty reference. */
unsigned threads_find(const struct threads *threads, str message_id)
{
	gpointer found = message_id.len ? g_hash_table_lookup(threads->by_id, &message_id) : NULL;

	return found ? GPOINTER_TO_UINT(found) - 1 : RECORD_NONE;
}

static guint mail_hash(gconstpointer mail)
{
	const struct record *record = mail;

	return str_hash(&record->message_id) ^ (guint)record->text_hash;
}

static gboolean mail_equal(gconstpointer a, gconstpointer b)
{
	const struct record *left = a;
	const struct record *right = b;

	return left->text_hash == right->text_hash &&
	       str_equal(left->message_id, right->message_id);
}

/* @repeated holds the distinct mails of each id that came more than once. */
static void add_id(struct threads *threads, GHashTable *repeated, struct record *records,
		   unsigned index)
{
	struct record *record = &records[index];
	unsigned known = threads_find(threads, record->message_id);

	if (record->message_id.len == 0 || record->kind == RECORD_UNREADABLE)
		return;
	if (known != RECORD_NONE) {
		g_hash_table_add(repeated, &records[known]);
		record->duplicate = !g_hash_table_add(repeated, record);
		if (record->duplicate || record_is_work(&records[known]) || !record_is_work(record))
			return;
	}
	g_hash_table_replace(threads->by_id, &record->message_id, GUINT_TO_POINTER(index + 1));
}

static void find_parent(struct threads *threads, const struct record *records, unsigned index)
{
	const struct record *record = &records[index];

	for (unsigned i = 0; i < record->n_parents; i++) {
		unsigned parent = threads_find(threads, record->parents[i]);

		if (parent != RECORD_NONE && parent != index) {
			threads->parents[index] = parent;
			return;
		}
	}
}

/*
 * Follows the parents from each record not yet seen; a walk that meets itself
 * has found a loop, which loses the link of the member that came first.
 */
static void cut_loops(struct threads *threads)
{
	g_autofree unsigned *walk_of = g_new0(unsigned, threads->n_records);

	for (unsigned start = 0; start < threads->n_records; start++) {
		unsigned walk = start + 1;
		unsigned at = start;

		while (at != RECORD_NONE && walk_of[at] == 0) {
			walk_of[at] = walk;
			at = threads->parents[at];
		}
		if (at == RECORD_NONE || walk_of[at] != walk)
			continue;

		unsigned first = at;

		for (unsigned member = threads->parents[at]; member != at;
		     member = threads->parents[member])
			first = MIN(first, member);
		threads->parents[first] = RECORD_NONE;
	}
}

/* Not the "n" with which people answer a tool that asks them for an id. */
static bool may_be_absent(const struct threads *threads, str id)
{
	size_t at;

	return str_find_byte(id, '@', &at) && threads_find(threads, id) == RECORD_NONE;
}

/* The thread that begins with an absent mail of this id, made if new. */
static unsigned absent_thread(struct threads *threads, GHashTable *absent, str *id)
{
	gpointer found = g_hash_table_lookup(absent, id);

	if (found)
		return GPOINTER_TO_UINT(found) - 1;
	g_hash_table_insert(absent, id, GUINT_TO_POINTER(threads->n_threads + 1));
	return threads->n_threads++;
}

static void number_root(struct threads *threads, GHashTable *absent, const struct record *records,
			unsigned root)
{
	const struct record *record = &records[root];

	/* The oldest id may be the mail's own. */
	for (unsigned i = record->n_parents; i > 0; i--) {
		if (!may_be_absent(threads, record->parents[i - 1]))
			continue;
		threads->roots[root] = absent_thread(threads, absent, &record->parents[i - 1]);
		threads->absent_root[root] = true;
		return;
	}
	threads->roots[root] = threads->n_threads++;
}

static void number_threads(struct threads *threads, const struct record *records)
{
	g_autoptr(GHashTable) absent = g_hash_table_new(str_hash, str_hash_equal);
	g_autofree unsigned *chain = g_new(unsigned, threads->n_records + 1);

	for (unsigned i = 0; i < threads->n_records; i++)
		threads->roots[i] = RECORD_NONE;
	for (unsigned i = 0; i < threads->n_records; i++) {
		unsigned depth = 0;
		unsigned at = i;

		while (threads->roots[at] == RECORD_NONE && threads->parents[at] != RECORD_NONE) {
			chain[depth++] = at;
			at = threads->parents[at];
		}
		if (threads->roots[at] == RECORD_NONE)
			number_root(threads, absent, records, at);
		while (depth > 0) {
			unsigned child = chain[--depth];

			threads->roots[child] = threads->roots[at];
			threads->absent_root[child] = threads->absent_root[at];
		}
	}
}

struct threads *threads_resolve(struct record *records, unsigned n_records)
{
	struct threads *threads = g_new0(struct threads, 1);
	g_autoptr(GHashTable) repeated = g_hash_table_new(mail_hash, mail_equal);

	threads->n_records = n_records;
	threads->parents = g_new(unsigned, n_records + 1);
	threads->roots = g_new(unsigned, n_records + 1);
	threads->absent_root = g_new0(bool, n_records + 1);
	threads->by_id = g_hash_table_new(str_hash, str_hash_equal);
	for (unsigned i = 0; i < n_records; i++) {
		threads->parents[i] = RECORD_NONE;
		add_id(threads, repeated, records, i);
	}
	for (unsigned i = 0; i < n_records; i++)
		find_parent(threads, records, i);
	cut_loops(threads);
	number_threads(threads, records);
	return threads;
}

void threads_free(struct threads *threads)
{
	if (!threads)
		return;
	g_hash_table_destroy(threads->by_id);
	g_free(threads->parents);
	g_free(threads->roots);
	g_free(threads->absent_root);
	g_free(threads);
}
