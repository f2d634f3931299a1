/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: tens of thousands of mails at the first time, some hundred a day later.
 * A table of the ids that were met saves the index most questions.
 */
#include "flow/chunk.h"

#include "base/workers.h"
#include "flow/index_words.h"
#include "flow/threading.h"
#include "index/encoding.h"
#include "index/lexicons.h"
#include "index/sightings.h"
#include "patch/dependency.h"
#include "patch/diff_hunks.h"
#include "patch/shortlog.h"

#include <glib.h>

enum { QUALITY_TRUE_SENDER = 1 << 20 }; /* above any length of the fields */

/* Reading. */

/* Of several copies the one counts whose sender no list rewrote, then the one with more in Cc. */
static int quality_of(const struct reading *reading)
{
	const struct mail *mail = &reading->mail;
	bool rewritten = !str_equal(mail->from.address, reading->sender.address);
	size_t recipients = mail->raw_to.len + mail->raw_cc.len;

	return (rewritten ? 0 : QUALITY_TRUE_SENDER) +
	       (int)MIN(recipients, (size_t)QUALITY_TRUE_SENDER - 1);
}

static struct mailbox copy_mailbox(struct arena *texts, struct mailbox mailbox)
{
	return (struct mailbox){
		.name = arena_str(texts, mailbox.name),
		.address = arena_str(texts, mailbox.address),
	};
}

static struct file_hunks hunks_of(struct arena *texts, const struct diff_file *file)
{
	struct file_hunks hunks;
	struct diff_range *ranges;

	diff_ranges_of_file(texts, file, &ranges, &hunks.n_ranges);
	hunks.ranges = arena_new_array(texts, uint64_t, hunks.n_ranges);
	for (unsigned i = 0; i < hunks.n_ranges; i++)
		hunks.ranges[i] = (uint64_t)ranges[i].begin << 32 | ranges[i].end;
	return hunks;
}

/* Where it meets others, and as which commit it will be found. */
static void look_at_change(struct arena *mail_texts, struct arena *texts, const struct patch *patch,
			   struct mail_facts *facts)
{
	facts->change = change_hash_of_diff(mail_texts, &patch->diff);
	facts->title_hash = change_hash_of_title(patch->subject.title);
	facts->hunks = arena_new_array(texts, struct file_hunks, patch->diff.n_files);
	for (unsigned i = 0; i < patch->diff.n_files; i++)
		facts->hunks[i] = hunks_of(texts, &patch->diff.files[i]);
}

static str depends_of(struct arena *mail_texts, struct arena *texts, const struct patch_body *body)
{
	struct dependency *dependencies;
	unsigned n_dependencies;
	str *lines;

	dependencies_of_patch(mail_texts, body, &dependencies, &n_dependencies);
	lines = arena_new_array(mail_texts, str, n_dependencies);
	for (unsigned i = 0; i < n_dependencies; i++)
		lines[i] = dependency_to_line(mail_texts, &dependencies[i]);
	return encode_lines(texts, lines, n_dependencies);
}

/* What a pull request lists: a shortlog may stand on either side of a `---`. */
static void look_at_shortlogs(struct arena *mail_texts, struct arena *texts,
			      const struct patch_body *body, struct mail_facts *facts)
{
	str text = arena_join(mail_texts, arena_join(mail_texts, body->message, STR("\n\n")),
			      body->notes);
	struct shortlog_entry *entries;
	unsigned n_entries;

	shortlog_of_text(mail_texts, text, &entries, &n_entries);
	facts->carried = arena_new_array(texts, struct stored_title, n_entries);
	for (unsigned i = 0; i < n_entries; i++) {
		uint64_t hash = change_hash_of_title(entries[i].title);

		if (hash)
			facts->carried[facts->n_carried++] = (struct stored_title){
				.hash = hash,
				.author = arena_str(texts, entries[i].author),
			};
	}
}

static void look_at_mail(void *user, unsigned worker, size_t index, const struct reading *reading,
			 str bytes, struct arena *mail_texts)
{
	struct chunk *chunk = user;
	struct arena *texts = &chunk->texts[worker];
	struct mail_facts *facts = &chunk->facts[index];
	const struct patch *patch = &reading->patch;

	*facts = (struct mail_facts){
		.is_there = true,
		.has_own_title = patch->body.in_body_subject.len > 0,
		.has_fingerprint = patch->has_diff,
		.n_prefixes = patch->subject.n_prefixes,
		.quality = quality_of(reading),
		.bytes = (int64_t)bytes.len,
		.subject = arena_str(texts, reading->subject),
		.author = copy_mailbox(texts, reading->author),
		.sender = copy_mailbox(texts, reading->sender),
	};
	if (patch->has_diff) {
		const struct compare_patch compared = {
			.title = patch->subject.title,
			.author = reading->author,
			.message = patch->body.message,
			.diff = &patch->diff,
		};

		fingerprint_of(texts, &compared, &facts->fingerprint);
		look_at_change(mail_texts, texts, patch, facts);
	}
	if (patch->body.has_pull_request)
		look_at_shortlogs(mail_texts, texts, &patch->body, facts);
	if (!(patch->subject.flags & SUBJECT_REPLY))
		facts->depends = depends_of(mail_texts, texts, &patch->body);
	if (!chunk->lexicons[worker])
		chunk->lexicons[worker] = lexicon_new();
	/* A thousand times what mails of people hold: their senders want the memory. */
	if (lexicon_bytes(chunk->lexicons[worker]) > LIMIT_LEXICON_BYTES)
		return;
	lexicon_begin_mail(chunk->lexicons[worker], (uint32_t)index);
	index_words_of_mail(chunk->lexicons[worker], mail_texts, reading);
}

bool chunk_read(struct chunk *chunk, struct archive *archive, const struct selection *selection,
		unsigned n_workers, struct progress *progress, GError **error)
{
	const struct collection_request request = {
		.key = &chunk->index->key,
		.look = look_at_mail,
		.look_user = chunk,
		.n_workers = n_workers,
		.progress = progress,
	};

	for (unsigned i = 0; i < LIMIT_WORKERS; i++)
		arena_init(&chunk->texts[i]);
	chunk->facts = g_new0(struct mail_facts, selection->n_arrivals + 1);
	chunk->fresh = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	chunk->threads = g_array_new(FALSE, FALSE, sizeof(int64_t));
	chunk->collection = collection_read(archive, selection, &request, error);
	return chunk->collection;
}

void chunk_clear(struct chunk *chunk)
{
	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		arena_clear(&chunk->texts[i]);
		lexicon_free(chunk->lexicons[i]);
	}
	g_free(chunk->facts);
	collection_free(chunk->collection);
	g_clear_pointer(&chunk->fresh, g_array_unref);
	g_clear_pointer(&chunk->threads, g_array_unref);
	*chunk = (struct chunk){0};
}

/* Writing. */

/* A mail of the chunk on its way. */
struct mail_at_hand {
	const struct record *record;
	const struct mail_detail *detail;
	const struct mail_facts *facts;
	const struct arrival *arrival;
	unsigned arrival_index;
	int64_t message; /* that it is */
};

struct writing {
	struct chunk *chunk;
	struct threading *threading;
	GHashTable *same; /* of this chunk: (struct record *) to its index in `fresh` + 1 */
	uint32_t *messages; /* of each arrival: the message that is new with it, or UINT32_MAX */
	const struct mail_detail **details; /* of each new message */
	const struct mail_facts **facts; /* likewise */
	struct lexicon_blocks *blocks; /* NULL without words */
	const struct progress *progress;
	bool may_be_back; /* messages that were known before */
	int64_t next_number;
	bool has_older; /* the index held messages before */
};

static struct mail_at_hand mail_at(const struct chunk *chunk, const struct selection *selection,
				   unsigned i)
{
	unsigned at = g_array_index(chunk->collection->arrivals, unsigned, i);

	return (struct mail_at_hand){
		.record = &g_array_index(chunk->collection->records, struct record, i),
		.detail = &g_array_index(chunk->collection->details, struct mail_detail, i),
		.facts = &chunk->facts[at],
		.arrival = &selection->arrivals[at],
		.arrival_index = at,
	};
}

static unsigned sameness_hash(const void *mail)
{
	const struct record *record = mail;

	return str_hash(&record->message_id) ^ (unsigned)record->text_hash;
}

static int sameness_equal(const void *a, const void *b)
{
	const struct record *left = a;
	const struct record *right = b;

	return left->text_hash == right->text_hash &&
	       str_equal(left->message_id, right->message_id);
}

static bool place_mail(struct writing *writing, const struct mail_at_hand *mail, GError **error)
{
	struct stored_place place = {
		.archive = writing->chunk->archive,
		.number = writing->next_number++,
		.message = mail->message,
		.epoch = mail->arrival->epoch,
		.position = mail->arrival->offset,
		.length = mail->arrival->length,
		.arrived_at = mail->record->arrived_at,
		.quality = mail->facts->quality,
	};

	const struct seen seen = {
		.archive = place.archive,
		.message = place.message,
		.message_id = mail->record->message_id,
		.text_hash = mail->record->text_hash,
	};

	memcpy(place.object, mail->arrival->object, sizeof(place.object));
	memcpy(place.commit, mail->arrival->commit, sizeof(place.commit));
	return places_add(writing->chunk->index, &place, error) &&
	       sightings_add(writing->chunk->index, &seen, writing->may_be_back, error);
}

static struct stored_message message_of(const struct mail_at_hand *mail)
{
	return (struct stored_message){
		.record = *mail->record,
		.kind = mail->record->kind,
		.subject = mail->facts->subject,
		.has_own_title = mail->facts->has_own_title,
		.has_own_prefixes = mail->facts->n_prefixes != mail->record->subject.n_prefixes,
		.author = mail->facts->author,
		.sender = mail->facts->sender,
		.bytes = mail->facts->bytes,
		.quality = mail->facts->quality,
		.has_fingerprint = mail->facts->has_fingerprint,
		.fingerprint = mail->facts->fingerprint,
		.depends = mail->facts->depends,
		.title_hash = mail->facts->title_hash,
		.change = mail->facts->change,
	};
}

/* The mail is there already: this copy may be a better one, or the one that came first. */
static bool take_copy(struct writing *writing, const struct mail_at_hand *mail, int known_quality,
		      int64_t known_arrival, GError **error)
{
	struct index *index = writing->chunk->index;
	struct stored_message message = message_of(mail);
	bool better = mail->facts->quality > known_quality;
	bool earlier = mail->record->arrived_at < known_arrival;
	int64_t thread;

	message.id = mail->message;
	if (better && !messages_improve(index, &message, error))
		return false;
	if (earlier && !messages_set_arrival(index, mail->message, mail->record->arrived_at, error))
		return false;
	if (!better && !earlier)
		return true;
	if (!messages_thread(index, mail->message, &thread, error))
		return false;
	g_array_append_val(writing->chunk->threads, thread);
	return true;
}

/*
 * A copy of a mail of the same chunk: nothing of it is written yet but its place. A better one
 * gives what messages_improve() would take of it.
 */
static void merge_copy(struct stored_message *known, const struct mail_at_hand *mail)
{
	struct stored_message copy = message_of(mail);

	known->record.arrived_at = MIN(known->record.arrived_at, copy.record.arrived_at);
	if (copy.quality <= known->quality)
		return;
	known->quality = copy.quality;
	known->subject = copy.subject;
	known->record.subject = copy.record.subject;
	known->record.sent_at = copy.record.sent_at;
	known->has_own_title = copy.has_own_title;
	known->has_own_prefixes = copy.has_own_prefixes;
	known->author = copy.author;
	known->sender = copy.sender;
	known->bytes = copy.bytes;
	known->has_fingerprint = copy.has_fingerprint;
	known->fingerprint = copy.fingerprint;
	known->title_hash = copy.title_hash;
}

/* Which message the mail is: one of the index, one of this chunk, or a new one. */
static bool identify(struct writing *writing, struct mail_at_hand *mail, GError **error)
{
	struct chunk *chunk = writing->chunk;
	gpointer known = g_hash_table_lookup(writing->same, mail->record);
	struct stored_message message;
	int64_t known_arrival;
	int known_quality;

	if (known) {
		unsigned at = GPOINTER_TO_UINT(known) - 1;

		mail->message = chunk->first_fresh + at;
		merge_copy(&g_array_index(chunk->fresh, struct stored_message, at), mail);
		return true;
	}
	if (writing->has_older) {
		if (!messages_find_same(chunk->index, mail->record->message_id,
					mail->record->text_hash, &mail->message, &known_quality,
					&known_arrival, error))
			return false;
		if (mail->message)
			return take_copy(writing, mail, known_quality, known_arrival, error);
	}
	message = message_of(mail);
	message.id = mail->message = chunk->first_fresh + chunk->fresh->len;
	g_array_append_val(chunk->fresh, message);
	g_hash_table_insert(writing->same, (gpointer)mail->record,
			    GUINT_TO_POINTER(chunk->fresh->len));
	return threading_add(writing->threading, mail->record, message.id, error);
}

static struct stored_file *files_of(struct arena *scratch, const struct mail_detail *detail,
				    const struct mail_facts *facts)
{
	struct stored_file *files = arena_new_array(scratch, struct stored_file, detail->n_files);

	for (unsigned i = 0; i < detail->n_files; i++) {
		files[i] = (struct stored_file){
			.path = detail->files[i].path,
			.old_blob = detail->files[i].old_blob,
			.new_blob = detail->files[i].new_blob,
			.insertions = detail->files[i].insertions,
			.deletions = detail->files[i].deletions,
			.hunks = facts->hunks ? facts->hunks[i].ranges : NULL,
			.n_hunks = facts->hunks ? facts->hunks[i].n_ranges : 0,
		};
	}
	return files;
}

static bool add_fresh(struct writing *writing, GError **error)
{
	struct chunk *chunk = writing->chunk;
	struct progress stage =
		progress_stage(writing->progress, "Writing to the index", chunk->fresh->len);

	for (unsigned i = 0; i < chunk->fresh->len; i++) {
		struct stored_message *message =
			&g_array_index(chunk->fresh, struct stored_message, i);
		g_auto(arena) scratch = {0};

		arena_init(&scratch);
		message->thread = threading_find(writing->threading, message->id);
		message->files = files_of(&scratch, writing->details[i], writing->facts[i]);
		message->n_files = writing->details[i]->n_files;
		if (!messages_add(chunk->index, message, error) ||
		    !carriers_add(chunk->index, message->id, writing->facts[i]->carried,
				  writing->facts[i]->n_carried, error))
			return false;
		message->files = NULL;
		g_array_append_val(chunk->threads, message->thread);
		progress_reach(&stage, i + 1);
	}
	return true;
}

/* Which messages the mails of the selection are, and which of them are new. */
static bool identify_mails(struct writing *writing, const struct selection *selection,
			   GError **error)
{
	struct chunk *chunk = writing->chunk;

	for (size_t i = 0; i < selection->n_arrivals; i++)
		writing->messages[i] = UINT32_MAX;
	for (unsigned i = 0; i < chunk->collection->records->len; i++) {
		struct mail_at_hand mail = mail_at(chunk, selection, i);
		unsigned n_fresh = chunk->fresh->len;

		if (!mail.facts->is_there || mail.record->kind == RECORD_UNREADABLE) {
			chunk->n_missing++;
			continue;
		}
		if (!identify(writing, &mail, error) || !place_mail(writing, &mail, error))
			return false;
		if (chunk->fresh->len == n_fresh)
			continue;
		writing->details[n_fresh] = mail.detail;
		writing->facts[n_fresh] = mail.facts;
		writing->messages[mail.arrival_index] = (uint32_t)mail.message;
	}
	return true;
}

static void make_blocks(struct writing *writing)
{
	struct chunk *chunk = writing->chunk;
	struct lexicon *lexicons[LIMIT_WORKERS];
	unsigned n_lexicons = 0;

	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		if (chunk->lexicons[i])
			lexicons[n_lexicons++] = chunk->lexicons[i];
	}
	if (n_lexicons)
		writing->blocks = lexicon_blocks_make(lexicons, n_lexicons, writing->messages);
}

/* Two things at a time that have nothing in common: one alone writes to the index. */
enum writing_batch { BATCH_MESSAGES, BATCH_WORDS, N_BATCHES };

static bool work_on_batch(void *user, unsigned worker, size_t batch, GError **error)
{
	struct writing *writing = user;

	(void)worker;
	if (batch == BATCH_WORDS) {
		make_blocks(writing);
		return true;
	}
	return threading_write(writing->threading, writing->chunk->threads, error) &&
	       add_fresh(writing, error);
}

static bool write_words(const struct writing *writing, GError **error)
{
	struct index *index = writing->chunk->index;

	return !writing->blocks ||
	       (lexicons_add(index, writing->blocks, error) && lexicons_merge(index, error));
}

bool chunk_write(struct chunk *chunk, const struct selection *selection,
		 const struct progress *progress, GError **error)
{
	g_autoptr(GHashTable) same = g_hash_table_new(sameness_hash, sameness_equal);
	g_autofree uint32_t *messages = g_new(uint32_t, selection->n_arrivals + 1);
	g_autofree const struct mail_detail **details =
		g_new0(const struct mail_detail *, chunk->collection->records->len + 1);
	g_autofree const struct mail_facts **facts =
		g_new0(const struct mail_facts *, chunk->collection->records->len + 1);
	struct writing writing = {
		.chunk = chunk,
		.same = same,
		.messages = messages,
		.details = details,
		.facts = facts,
		.progress = progress,
	};
	int64_t last;
	bool written;

	if (!messages_last(chunk->index, &last, error) ||
	    !sightings_have_departed(chunk->index, &writing.may_be_back, error))
		return false;
	chunk->first_fresh = last + 1;
	writing.has_older = last > 0;
	writing.next_number = chunk->first_number;
	writing.threading = threading_new(chunk->index, last > 0);
	written = identify_mails(&writing, selection, error) &&
		  workers_run(N_BATCHES, N_BATCHES, work_on_batch, &writing, error) &&
		  write_words(&writing, error);
	threading_free(writing.threading);
	lexicon_blocks_free(writing.blocks);
	return written;
}
