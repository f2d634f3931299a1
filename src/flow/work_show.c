/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/work_show.h"

#include "base/timestamp.h"
#include "flow/changes.h"
#include "flow/work_excerpt.h"
#include "flow/work_outcome.h"
#include "index/outcomes.h"
#include "series/classify.h"
#include "update/entries.h"

#include <glib.h>

/* What is shown, as records. */
struct showing {
	struct work *work;
	struct work_view *view;
	const struct work_outcome *outcome;
	GArray *shown; /* unsigned: the cover, and the patches that it stands for, by number */
	GArray *replies; /* unsigned: to any of them */
	unsigned *next; /* of each record: the next reply to the same mail */
	unsigned *first; /* of each record: the first reply to it */
};

static unsigned record_at(const GArray *records, unsigned i)
{
	return g_array_index(records, unsigned, i);
}

static void gather(struct showing *showing)
{
	const struct work *work = showing->work;
	unsigned cover = work->set.postings->items[work->named].cover;
	g_autoptr(GArray) patches = work_patches(work, work->named);

	if (cover != RECORD_NONE)
		g_array_append_val(showing->shown, cover);
	for (unsigned i = 0; i < patches->len; i++)
		g_array_append_val(showing->shown,
				   g_array_index(patches, struct whole_patch, i).record);
	for (unsigned i = 0; i < showing->shown->len; i++)
		work_add_replies(work, record_at(showing->shown, i), showing->replies);
}

static bool read_all(const struct showing *showing, GError **error)
{
	const GArray *shown = showing->shown;
	const GArray *replies = showing->replies;

	return work_read(showing->work, (const unsigned *)(void *)shown->data, shown->len, error) &&
	       work_read(showing->work, (const unsigned *)(void *)replies->data, replies->len,
			 error);
}

/* An update in whose range the posting came, and nothing else. */
static bool fill_update(struct showing *showing, str link, GError **error)
{
	struct work *work = showing->work;
	unsigned n_records = work->around.messages->len;
	g_autofree bool *is_context = g_new(bool, n_records + 1);
	g_autofree int64_t *messages = g_new(int64_t, n_records + 1);
	const struct changes_request changes = {
		.records = work->around.records,
		.messages = messages,
		.is_context = is_context,
		.set = &work->set,
		.arena = &work->texts,
	};
	struct update *update;
	struct update_material material = {
		.records = work->around.records,
		.details = work->details,
		.is_context = is_context,
		.n_records = n_records,
		.people = work->around.people,
		.set = &work->set,
		.link = link,
	};

	for (unsigned i = 0; i < n_records; i++) {
		is_context[i] = true;
		messages[i] = work_message(work, i);
	}
	for (unsigned i = 0; i < showing->shown->len; i++)
		is_context[record_at(showing->shown, i)] = false;
	for (unsigned i = 0; i < showing->replies->len; i++)
		is_context[record_at(showing->replies, i)] = false;
	if (!changes_find(work->index, &changes, &material.changes, error) ||
	    !outcomes_now(work->index, &material.now, error))
		return false;
	material.outcomes = showing->outcome->outcomes;
	update = g_new0(struct update, 1);
	arena_init(&update->arena);
	update->link = link;
	entries_build(update, &material);
	showing->view->update = update;
	return true;
}

/* Lists. */

static bool has_place(const GArray *places, int64_t archive)
{
	for (unsigned i = 0; i < places->len; i++) {
		if (g_array_index(places, struct stored_place, i).archive == archive)
			return true;
	}
	return false;
}

/* The number that a mail of a posting has there; 0 is the cover. */
static unsigned number_of(const struct work *work, unsigned record)
{
	if (record == work->set.postings->items[work->named].cover)
		return 0;
	return work->around.records[record].subject.index;
}

/* What @archive has of the mails @own, whose places are @places. */
static void add_list(struct showing *showing, const struct stored_archive *archive,
		     const GArray *own, const GPtrArray *places)
{
	struct work_view *view = showing->view;
	struct work_list list = {
		.title = archive->title.len ? archive->title : archive->path,
		.path = archive->path,
		.missing = arena_new_array(&view->arena, unsigned, own->len),
	};

	for (unsigned i = 0; i < own->len; i++) {
		unsigned number = number_of(showing->work, record_at(own, i));

		if (!has_place(places->pdata[i], archive->id))
			list.missing[list.n_missing++] = number;
		else if (number > 0)
			list.n_patches++;
	}
	if (list.n_missing < own->len)
		view->lists[view->n_lists++] = list;
}

static void free_places(gpointer places)
{
	g_array_unref(places);
}

static bool fill_lists(struct showing *showing, GError **error)
{
	struct work *work = showing->work;
	g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(free_places);
	g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(unsigned));

	for (unsigned i = 0; i < showing->shown->len; i++) {
		unsigned record = record_at(showing->shown, i);
		GArray *of_mail;

		if (work->set.postings->of_record[record] != work->named)
			continue;
		of_mail = g_array_new(FALSE, FALSE, sizeof(struct stored_place));
		g_ptr_array_add(places, of_mail);
		g_array_append_val(own, record);
		if (!places_of_message(work->index, work_message(work, record), of_mail, error))
			return false;
	}
	showing->view->lists =
		arena_new_array(&showing->view->arena, struct work_list, work->archives->len);
	for (unsigned i = 0; i < work->archives->len; i++)
		add_list(showing, &g_array_index(work->archives, struct stored_archive, i), own,
			 places);
	return true;
}

/* Replies. */

static struct work_reply reply_of(struct showing *showing, unsigned record, unsigned answered,
				  unsigned depth)
{
	struct work *work = showing->work;
	struct arena *arena = &showing->view->arena;
	const struct record *reply = &work->around.records[record];
	const struct work_mail *mail = &work->mails[record];
	struct work_reply shown = {
		.depth = depth,
		.answered = number_of(work, answered),
		.author =
			g_array_index(work->around.messages, struct stored_message, record).sender,
		.date = timestamp_format_utc(arena, reply->sent_at),
		.message_id = reply->message_id,
		.reviews = arena_new_array(arena, struct update_review, reply->n_reviews),
		.n_reviews = reply->n_reviews,
	};

	if (!record_same_title(reply, &work->around.records[answered]))
		shown.subject = work->details[record].subject;
	if (mail->reading)
		shown.excerpt = work_excerpt_of(arena, mail->reading->mail.body.text);
	for (unsigned i = 0; i < reply->n_reviews; i++)
		shown.reviews[i] = (struct update_review){
			.trailer = reply->reviews[i].name,
			.person = people_mailbox(work->around.people, reply->reviews[i].person),
			.scope = reply->reviews[i].scope,
			.message_id = reply->message_id,
		};
	return shown;
}

/* The records that answer each one, as lists, in order of arrival. */
static void hang_replies(struct showing *showing)
{
	const struct work *work = showing->work;
	unsigned n_records = work->around.messages->len;

	showing->first = arena_new_array(&showing->view->arena, unsigned, n_records);
	showing->next = arena_new_array(&showing->view->arena, unsigned, n_records);
	for (unsigned i = 0; i < n_records; i++) {
		showing->first[i] = RECORD_NONE;
		showing->next[i] = RECORD_NONE;
	}
	for (unsigned i = n_records; i-- > 0;) {
		unsigned parent = work->set.threads->parents[i];

		if (work->answered[i] == RECORD_NONE || parent == RECORD_NONE)
			continue;
		showing->next[i] = showing->first[parent];
		showing->first[parent] = i;
	}
}

/* The replies below @answered, each before those to it; without recursion, as senders nest them. */
static void add_tree(struct showing *showing, unsigned answered)
{
	const unsigned *parents = showing->work->set.threads->parents;
	unsigned at = showing->first[answered];
	unsigned depth = 0;

	while (at != RECORD_NONE) {
		struct work_view *view = showing->view;

		view->replies[view->n_replies++] = reply_of(showing, at, answered, depth);
		if (showing->first[at] != RECORD_NONE) {
			at = showing->first[at];
			depth++;
			continue;
		}
		while (showing->next[at] == RECORD_NONE && depth > 0) {
			at = parents[at];
			depth--;
		}
		at = showing->next[at];
	}
}

static void fill_replies(struct showing *showing)
{
	showing->view->replies =
		arena_new_array(&showing->view->arena, struct work_reply, showing->replies->len);
	hang_replies(showing);
	for (unsigned i = 0; i < showing->shown->len; i++)
		add_tree(showing, record_at(showing->shown, i));
}

bool work_show(struct work *work, str link, struct work_view **ret_view, GError **error)
{
	g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_autoptr(GArray) replies = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_autoptr(work_view) view = g_new0(struct work_view, 1);
	struct work_outcome outcome;
	struct showing showing = {.work = work, .view = view, .shown = shown, .replies = replies};

	arena_init(&view->arena);
	gather(&showing);
	if (!read_all(&showing, error) || !fill_lists(&showing, error) ||
	    !work_outcome_find(work, &view->arena, &outcome, error))
		return false;
	showing.outcome = &outcome;
	if (!fill_update(&showing, link, error))
		return false;
	work_outcome_fill(work, &outcome, view);
	fill_replies(&showing);
	view->missing = work_missing(work, &view->arena, &view->n_missing);
	*ret_view = g_steal_pointer(&view);
	return true;
}
