/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/keep.h"

#include "base/hash.h"
#include "patch/mention.h"
#include "series/classify.h"

#include <string.h>

static str keep(const struct keeper *keeper, str text)
{
	return arena_str(keeper->texts, text);
}

static struct mailbox keep_mailbox(const struct keeper *keeper, struct mailbox mailbox)
{
	return (struct mailbox){
		.name = keep(keeper, mailbox.name),
		.address = keep(keeper, mailbox.address),
	};
}

static str *keep_all(const struct keeper *keeper, const str *texts, unsigned n_texts)
{
	str *kept = arena_new_array(keeper->texts, str, n_texts);

	for (unsigned i = 0; i < n_texts; i++)
		kept[i] = keep(keeper, texts[i]);
	return kept;
}

static const struct hash_key *key_of(const struct keeper *keeper)
{
	return keeper->key ? keeper->key : hash_key_of_process();
}

/* Lists rewrite subjects, some of them blanks alone: a mail is known by it if it has no text. */
static uint64_t hash_of_mail(const struct keeper *keeper, const struct mail *mail)
{
	str text = str_trim(mail->body.text);

	return hash_bytes(key_of(keeper), text.len ? text : mail->subject);
}

/* `Lamp` of `[Lamp] [PATCH]`, which the list lamp.example.org put before the sender's subject. */
static bool is_list_tag(str word, str list_id)
{
	size_t at;

	/* `Talk of lamps <lamp.example.org>` (RFC 2919). */
	if (str_find_last_byte(list_id, '<', &at))
		list_id = str_skip(list_id, at + 1);
	return str_find_byte(list_id, '.', &at) &&
	       str_equal_nocase(word, str_slice(list_id, 0, at));
}

static struct subject keep_subject(const struct keeper *keeper, const struct subject *subject,
				   str list_id)
{
	struct subject kept = *subject;

	kept.title = keep(keeper, subject->title);
	kept.prefixes = arena_new_array(keeper->texts, str, subject->n_prefixes);
	kept.n_prefixes = 0;
	for (unsigned i = 0; i < subject->n_prefixes; i++) {
		if (!is_list_tag(subject->prefixes[i], list_id))
			kept.prefixes[kept.n_prefixes++] = keep(keeper, subject->prefixes[i]);
	}
	return kept;
}

static struct remark keep_remark(const struct keeper *keeper, const struct remark *remark)
{
	struct remark kept = *remark;

	kept.name = keep(keeper, remark->name);
	kept.person = keep_mailbox(keeper, remark->person);
	kept.scope = keep(keeper, remark->scope);
	kept.tree = keep(keeper, remark->tree);
	kept.commit = keep(keeper, remark->commit);
	kept.title = keep(keeper, remark->title);
	kept.lines = arena_new_array(keeper->texts, uint32_t, remark->n_lines);
	if (remark->n_lines)
		memcpy(kept.lines, remark->lines, remark->n_lines * sizeof(*kept.lines));
	return kept;
}

static void keep_remarks(const struct keeper *keeper, const struct reading *reading,
			 struct record *record)
{
	struct remark *remarks;
	struct remark *kept;

	if (record_may_be_work(record))
		remarks_of_patch(keeper->reader, keeper->mail_texts, &reading->patch.body, &remarks,
				 &record->n_remarks);
	else
		remarks_of_reply(keeper->reader, keeper->mail_texts, reading->subject,
				 reading->mail.body.text, reading->sender.address, &remarks,
				 &record->n_remarks);
	kept = arena_new_array(keeper->texts, struct remark, record->n_remarks);
	for (unsigned i = 0; i < record->n_remarks; i++)
		kept[i] = keep_remark(keeper, &remarks[i]);
	record->remarks = kept;
}

/* The trailers of a reply, before it is known who gives them. */
static void keep_reviews(const struct keeper *keeper, struct record *record,
			 struct loose_ends *loose)
{
	record->reviews = arena_new_array(keeper->texts, struct record_review, record->n_remarks);
	loose->reviewers = arena_new_array(keeper->texts, struct mailbox, record->n_remarks);
	for (unsigned i = 0; i < record->n_remarks; i++) {
		const struct remark *remark = &record->remarks[i];

		if (remark->kind != REMARK_REVIEW)
			continue;
		loose->reviewers[record->n_reviews] = remark->person;
		record->reviews[record->n_reviews++] = (struct record_review){
			.kind = remark->trailer,
			.name = remark->name,
			.person = PERSON_NONE,
			.scope = remark->scope,
		};
	}
}

typedef void (*mentions_fn)(struct arena *arena, str text, str **ret_ids, unsigned *ret_n_ids);

/* What @find finds in the message and in the notes. */
static str *keep_ids(const struct keeper *keeper, const struct patch_body *body, mentions_fn find,
		     unsigned *ret_n_ids)
{
	const str texts[] = {body->message, body->notes};
	str *found[2];
	unsigned n_found[2];
	str *kept;

	for (unsigned i = 0; i < 2; i++)
		find(keeper->mail_texts, texts[i], &found[i], &n_found[i]);
	kept = arena_new_array(keeper->texts, str, n_found[0] + n_found[1]);
	*ret_n_ids = 0;
	for (unsigned i = 0; i < 2; i++) {
		for (unsigned k = 0; k < n_found[i]; k++)
			kept[(*ret_n_ids)++] = keep(keeper, found[i][k]);
	}
	return kept;
}

/* Ids are abbreviated as each sender's repository needs it: to seven digits or more. */
static bool hash_of_blob(const struct keeper *keeper, const struct diff_file *file,
			 uint64_t *ret_hash)
{
	enum { BLOB_DIGITS = 7 };
	str blob = str_slice(file->new_blob, 0, BLOB_DIGITS);
	str joined;

	if (blob.len < BLOB_DIGITS || str_equal(blob, STR("0000000")))
		return false;
	joined = arena_join(keeper->mail_texts, blob, diff_file_path(file));
	*ret_hash = hash_bytes(key_of(keeper), joined);
	return true;
}

static void keep_blobs(const struct keeper *keeper, const struct diff *diff, struct record *record)
{
	unsigned n_files = MIN(diff->n_files, (unsigned)RECORD_BLOBS);

	record->blobs = arena_new_array(keeper->texts, uint64_t, n_files);
	for (unsigned i = 0; i < n_files; i++) {
		if (hash_of_blob(keeper, &diff->files[i], &record->blobs[record->n_blobs]))
			record->n_blobs++;
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

static void keep_files(const struct keeper *keeper, const struct diff *diff,
		       struct mail_detail *detail)
{
	detail->files = arena_new_array(keeper->texts, struct update_file, diff->n_files);
	detail->n_files = diff->n_files;
	detail->insertions = diff->insertions;
	detail->deletions = diff->deletions;
	detail->damaged = diff->damaged;
	for (unsigned i = 0; i < diff->n_files; i++) {
		const struct diff_file *file = &diff->files[i];
		bool moved = file->change == DIFF_RENAMED || file->change == DIFF_COPIED;

		detail->files[i] = (struct update_file){
			.path = keep(keeper, diff_file_path(file)),
			.old_path = moved ? keep(keeper, file->old_path) : (str){0},
			.change = change_letter(file),
			.binary = file->binary,
			.similarity = moved ? file->similarity : 0,
			.old_blob = keep(keeper, file->old_blob),
			.new_blob = keep(keeper, file->new_blob),
			.insertions = file->insertions,
			.deletions = file->deletions,
		};
	}
}

static void keep_trailers(const struct keeper *keeper, const struct patch_body *body,
			  struct mail_detail *detail)
{
	detail->trailers = arena_new_array(keeper->texts, struct update_trailer, body->n_trailers);
	detail->n_trailers = body->n_trailers;
	for (unsigned i = 0; i < body->n_trailers; i++) {
		detail->trailers[i].name = keep(keeper, body->trailers[i].name);
		detail->trailers[i].value = keep(keeper, body->trailers[i].value);
	}
}

static void keep_work(const struct keeper *keeper, const struct reading *reading,
		      struct record *record, struct mail_detail *detail)
{
	const struct patch_body *body = &reading->patch.body;
	char patch_id[PATCH_ID_BYTES];
	/* A diff in a cover letter shows something; it is none of the changes. */
	bool has_change = reading->patch.has_diff && record->kind != RECORD_COVER;

	if (has_change && patch_id_compute(reading->patch.identified, patch_id))
		record->patch_id = keep(keeper, str_from(patch_id));
	record->change_id =
		keep(keeper, body->change_id.len ? body->change_id : reading->mail.change_id);
	record->mentions = keep_ids(keeper, body, mentions_of_text, &record->n_mentions);
	record->older_ids = keep_ids(keeper, body, mentions_of_older, &record->n_older_ids);
	detail->subject = keep(keeper, reading->subject);
	detail->sender = keep_mailbox(keeper, mailmap_resolve(keeper->mailmap, reading->sender));
	detail->author =
		record->kind == RECORD_PATCH
			? keep_mailbox(keeper, mailmap_resolve(keeper->mailmap, reading->author))
			: detail->sender;
	detail->message = keep(keeper, body->message);
	detail->notes = keep(keeper, body->notes);
	detail->base_commit = keep(keeper, body->base_commit);
	detail->prerequisites = keep_all(keeper, body->prerequisites, body->n_prerequisites);
	detail->n_prerequisites = body->n_prerequisites;
	detail->depends = keep_all(keeper, body->depends, body->n_depends);
	detail->n_depends = body->n_depends;
	keep_trailers(keeper, body, detail);
	if (has_change && keeper->with_diffs)
		detail->diff = keep(keeper, body->diff);
	if (has_change) {
		keep_blobs(keeper, &reading->patch.diff, record);
		keep_files(keeper, &reading->patch.diff, detail);
	}
}

static struct record keep_record(const struct keeper *keeper, const struct reading *reading)
{
	struct record record = reading_record(keeper->mail_texts, reading);

	record.message_id = keep(keeper, record.message_id);
	record.subject = keep_subject(keeper, &record.subject, reading->mail.list_id);
	record.parents = keep_all(keeper, record.parents, record.n_parents);
	record.text_hash = hash_of_mail(keeper, &reading->mail);
	return record;
}

void keep_mail(const struct keeper *keeper, const struct reading *reading,
	       struct record *ret_record, struct mail_detail *ret_detail,
	       struct loose_ends *ret_loose)
{
	*ret_record = keep_record(keeper, reading);
	*ret_detail = (struct mail_detail){0};
	*ret_loose = (struct loose_ends){
		.sender = keep_mailbox(keeper, reading->sender),
		.author = keep_mailbox(keeper, reading->author),
		.times = reading_times(reading),
		.list_id = keep(keeper, reading->mail.list_id),
		.defects = reading->mail.defects,
	};
	keep_remarks(keeper, reading, ret_record);
	if (ret_record->kind == RECORD_REPLY)
		keep_reviews(keeper, ret_record, ret_loose);
	if (record_may_be_work(ret_record))
		keep_work(keeper, reading, ret_record, ret_detail);
}

person_id keep_reviewer(struct people *people, struct mailbox names, person_id sender)
{
	person_id named;

	if (names.address.len == 0 || sender == PERSON_NONE)
		return sender;
	named = people_add(people, names);
	return people_may_be(people, names, sender) ? named : PERSON_NONE;
}

static void find_reviewers(struct people *people, const struct loose_ends *loose,
			   struct record *record)
{
	unsigned n_given = 0;

	for (unsigned i = 0; i < record->n_reviews; i++) {
		struct record_review review = record->reviews[i];

		review.person = keep_reviewer(people, loose->reviewers[i], record->sender);
		if (review.person == PERSON_NONE)
			continue;
		loose->reviewers[n_given] = loose->reviewers[i];
		record->reviews[n_given++] = review;
	}
	record->n_reviews = n_given;
}

void keep_people(struct people *people, const struct loose_ends *loose, struct record *record)
{
	record->sender = people_add(people, loose->sender);
	record->author = record->sender;
	/* Only a patch speaks for another author; a `From:` in a letter is talk. */
	if (record->kind == RECORD_PATCH)
		record->author = people_add(people, loose->author);
	find_reviewers(people, loose, record);
	record->sent_at = mail_sent_at(&loose->times, record->arrived_at);
}
