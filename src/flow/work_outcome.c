/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/work_outcome.h"

#include "base/timestamp.h"
#include "flow/history_facts.h"

#include <glib.h>
#include <string.h>

/* What the index has of one mail of the work, beside its record. */
struct finding {
	struct work *work;
	struct arena *arena;
	const struct fingerprint **fingerprints; /* of each record */
	struct history_facts facts;
};

static bool find_facts(struct finding *finding, unsigned record, GError **error)
{
	return history_facts_read(&finding->facts, record, finding->work->index,
				  work_message(finding->work, record), INT64_MAX, finding->arena,
				  error);
}

static bool find_fingerprint(struct finding *finding, unsigned record, GError **error)
{
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	int64_t number = work_message(finding->work, record);
	struct fingerprint *kept;

	if (!messages_load(finding->work->index, &number, 1, MESSAGE_WITH_FINGERPRINT,
			   finding->arena, messages, error))
		return false;
	if (messages->len == 0 ||
	    !g_array_index(messages, struct stored_message, 0).has_fingerprint)
		return true;
	kept = arena_new(finding->arena, struct fingerprint);
	*kept = g_array_index(messages, struct stored_message, 0).fingerprint;
	finding->fingerprints[record] = kept;
	return true;
}

static bool find_of_posting(struct finding *finding, const struct posting *posting, GError **error)
{
	for (unsigned i = 0; i < posting->n_patches; i++) {
		if (!find_fingerprint(finding, posting->patches[i], error) ||
		    !find_facts(finding, posting->patches[i], error))
			return false;
	}
	return posting->cover == RECORD_NONE || find_facts(finding, posting->cover, error);
}

/* Where @posting stands in the topic. */
static unsigned position_of(const struct topic *topic, unsigned posting)
{
	unsigned position = 0;

	while (position + 1 < topic->n_postings && topic->postings[position] != posting)
		position++;
	return position;
}

bool work_outcome_find(struct work *work, struct arena *arena, struct work_outcome *ret_outcome,
		       GError **error)
{
	unsigned n_records = work->around.messages->len;
	const struct topic *topic = work->topic;
	struct finding finding = {
		.work = work,
		.arena = arena,
		.fingerprints = arena_new_array(arena, const struct fingerprint *, n_records),
	};
	struct history_material material = {
		.records = work->around.records,
		.n_records = n_records,
		.people = work->around.people,
		.set = &work->set,
		.fingerprints = finding.fingerprints,
	};
	const struct history_work history_work = {
		.postings = topic->postings,
		.n_postings = topic->n_postings,
		.newest = topic->newest,
		.links = work->set.topics->links,
	};
	struct outcome *outcomes =
		arena_new_array(arena, struct outcome, work->set.postings->n_items);
	struct history_replies replies;

	history_facts_init(&finding.facts, arena, n_records);
	material.landings = finding.facts.landings;
	material.carriers = finding.facts.carriers;
	for (unsigned i = 0; i < topic->n_postings; i++) {
		if (!find_of_posting(&finding, &work->set.postings->items[topic->postings[i]],
				     error))
			return false;
	}
	history_replies_gather(&replies, &material);
	ret_outcome->history = history_make(arena, &material, &replies, &history_work);
	history_replies_clear(&replies);
	for (unsigned i = 0; i < topic->n_postings; i++)
		outcome_of(arena, ret_outcome->history, i, &outcomes[topic->postings[i]]);
	ret_outcome->outcomes = outcomes;
	ledger_of(arena, ret_outcome->history, position_of(topic, work->named),
		  &ret_outcome->ledger);
	return true;
}

static struct mailbox mailbox_of(const struct work *work, person_id person)
{
	if (person == PERSON_NONE)
		return (struct mailbox){0};
	return people_mailbox(work->around.people, person);
}

static str revision_of(const struct work_outcome *outcome, struct arena *arena, unsigned posting)
{
	if (posting == HISTORY_NONE)
		return (str){0};
	return revision_format(arena, outcome->history->postings[posting].revision);
}

static void fill_trailers(const struct work *work, const struct work_outcome *outcome,
			  struct work_view *view)
{
	struct arena *arena = &view->arena;

	view->n_trailers = outcome->ledger.n_entries;
	view->trailers = arena_new_array(arena, struct work_trailer, view->n_trailers);
	for (unsigned i = 0; i < view->n_trailers; i++) {
		const struct ledger_entry *entry = &outcome->ledger.entries[i];

		view->trailers[i] = (struct work_trailer){
			.fate = str_from(ledger_fate_name(entry->fate)),
			.name = entry->name,
			.person = entry->person == PERSON_NONE ? entry->names
							       : mailbox_of(work, entry->person),
			.scope = entry->scope,
			.revision = revision_of(outcome, arena, entry->posting),
			.number = entry->number,
			.newest_number = entry->newest_number,
			.date = entry->message_id.len ? timestamp_format_utc(arena, entry->at)
						      : (str){0},
			.message_id = entry->message_id,
			.is_anothers = entry->is_anothers,
			.is_unanswered = entry->is_unanswered,
		};
	}
}

static void fill_comments(const struct work *work, const struct work_outcome *outcome,
			  struct work_view *view)
{
	struct arena *arena = &view->arena;

	view->n_comments = outcome->ledger.n_comments;
	view->comments = arena_new_array(arena, struct work_comment, view->n_comments);
	for (unsigned i = 0; i < view->n_comments; i++) {
		const struct ledger_comment *comment = &outcome->ledger.comments[i];

		view->comments[i] = (struct work_comment){
			.fate = str_from(comment_fate_name(comment->fate)),
			.person = mailbox_of(work, comment->person),
			.revision = revision_of(outcome, arena, comment->posting),
			.number = comment->number,
			.next = revision_of(outcome, arena, comment->next),
			.date = timestamp_format_utc(arena, comment->at),
			.message_id = comment->message_id,
		};
	}
}

void work_outcome_fill(const struct work *work, const struct work_outcome *outcome,
		       struct work_view *view)
{
	fill_trailers(work, outcome, view);
	fill_comments(work, outcome, view);
}
