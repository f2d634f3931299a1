/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/history_make.h"

#include <glib.h>
#include <stdlib.h>

struct making {
	struct arena *arena;
	const struct history_material *material;
	const struct history_replies *replies;
	const struct history_work *work;
};

/* True for a mail that may answer work and is none, whatever it looks like. */
static bool is_reply(const struct history_material *material, unsigned record)
{
	const struct record *reply = &material->records[record];

	return !reply->duplicate && reply->kind != RECORD_UNREADABLE &&
	       material->set->postings->of_record[record] == POSTING_NONE;
}

void history_replies_gather(struct history_replies *gathered,
			    const struct history_material *material)
{
	unsigned n = material->n_records;
	g_autofree unsigned *answered = g_new(unsigned, n + 1);
	unsigned begin = 0;

	gathered->ends = g_new0(unsigned, n + 1);
	gathered->replies = g_new(unsigned, n + 1);
	for (unsigned i = 0; i < n; i++) {
		answered[i] =
			is_reply(material, i) ? series_answered_by(material->set, i) : RECORD_NONE;
		if (answered[i] != RECORD_NONE)
			gathered->ends[answered[i]]++;
	}
	for (unsigned i = 0; i < n; i++) {
		begin += gathered->ends[i];
		gathered->ends[i] = begin - gathered->ends[i];
	}
	for (unsigned i = 0; i < n; i++) {
		if (answered[i] != RECORD_NONE)
			gathered->replies[gathered->ends[answered[i]]++] = i;
	}
}

void history_replies_clear(struct history_replies *gathered)
{
	g_free(gathered->ends);
	g_free(gathered->replies);
	*gathered = (struct history_replies){0};
}

static int compare_numbers(const void *a, const void *b)
{
	unsigned left = *(const unsigned *)a;
	unsigned right = *(const unsigned *)b;

	return (left > right) - (left < right);
}

void history_add_reviewers(struct people *people, const struct record *records, unsigned n_records)
{
	for (unsigned i = 0; i < n_records; i++) {
		for (unsigned r = 0; r < records[i].n_remarks; r++) {
			const struct remark *remark = &records[i].remarks[r];

			if (remark->kind == REMARK_REVIEW && remark->person.address.len > 0 &&
			    people_find(people, remark->person) == PERSON_NONE)
				people_add(people, remark->person);
		}
	}
}

/* Where @wanted stands among @numbers, which ascend; HISTORY_NONE. */
static unsigned find(const unsigned *numbers, unsigned n_numbers, unsigned wanted)
{
	const unsigned *found =
		n_numbers ? bsearch(&wanted, numbers, n_numbers, sizeof(*numbers), compare_numbers)
			  : NULL;

	return found ? (unsigned)(found - numbers) : HISTORY_NONE;
}

static void fill_replies(struct making *making, unsigned record, struct history_patch *patch)
{
	const struct history_material *material = making->material;
	unsigned begin = record ? making->replies->ends[record - 1] : 0;
	unsigned n_replies = making->replies->ends[record] - begin;
	const unsigned *records = &making->replies->replies[begin];
	struct history_reply *replies =
		arena_new_array(making->arena, struct history_reply, n_replies);

	for (unsigned i = 0; i < n_replies; i++) {
		const struct record *reply = &material->records[records[i]];
		unsigned parent = material->set->threads->parents[records[i]];
		unsigned answers =
			parent == RECORD_NONE ? HISTORY_NONE : find(records, n_replies, parent);

		replies[i] = (struct history_reply){
			.message_id = reply->message_id,
			.sender = reply->sender,
			.arrived_at = reply->arrived_at,
			/* A mail may come before the one that it answers. */
			.answers = answers < i ? answers : HISTORY_NONE,
			.remarks = reply->remarks,
			.n_remarks = reply->n_remarks,
		};
	}
	patch->replies = replies;
	patch->n_replies = n_replies;
}

static struct history_patch make_patch(struct making *making, unsigned index, bool is_cover)
{
	const struct history_material *material = making->material;
	const struct record *record = &material->records[index];
	struct history_patch patch = {
		.number = is_cover ? 0 : record->subject.index,
		.title = record->subject.title,
		.message_id = record->message_id,
		.author = record->author,
		.sender = record->sender,
		.remarks = record->remarks,
		.n_remarks = record->n_remarks,
		.fingerprint = material->fingerprints ? material->fingerprints[index] : NULL,
	};

	if (material->landings) {
		patch.landings = material->landings[index].items;
		patch.n_landings = material->landings[index].n_items;
	}
	if (material->carriers)
		patch.carrier = material->carriers[index];
	fill_replies(making, index, &patch);
	return patch;
}

/* True if the next patch has the number and the title of this one: the later one counts. */
static bool comes_again(const struct record *records, const struct posting *posting, unsigned patch)
{
	const struct subject *subject = &records[posting->patches[patch]].subject;
	const struct subject *next;

	if (patch + 1 == posting->n_patches || !posting->numbered)
		return false;
	next = &records[posting->patches[patch + 1]].subject;
	return next->index == subject->index && str_equal(next->title, subject->title);
}

static void fill_patches(struct making *making, const struct posting *posting,
			 struct history_posting *made)
{
	struct history_patch *patches = arena_new_array(making->arena, struct history_patch,
							(size_t)posting->n_patches + 1);
	unsigned n_patches = 0;

	if (posting->cover != RECORD_NONE)
		patches[n_patches++] = make_patch(making, posting->cover, true);
	for (unsigned i = 0; i < posting->n_patches; i++) {
		if (!comes_again(making->material->records, posting, i))
			patches[n_patches++] = make_patch(making, posting->patches[i], false);
	}
	made->patches = patches;
	made->n_patches = n_patches;
}

/* Where @posting stands in the work; HISTORY_NONE. */
static unsigned position_of(const struct history_work *work, unsigned posting)
{
	return find(work->postings, work->n_postings, posting);
}

static unsigned find_followed(const struct history_work *work, unsigned position)
{
	unsigned posting = work->postings[position];

	if (!work->links)
		return position ? position - 1 : HISTORY_NONE;
	if (work->links[posting].older == POSTING_NONE)
		return HISTORY_NONE;
	return position_of(work, work->links[posting].older);
}

static struct history_posting make_posting(struct making *making, unsigned position)
{
	const struct history_material *material = making->material;
	const struct posting *posting =
		&material->set->postings->items[making->work->postings[position]];
	const struct record *head = &material->records[posting->head];
	struct history_posting made = {
		.revision = posting->revision,
		.is_rfc = head->subject.flags & SUBJECT_RFC,
		.is_pull = posting->pull,
		.has_cover = posting->cover != RECORD_NONE,
		.is_partial = posting->completes != POSTING_NONE,
		.total = posting->total,
		.arrived_at = material->records[posting->first].arrived_at,
		.author = head->author,
		.sender = head->sender,
		.follows = find_followed(making->work, position),
	};

	fill_patches(making, posting, &made);
	return made;
}

struct history *history_make(struct arena *arena, const struct history_material *material,
			     const struct history_replies *replies, const struct history_work *work)
{
	struct making making = {
		.arena = arena,
		.material = material,
		.replies = replies,
		.work = work,
	};
	struct history_posting *postings =
		arena_new_array(arena, struct history_posting, work->n_postings);
	struct history *history = arena_new(arena, struct history);

	for (unsigned i = 0; i < work->n_postings; i++)
		postings[i] = make_posting(&making, i);
	*history = (struct history){
		.postings = postings,
		.n_postings = work->n_postings,
		.newest = position_of(work, work->newest),
		.people = material->people,
	};
	return history;
}
