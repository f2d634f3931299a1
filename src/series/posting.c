/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/posting.h"

#include "base/limits.h"
#include "series/batch.h"
#include "series/classify.h"
#include "series/draft.h"

#include <glib.h>
#include <stdlib.h>

static bool is_cover(const struct record *record)
{
	if (record->duplicate)
		return false;
	return record->kind == RECORD_COVER || record->kind == RECORD_PULL;
}

static void draft_covers(struct assembly *assembly)
{
	for (unsigned i = 0; i < assembly->n_records; i++) {
		if (is_cover(&assembly->records[i]))
			assembly_add(assembly, i)->cover = i;
	}
}

static void draft_patches(struct assembly *assembly)
{
	for (unsigned i = 0; i < assembly->n_records; i++) {
		const struct record *record = &assembly->records[i];
		unsigned found = POSTING_NONE;
		struct draft *draft;

		if (record->duplicate || record->kind != RECORD_PATCH)
			continue;
		if (record_is_numbered(record))
			found = assembly_find(assembly, i);
		if (found == POSTING_NONE) {
			draft = assembly_add(assembly, i);
		} else {
			draft = assembly_draft(assembly, found);
			assembly->of_record[i] = found;
		}
		if (draft->total == 0)
			draft->total = record->subject.total;
		g_array_append_val(draft->patches, i);
	}
}

/* From drafts to postings. */

static gint compare_patches(gconstpointer a, gconstpointer b, gpointer records)
{
	unsigned left = *(const unsigned *)a;
	unsigned right = *(const unsigned *)b;
	unsigned left_number = ((const struct record *)records)[left].subject.index;
	unsigned right_number = ((const struct record *)records)[right].subject.index;

	if (left_number != right_number)
		return left_number < right_number ? -1 : 1;
	return (left > right) - (left < right);
}

/* Of one number and one title the last stays: it was sent to replace the others. */
static void drop_replaced(const struct record *records, GArray *patches)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < patches->len; i++) {
		unsigned patch = g_array_index(patches, unsigned, i);

		if (kept > 0) {
			unsigned *last = &g_array_index(patches, unsigned, kept - 1);

			if (record_same_place(&records[*last], &records[patch])) {
				*last = patch;
				continue;
			}
		}
		g_array_index(patches, unsigned, kept++) = patch;
	}
	g_array_set_size(patches, kept);
}

static unsigned agreed_total(const struct record *records, const struct draft *draft)
{
	unsigned agreed = 0;

	for (unsigned i = 0; i < draft->patches->len; i++) {
		unsigned total = records[g_array_index(draft->patches, unsigned, i)].subject.total;

		if (agreed && total != agreed)
			return draft->total;
		agreed = total;
	}
	return agreed ? agreed : draft->total;
}

/* git send-email numbers the cover 1 and the first patch 2; b4 the cover 0 and the patch 1. */
static bool announces_cover(const struct assembly *assembly, unsigned head)
{
	const struct record *record = &assembly->records[head];
	struct batch own;
	struct batch parent;

	if (!record_is_numbered(record) || !batch_of(record->message_id, &own))
		return false;
	for (unsigned i = 0; i < record->n_parents; i++) {
		if (threads_find(assembly->threads, record->parents[i]) != RECORD_NONE)
			continue;
		if (batch_of(record->parents[i], &parent) && str_equal(parent.before, own.before) &&
		    parent.number + record->subject.index == own.number)
			return true;
	}
	return false;
}

static struct posting finish_draft(const struct assembly *assembly, struct draft *draft)
{
	const struct record *records = assembly->records;
	struct posting posting = {.cover = draft->cover, .pull = draft->pull};

	posting.completes = POSTING_NONE;
	posting.first = draft->cover;
	for (unsigned i = 0; i < draft->patches->len; i++)
		posting.first = MIN(posting.first, g_array_index(draft->patches, unsigned, i));
	g_array_sort_with_data(draft->patches, compare_patches, (gpointer)records);
	drop_replaced(records, draft->patches);
	posting.n_patches = draft->patches->len;
	posting.patches = g_memdup2(draft->patches->data, draft->patches->len * sizeof(unsigned));
	posting.head = draft->cover != RECORD_NONE ? draft->cover : posting.patches[0];
	posting.revision = records[posting.head].subject.revision;
	posting.numbered = (records[posting.head].subject.flags & SUBJECT_COUNTER) ||
			   (posting.n_patches && record_is_numbered(&records[posting.patches[0]]));
	posting.total =
		posting.numbered ? MAX(agreed_total(records, draft), 1u) : posting.n_patches;
	/* A cover that lost its version has the one of its patches. */
	if (posting.n_patches && !(records[posting.head].subject.flags & SUBJECT_REVISION))
		posting.revision = records[posting.patches[0]].subject.revision;
	posting.cover_announced =
		draft->cover == RECORD_NONE && announces_cover(assembly, posting.head);
	return posting;
}

static gint compare_postings(gconstpointer a, gconstpointer b)
{
	unsigned left = ((const struct posting *)a)->first;
	unsigned right = ((const struct posting *)b)->first;

	return (left > right) - (left < right);
}

static void number_records(struct postings *postings, const struct assembly *assembly)
{
	g_autofree unsigned *moved = g_new(unsigned, postings->n_items + 1);

	for (unsigned i = 0; i < postings->n_items; i++)
		moved[assembly->of_record[postings->items[i].first]] = i;
	for (unsigned i = 0; i < assembly->n_records; i++) {
		unsigned draft = assembly->of_record[i];

		postings->of_record[i] = draft == POSTING_NONE ? POSTING_NONE : moved[draft];
	}
}

/* The older posting in which @patch answers the patch of its own number. */
static unsigned completed_by(const struct assembly *assembly, const struct postings *postings,
			     unsigned patch)
{
	const struct record *record = &assembly->records[patch];
	unsigned at = assembly->threads->parents[patch];

	for (unsigned tried = 0; at != RECORD_NONE && tried < ANCESTORS_TRIED; tried++) {
		const struct record *other = &assembly->records[at];

		if (other->kind == RECORD_PATCH && !other->duplicate) {
			bool same_number = other->subject.index == record->subject.index &&
					   other->subject.total == record->subject.total;
			bool older = revision_compare(other->subject.revision,
						      record->subject.revision) < 0;

			return same_number && older ? postings->of_record[at] : POSTING_NONE;
		}
		at = assembly->threads->parents[at];
	}
	return POSTING_NONE;
}

/* A reroll of some patches: each answers the one that it replaces (b4's rule). */
static void find_completed(const struct assembly *assembly, struct postings *postings)
{
	for (unsigned i = 0; i < postings->n_items; i++) {
		struct posting *posting = &postings->items[i];
		unsigned completes = POSTING_NONE;

		if (posting->cover != RECORD_NONE || !posting->numbered ||
		    posting->n_patches >= posting->total)
			continue;
		for (unsigned p = 0; p < posting->n_patches; p++) {
			unsigned found = completed_by(assembly, postings, posting->patches[p]);

			/* Nothing completes what arrived later, or did not come. */
			if (found >= i || (p > 0 && found != completes)) {
				completes = POSTING_NONE;
				break;
			}
			completes = found;
		}
		posting->completes = completes;
	}
}

static struct postings *finish(struct assembly *assembly)
{
	struct postings *postings = g_new0(struct postings, 1);

	postings->n_items = assembly->drafts->len;
	postings->items = g_new0(struct posting, postings->n_items + 1);
	postings->of_record = g_new(unsigned, assembly->n_records + 1);
	for (unsigned i = 0; i < postings->n_items; i++)
		postings->items[i] = finish_draft(assembly, assembly_draft(assembly, i));
	qsort(postings->items, postings->n_items, sizeof(struct posting), compare_postings);
	number_records(postings, assembly);
	find_completed(assembly, postings);
	return postings;
}

struct postings *postings_assemble(struct record *records, const struct threads *threads,
				   const struct people *people)
{
	struct assembly assembly;
	struct postings *postings;

	records_classify_in_threads(records, threads);
	assembly_init(&assembly, records, threads, people);
	draft_covers(&assembly);
	draft_patches(&assembly);
	postings = finish(&assembly);
	assembly_clear(&assembly);
	return postings;
}

void postings_free(struct postings *postings)
{
	if (!postings)
		return;
	for (unsigned i = 0; i < postings->n_items; i++)
		g_free(postings->items[i].patches);
	g_free(postings->items);
	g_free(postings->of_record);
	g_free(postings);
}

unsigned posting_missing(const struct posting *posting, const struct record *records,
			 unsigned **ret_missing)
{
	GArray *missing = g_array_new(FALSE, FALSE, sizeof(unsigned));
	unsigned at = 0;
	unsigned n_missing;

	if (posting->cover_announced) {
		unsigned cover = 0;

		g_array_append_val(missing, cover);
	}
	/* Numbers ascend, so one walk over both is enough. */
	for (unsigned number = 1;
	     posting->numbered && number <= posting->total && missing->len < LIMIT_MISSING;
	     number++) {
		while (at < posting->n_patches &&
		       records[posting->patches[at]].subject.index < number)
			at++;
		if (at == posting->n_patches ||
		    records[posting->patches[at]].subject.index != number)
			g_array_append_val(missing, number);
	}
	n_missing = missing->len;
	*ret_missing = (unsigned *)g_array_free(missing, FALSE);
	return n_missing;
}
