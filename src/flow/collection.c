/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hot path of the program: each mail is read into one arena, what outlives
 * it is copied into another, and the first is reset.
 */
#include "flow/collection.h"

#include "flow/prefetch.h"
#include "flow/reading.h"
#include "patch/mention.h"
#include "series/classify.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The work in progress: a collection, and the mail at hand. */
struct collecting {
	struct collection *collection;
	const struct collection_request *request;
	struct archive *archive;
	struct arena mail_texts; /* of the mail at hand alone */
	GHashTable *list_ids; /* (str *) to count */
	GArray *classic_records; /* unsigned: the record of each of collection->classics */
	int64_t arrived_before; /* of the mail before */
};

static str keep(struct collecting *collecting, str text)
{
	return arena_str(&collecting->collection->texts, text);
}

static struct mailbox keep_mailbox(struct collecting *collecting, struct mailbox mailbox)
{
	mailbox = mailmap_resolve(collecting->request->mailmap, mailbox);
	return (struct mailbox){
		.name = keep(collecting, mailbox.name),
		.address = keep(collecting, mailbox.address),
	};
}

static str *keep_all(struct collecting *collecting, const str *texts, unsigned n_texts)
{
	str *kept = arena_new_array(&collecting->collection->texts, str, n_texts);

	for (unsigned i = 0; i < n_texts; i++)
		kept[i] = keep(collecting, texts[i]);
	return kept;
}

/* Not for secrets: it only has to tell two mails with one id apart. */
static uint64_t hash_text(uint64_t hash, str text)
{
	size_t at = 0;

	for (; at + 8 <= text.len; at += 8) {
		uint64_t word;

		memcpy(&word, text.ptr + at, sizeof(word));
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	for (; at < text.len; at++)
		hash = (hash ^ (unsigned char)text.ptr[at]) * 0x100000001b3u;
	return hash;
}

/* Lists rewrite subjects, some of them blanks alone: a mail is known by it if it has no text. */
static uint64_t hash_of_mail(const struct mail *mail)
{
	str text = str_trim(mail->body.text);

	return hash_text(0, text.len ? text : mail->subject);
}

/* In-Reply-To is surer than References, and of these the last one is the nearest. */
static void keep_parents(struct collecting *collecting, const struct mail *mail,
			 struct record *record)
{
	unsigned n = mail->n_in_reply_to + mail->n_references;
	str *parents = arena_new_array(&collecting->collection->texts, str, n);

	for (unsigned i = 0; i < mail->n_in_reply_to; i++)
		parents[record->n_parents++] = keep(collecting, mail->in_reply_to[i]);
	for (unsigned i = mail->n_references; i > 0; i--) {
		str id = mail->references[i - 1];

		if (record->n_parents && str_equal(id, parents[record->n_parents - 1]))
			continue;
		parents[record->n_parents++] = keep(collecting, id);
	}
	record->parents = parents;
}

static struct subject keep_subject(struct collecting *collecting, const struct subject *subject)
{
	struct subject kept = *subject;

	kept.title = keep(collecting, subject->title);
	kept.prefixes = keep_all(collecting, subject->prefixes, subject->n_prefixes);
	return kept;
}

static unsigned traits_of(const struct reading *reading)
{
	const struct patch_body *body = &reading->patch.body;
	unsigned traits = 0;

	if (reading->patch.has_diff)
		traits |= RECORD_HAS_DIFF;
	if (body->diffstat.len)
		traits |= RECORD_HAS_DIFFSTAT;
	if (body->has_shortlog)
		traits |= RECORD_HAS_SHORTLOG;
	if (body->has_pull_request)
		traits |= RECORD_HAS_PULL_REQUEST;
	if (body->n_quoted_lines)
		traits |= RECORD_HAS_QUOTES;
	if (reading->mail.has_page)
		traits |= RECORD_HAS_PAGE;
	for (unsigned i = 0; i < body->n_trailers; i++) {
		if (body->trailers[i].kind == TRAILER_SIGNED)
			traits |= RECORD_HAS_SIGNOFF;
	}
	return traits;
}

static str local_part(str address)
{
	size_t at;

	return str_find_byte(address, '@', &at) ? str_slice(address, 0, at) : address;
}

/*
 * Who gives a trailer: the one whom it names, if the sender may be that one.
 * A trailer of somebody else is passed on, not given; it counts for nobody.
 */
static person_id reviewer_of(struct collecting *collecting, const struct trailer *trailer,
			     const struct record *record)
{
	struct people *people = collecting->collection->people;
	person_id named;

	if (trailer->person.address.len == 0 || record->sender == PERSON_NONE)
		return record->sender;
	named = people_add(people, trailer->person);
	if (named == record->sender || people_maybe_same(people, named, record->sender))
		return named;
	if (str_equal_nocase(local_part(trailer->person.address),
			     local_part(people_mailbox(people, record->sender).address)))
		return named;
	return PERSON_NONE;
}

static void keep_reviews(struct collecting *collecting, const struct reading *reading,
			 struct record *record)
{
	struct trailer *trailers;
	unsigned n_trailers;

	trailers_of_reply(&collecting->mail_texts, reading->mail.body.text, &trailers, &n_trailers);
	record->reviews =
		arena_new_array(&collecting->collection->texts, struct record_review, n_trailers);
	for (unsigned i = 0; i < n_trailers; i++) {
		person_id person = reviewer_of(collecting, &trailers[i], record);

		if (person == PERSON_NONE)
			continue;
		record->reviews[record->n_reviews++] = (struct record_review){
			.kind = trailers[i].kind,
			.name = keep(collecting, trailers[i].name),
			.person = person,
			.scope = keep(collecting, trailers[i].scope),
		};
	}
}

static void keep_mentions(struct collecting *collecting, const struct reading *reading,
			  struct record *record)
{
	const str texts[] = {reading->patch.body.message, reading->patch.body.notes};
	str *ids[2];
	unsigned n_ids[2];

	for (unsigned i = 0; i < 2; i++)
		mentions_of_text(&collecting->mail_texts, texts[i], &ids[i], &n_ids[i]);
	record->mentions =
		arena_new_array(&collecting->collection->texts, str, n_ids[0] + n_ids[1]);
	for (unsigned i = 0; i < 2; i++) {
		for (unsigned k = 0; k < n_ids[i]; k++)
			record->mentions[record->n_mentions++] = keep(collecting, ids[i][k]);
	}
}

static char change_letter(const struct diff_file *file)
{
	static const char letters[] = {
		[DIFF_MODIFIED] = 'M', [DIFF_ADDED] = 'A',  [DIFF_DELETED] = 'D',
		[DIFF_RENAMED] = 'R',  [DIFF_COPIED] = 'C',
	};
	bool mode_alone = file->change == DIFF_MODIFIED && file->old_mode != file->new_mode &&
			  file->old_mode && file->new_mode && !file->binary &&
			  file->insertions + file->deletions == 0;

	return mode_alone ? 'T' : letters[file->change];
}

static void keep_files(struct collecting *collecting, const struct diff *diff,
		       struct mail_detail *detail)
{
	detail->files =
		arena_new_array(&collecting->collection->texts, struct update_file, diff->n_files);
	detail->n_files = diff->n_files;
	detail->insertions = diff->insertions;
	detail->deletions = diff->deletions;
	detail->damaged = diff->damaged;
	for (unsigned i = 0; i < diff->n_files; i++) {
		const struct diff_file *file = &diff->files[i];
		bool moved = file->change == DIFF_RENAMED || file->change == DIFF_COPIED;

		detail->files[i] = (struct update_file){
			.path = keep(collecting, diff_file_path(file)),
			.old_path = moved ? keep(collecting, file->old_path) : (str){0},
			.change = change_letter(file),
			.binary = file->binary,
			.insertions = file->insertions,
			.deletions = file->deletions,
		};
	}
}

static void keep_work(struct collecting *collecting, const struct reading *reading,
		      struct record *record, struct mail_detail *detail)
{
	const struct patch_body *body = &reading->patch.body;
	/* A diff in a cover letter shows something; it is none of the changes. */
	bool has_change = reading->patch.has_diff && record->kind != RECORD_COVER;

	if (has_change)
		record->patch_id = keep(collecting, str_from(reading->patch.id));
	record->change_id =
		keep(collecting, body->change_id.len ? body->change_id : reading->mail.change_id);
	keep_mentions(collecting, reading, record);
	detail->subject = keep(collecting, reading->subject);
	detail->sender = keep_mailbox(collecting, reading->sender);
	detail->author = record->kind == RECORD_PATCH ? keep_mailbox(collecting, reading->author)
						      : detail->sender;
	detail->message = keep(collecting, body->message);
	detail->notes = keep(collecting, body->notes);
	detail->base_commit = keep(collecting, body->base_commit);
	if (has_change)
		keep_files(collecting, &reading->patch.diff, detail);
}

/* A tagged mail may turn out to be a cover letter only by its thread. */
static bool may_be_work(const struct record *record)
{
	return record->kind == RECORD_PATCH || record->kind == RECORD_COVER ||
	       record->kind == RECORD_PULL || record_is_tagged(record) ||
	       (record->traits & (RECORD_HAS_DIFFSTAT | RECORD_HAS_SHORTLOG));
}

static struct record make_record(struct collecting *collecting, const struct reading *reading,
				 int64_t arrived_at)
{
	struct people *people = collecting->collection->people;
	struct record record = {
		.message_id = keep(collecting, reading->mail.message_id),
		.subject = keep_subject(collecting, &reading->patch.subject),
		.traits = traits_of(reading),
		.arrived_at = arrived_at,
		.sent_at = reading_sent_at(reading, arrived_at),
	};

	record.text_hash = hash_of_mail(&reading->mail);
	keep_parents(collecting, &reading->mail, &record);
	record.kind = record_classify(&record);
	record.sender = people_add(people, reading->sender);
	record.author = record.sender;
	if (reading->mail.defects & MAIL_NO_HEADER)
		record.kind = RECORD_UNREADABLE;
	/* Only a patch speaks for another author; a `From:` in a letter is talk. */
	if (record.kind == RECORD_PATCH)
		record.author = people_add(people, reading->author);
	return record;
}

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

		*kept = keep(collecting, list_id);
		g_hash_table_insert(collecting->list_ids, kept, GUINT_TO_POINTER(1));
		key = kept;
	}
}

static void add_classic(struct collecting *collecting, const struct reading *reading, str bytes)
{
	struct arena *texts = &collecting->collection->texts;
	const struct mailbox *from = &reading->mail.from;
	struct classic_mail classic;
	g_autofree char *author = g_strdup_printf(STR_FMT " <" STR_FMT ">", STR_ARG(from->name),
						  STR_ARG(from->address));

	/* The raw mail goes; what the classic format keeps of it must stay. */
	bytes = arena_str(texts, bytes);
	if (classic_read(texts, bytes, keep(collecting, reading->mail.subject),
			 arena_str(texts, str_trim(str_from(author))), &classic)) {
		g_array_append_val(collecting->collection->classics, classic);
		g_array_append_val(collecting->classic_records,
				   collecting->collection->records->len);
	}
}

static bool is_wanted(const struct collecting *collecting, int64_t arrived_at)
{
	const struct collection_request *request = collecting->request;

	return !(request->has_since && arrived_at < request->since) &&
	       !(request->has_until && arrived_at >= request->until);
}

static void collect_mail(struct collecting *collecting, const struct arrival *arrival, str bytes)
{
	struct collection *collection = collecting->collection;
	char commit[ARCHIVE_ID_BYTES];
	struct mail_detail detail = {0};
	struct reading reading;
	struct record record;
	int64_t arrived_at = arrival->arrived_at;

	reading_of(&collecting->mail_texts, bytes, &reading);
	if (arrived_at == ARRIVED_UNKNOWN) {
		arrived_at = reading_arrived_at(&reading, collecting->arrived_before);
		collecting->arrived_before = arrived_at;
		if (!is_wanted(collecting, arrived_at))
			return;
	}
	record = make_record(collecting, &reading, arrived_at);
	count_defects(collection, reading.mail.defects);
	count_list_id(collecting, reading.mail.list_id);
	if (record.kind == RECORD_REPLY)
		keep_reviews(collecting, &reading, &record);
	if (may_be_work(&record)) {
		keep_work(collecting, &reading, &record, &detail);
		archive_commit_of(collecting->archive, arrival, commit);
		detail.commit = keep(collecting, str_from(commit));
	}
	if (collecting->request->classic)
		add_classic(collecting, &reading, bytes);
	g_array_append_val(collection->records, record);
	g_array_append_val(collection->details, detail);
}

static void collect_missing(struct collecting *collecting, const struct arrival *arrival)
{
	struct collection *collection = collecting->collection;
	struct record record = {
		.kind = RECORD_UNREADABLE,
		.author = PERSON_NONE,
		.sender = PERSON_NONE,
		.arrived_at = arrival->arrived_at,
		.sent_at = arrival->arrived_at,
	};
	struct mail_detail detail = {0};

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

/* One record with what stands beside it, for sorting. */
struct place {
	int64_t arrived_at;
	unsigned index;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *left = a;
	const struct place *right = b;

	if (left->arrived_at != right->arrived_at)
		return left->arrived_at < right->arrived_at ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

static void reorder(GArray **array, const struct place *places, guint size)
{
	GArray *sorted = g_array_sized_new(FALSE, FALSE, size, (*array)->len);

	for (unsigned i = 0; i < (*array)->len; i++)
		g_array_append_vals(sorted, (*array)->data + (size_t)places[i].index * size, 1);
	g_array_free(*array, TRUE);
	*array = sorted;
}

/* The order of arrival of @n things, the i-th of which came with the record @record_of[i], or i. */
static struct place *places_by_arrival(const struct collection *collection,
				       const unsigned *record_of, unsigned n)
{
	struct place *places = g_new(struct place, n + 1);

	for (unsigned i = 0; i < n; i++) {
		unsigned record = record_of ? record_of[i] : i;

		places[i].index = i;
		places[i].arrived_at =
			g_array_index(collection->records, struct record, record).arrived_at;
	}
	qsort(places, n, sizeof(*places), compare_places);
	return places;
}

static void sort_by_arrival(struct collection *collection, const GArray *classic_records)
{
	g_autofree struct place *places =
		places_by_arrival(collection, NULL, collection->records->len);
	g_autofree struct place *classic_places = places_by_arrival(
		collection, (const unsigned *)classic_records->data, classic_records->len);

	reorder(&collection->records, places, sizeof(struct record));
	reorder(&collection->details, places, sizeof(struct mail_detail));
	reorder(&collection->classics, classic_places, sizeof(struct classic_mail));
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
	choose_list_id(&collecting);
	if (archive_kind(archive) == ARCHIVE_MAILDIR)
		sort_by_arrival(collection, classic_records);
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
