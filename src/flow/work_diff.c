/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/work_diff.h"

#include "base/error.h"
#include "base/timestamp.h"

#include <glib.h>

/* One of the two revisions. What no archive has any more is left out. */
struct side {
	GArray *records; /* unsigned */
	struct compare_patch *patches;
	struct fingerprint *fingerprints;
};

bool work_choose_range(struct work *work, str range, unsigned *ret_older, unsigned *ret_newer,
		       GError **error)
{
	str from = {0};
	str to = range;
	unsigned older = POSTING_NONE;
	unsigned newer = work->topic->newest;
	size_t dots;

	if (str_find(range, STR(".."), &dots)) {
		from = str_slice(range, 0, dots);
		to = str_skip(range, dots + strlen(".."));
	}
	if (to.len && !work_find_revision(work, to, &newer, error))
		return false;
	if (from.len && !work_find_revision(work, from, &older, error))
		return false;
	if (from.len == 0)
		older = work_before(work, newer);
	if (older == POSTING_NONE) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "the index knows no revision of this series before " STR_FMT,
			    STR_ARG(revision_format(&work->texts,
						    work->set.postings->items[newer].revision)));
		return false;
	}
	*ret_older = older;
	*ret_newer = newer;
	return true;
}

static bool read_side(struct work *work, unsigned posting, struct side *ret_side, GError **error)
{
	g_autoptr(GArray) whole = work_patches(work, posting);
	g_autoptr(GArray) records = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct side side = {
		.patches = arena_new_array(&work->texts, struct compare_patch, whole->len),
		.fingerprints = arena_new_array(&work->texts, struct fingerprint, whole->len),
	};
	unsigned n = 0;

	for (unsigned i = 0; i < whole->len; i++)
		g_array_append_val(records, g_array_index(whole, struct whole_patch, i).record);
	if (!work_read(work, (const unsigned *)(void *)records->data, records->len, error))
		return false;
	for (unsigned i = 0; i < records->len; i++) {
		unsigned record = g_array_index(records, unsigned, i);
		const struct reading *reading = work->mails[record].reading;

		if (!reading)
			continue;
		side.patches[n] = (struct compare_patch){
			.title = work->around.records[record].subject.title,
			.author = reading->author,
			.message = reading->patch.body.message,
			.diff = &reading->patch.diff,
		};
		fingerprint_of(&work->texts, &side.patches[n], &side.fingerprints[n]);
		g_array_index(records, unsigned, n++) = record;
	}
	g_array_set_size(records, n);
	side.records = g_steal_pointer(&records);
	*ret_side = side;
	return true;
}

static struct difference_revision revision_of(struct work *work, struct arena *arena,
					      unsigned posting, const struct side *side)
{
	const struct posting *shown = &work->set.postings->items[posting];
	const struct record *head = &work->around.records[shown->head];

	return (struct difference_revision){
		.revision = revision_format(arena, shown->revision),
		.subject = work->details[shown->head].subject,
		.message_id = head->message_id,
		.date = timestamp_format_utc(arena, head->sent_at),
		.n_patches = side->records->len,
	};
}

static struct difference_patch patch_of(const struct work *work, const struct side *side,
					unsigned index)
{
	unsigned record;

	if (index == COMPARE_NONE)
		return (struct difference_patch){0};
	record = g_array_index(side->records, unsigned, index);
	return (struct difference_patch){
		.number = work->around.records[record].subject.index,
		.title = work->around.records[record].subject.title,
		.message_id = work->around.records[record].message_id,
		.commit = work->mails[record].commit,
	};
}

static void compare(struct work *work, const struct side *older, const struct side *newer,
		    struct difference_view *view)
{
	struct compare_pair *pairs;

	compare_revisions(&view->arena, older->fingerprints, older->records->len,
			  newer->fingerprints, newer->records->len, &pairs, &view->n_pairs);
	view->pairs = arena_new_array(&view->arena, struct difference_pair, view->n_pairs);
	for (unsigned i = 0; i < view->n_pairs; i++) {
		struct difference_pair *pair = &view->pairs[i];

		*pair = (struct difference_pair){
			.older = patch_of(work, older, pairs[i].older),
			.newer = patch_of(work, newer, pairs[i].newer),
			.outcome = pairs[i].outcome,
			.moved = pairs[i].moved,
		};
		if (pairs[i].older != COMPARE_NONE && pairs[i].newer != COMPARE_NONE)
			compare_patches(&view->arena, &older->patches[pairs[i].older],
					&newer->patches[pairs[i].newer], &pair->lines,
					&pair->n_lines);
	}
}

bool work_diff(struct work *work, unsigned older, unsigned newer, struct difference_view **ret_view,
	       GError **error)
{
	g_autoptr(difference_view) view = g_new0(struct difference_view, 1);
	struct side sides[2] = {0};
	bool done;

	arena_init(&view->arena);
	done = read_side(work, older, &sides[0], error) && read_side(work, newer, &sides[1], error);
	if (done) {
		view->older = revision_of(work, &view->arena, older, &sides[0]);
		view->newer = revision_of(work, &view->arena, newer, &sides[1]);
		compare(work, &sides[0], &sides[1], view);
		view->missing = work_missing(work, &view->arena, &view->n_missing);
		*ret_view = g_steal_pointer(&view);
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(sides); i++)
		g_clear_pointer(&sides[i].records, g_array_unref);
	return done;
}
