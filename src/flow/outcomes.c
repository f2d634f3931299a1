/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: at the first time all works of a list, later those in which something came.
 */
#include "flow/outcomes.h"

#include "flow/company.h"
#include "flow/history_facts.h"
#include "index/carriers.h"
#include "index/outcomes.h"

#include <glib.h>

enum { WORKS_AT_ONCE = 512 }; /* their mails are in memory together */

/* Some works, with all that is around them. */
struct some_works {
	struct index *index;
	struct neighbourhood around;
	struct company company;
	struct series_set set;
	struct history_replies replies;
	struct history_facts facts;
	struct arena texts;
	GArray *carried; /* int64_t: postings that requests carry whose merge is another; or NULL */
};

static bool add_threads(struct index *index, int64_t topic, GArray *threads, GError **error)
{
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!postings_of_topic(index, topic, postings, error))
		return false;
	for (unsigned i = 0; i < postings->len; i++) {
		if (!postings_threads(index, g_array_index(postings, int64_t, i), threads, error))
			return false;
	}
	return true;
}

static bool read_facts(struct some_works *works, GError **error)
{
	const GArray *messages = works->around.messages;

	history_facts_init(&works->facts, &works->texts, messages->len);
	for (unsigned i = 0; i < messages->len; i++) {
		int64_t message = g_array_index(messages, struct stored_message, i).id;

		if (works->set.postings->of_record[i] != POSTING_NONE &&
		    !history_facts_read(&works->facts, i, works->index, message, INT64_MAX,
					&works->texts, error))
			return false;
	}
	return true;
}

/*
 * Writes @outcome. Where @posting is a request that is merged, or was, its patches follow: also
 * where it stays so, as patches may have come to it.
 */
static bool write_outcome(struct some_works *works, int64_t posting, const struct outcome *outcome,
			  GError **error)
{
	bool was_merged = false;
	bool is_merged = false;

	if (works->carried && !carriers_is_merged(works->index, posting, &was_merged, error))
		return false;
	if (!outcomes_put(works->index, posting, outcome, error))
		return false;
	if (works->carried && !carriers_is_merged(works->index, posting, &is_merged, error))
		return false;
	return (!was_merged && !is_merged) ||
	       carriers_works(works->index, posting, works->carried, error);
}

static bool write_outcomes(struct some_works *works, const struct history *history,
			   const GArray *postings, GError **error)
{
	g_auto(arena) scratch = {0};

	arena_init(&scratch);
	for (unsigned i = 0; i < history->n_postings; i++) {
		struct outcome outcome;

		outcome_of(&scratch, history, i, &outcome);
		if (!write_outcome(works, g_array_index(postings, int64_t, i), &outcome, error))
			return false;
	}
	return true;
}

static int compare_records(const void *a, const void *b)
{
	unsigned left = *(const unsigned *)a;
	unsigned right = *(const unsigned *)b;

	return (left > right) - (left < right);
}

static void append_mail(const struct some_works *works, unsigned record, GArray *records)
{
	const struct history_replies *replies = &works->replies;
	unsigned begin = record ? replies->ends[record - 1] : 0;

	g_array_append_val(records, record);
	g_array_append_vals(records, &replies->replies[begin], replies->ends[record] - begin);
}

/*
 * Which works are in memory together is chance, and so who else is there: a work's people
 * are those of its own mails.
 */
static void name_people(struct some_works *works, const GArray *postings)
{
	struct neighbourhood *around = &works->around;
	g_autoptr(GArray) records = g_array_new(FALSE, FALSE, sizeof(unsigned));

	for (unsigned i = 0; i < postings->len; i++) {
		const struct posting *posting =
			&works->set.postings->items[g_array_index(postings, unsigned, i)];

		if (posting->cover != RECORD_NONE)
			append_mail(works, posting->cover, records);
		for (unsigned p = 0; p < posting->n_patches; p++)
			append_mail(works, posting->patches[p], records);
	}
	g_array_sort(records, compare_records);
	neighbourhood_narrow_people(around, records);
	for (unsigned i = 0; i < records->len; i++)
		history_add_reviewers(around->people,
				      &around->records[g_array_index(records, unsigned, i)], 1);
}

static bool work_out(struct some_works *works, int64_t topic, GError **error)
{
	struct history_material material = {
		.records = works->around.records,
		.n_records = works->around.messages->len,
		.set = &works->set,
		.landings = works->facts.landings,
		.carriers = works->facts.carriers,
	};
	struct history_work work = {
		.newest = POSTING_NONE,
		.links = works->set.topics->links,
	};
	g_autoptr(GArray) stored = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_auto(arena) scratch = {0};

	if (!postings_of_topic(works->index, topic, stored, error))
		return false;
	for (unsigned i = 0; i < stored->len; i++) {
		unsigned posting = company_find(&works->company, g_array_index(stored, int64_t, i));
		const struct stored_posting *row;

		/* In a damaged index a posting may have lost its mails. */
		if (posting == POSTING_NONE)
			return true;
		row = works->company.rows->pdata[posting];
		if (row->is_latest)
			work.newest = posting;
		g_array_append_val(postings, posting);
	}
	if (postings->len == 0)
		return true;
	work.postings = (const unsigned *)(void *)postings->data;
	work.n_postings = postings->len;
	if (work.newest == POSTING_NONE)
		work.newest = work.postings[work.n_postings - 1];
	name_people(works, postings);
	material.people = works->around.people;
	arena_init(&scratch);
	return write_outcomes(works, history_make(&scratch, &material, &works->replies, &work),
			      stored, error);
}

static bool refresh_some(struct index *index, const int64_t *topics, unsigned n_topics,
			 GArray *carried, struct progress *progress, GError **error)
{
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct some_works works = {.index = index, .carried = carried};
	bool done = true;

	arena_init(&works.texts);
	for (unsigned i = 0; done && i < n_topics; i++)
		done = add_threads(index, topics[i], threads, error);
	done = done &&
	       company_gather(&works.company, &works.around, index, threads, &works.set, error);
	if (done) {
		const struct history_material material = {
			.records = works.around.records,
			.n_records = works.around.messages->len,
			.set = &works.set,
		};

		history_replies_gather(&works.replies, &material);
		done = read_facts(&works, error);
	}
	for (unsigned i = 0; done && i < n_topics; i++) {
		done = work_out(&works, topics[i], error);
		progress_reach(progress, i + 1);
	}
	history_replies_clear(&works.replies);
	company_scatter(&works.company, &works.around, &works.set);
	arena_clear(&works.texts);
	return done;
}

/* Works out the works of @postings; appends what their merged requests carry to @carried. */
static bool refresh(struct index *index, const GArray *postings, GArray *carried,
		    const struct progress *progress, GError **error)
{
	struct progress stage;

	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) topics = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < postings->len; i++) {
		int64_t topic;

		if (!postings_topic(index, g_array_index(postings, int64_t, i), &topic, error))
			return false;
		if (topic && g_hash_table_add(seen, g_memdup2(&topic, sizeof(topic))))
			g_array_append_val(topics, topic);
	}
	stage = progress_stage(progress, "Working out states", topics->len);
	for (unsigned i = 0; i < topics->len; i += WORKS_AT_ONCE) {
		stage.before = i;
		if (!refresh_some(index, &g_array_index(topics, int64_t, i),
				  MIN(topics->len - i, (unsigned)WORKS_AT_ONCE), carried, &stage,
				  error))
			return false;
	}
	return true;
}

/* What became of a request hangs on no other request: a second round is the last one. */
bool outcomes_refresh(struct index *index, const GArray *postings, const struct progress *progress,
		      GError **error)
{
	g_autoptr(GArray) carried = g_array_new(FALSE, FALSE, sizeof(int64_t));

	return refresh(index, postings, carried, progress, error) &&
	       refresh(index, carried, NULL, progress, error);
}
