/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hot path of the program, in two steps. Workers take the mails in the order
 * in which the archive reads fastest: each mail is read into an arena that is
 * reset for the next one, and what outlives it is written to the mail's place in
 * the arrays. Then the loose ends are tied, in order of arrival, on one thread.
 */
#include "flow/collection.h"

#include "base/workers.h"
#include "flow/arrival_order.h"
#include "flow/keep.h"
#include "flow/reading.h"
#include "series/classify.h"

#include <glib.h>

/* The work in progress. */
struct collecting {
	struct collection *collection;
	const struct collection_request *request;
	struct archive *archive;
	const struct selection *selection;
	const struct reply_reader *reader;
	struct loose_ends *loose; /* of each arrival */
	bool *missing; /* of each arrival */
	struct arena mail_texts[LIMIT_WORKERS]; /* of the mail at hand of each worker */
	gsize n_taken; /* counted by all workers */
	GHashTable *list_ids; /* (str *) to count */
	int64_t arrived_before; /* of the mail before; ARRIVED_UNKNOWN until one tells */
};

static struct record *record_at(struct collection *collection, size_t index)
{
	return &g_array_index(collection->records, struct record, index);
}

static struct mail_detail *detail_at(struct collection *collection, size_t index)
{
	return &g_array_index(collection->details, struct mail_detail, index);
}

static struct classic_reading *classic_at(struct collection *collection, size_t index)
{
	return &g_array_index(collection->classics, struct classic_reading, index);
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

static struct classic_reading read_classic(struct arena *texts, struct arena *mail_texts,
					   const struct reading *reading, str bytes)
{
	const struct mailbox *from = &reading->mail.from;
	struct classic_mail mail;
	g_autofree char *author = g_strdup_printf(STR_FMT " <" STR_FMT ">", STR_ARG(from->name),
						  STR_ARG(from->address));

	if (!classic_read(mail_texts, bytes, reading->mail.subject, str_trim(str_from(author)),
			  &mail))
		return (struct classic_reading){0};
	return (struct classic_reading){.counts = true, .mail = keep_classic(texts, &mail)};
}

static bool is_wanted(const struct collecting *collecting, int64_t arrived_at)
{
	const struct collection_request *request = collecting->request;

	return !(request->has_since && arrived_at < request->since) &&
	       !(request->has_until && arrived_at >= request->until);
}

/* True for a mail that tells itself that it came at a time that is not asked for. */
static bool is_surely_unwanted(const struct collecting *collecting, const struct arrival *arrival,
			       const struct mail_times *times)
{
	return arrival->arrived_at == ARRIVED_UNKNOWN && (times->has_received || times->has_date) &&
	       !is_wanted(collecting, mail_arrived_at(times, ARRIVED_UNKNOWN));
}

/* Writes what stays of a reading to the places of its mail. */
static void keep_reading(struct collecting *collecting, unsigned worker, size_t index,
			 const struct reading *reading, str bytes)
{
	struct collection *collection = collecting->collection;
	const struct keeper keeper = {
		.texts = &collection->texts[worker],
		.mail_texts = &collecting->mail_texts[worker],
		.mailmap = collecting->request->mailmap,
		.reader = collecting->reader,
		.key = collecting->request->key,
		.with_diffs = collecting->request->with_diffs,
	};
	struct record *record = record_at(collection, index);
	struct mail_detail *detail = detail_at(collection, index);

	keep_mail(&keeper, reading, record, detail, &collecting->loose[index]);
	if (record_may_be_work(record)) {
		char commit[ARCHIVE_ID_BYTES];

		archive_commit_of(collecting->archive, &collecting->selection->arrivals[index],
				  commit);
		detail->commit = arena_str(keeper.texts, str_from(commit));
	}
	if (collecting->request->look)
		collecting->request->look(collecting->request->look_user, worker, index, reading,
					  bytes, keeper.mail_texts);
	if (collecting->request->classic)
		*classic_at(collection, index) =
			read_classic(keeper.texts, keeper.mail_texts, reading, bytes);
}

static void read_mail(struct collecting *collecting, unsigned worker, size_t index, str bytes)
{
	struct arena *mail_texts = &collecting->mail_texts[worker];
	struct loose_ends *loose = &collecting->loose[index];
	struct reading reading;

	reading_of(mail_texts, bytes, &reading);
	loose->times = reading_times(&reading);
	if (!is_surely_unwanted(collecting, &collecting->selection->arrivals[index], &loose->times))
		keep_reading(collecting, worker, index, &reading, bytes);
	arena_reset(mail_texts);
}

static void take_mail(void *user, unsigned worker, size_t index, enum read_result result, str bytes)
{
	struct collecting *collecting = user;
	size_t n_taken = g_atomic_pointer_add(&collecting->n_taken, 1) + 1;

	if (result == READ_OK)
		read_mail(collecting, worker, index, bytes);
	else
		collecting->missing[index] = true;
	/* Whoever shows it need not expect several threads. */
	if (worker == 0)
		progress_reach(collecting->request->progress, n_taken);
}

static bool read_mails(struct collecting *collecting, GError **error)
{
	const struct mail_taker taker = {.take = take_mail, .user = collecting};
	unsigned n_workers = collecting->request->n_workers;
	bool done;

	for (unsigned i = 0; i < LIMIT_WORKERS; i++)
		arena_init(&collecting->mail_texts[i]);
	done = archive_read_all(collecting->archive, collecting->selection,
				n_workers ? n_workers : workers_advised(), &taker, error);
	for (unsigned i = 0; i < LIMIT_WORKERS; i++)
		arena_clear(&collecting->mail_texts[i]);
	/* The last mail may have been another worker's. */
	if (done)
		progress_reach(collecting->request->progress, collecting->n_taken);
	return done;
}

static void count_defects(struct collection *collection, unsigned defects)
{
	for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++)
		collection->defects[bit] += (defects >> bit) & 1;
}

static void count_list_id(struct collecting *collecting, str *list_id)
{
	unsigned count;

	if (list_id->len == 0)
		return;
	/* A key that is there already stays. */
	count = GPOINTER_TO_UINT(g_hash_table_lookup(collecting->list_ids, list_id));
	g_hash_table_insert(collecting->list_ids, list_id, GUINT_TO_POINTER(count + 1));
}

/* The first mails may not tell when they came: then they came with the first that does. */
static void date_records(struct collection *collection, size_t n_records, int64_t arrived_at)
{
	for (size_t i = 0; i < n_records; i++) {
		struct record *record = record_at(collection, i);

		if (record->arrived_at == ARRIVED_UNKNOWN) {
			record->arrived_at = arrived_at;
			record->sent_at = arrived_at;
		}
	}
}

/* When a mail arrived of which only the mail itself, or the one before, can tell. */
static int64_t find_arrival(struct collecting *collecting, const struct mail_times *times,
			    size_t n_before)
{
	int64_t arrived_at = mail_arrived_at(times, collecting->arrived_before);

	if (collecting->arrived_before == ARRIVED_UNKNOWN && arrived_at != ARRIVED_UNKNOWN)
		date_records(collecting->collection, n_before, arrived_at);
	collecting->arrived_before = arrived_at;
	return arrived_at;
}

static void tie_missing(struct collecting *collecting, const struct arrival *arrival,
			struct record *record)
{
	*record = (struct record){
		.kind = RECORD_UNREADABLE,
		.author = PERSON_NONE,
		.sender = PERSON_NONE,
		.arrived_at = arrival->arrived_at,
	};
	if (record->arrived_at == ARRIVED_UNKNOWN)
		record->arrived_at = collecting->arrived_before;
	record->sent_at = record->arrived_at;
	g_ptr_array_add(collecting->collection->missing,
			archive_name_of(collecting->archive, arrival));
}

/* Ties the loose ends of mail @index, behind @n_before wanted ones. False if it is not wanted. */
static bool tie_mail(struct collecting *collecting, size_t index, size_t n_before)
{
	struct collection *collection = collecting->collection;
	const struct arrival *arrival = &collecting->selection->arrivals[index];
	struct loose_ends *loose = &collecting->loose[index];
	struct record *record = record_at(collection, index);

	if (collecting->missing[index]) {
		tie_missing(collecting, arrival, record);
		return true;
	}
	record->arrived_at = arrival->arrived_at;
	if (record->arrived_at == ARRIVED_UNKNOWN) {
		record->arrived_at = find_arrival(collecting, &loose->times, n_before);
		if (!is_wanted(collecting, record->arrived_at))
			return false;
	}
	keep_people(collection->people, loose, record);
	count_defects(collection, loose->defects);
	count_list_id(collecting, &loose->list_id);
	return true;
}

/* Mails that are not wanted leave their places to those behind them. */
static void tie_loose_ends(struct collecting *collecting)
{
	struct collection *collection = collecting->collection;
	size_t n = 0;

	for (size_t i = 0; i < collecting->selection->n_arrivals; i++) {
		if (!tie_mail(collecting, i, n))
			continue;
		*record_at(collection, n) = *record_at(collection, i);
		*detail_at(collection, n) = *detail_at(collection, i);
		if (collecting->request->classic)
			*classic_at(collection, n) = *classic_at(collection, i);
		g_array_index(collection->arrivals, unsigned, n) = (unsigned)i;
		n++;
	}
	g_array_set_size(collection->arrivals, (guint)n);
	g_array_set_size(collection->records, (guint)n);
	g_array_set_size(collection->is_context, (guint)n);
	g_array_set_size(collection->messages, (guint)n);
	g_array_set_size(collection->details, (guint)n);
	if (collecting->request->classic)
		g_array_set_size(collection->classics, (guint)n);
	date_records(collection, n, 0);
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

struct collection *collection_new(const struct mailmap *mailmap)
{
	struct collection *collection = g_new0(struct collection, 1);

	for (unsigned i = 0; i < LIMIT_WORKERS; i++)
		arena_init(&collection->texts[i]);
	collection->records = g_array_new(FALSE, TRUE, sizeof(struct record));
	collection->details = g_array_new(FALSE, TRUE, sizeof(struct mail_detail));
	collection->arrivals = g_array_new(FALSE, TRUE, sizeof(unsigned));
	collection->is_context = g_array_new(FALSE, TRUE, sizeof(bool));
	collection->messages = g_array_new(FALSE, TRUE, sizeof(int64_t));
	collection->classics = g_array_new(FALSE, TRUE, sizeof(struct classic_reading));
	collection->missing = g_ptr_array_new_with_free_func(g_free);
	collection->people = people_new(mailmap);
	return collection;
}

/* A place in the arrays for each mail, whoever reads it. */
static struct collection *new_with_places(const struct collection_request *request, size_t n_mails)
{
	struct collection *collection = collection_new(request->mailmap);

	g_array_set_size(collection->records, (guint)n_mails);
	g_array_set_size(collection->details, (guint)n_mails);
	g_array_set_size(collection->arrivals, (guint)n_mails);
	g_array_set_size(collection->classics, request->classic ? (guint)n_mails : 0);
	return collection;
}

struct collection *collection_read(struct archive *archive, const struct selection *selection,
				   const struct collection_request *request, GError **error)
{
	g_autoptr(collection) collection = new_with_places(request, selection->n_arrivals);
	g_autoptr(GHashTable) list_ids = g_hash_table_new(str_hash, str_hash_equal);
	g_autoptr(reply_reader) reader = reply_reader_new();
	g_autofree struct loose_ends *loose = g_new0(struct loose_ends, selection->n_arrivals + 1);
	g_autofree bool *missing = g_new0(bool, selection->n_arrivals + 1);
	struct collecting collecting = {
		.collection = collection,
		.request = request,
		.archive = archive,
		.selection = selection,
		.reader = reader,
		.loose = loose,
		.missing = missing,
		.list_ids = list_ids,
		.arrived_before = ARRIVED_UNKNOWN,
	};

	if (!read_mails(&collecting, error))
		return NULL;
	tie_loose_ends(&collecting);
	choose_list_id(&collecting);
	if (archive_kind(archive) == ARCHIVE_MAILDIR)
		collection_sort(collection);
	return g_steal_pointer(&collection);
}

void collection_free(struct collection *collection)
{
	if (!collection)
		return;
	g_array_free(collection->records, TRUE);
	g_array_free(collection->details, TRUE);
	g_array_free(collection->arrivals, TRUE);
	g_array_free(collection->is_context, TRUE);
	g_array_free(collection->messages, TRUE);
	g_array_free(collection->classics, TRUE);
	g_ptr_array_free(collection->missing, TRUE);
	people_free(collection->people);
	for (unsigned i = 0; i < LIMIT_WORKERS; i++)
		arena_clear(&collection->texts[i]);
	g_free(collection);
}
