/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each work is named in the one update in whose range it crosses the line: so nobody reads
 * of the same silence every day.
 */
#include "update/works.h"

#include "base/timestamp.h"
#include "update/outcome.h"

#include <glib.h>
#include <stdlib.h>

/* A posting that one of the parts names, and the time by which it stands there. */
struct named_work {
	unsigned posting;
	int64_t at;
};

struct building {
	struct update *update;
	const struct update_material *material;
	bool *is_named; /* of each posting: `landed` has it */
	GArray *landed; /* struct named_work */
	GArray *waiting;
	GArray *quiet;
	GArray *answered_seconds; /* int64_t */
	GArray *landed_seconds;
};

struct update_period update_period_of(const struct update_material *material)
{
	struct update_period period = {.since = INT64_MAX, .until = INT64_MIN};

	/* Arrivals need not ascend: an archive has an order of its own. */
	for (unsigned i = 0; i < material->n_records; i++) {
		if (!material_counts(material, i))
			continue;
		period.since = MIN(period.since, material->records[i].arrived_at);
		period.until = MAX(period.until, material->records[i].arrived_at);
	}
	return period;
}

/* Ranges that follow one another leave no moment out. */
static bool is_in_range(const struct building *building, int64_t at)
{
	return at > building->material->told_until && at <= building->material->until;
}

/* True if what began at @at has lasted @days since a moment of the range. */
static bool lasts_since_range(const struct building *building, int64_t at, unsigned days)
{
	return is_in_range(building, at + days * (int64_t)SECONDS_PER_DAY);
}

static bool was_pinged_in_range(const struct building *building, const struct outcome *outcome)
{
	for (unsigned i = 0; i < outcome->n_reasons; i++) {
		if (outcome->reasons[i].rule == RULE_PINGED &&
		    is_in_range(building, outcome->reasons[i].at))
			return true;
	}
	return false;
}

static void look_at_newest(struct building *building, unsigned posting)
{
	const struct outcome *outcome = &building->material->outcomes[posting];
	struct named_work quiet = {posting, outcome->active_at};
	struct named_work waiting = {posting, outcome->turn_since};
	bool is_anothers = outcome->turn == TURN_REVIEWERS || outcome->turn == TURN_MAINTAINER;

	if (!outcome_is_open(outcome->state))
		return;
	if (lasts_since_range(building, outcome->active_at, OUTCOME_QUIET_DAYS))
		g_array_append_val(building->quiet, quiet);
	else if (is_anothers &&
		 (lasts_since_range(building, outcome->turn_since, UPDATE_WAITING_DAYS) ||
		  was_pinged_in_range(building, outcome)))
		g_array_append_val(building->waiting, waiting);
}

/* The earlier one of two times of which 0 is none. */
static int64_t earlier(int64_t a, int64_t b)
{
	if (a == 0 || b == 0)
		return a ? a : b;
	return MIN(a, b);
}

/* What was there before the work began is of a wrong clock. */
static void note_pace(const struct building *building, int64_t begin, int64_t at, GArray *seconds)
{
	int64_t taken = at - begin;

	if (at == 0 || at < begin || !is_in_range(building, at))
		return;
	g_array_append_val(seconds, taken);
}

/* A work counts once: from its first revision on, to the first answer to any of them. */
static void look_at_pace(struct building *building, const struct topic *topic)
{
	const struct update_material *material = building->material;
	unsigned first = material->set->postings->items[topic->postings[0]].first;
	int64_t begin = material->records[first].arrived_at;
	int64_t answered = 0;
	int64_t landed = 0;

	for (unsigned i = 0; i < topic->n_postings; i++) {
		const struct outcome *outcome = &material->outcomes[topic->postings[i]];

		answered = earlier(answered, outcome->answered_at);
		if (outcome->state == OUTCOME_LANDED)
			landed = earlier(landed, outcome->landed_at);
	}
	note_pace(building, begin, answered, building->answered_seconds);
	note_pace(building, begin, landed, building->landed_seconds);
}

/* The last of its postings that landed within the range: the others are parts of it. */
static void look_at_landed(struct building *building, const struct topic *topic)
{
	struct named_work landed = {.posting = POSTING_NONE};

	for (unsigned i = 0; i < topic->n_postings; i++) {
		unsigned posting = topic->postings[i];
		int64_t at = building->material->outcomes[posting].landed_at;

		if (at && is_in_range(building, at) &&
		    (landed.posting == POSTING_NONE || at >= landed.at))
			landed = (struct named_work){posting, at};
	}
	/* Works that were split have their older postings in common. */
	if (landed.posting != POSTING_NONE && !building->is_named[landed.posting]) {
		building->is_named[landed.posting] = true;
		g_array_append_val(building->landed, landed);
	}
}

static int compare_earlier(const void *a, const void *b)
{
	const struct named_work *left = a;
	const struct named_work *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return (left->posting > right->posting) - (left->posting < right->posting);
}

static int compare_later(const void *a, const void *b)
{
	return compare_earlier(b, a);
}

static struct update_work make_work(const struct building *building, unsigned index)
{
	const struct update_material *material = building->material;
	struct arena *arena = &building->update->arena;
	const struct posting *posting = &material->set->postings->items[index];
	const struct record *head = &material->records[posting->head];
	struct mailbox author = material->details[posting->head].author;

	if (author.name.len == 0 && head->author != PERSON_NONE)
		author = people_mailbox(material->people, head->author);
	return (struct update_work){
		.title = head->subject.title,
		.revision = revision_format(arena, posting->revision),
		.n_patches = posting->n_patches,
		.author = author,
		.message_id = head->message_id,
		.date = timestamp_format_utc(arena, head->sent_at),
		.outcome = update_outcome_of(arena, &material->outcomes[index], material->now),
	};
}

static struct update_work *make_works(const struct building *building, GArray *named,
				      int (*compare)(const void *a, const void *b),
				      unsigned *ret_n_works)
{
	struct update_work *works =
		arena_new_array(&building->update->arena, struct update_work, named->len);

	g_array_sort(named, compare);
	for (unsigned i = 0; i < named->len; i++)
		works[i] = make_work(building, g_array_index(named, struct named_work, i).posting);
	*ret_n_works = named->len;
	return works;
}

static int compare_seconds(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* The lower one of the two in the middle. */
static int64_t median_of(GArray *seconds)
{
	if (seconds->len == 0)
		return 0;
	g_array_sort(seconds, compare_seconds);
	return g_array_index(seconds, int64_t, (seconds->len - 1) / 2);
}

static void count_waits(struct update_pace *pace, const GArray *seconds)
{
	for (unsigned i = 0; i < seconds->len; i++) {
		unsigned wait = 0;

		while (g_array_index(seconds, int64_t, i) > update_waits[wait].seconds)
			wait++;
		pace->answered_within[wait]++;
	}
}

void works_build(struct update *update, const struct update_material *material)
{
	g_autoptr(GArray) landed = g_array_new(FALSE, FALSE, sizeof(struct named_work));
	g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(struct named_work));
	g_autoptr(GArray) quiet = g_array_new(FALSE, FALSE, sizeof(struct named_work));
	g_autoptr(GArray) answered_seconds = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) landed_seconds = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree bool *is_named = g_new0(bool, (size_t)material->set->postings->n_items + 1);
	struct building building = {
		.update = update,
		.material = material,
		.is_named = is_named,
		.landed = landed,
		.waiting = waiting,
		.quiet = quiet,
		.answered_seconds = answered_seconds,
		.landed_seconds = landed_seconds,
	};

	for (unsigned i = 0; i < material->set->topics->n_items; i++) {
		const struct topic *topic = &material->set->topics->items[i];

		look_at_newest(&building, topic->newest);
		look_at_landed(&building, topic);
		look_at_pace(&building, topic);
	}
	update->landed = make_works(&building, landed, compare_later, &update->n_landed);
	update->waiting = make_works(&building, waiting, compare_earlier, &update->n_waiting);
	update->quiet = make_works(&building, quiet, compare_earlier, &update->n_quiet);
	update->pace = (struct update_pace){
		.n_answered = answered_seconds->len,
		.answered_seconds = median_of(answered_seconds),
		.n_landed = landed_seconds->len,
		.landed_seconds = median_of(landed_seconds),
	};
	count_waits(&update->pace, answered_seconds);
}
