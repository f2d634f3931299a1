/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Selecting from archives that are git repositories.
 *
 * The walk goes from the newest commit back, so that a short range at the end
 * of a long archive costs as much as the range, and so that a deletion is
 * known before the arrival it undoes. A commit takes about 10 us with its tree.
 */
#include "archive/range.h"
#include "base/limits.h"
#include "base/workers.h"

#include <string.h>

struct walk {
	struct archive *archive;
	const struct selection_request *request;
	struct range range;
	struct gathering *gathering;
	unsigned n_late; /* commits in a row that are older than is asked for */
	struct epoch *entered; /* the one that is walked */
	bool has_before; /* false at the archive's start */
	git_oid before; /* the commit before the oldest that was taken */
};

static bool same_place(const struct commit_place *a, const struct commit_place *b)
{
	return a->epoch == b->epoch && git_oid_equal(&a->id, &b->id);
}

/* Whether first parents lead from @from to @to. */
static bool leads_to(struct archive *archive, struct commit_place from,
		     const struct commit_place *to, bool *ret_leads, GError **error)
{
	struct walk_guard guard = {0};
	struct commit commit;

	*ret_leads = false;
	do {
		if (!walk_guard_step(&guard, &from, archive->epochs, error))
			return false;
		if (same_place(&from, to)) {
			*ret_leads = true;
			return true;
		}
		if (from.epoch < to->epoch)
			return true;
		if (!epoch_read_commit(archive->epochs->pdata[from.epoch], &from, &commit, error))
			return false;
	} while (epochs_step_back(archive->epochs, &commit, &from));
	return true;
}

/* TO does not lead back to FROM: tells whether the ends are swapped. */
static void set_order_error(struct walk *walk, GError **error)
{
	struct range *range = &walk->range;
	bool backward;

	if (!leads_to(walk->archive, range->from, &range->to, &backward, error))
		return;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_RANGE,
		    backward ? "range '%s' is backward: its first end is the newer one"
			     : "range '%s': its first end is not an ancestor of the second; they "
			       "are on different branches",
		    walk->request->range);
}

static bool in_time(const struct selection_request *request, int64_t at)
{
	return (!request->has_since || at >= request->since) &&
	       (!request->has_until || at < request->until);
}

/*
 * Committers' clocks err, so that a commit that is too old may have younger
 * ones before it. A range with a beginning is walked to there in any case: it
 * must be known to be one.
 */
static bool is_past(struct walk *walk, const struct commit *commit)
{
	if (!walk->request->has_since || walk->range.has_from)
		return false;
	walk->n_late = commit->head.committed_at < walk->request->since ? walk->n_late + 1 : 0;
	return walk->n_late >= LIMIT_LATE_COMMITS;
}

/* Takes what @commit brought; @before is the commit before it, NULL at the archive's start. */
static bool take_commit(struct walk *walk, const struct commit *commit,
			const struct commit_place *before, GError **error)
{
	struct gathering *gathering = walk->gathering;
	struct epoch *epoch = walk->archive->epochs->pdata[commit->place.epoch];

	if (!in_time(walk->request, commit->head.committed_at))
		return true;
	if (gathering->to_id[0] == '\0')
		git_oid_tostr(gathering->to_id, ARCHIVE_ID_BYTES, &commit->place.id);
	walk->has_before = before;
	if (before)
		walk->before = before->id;
	return walk->archive->kind->collect(epoch, commit, gathering, error);
}

static void leave_epoch(struct walk *walk)
{
	if (walk->entered)
		epoch_rest(walk->entered);
	walk->entered = NULL;
}

/* Where all commits of an epoch are wanted they are read ahead, those of one epoch at a time. */
static void enter_epoch(struct walk *walk, size_t index)
{
	struct epoch *epoch = walk->archive->epochs->pdata[index];

	if (walk->entered == epoch)
		return;
	leave_epoch(walk);
	walk->entered = epoch;
	if (walk->archive->kind->reads_ahead && !walk->range.has_from && !walk->request->has_since)
		epoch_read_all_commits(epoch, workers_advised());
}

/* From TO back to FROM, or to the archive's start. */
static bool walk_range(struct walk *walk, GError **error)
{
	GPtrArray *epochs = walk->archive->epochs;
	struct range *range = &walk->range;
	struct commit_place at = range->to;
	struct walk_guard guard = {0};
	bool more = range->has_to;

	while (more) {
		struct commit commit;

		if (range->has_from && same_place(&at, &range->from))
			return true;
		if (range->has_from && at.epoch < range->from.epoch)
			break;
		if (!walk_guard_step(&guard, &at, epochs, error))
			return false;
		enter_epoch(walk, at.epoch);
		if (!epoch_read_commit(epochs->pdata[at.epoch], &at, &commit, error))
			return false;
		if (is_past(walk, &commit))
			return true;
		more = epochs_step_back(epochs, &commit, &at);
		if (!take_commit(walk, &commit, more ? &at : NULL, error))
			return false;
	}
	if (!range->has_from)
		return true;
	set_order_error(walk, error);
	return false;
}

static void reverse(GArray *arrivals)
{
	struct arrival *all = (struct arrival *)(void *)arrivals->data;

	for (size_t low = 0, high = arrivals->len; low + 1 < high; low++) {
		struct arrival swapped = all[low];

		high--;
		all[low] = all[high];
		all[high] = swapped;
	}
}

/* An explicit range is reported as it was asked for, not as it turned out by time. */
static void name_ends(struct walk *walk)
{
	struct gathering *gathering = walk->gathering;
	const struct range *range = &walk->range;

	if (walk->request->range) {
		walk->has_before = range->has_from;
		walk->before = range->from.id;
		git_oid_tostr(gathering->to_id, ARCHIVE_ID_BYTES, &range->to.id);
	}
	if (walk->has_before)
		git_oid_tostr(gathering->from_id, ARCHIVE_ID_BYTES, &walk->before);
}

bool git_archive_list_points(const struct archive *archive, GArray *points, GError **error)
{
	(void)error;
	for (size_t i = 0; i < archive->epochs->len; i++) {
		const struct epoch *epoch = archive->epochs->pdata[i];
		struct archive_point point = {.epoch = epoch->number};

		if (!epoch->has_tip)
			continue;
		git_oid_tostr(point.tip, sizeof(point.tip), &epoch->tip);
		g_array_append_val(points, point);
	}
	return true;
}

bool git_archive_select(struct archive *archive, const struct selection_request *request,
			struct gathering *gathering, GError **error)
{
	struct walk walk = {.archive = archive, .request = request, .gathering = gathering};
	struct range *range = &walk.range;
	bool walked;

	if (!range_resolve(archive, request->range, range, error))
		return false;
	if (range->has_from && same_place(&range->from, &range->to)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_RANGE,
			    "range '%s' is empty: both its ends are the same commit",
			    request->range);
		return false;
	}
	walked = walk_range(&walk, error);
	leave_epoch(&walk);
	if (!walked)
		return false;
	name_ends(&walk);
	reverse(gathering->arrivals);
	return true;
}
