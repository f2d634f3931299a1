/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/evaluation.h"

#include "flow/neighbourhood.h"
#include "flow/outcomes.h"
#include "flow/relink.h"
#include "index/carriers.h"

#include <glib.h>
#include <stdlib.h>

/* The postings of a neighbourhood, as they follow from it. */
struct evaluation {
	struct index *index;
	struct neighbourhood *around;
	struct series_set set; /* without topics */
	struct stored_posting *rows; /* of each posting */
	bool has_older; /* the index held messages before the fresh ones */
	const GArray *broken; /* int64_t: postings that lost mails */
	GArray *changed; /* unsigned: postings that the index does not have, or not so */
	GArray *outdated; /* struct stored_posting: what the index has in their place */
	const struct progress *progress;
};

static const struct stored_message *message_at(const struct evaluation *evaluation, unsigned i)
{
	return &g_array_index(evaluation->around->messages, struct stored_message, i);
}

static int compare_numbers(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* Rows. */

static unsigned traits_of(const struct posting *posting, const struct record *head)
{
	return (posting->numbered ? POSTING_NUMBERED : 0u) | (posting->pull ? POSTING_PULL : 0u) |
	       (posting->cover_announced ? POSTING_COVER_ANNOUNCED : 0u) |
	       (head->subject.flags & SUBJECT_RFC ? POSTING_RFC : 0u) |
	       (head->subject.flags & SUBJECT_RESEND ? POSTING_RESENT : 0u);
}

static void add_number(GString *text, int64_t number)
{
	g_string_append_printf(text, "%" G_GINT64_FORMAT " ", number);
}

static void add_mailbox(GString *text, struct mailbox mailbox)
{
	g_string_append_printf(text, "\n" STR_FMT "<" STR_FMT ">", STR_ARG(mailbox.name),
			       STR_ARG(mailbox.address));
}

/* Of all that a posting is made of; what can change without it is left out. */
static int64_t digest_of(const struct index *index, const struct stored_posting *row,
			 const struct stored_message *head)
{
	g_autoptr(GString) text = g_string_new(NULL);

	add_number(text, row->id);
	add_number(text, row->head);
	add_number(text, row->cover);
	add_number(text, row->completes);
	add_number(text, row->revision.major);
	add_number(text, row->revision.minor);
	add_number(text, row->revision.letter);
	add_number(text, row->total);
	add_number(text, row->n_missing);
	add_number(text, row->traits);
	add_number(text, row->arrived_at);
	add_number(text, row->sent_at);
	for (unsigned i = 0; i < row->n_members; i++)
		add_number(text, row->members[i]);
	g_string_append_len(text, row->title.ptr, (gssize)row->title.len);
	add_mailbox(text, head->author);
	add_mailbox(text, head->sender);
	return index_hash(index, HASH_DIGEST, (str){.ptr = text->str, .len = text->len});
}

static void fill_members(struct evaluation *evaluation, const struct posting *posting,
			 struct stored_posting *row)
{
	row->members = arena_new_array(&evaluation->around->texts, int64_t, posting->n_patches + 1);
	if (posting->cover != RECORD_NONE)
		row->members[row->n_members++] = message_at(evaluation, posting->cover)->id;
	for (unsigned i = 0; i < posting->n_patches; i++)
		row->members[row->n_members++] = message_at(evaluation, posting->patches[i])->id;
	qsort(row->members, row->n_members, sizeof(*row->members), compare_numbers);
}

static struct stored_posting row_of(struct evaluation *evaluation, unsigned index)
{
	const struct postings *postings = evaluation->set.postings;
	const struct posting *posting = &postings->items[index];
	const struct record *records = evaluation->around->records;
	const struct record *head = &records[posting->head];
	g_autofree unsigned *missing = NULL;
	struct stored_posting row = {
		.id = message_at(evaluation, posting->first)->id,
		.head = message_at(evaluation, posting->head)->id,
		.revision = posting->revision,
		.total = posting->total,
		.n_patches = posting->n_patches,
		.n_missing = posting_missing(posting, records, &missing),
		.traits = traits_of(posting, head),
		.arrived_at = records[posting->first].arrived_at,
		.sent_at = head->sent_at,
		.title = head->subject.title,
	};

	if (posting->cover != RECORD_NONE)
		row.cover = message_at(evaluation, posting->cover)->id;
	if (posting->completes != POSTING_NONE)
		row.completes =
			message_at(evaluation, postings->items[posting->completes].first)->id;
	fill_members(evaluation, posting, &row);
	row.digest = digest_of(evaluation->index, &row, message_at(evaluation, posting->head));
	return row;
}

/* Who replied, a posting and a person each once. */
static void count_replies(struct evaluation *evaluation)
{
	const struct neighbourhood *around = evaluation->around;
	g_autoptr(GHashTable) repliers =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (unsigned i = 0; i < around->messages->len; i++) {
		const struct record *record = &around->records[i];
		unsigned answered = record->kind == RECORD_REPLY && !record->duplicate
					    ? series_answered_by(&evaluation->set, i)
					    : RECORD_NONE;
		struct stored_posting *row;
		unsigned posting;
		int64_t key;

		if (answered == RECORD_NONE)
			continue;
		posting = evaluation->set.postings->of_record[answered];
		row = &evaluation->rows[posting];
		row->n_replies++;
		row->replied_at = MAX(row->replied_at, record->arrived_at);
		key = (int64_t)posting << 32 | record->sender;
		if (record->sender == PERSON_NONE ||
		    record->sender ==
			    around->records[evaluation->set.postings->items[posting].head].author)
			continue;
		if (g_hash_table_add(repliers, g_memdup2(&key, sizeof(key))))
			row->n_repliers++;
	}
}

/* What has changed. */

static bool is_among(const GArray *sorted, int64_t number)
{
	return sorted->len &&
	       bsearch(&number, sorted->data, sorted->len, sizeof(int64_t), compare_numbers);
}

static bool compare_row(struct evaluation *evaluation, unsigned index, GError **error)
{
	const struct stored_posting *row = &evaluation->rows[index];
	struct stored_posting known = {0};
	bool found = false;

	if (is_among(evaluation->around->known_postings, row->id) &&
	    !postings_load(evaluation->index, row->id, &evaluation->around->texts, &known, &found,
			   error))
		return false;
	if (found && known.digest == row->digest) {
		if (known.n_replies == row->n_replies && known.n_repliers == row->n_repliers &&
		    known.replied_at == row->replied_at)
			return true;
		return postings_set_replies(evaluation->index, row, error);
	}
	g_array_append_val(evaluation->changed, index);
	if (found)
		g_array_append_val(evaluation->outdated, known);
	return true;
}

static bool add_outdated(struct evaluation *evaluation, int64_t posting, GError **error)
{
	struct stored_posting outdated;
	bool found;

	if (!postings_load(evaluation->index, posting, &evaluation->around->texts, &outdated,
			   &found, error))
		return false;
	if (found)
		g_array_append_val(evaluation->outdated, outdated);
	return true;
}

/* Postings that the index has and that follow from these mails no more. */
static bool find_vanished(struct evaluation *evaluation, GError **error)
{
	const GArray *known = evaluation->around->known_postings;
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < evaluation->set.postings->n_items; i++)
		g_array_append_val(rows, evaluation->rows[i].id);
	g_array_sort(rows, compare_numbers);
	for (unsigned i = 0; i < known->len; i++) {
		int64_t posting = g_array_index(known, int64_t, i);

		if (!is_among(rows, posting) && !add_outdated(evaluation, posting, error))
			return false;
	}
	/* One that lost all its mails is not known by any of them. */
	for (unsigned i = 0; i < evaluation->broken->len; i++) {
		int64_t posting = g_array_index(evaluation->broken, int64_t, i);

		if (!is_among(known, posting) && !add_outdated(evaluation, posting, error))
			return false;
	}
	return true;
}

static bool find_changes(struct evaluation *evaluation, GError **error)
{
	for (unsigned i = 0; i < evaluation->set.postings->n_items; i++) {
		if (!compare_row(evaluation, i, error))
			return false;
	}
	return find_vanished(evaluation, error);
}

static bool write_kinds(struct evaluation *evaluation, GError **error)
{
	for (unsigned i = 0; i < evaluation->around->messages->len; i++) {
		const struct stored_message *message = message_at(evaluation, i);
		enum record_kind kind = evaluation->around->records[i].kind;

		if (kind != message->kind &&
		    !messages_set_kind(evaluation->index, message->id, kind, error))
			return false;
	}
	return true;
}

static bool write_postings(struct evaluation *evaluation, GError **error)
{
	for (unsigned i = 0; i < evaluation->changed->len; i++) {
		unsigned index = g_array_index(evaluation->changed, unsigned, i);

		if (!postings_put(evaluation->index, &evaluation->rows[index], error))
			return false;
	}
	return true;
}

/* Requests that are made of other mails now may carry others, too. */
static bool find_carried(struct evaluation *evaluation, GArray *works, GError **error)
{
	for (unsigned i = 0; i < evaluation->outdated->len; i++) {
		const struct stored_posting *row =
			&g_array_index(evaluation->outdated, struct stored_posting, i);

		if (row->traits & POSTING_PULL &&
		    !carriers_works(evaluation->index, row->id, works, error))
			return false;
	}
	return true;
}

static bool evaluate(struct evaluation *evaluation, GError **error)
{
	struct neighbourhood *around = evaluation->around;
	unsigned n_records = around->messages->len;
	g_autoptr(GArray) newer = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) works = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct relinking relinking;

	evaluation->set.threads = threads_resolve(around->records, n_records);
	evaluation->set.postings =
		postings_assemble(around->records, evaluation->set.threads, around->people);
	evaluation->rows = g_new0(struct stored_posting, evaluation->set.postings->n_items + 1);
	for (unsigned i = 0; i < evaluation->set.postings->n_items; i++)
		evaluation->rows[i] = row_of(evaluation, i);
	count_replies(evaluation);
	if (!find_changes(evaluation, error) || !write_kinds(evaluation, error))
		return false;
	relinking = (struct relinking){
		.index = evaluation->index,
		.around = around,
		.postings = evaluation->set.postings,
		.rows = evaluation->rows,
		.changed = evaluation->changed,
		.outdated = evaluation->outdated,
		.has_older = evaluation->has_older,
		.newer = newer,
		.works = works,
	};
	/* What was there goes first: the clues of the new rows must stay. */
	if (!find_carried(evaluation, works, error) || !relink_forget(&relinking, error) ||
	    !write_postings(evaluation, error) || !relink_postings(&relinking, error))
		return false;
	g_array_append_vals(works, newer->data, newer->len);
	for (unsigned i = 0; i < evaluation->set.postings->n_items; i++)
		g_array_append_val(works, evaluation->rows[i].id);
	return outcomes_refresh(evaluation->index, works, evaluation->progress, error);
}

static void evaluation_clear(struct evaluation *evaluation)
{
	postings_free(evaluation->set.postings);
	threads_free(evaluation->set.threads);
	g_free(evaluation->rows);
	g_array_unref(evaluation->changed);
	g_array_unref(evaluation->outdated);
}

bool evaluate_threads(struct index *index, const struct evaluation_request *request, GError **error)
{
	struct neighbourhood around;
	struct evaluation evaluation = {
		.index = index,
		.around = &around,
		.has_older = request->first_fresh > 1,
		.broken = request->broken,
		.progress = request->progress,
		.changed = g_array_new(FALSE, FALSE, sizeof(unsigned)),
		.outdated = g_array_new(FALSE, FALSE, sizeof(struct stored_posting)),
	};
	bool done = neighbourhood_gather(&around, index, request->threads, request->fresh,
					 request->first_fresh, error) &&
		    neighbourhood_announce(index, request->fresh, error) &&
		    evaluate(&evaluation, error);

	evaluation_clear(&evaluation);
	neighbourhood_clear(&around);
	return done;
}
