/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find_landed.h"

#include "base/timestamp.h"
#include "flow/find_posting.h"
#include "flow/find_works.h"
#include "index/landings.h"
#include "index/outcomes.h"

#include <stdlib.h>

enum { COMMIT_MIN_DIGITS = 7 }; /* as git abbreviates one */

struct listing {
	struct index *index;
	struct landed_list *list;
	struct arena *arena; /* the list's */
};

static struct landed_place place_of(struct listing *listing, const struct landing *landing)
{
	struct landed_place place = {
		.is_backport = landing->is_backport,
		.commit = landing->commit,
		.repository = landing->repository,
		.tag = landing->tag,
		.date = timestamp_format_utc(listing->arena, landing->committed_at),
		.reasons = arena_new_array(listing->arena, str, LANDING_N_REASONS),
		.sureness = landing->sureness,
		.description = landing_describe(listing->arena, landing),
		.change = str_from(compare_outcome_name(landing->change)),
	};

	for (unsigned i = 0; i < LANDING_N_REASONS; i++) {
		if (landing->reasons & 1u << i)
			place.reasons[place.n_reasons++] = str_from(landing_reason_name(i));
	}
	return place;
}

static bool add_patch(struct listing *listing, const struct stored_message *message,
		      struct landed_series *series, GError **error)
{
	g_autoptr(GArray) landings = g_array_new(FALSE, FALSE, sizeof(struct landing));
	struct landed_patch patch = {
		.number = message->record.subject.index,
		.title = message->record.subject.title,
		.message_id = message->record.message_id,
	};

	if (!landings_of_message(listing->index, message->id, listing->arena, landings, error))
		return false;
	patch.places = arena_new_array(listing->arena, struct landed_place, landings->len);
	for (; patch.n_places < landings->len; patch.n_places++)
		patch.places[patch.n_places] =
			place_of(listing, &g_array_index(landings, struct landing, patch.n_places));
	series->patches[series->n_listed++] = patch;
	return true;
}

/* Where a mail names no tree, its reason names the commit. */
static bool is_commit(str text)
{
	return text.len >= COMMIT_MIN_DIGITS && str_is_hex(text);
}

/* What mails say of the series as a whole. */
static void add_said(struct listing *listing, const struct outcome *outcome,
		     struct landed_series *series)
{
	struct landed_patch all = {
		.title = series->title,
		.message_id = series->message_id,
		.places = arena_new_array(listing->arena, struct landed_place, outcome->n_reasons),
	};

	for (unsigned i = 0; i < outcome->n_reasons; i++) {
		const struct outcome_reason *reason = &outcome->reasons[i];

		if (reason->rule != RULE_APPLIED && reason->rule != RULE_PULLED)
			continue;
		all.places[all.n_places++] = (struct landed_place){
			.commit = is_commit(reason->text) ? reason->text : (str){0},
			.tree = is_commit(reason->text) ? (str){0} : reason->text,
			.date = timestamp_format_utc(listing->arena, reason->at),
			.message_id = reason->message_id,
			.person = reason->who,
		};
	}
	if (all.n_places)
		series->patches[series->n_listed++] = all;
}

static int compare_members(const void *a, const void *b)
{
	const struct stored_message *left = a;
	const struct stored_message *right = b;

	if (left->record.subject.index != right->record.subject.index)
		return left->record.subject.index < right->record.subject.index ? -1 : 1;
	return stored_message_compare(a, b);
}

static bool add_patches(struct listing *listing, const struct stored_posting *posting,
			struct landed_series *series, GError **error)
{
	g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(struct stored_message));

	if (!messages_load(listing->index, posting->members, posting->n_members, MESSAGE_ALONE,
			   listing->arena, members, error))
		return false;
	g_array_sort(members, compare_members);
	for (unsigned i = 0; i < members->len; i++) {
		const struct stored_message *member =
			&g_array_index(members, struct stored_message, i);

		if (member->id != posting->cover && !add_patch(listing, member, series, error))
			return false;
	}
	return true;
}

static bool add_series(struct listing *listing, int64_t number, GError **error)
{
	struct arena *arena = listing->arena;
	struct landed_series *series = &listing->list->series[listing->list->n_series];
	struct found_posting posting;
	struct outcome outcome;
	bool found;

	if (!find_posting(listing->index, arena, number, &posting, &found, error))
		return false;
	if (!found)
		return true;
	if (!outcomes_load(listing->index, number, arena, &outcome, &found, error))
		return false;
	if (!found)
		return true;
	*series = (struct landed_series){
		.message_id = posting.head.record.message_id,
		.subject = posting.head.subject,
		.title = posting.row.title,
		.revision_text = revision_format(arena, posting.row.revision),
		.is_latest = posting.row.is_latest,
		.is_pull = posting.row.traits & POSTING_PULL,
		.author = posting.head.author,
		.date = timestamp_format_utc(arena, posting.row.sent_at),
		.landed = timestamp_format_utc(arena, outcome.landed_at),
		.n_patches = posting.row.n_patches,
		.n_landed = outcome.n_landed,
		.patches = arena_new_array(arena, struct landed_patch,
					   (size_t)posting.row.n_members + 1),
	};
	add_said(listing, &outcome, series);
	listing->list->n_series++;
	return add_patches(listing, &posting.row, series, error);
}

/* Those of @postings whose works are in @works stay, at most @limit and one. */
static bool keep_found(struct index *index, GHashTable *works, unsigned limit, GArray *postings,
		       GError **error)
{
	unsigned n_kept = 0;

	for (unsigned i = 0; i < postings->len && n_kept <= limit; i++) {
		int64_t posting = g_array_index(postings, int64_t, i);
		int64_t topic;

		if (works && !postings_topic(index, posting, &topic, error))
			return false;
		if (!works || works_hold(works, topic))
			g_array_index(postings, int64_t, n_kept++) = posting;
	}
	g_array_set_size(postings, n_kept);
	return true;
}

static bool fill(struct listing *listing, struct mail_source *source,
		 const struct landed_options *options, GError **error)
{
	struct landed_list *list = listing->list;
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GHashTable) works = NULL;

	if (options->find.query->kind != QUERY_ALL) {
		works = find_works(listing->index, source, &options->find, error);
		if (!works)
			return false;
	}
	if (!outcomes_landed(listing->index, options->since, options->until, postings, error) ||
	    !keep_found(listing->index, works, options->find.limit, postings, error))
		return false;
	list->range = arena_str(&list->arena, options->range);
	list->has_more = postings->len > options->find.limit;
	g_array_set_size(postings, MIN(postings->len, options->find.limit));
	list->series = arena_new_array(&list->arena, struct landed_series, postings->len);
	for (unsigned i = 0; i < postings->len; i++) {
		if (!add_series(listing, g_array_index(postings, int64_t, i), error))
			return false;
	}
	return true;
}

struct landed_list *find_landed_list(struct index *index, struct mail_source *source,
				     const struct landed_options *options, GError **error)
{
	g_autoptr(landed_list) list = landed_list_new();
	struct listing listing = {.index = index, .list = list, .arena = &list->arena};
	bool done;

	if (!database_begin_reading(index->database, error))
		return NULL;
	done = fill(&listing, source, options, error);
	database_roll_back(index->database);
	return done ? g_steal_pointer(&list) : NULL;
}
