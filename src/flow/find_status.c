/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: some thousand works, of which some hundred are open, in 50 ms. What is shown
 * of a work is read for those rows alone that are shown.
 */
#include "flow/find_status.h"

#include "base/timestamp.h"
#include "flow/find_posting.h"
#include "flow/find_share.h"
#include "flow/find_works.h"
#include "index/outcomes.h"
#include "update/outcome.h"

#include <stdlib.h>

/* A work on its way into the list. */
struct ranked_work {
	struct outcome_row row;
	enum status_share share;
	bool is_quiet;
	unsigned urgency; /* 0 is the most urgent */
};

/* What waits for a maintainer is nearest to its end. */
static unsigned urgency_of(const struct ranked_work *work)
{
	static const unsigned by_turn[OUTCOME_N_TURNS] = {
		[TURN_MAINTAINER] = 0,
		[TURN_REVIEWERS] = 2,
		[TURN_AUTHOR] = 4,
		[TURN_NOBODY] = 7,
	};

	if (work->row.turn == TURN_NOBODY)
		return by_turn[TURN_NOBODY];
	if (work->is_quiet)
		return 6;
	return by_turn[work->row.turn] + (work->row.pinged ? 0 : 1);
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked_work *left = a;
	const struct ranked_work *right = b;
	int order;

	if (left->share != right->share)
		return left->share > right->share ? -1 : 1;
	if (left->urgency != right->urgency)
		return left->urgency < right->urgency ? -1 : 1;
	order = compare_numbers(left->row.turn_since, right->row.turn_since);
	if (order == 0)
		order = compare_numbers(left->row.arrived_at, right->row.arrived_at);
	return order ? order : compare_numbers(left->row.posting, right->row.posting);
}

/* What the status is looked for with. */
struct looking {
	struct index *index;
	struct mail_source *source;
	const struct status_options *options;
	GHashTable *found; /* works that the query finds; NULL for all */
	struct share_finder *shares; /* NULL where nobody was asked for */
	int64_t now;
	GArray *ranked; /* struct ranked_work */
};

static bool rank_work(struct looking *looking, const struct outcome_row *row, GError **error)
{
	struct outcome outcome = {
		.state = row->state, .turn = row->turn, .active_at = row->active_at};
	struct ranked_work work = {.row = *row};

	if (looking->found && !works_hold(looking->found, row->topic))
		return true;
	if (looking->shares) {
		if (!share_finder_ask(looking->shares, row, &work.share, error))
			return false;
		if (work.share == STATUS_ANYBODYS)
			return true;
	}
	work.is_quiet = outcome_state_at(&outcome, looking->now) == OUTCOME_QUIET;
	/* Nobody waits any more. */
	if (work.is_quiet && work.share == STATUS_AWAITED && !looking->options->with_closed)
		return true;
	work.urgency = urgency_of(&work);
	g_array_append_val(looking->ranked, work);
	return true;
}

static bool rank_works(struct looking *looking, GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct outcome_row));

	if (!outcomes_now(looking->index, &looking->now, error) ||
	    !outcomes_of_works(looking->index, looking->options->with_closed, rows, error))
		return false;
	for (unsigned i = 0; i < rows->len; i++) {
		if (!rank_work(looking, &g_array_index(rows, struct outcome_row, i), error))
			return false;
	}
	g_array_sort(looking->ranked, compare_ranked);
	return true;
}

static struct status_row make_row(struct arena *arena, const struct found_posting *found)
{
	const struct stored_posting *posting = &found->row;

	return (struct status_row){
		.message_id = found->head.record.message_id,
		.subject = found->head.subject,
		.title = posting->title,
		.prefixes = found->head.record.subject.prefixes,
		.n_prefixes = found->head.record.subject.n_prefixes,
		.is_pull = posting->traits & POSTING_PULL,
		.is_rfc = posting->traits & POSTING_RFC,
		.revision = posting->revision.major,
		.revision_text = revision_format(arena, posting->revision),
		.total = posting->total,
		.n_patches = posting->n_patches,
		.author = found->head.author,
		.date = timestamp_format_utc(arena, posting->sent_at),
		.n_revisions = found->n_revisions,
	};
}

static bool add_row(struct looking *looking, const struct ranked_work *work,
		    struct status_list *list, GError **error)
{
	struct arena *arena = &list->arena;
	struct status_row *row = &list->rows[list->n_rows];
	struct found_posting posting;
	struct outcome outcome;
	bool found;

	if (!find_posting(looking->index, arena, work->row.posting, &posting, &found, error))
		return false;
	if (!found)
		return true;
	if (!outcomes_load(looking->index, work->row.posting, arena, &outcome, &found, error))
		return false;
	if (!found)
		return true;
	*row = make_row(arena, &posting);
	row->outcome = update_outcome_of(arena, &outcome, looking->now);
	row->share = work->share;
	list->n_rows++;
	return true;
}

static void fill_head(const struct looking *looking, struct status_list *list)
{
	const struct status_options *options = looking->options;

	list->query = arena_str(&list->arena, options->find.text);
	if (looking->now != INT64_MIN)
		list->as_of = timestamp_format_utc(&list->arena, looking->now);
	list->who = arena_new_array(&list->arena, struct mailbox, options->n_addresses);
	list->n_who = options->n_addresses;
	for (unsigned i = 0; i < list->n_who; i++)
		list->who[i].address = arena_str(&list->arena, options->addresses[i]);
}

static bool fill(struct looking *looking, struct status_list *list, GError **error)
{
	/* What is mine must not be crowded out by what waits for me. */
	unsigned n_of_share[] = {[STATUS_ANYBODYS] = 0, [STATUS_OWN] = 0, [STATUS_AWAITED] = 0};

	if (!rank_works(looking, error))
		return false;
	fill_head(looking, list);
	list->rows = arena_new_array(&list->arena, struct status_row, looking->ranked->len);
	for (unsigned i = 0; i < looking->ranked->len; i++) {
		const struct ranked_work *work =
			&g_array_index(looking->ranked, struct ranked_work, i);

		if (n_of_share[work->share]++ >= looking->options->find.limit)
			list->has_more = true;
		else if (!add_row(looking, work, list, error))
			return false;
	}
	return true;
}

/* Whom and what is asked for, before all works are looked at. */
static bool prepare(struct looking *looking, GError **error)
{
	const struct status_options *options = looking->options;

	if (options->find.query->kind != QUERY_ALL) {
		looking->found = find_works(looking->index, looking->source, &options->find, error);
		if (!looking->found)
			return false;
	}
	if (options->n_addresses == 0)
		return true;
	looking->shares = share_finder_new(looking->index, looking->source, options->addresses,
					   options->n_addresses, error);
	return looking->shares;
}

struct status_list *find_status_list(struct index *index, struct mail_source *source,
				     const struct status_options *options, GError **error)
{
	g_autoptr(status_list) list = status_list_new();
	struct looking looking = {
		.index = index,
		.source = source,
		.options = options,
	};
	bool done;

	if (!database_begin_reading(index->database, error))
		return NULL;
	looking.ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked_work));
	done = prepare(&looking, error) && fill(&looking, list, error);
	g_clear_pointer(&looking.found, g_hash_table_unref);
	share_finder_free(looking.shares);
	g_array_unref(looking.ranked);
	database_roll_back(index->database);
	return done ? g_steal_pointer(&list) : NULL;
}
