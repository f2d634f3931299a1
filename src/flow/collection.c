/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hot path of the program: each mail is read into one arena, what outlives
 * it is copied into another, and the first is reset.
 */
#include "flow/collection.h"

#include "flow/arrival_order.h"
#include "flow/keep.h"
#include "flow/prefetch.h"
#include "flow/reading.h"

#include <glib.h>

/* The work in progress: a collection, and the mail at hand. */
struct collecting {
	struct collection *collection;
	const struct collection_request *request;
	struct archive *archive;
	struct arena mail_texts; /* of the mail at hand alone */
	GHashTable *list_ids; /* (str *) to count */
	GArray *classic_records; /* unsigned: the record of each of collection->classics */
	int64_t arrived_before; /* of the mail before; ARRIVED_UNKNOWN until one tells */
};

static void count_defects(struct collection *collection, unsigned defects)
{
	for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++)
		collection->defects[bit] += (defects >> bit) & 1;
}

static void count_list_id(struct collecting *collecting, str list_id)
{
	gpointer key;
	gpointer count;

	if (list_id.len == 0)
		return;
	if (g_hash_table_lookup_extended(collecting->list_ids, &list_id, &key, &count)) {
		g_hash_table_insert(collecting->list_ids, key,
				    GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
	} else {
		str *kept = arena_new(&collecting->collection->texts, str);

		*kept = arena_str(&collecting->collection->texts, list_id);
		g_hash_table_insert(collecting->list_ids, kept, GUINT_TO_POINTER(1));
	}
}

/* The raw mail goes; what the classic format keeps of it must stay. */
static struct classic_mail keep_classic(struct arena *texts, const struct classic_mail *classic)
{
	return (struct classic_mail){
		.who = arena_str(texts, classic->who),
		.domain = arena_str(texts, classic->domain),
		.printed = classic->printed,
		.subject = arena_str(texts, classic->subject),
		.key = arena_str(texts, classic->key),
		.author = arena_str(texts, classic->author),
		.body = arena_str(texts, classic->body),
	};
}

static void add_classic(struct collecting *collecting, const struct reading *reading, str bytes)
{
	struct collection *collection = collecting->collection;
	const struct mailbox *from = &reading->mail.from;
	struct classic_mail classic;
	g_autofree char *author = g_strdup_printf(STR_FMT " <" STR_FMT ">", STR_ARG(from->name),
						  STR_ARG(from->address));

	if (!classic_read(&collecting->mail_texts, bytes, reading->mail.subject,
			  str_trim(str_from(author)), &classic))
		return;
	classic = keep_classic(&collection->texts, &classic);
	g_array_append_val(collection->classics, classic);
	g_array_append_val(collecting->classic_records, collection->records->len);
}

static bool is_wanted(const struct collecting *collecting, int64_t arrived_at)
{
	const struct collection_request *request = collecting->request;

	return !(request->has_since && arrived_at < request->since) &&
	       !(request->has_until && arrived_at >= request->until);
}

/* The first mails may not tell when they came: then they came with the first that does. */
static void date_records(struct collection *collection, int64_t arrived_at)
{
	for (unsigned i = 0; i < collection->records->len; i++) {
		struct record *record = &g_array_index(collection->records, struct record, i);

		if (record->arrived_at == ARRIVED_UNKNOWN) {
			record->arrived_at = arrived_at;
			record->sent_at = arrived_at;
		}
	}
}

/* When a mail arrived of which only the mail itself, or the one before, can tell. */
static int64_t find_arrival(struct collecting *collecting, const struct reading *reading)
{
	int64_t arrived_at = reading_arrived_at(reading, collecting->arrived_before);

	if (collecting->arrived_before == ARRIVED_UNKNOWN && arrived_at != ARRIVED_UNKNOWN)
		date_records(collecting->collection, arrived_at);
	collecting->arrived_before = arrived_at;
	return arrived_at;
}

static void collect_mail(struct collecting *collecting, const struct arrival *arrival, str bytes)
{
	struct collection *collection = collecting->collection;
	const struct keeper keeper = {
		.texts = &collection->texts,
		.mail_texts = &collecting->mail_texts,
		.people = collection->people,
		.mailmap = collecting->request->mailmap,
	};
	char commit[ARCHIVE_ID_BYTES];
	struct mail_detail detail;
	struct reading reading;
	struct record record;
	int64_t arrived_at = arrival->arrived_at;

	reading_of(&collecting->mail_texts, bytes, &reading);
	if (arrived_at == ARRIVED_UNKNOWN) {
		arrived_at = find_arrival(collecting, &reading);
		if (!is_wanted(collecting, arrived_at))
			return;
	}
	keep_mail(&keeper, &reading, arrived_at, &record, &detail);
	archive_commit_of(collecting->archive, arrival, commit);
	detail.commit = arena_str(&collection->texts, str_from(commit));
	count_defects(collection, reading.mail.defects);
	count_list_id(collecting, reading.mail.list_id);
	if (collecting->request->classic)
		add_classic(collecting, &reading, bytes);
	g_array_append_val(collection->records, record);
	g_array_append_val(collection->details, detail);
}

static void collect_missing(struct collecting *collecting, const struct arrival *arrival)
{
	struct collection *collection = collecting->collection;
	struct mail_detail detail = {0};
	struct record record = {
		.kind = RECORD_UNREADABLE,
		.author = PERSON_NONE,
		.sender = PERSON_NONE,
		.arrived_at = arrival->arrived_at,
	};

	if (record.arrived_at == ARRIVED_UNKNOWN)
		record.arrived_at = collecting->arrived_before;
	record.sent_at = record.arrived_at;
	g_ptr_array_add(collection->missing, archive_name_of(collecting->archive, arrival));
	g_array_append_val(collection->records, record);
	g_array_append_val(collection->details, detail);
}

static bool collect_all(struct collecting *collecting, const struct selection *selection,
			GError **error)
{
	g_autoptr(prefetch) prefetch = prefetch_new(collecting->archive, selection);

	for (size_t i = 0; i < selection->n_arrivals; i++) {
		const struct arrival *arrival = &selection->arrivals[i];
		struct raw_mail raw;

		switch (prefetch_next(prefetch, &raw, error)) {
		case READ_FAILED:
			return false;
		case READ_MISSING:
			collect_missing(collecting, arrival);
			break;
		case READ_OK:
			collect_mail(collecting, arrival, raw.bytes);
			raw_mail_release(&raw);
			arena_reset(&collecting->mail_texts);
			break;
		}
		if (collecting->request->progress)
			progress_step(collecting->request->progress);
	}
	return true;
}

static void choose_list_id(struct collecting *collecting)
{
	GHashTableIter iter;
	gpointer key;
	gpointer count;
	unsigned most = 0;
	const str *best = NULL;

	g_hash_table_iter_init(&iter, collecting->list_ids);
	while (g_hash_table_iter_next(&iter, &key, &count)) {
		unsigned mails = GPOINTER_TO_UINT(count);

		/* A table has no order: of equals the smaller text is the one. */
		if (mails > most || (mails == most && str_compare(*(str *)key, *best) < 0)) {
			most = mails;
			best = key;
		}
	}
	if (best)
		collecting->collection->list_id = *best;
}

struct collection *collection_read(struct archive *archive, const struct selection *selection,
				   const struct collection_request *request, GError **error)
{
	g_autoptr(collection) collection = g_new0(struct collection, 1);
	g_autoptr(GHashTable) list_ids = g_hash_table_new(str_hash, str_hash_equal);
	g_autoptr(GArray) classic_records = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct collecting collecting = {
		.collection = collection,
		.request = request,
		.archive = archive,
		.list_ids = list_ids,
		.classic_records = classic_records,
		.arrived_before = ARRIVED_UNKNOWN,
	};
	bool done;

	arena_init(&collecting.mail_texts);
	arena_init(&collection->texts);
	collection->records = g_array_new(FALSE, FALSE, sizeof(struct record));
	collection->details = g_array_new(FALSE, FALSE, sizeof(struct mail_detail));
	collection->classics = g_array_new(FALSE, FALSE, sizeof(struct classic_mail));
	collection->missing = g_ptr_array_new_with_free_func(g_free);
	collection->people = people_new(request->mailmap);
	done = collect_all(&collecting, selection, error);
	arena_clear(&collecting.mail_texts);
	if (!done)
		return NULL;
	date_records(collection, 0);
	choose_list_id(&collecting);
	if (archive_kind(archive) == ARCHIVE_MAILDIR)
		collection_sort(collection, classic_records);
	return g_steal_pointer(&collection);
}

void collection_free(struct collection *collection)
{
	if (!collection)
		return;
	g_array_free(collection->records, TRUE);
	g_array_free(collection->details, TRUE);
	g_array_free(collection->classics, TRUE);
	g_ptr_array_free(collection->missing, TRUE);
	people_free(collection->people);
	arena_clear(&collection->texts);
	g_free(collection);
}
