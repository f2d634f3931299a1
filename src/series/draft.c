/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: a range of some hundred mails, or a whole archive of a million.
 * Drafts are found through the thread (an array by thread), through the batch
 * and through the sender (hash tables), and at most DRAFTS_TRIED of one place
 * are looked at, so that no sender can make the work quadratic.
 */
#include "series/draft.h"

#include "base/limits.h"
#include "series/batch.h"
#include "series/classify.h"
#include "series/project.h"

#include <stdlib.h>
#include <string.h>

enum {
	DRAFTS_TRIED = 32, /* newest postings of one thread, batch or sender */
	BATCH_SECONDS = 3600, /* loose mails of one posting are sent within */
	DELIVERY_SECONDS = 24 * 60 * 60, /* what arrives later was imported, or has a wrong date */
	ADDITION_SECONDS = 30 * 24 * 60 * 60, /* a loose 6/5 is sent after its series within */
};

/* How a posting was found: what is forgiven depends on it. */
enum path {
	PATH_PARENT, /* the patch answers the cover itself */
	PATH_ANCESTOR,
	PATH_THREAD,
	PATH_BATCH,
	PATH_TIME,
};

static void draft_free(gpointer draft)
{
	g_array_free(((struct draft *)draft)->patches, TRUE);
	g_free(draft);
}

static void array_free(gpointer array)
{
	g_array_free(array, TRUE);
}

void assembly_init(struct assembly *assembly, struct record *records, const struct threads *threads,
		   const struct people *people)
{
	*assembly = (struct assembly){
		.records = records,
		.n_records = threads->n_records,
		.threads = threads,
		.people = people,
		.drafts = g_ptr_array_new_with_free_func(draft_free),
		.of_record = g_new(unsigned, threads->n_records + 1),
		.by_thread = g_hash_table_new_full(NULL, NULL, NULL, array_free),
		.by_batch = text_table_new(),
		.by_sender = g_hash_table_new_full(NULL, NULL, NULL, array_free),
	};
	for (unsigned i = 0; i < assembly->n_records; i++)
		assembly->of_record[i] = POSTING_NONE;
}

void assembly_clear(struct assembly *assembly)
{
	g_ptr_array_free(assembly->drafts, TRUE);
	g_hash_table_destroy(assembly->by_thread);
	text_table_free(assembly->by_batch);
	g_hash_table_destroy(assembly->by_sender);
	g_free(assembly->of_record);
}

/* What a posting and a patch must have in common. */

static bool came_at_once(const struct record *record)
{
	return times_within(record->arrived_at, record->sent_at, DELIVERY_SECONDS);
}

/* Clocks of senders are wrong, so arrival counts too; but an import brings years in an hour. */
static bool sent_together(const struct record *a, const struct record *b)
{
	if (times_within(a->sent_at, b->sent_at, BATCH_SECONDS))
		return true;
	return times_within(a->arrived_at, b->arrived_at, BATCH_SECONDS) && came_at_once(a) &&
	       came_at_once(b);
}

/* A number above the total was added to a series that is there. */
static bool is_addition(const struct record *record, const struct record *example)
{
	return record->subject.index > record->subject.total &&
	       times_within(record->sent_at, example->sent_at, ADDITION_SECONDS);
}

static bool revision_fits(const struct record *a, const struct record *b, enum path path)
{
	bool both_written = (a->subject.flags & b->subject.flags & SUBJECT_REVISION);

	if (revision_compare(a->subject.revision, b->subject.revision) == 0)
		return true;
	if (path == PATH_PARENT || path == PATH_BATCH)
		return sent_together(a, b);
	return path == PATH_ANCESTOR && !both_written && sent_together(a, b);
}

/* The record of @draft with the number of @record, or NULL. */
static const struct record *with_number(const struct assembly *assembly, const struct draft *draft,
					const struct record *record)
{
	for (unsigned i = draft->patches->len; i > 0; i--) {
		unsigned other = g_array_index(draft->patches, unsigned, i - 1);

		if (assembly->records[other].subject.index == record->subject.index)
			return &assembly->records[other];
	}
	return NULL;
}

static bool number_fits(const struct assembly *assembly, const struct draft *draft,
			const struct record *record, enum path path)
{
	const struct record *known = with_number(assembly, draft, record);

	if (!known)
		return true;
	if (path == PATH_TIME || known->author == PERSON_NONE)
		return false;
	if (record_same_title(known, record))
		return revision_compare(known->subject.revision, record->subject.revision) == 0;
	return (path == PATH_PARENT || path == PATH_BATCH) && sent_together(known, record) &&
	       project_is_same(&known->subject, &record->subject);
}

static bool is_pull(const struct record *record)
{
	return record->subject.flags & SUBJECT_PULL;
}

static bool accepts(const struct assembly *assembly, const struct draft *draft,
		    const struct record *record, enum path path)
{
	const struct record *example = draft->example;
	bool clear = path == PATH_PARENT || path == PATH_BATCH;
	bool same_sender = example->sender == record->sender ||
			   people_maybe_same(assembly->people, example->sender, record->sender);

	if (draft->cover == RECORD_NONE && !record_is_numbered(example))
		return false;
	if (draft->patches->len >= LIMIT_SERIES_PATCHES)
		return false;
	/* Patches are posted below a pull request without its word, but never beside it. */
	if (draft->pull != is_pull(record) && path != PATH_PARENT && path != PATH_ANCESTOR)
		return false;
	if (draft->total && draft->total != record->subject.total && !(clear && same_sender))
		return false;
	if (!same_sender && path != PATH_PARENT && path != PATH_ANCESTOR)
		return false;
	return project_may_be_same(&example->subject, &record->subject) &&
	       revision_fits(example, record, path) && number_fits(assembly, draft, record, path);
}

/* Finding the posting of a patch. */

struct draft *assembly_draft(const struct assembly *assembly, unsigned index)
{
	return g_ptr_array_index(assembly->drafts, index);
}

static unsigned find_above(const struct assembly *assembly, unsigned index)
{
	const struct record *record = &assembly->records[index];
	unsigned parent = assembly->threads->parents[index];

	for (unsigned at = parent, tried = 0; at != RECORD_NONE && tried < ANCESTORS_TRIED;
	     at = assembly->threads->parents[at], tried++) {
		unsigned found = assembly->of_record[at];

		if (found == POSTING_NONE)
			continue;

		const struct draft *draft = assembly_draft(assembly, found);
		enum path path = at == parent && at == draft->cover ? PATH_PARENT : PATH_ANCESTOR;

		if (accepts(assembly, draft, record, path))
			return found;
	}
	return POSTING_NONE;
}

static unsigned find_among(const struct assembly *assembly, const GArray *drafts,
			   const struct record *record, enum path path)
{
	for (unsigned i = 0; drafts && i < MIN(drafts->len, (unsigned)DRAFTS_TRIED); i++) {
		unsigned found = g_array_index(drafts, unsigned, drafts->len - 1 - i);
		const struct draft *draft = assembly_draft(assembly, found);

		if (path == PATH_TIME && !sent_together(draft->example, record) &&
		    !is_addition(record, draft->example))
			continue;
		if (accepts(assembly, draft, record, path))
			return found;
	}
	return POSTING_NONE;
}

static bool batch_key(const struct record *record, str *ret_key)
{
	struct batch batch;
	char *joined;

	if (!batch_of(record->message_id, &batch))
		return false;
	joined = g_malloc(batch.before.len + batch.after.len + 1);
	memcpy(joined, batch.before.ptr, batch.before.len);
	memcpy(joined + batch.before.len, batch.after.ptr, batch.after.len);
	*ret_key = (str){.ptr = joined, .len = batch.before.len + batch.after.len};
	return true;
}

unsigned assembly_find(const struct assembly *assembly, unsigned index)
{
	const struct record *record = &assembly->records[index];
	unsigned thread = assembly->threads->roots[index];
	unsigned found = find_above(assembly, index);
	str key;

	if (found != POSTING_NONE)
		return found;
	found = find_among(assembly,
			   g_hash_table_lookup(assembly->by_thread, GUINT_TO_POINTER(thread + 1)),
			   record, PATH_THREAD);
	if (found != POSTING_NONE)
		return found;
	if (batch_key(record, &key)) {
		found = find_among(assembly, text_table_find(assembly->by_batch, key), record,
				   PATH_BATCH);
		g_free((char *)key.ptr);
	}
	if (found != POSTING_NONE || record->n_parents || record->sender == PERSON_NONE)
		return found;
	return find_among(
		assembly,
		g_hash_table_lookup(assembly->by_sender, GUINT_TO_POINTER(record->sender + 1)),
		record, PATH_TIME);
}

static void append_draft(GHashTable *table, gpointer key, unsigned draft)
{
	GArray *drafts = g_hash_table_lookup(table, key);

	if (!drafts) {
		drafts = g_array_new(FALSE, FALSE, sizeof(unsigned));
		g_hash_table_insert(table, key, drafts);
	}
	g_array_append_val(drafts, draft);
}

static void remember_batch(struct assembly *assembly, const struct record *record, unsigned draft)
{
	str key;

	if (!batch_key(record, &key))
		return;
	text_table_add(assembly->by_batch, key, draft);
	g_free((char *)key.ptr);
}

struct draft *assembly_add(struct assembly *assembly, unsigned index)
{
	const struct record *record = &assembly->records[index];
	struct draft *draft = g_new0(struct draft, 1);
	unsigned number = assembly->drafts->len;

	draft->cover = RECORD_NONE;
	draft->example = record;
	draft->pull = is_pull(record);
	draft->patches = g_array_new(FALSE, FALSE, sizeof(unsigned));
	if (record->subject.flags & SUBJECT_COUNTER)
		draft->total = record->subject.total;
	g_ptr_array_add(assembly->drafts, draft);
	assembly->of_record[index] = number;
	append_draft(assembly->by_thread, GUINT_TO_POINTER(assembly->threads->roots[index] + 1),
		     number);
	remember_batch(assembly, record, number);
	if (record->sender != PERSON_NONE)
		append_draft(assembly->by_sender, GUINT_TO_POINTER(record->sender + 1), number);
	return draft;
}
