/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: some hundred live works of a list, some thousand files. All are read at once and
 * held against one another by src/outcome; what is shown of a series is read for those rows
 * alone that are shown.
 */
#include "flow/find_collisions.h"

#include "base/error.h"
#include "base/timestamp.h"
#include "flow/collision_orders.h"
#include "flow/find_posting.h"
#include "flow/identify.h"
#include "index/collisions.h"
#include "index/outcomes.h"
#include "outcome/collision.h"

static const enum collision_kind kinds[] = {
	[CONTACT_FILE] = COLLISION_FILE,
	[CONTACT_BLOB] = COLLISION_BLOB,
	[CONTACT_HUNK] = COLLISION_HUNK,
};

/* What is looked for, and how far it is. */
struct finding {
	struct index *index;
	const struct collisions_options *options;
	struct collision_list *list;
	struct arena scratch; /* of what is not shown */
	struct live_works works;
	unsigned asked; /* of `works`; COLLISION_ALL */
	GHashTable *shown; /* number of a work to its number in list->series, both plus one */
};

/* Works. */

/* The work that @id names: it is there whatever became of it. */
static bool add_asked(struct finding *finding, int64_t *ret_topic, GError **error)
{
	int64_t message;
	int64_t posting;

	if (!identify_message(finding->index, finding->options->id, &message, error) ||
	    !postings_of_message(finding->index, message, &posting, error))
		return false;
	if (posting == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND, STR_FMT ": no patch",
			    STR_ARG(finding->options->id));
		return false;
	}
	return postings_topic(finding->index, posting, ret_topic, error) &&
	       live_works_add(&finding->works, *ret_topic, error);
}

static bool find_works(struct finding *finding, GError **error)
{
	int64_t topic = 0;

	if (!live_works_load(&finding->works, error))
		return false;
	if (finding->options->id.len > 0 && !add_asked(finding, &topic, error))
		return false;
	live_works_sort(&finding->works);
	finding->asked = topic ? live_works_find(&finding->works, topic) : COLLISION_ALL;
	return true;
}

/* Files. */

static bool add_files(struct finding *finding, unsigned number, GArray *files, GError **error)
{
	g_autoptr(GArray) touches = g_array_new(FALSE, FALSE, sizeof(struct stored_touch));

	if (!collisions_touched(finding->index, live_work_at(&finding->works, number)->posting,
				&finding->scratch, touches, error))
		return false;
	for (unsigned i = 0; i < touches->len; i++) {
		const struct stored_touch *touch = &g_array_index(touches, struct stored_touch, i);
		struct touched_file file = {
			.series = number,
			.path = touch->path,
			.old_blob = touch->old_blob,
			.insertions = touch->insertions,
			.deletions = touch->deletions,
			.ranges = touch->ranges,
			.n_ranges = touch->n_ranges,
		};

		g_array_append_val(files, file);
	}
	return true;
}

static bool find_pairs(struct finding *finding, struct series_pair **ret_pairs,
		       unsigned *ret_n_pairs, GError **error)
{
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(struct touched_file));
	bool has_more;

	for (unsigned i = 0; i < live_works_count(&finding->works); i++) {
		if (!add_files(finding, i, files, error))
			return false;
	}
	collisions_find(&finding->scratch, (const struct touched_file *)(const void *)files->data,
			files->len, finding->asked, G_MAXUINT, ret_pairs, ret_n_pairs, &has_more);
	return true;
}

/* What is shown. */

static bool show_series(struct finding *finding, unsigned number, unsigned *ret_shown,
			GError **error)
{
	const struct live_work *work = live_work_at(&finding->works, number);
	struct arena *arena = &finding->list->arena;
	gpointer known = g_hash_table_lookup(finding->shown, GUINT_TO_POINTER(number + 1));
	struct found_posting posting;
	bool found;

	if (known) {
		*ret_shown = GPOINTER_TO_UINT(known) - 1;
		return true;
	}
	if (!find_posting(finding->index, arena, work->posting, &posting, &found, error))
		return false;
	*ret_shown = finding->list->n_series++;
	g_hash_table_insert(finding->shown, GUINT_TO_POINTER(number + 1),
			    GUINT_TO_POINTER(*ret_shown + 1));
	finding->list->series[*ret_shown] = (struct collision_series){
		.message_id = posting.head.record.message_id,
		.title = posting.row.title,
		.revision_text = revision_format(arena, posting.row.revision),
		.author = posting.head.author,
		.date = timestamp_format_utc(arena, posting.row.sent_at),
		.state = str_from(outcome_state_name(work->state)),
	};
	return true;
}

static void show_files(struct arena *arena, const struct series_pair *pair,
		       struct collision *collision)
{
	collision->files = arena_new_array(arena, struct collision_file, pair->n_files);
	collision->n_files = pair->n_files;
	for (unsigned i = 0; i < pair->n_files; i++)
		collision->files[i] = (struct collision_file){
			.path = arena_str(arena, pair->files[i].path),
			.kind = kinds[pair->files[i].contact],
			.begin = pair->files[i].begin,
			.end = pair->files[i].end,
		};
}

static void show_orders(struct arena *arena, const struct series_pair *pair, const GArray *orders,
			struct collision *collision)
{
	unsigned first = work_orders_find(orders, pair->first, pair->second);

	for (unsigned i = first; i < orders->len; i++) {
		const struct work_order *order = &g_array_index(orders, struct work_order, i);

		if (order->first != pair->first || order->second != pair->second)
			break;
		collision->n_orders++;
	}
	collision->orders = arena_new_array(arena, struct collision_order, collision->n_orders);
	for (unsigned i = 0; i < collision->n_orders; i++) {
		const struct work_order *order =
			&g_array_index(orders, struct work_order, first + i);

		collision->orders[i] = (struct collision_order){
			.is_second_first = order->is_second_first,
			.reason = str_from(order->reason),
			.text = arena_str(arena, order->text),
		};
	}
}

static bool show_pair(struct finding *finding, const struct series_pair *pair, const GArray *orders,
		      GError **error)
{
	struct collision_list *list = finding->list;
	struct collision *collision = &list->collisions[list->n_collisions];

	if (!show_series(finding, pair->first, &collision->first, error) ||
	    !show_series(finding, pair->second, &collision->second, error))
		return false;
	show_files(&list->arena, pair, collision);
	show_orders(&list->arena, pair, orders, collision);
	list->n_collisions++;
	return true;
}

/* Puts the pairs that meet in no file, but rest on one another, before those of files alone. */
static GArray *join_pairs(const struct series_pair *pairs, unsigned n_pairs, const GArray *orders)
{
	GArray *joined = g_array_new(FALSE, FALSE, sizeof(struct series_pair));
	g_autoptr(GHashTable) known =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	unsigned n_near = 0;

	while (n_near < n_pairs && pairs[n_near].files[0].contact != CONTACT_FILE)
		n_near++;
	for (unsigned i = 0; i < n_pairs; i++) {
		int64_t key = (int64_t)pairs[i].first << 32 | pairs[i].second;

		g_hash_table_add(known, g_memdup2(&key, sizeof(key)));
	}
	g_array_append_vals(joined, pairs, n_near);
	for (unsigned i = 0; i < orders->len; i++) {
		const struct work_order *order = &g_array_index(orders, struct work_order, i);
		struct series_pair pair = {.first = order->first, .second = order->second};
		int64_t key = (int64_t)pair.first << 32 | pair.second;

		if (g_hash_table_add(known, g_memdup2(&key, sizeof(key))))
			g_array_append_val(joined, pair);
	}
	g_array_append_vals(joined, pairs + n_near, n_pairs - n_near);
	return joined;
}

static bool show_pairs(struct finding *finding, const GArray *pairs, const GArray *orders,
		       GError **error)
{
	struct collision_list *list = finding->list;
	unsigned n_pairs = MIN(pairs->len, finding->options->limit);

	list->has_more = pairs->len > n_pairs;
	list->collisions = arena_new_array(&list->arena, struct collision, n_pairs);
	list->series = arena_new_array(&list->arena, struct collision_series,
				       live_works_count(&finding->works));
	if (finding->asked != COLLISION_ALL) {
		unsigned shown;

		if (!show_series(finding, finding->asked, &shown, error))
			return false;
		list->message_id = list->series[shown].message_id;
	}
	for (unsigned i = 0; i < n_pairs; i++) {
		if (!show_pair(finding, &g_array_index(pairs, struct series_pair, i), orders,
			       error))
			return false;
	}
	return true;
}

static bool fill(struct finding *finding, GError **error)
{
	g_autoptr(GArray) orders = g_array_new(FALSE, FALSE, sizeof(struct work_order));
	g_autoptr(GArray) joined = NULL;
	struct series_pair *pairs;
	unsigned n_pairs;

	if (!find_works(finding, error) || !find_pairs(finding, &pairs, &n_pairs, error) ||
	    !work_orders_load(&finding->works, finding->asked, &finding->scratch, orders, error))
		return false;
	joined = join_pairs(pairs, n_pairs, orders);
	return show_pairs(finding, joined, orders, error);
}

struct collision_list *find_collision_list(struct index *index,
					   const struct collisions_options *options, GError **error)
{
	g_autoptr(collision_list) list = collision_list_new();
	struct finding finding = {
		.index = index,
		.options = options,
		.list = list,
		.shown = g_hash_table_new(NULL, NULL),
	};
	bool done = false;

	arena_init(&finding.scratch);
	live_works_init(&finding.works, index);
	if (database_begin_reading(index->database, error)) {
		done = fill(&finding, error);
		database_roll_back(index->database);
	}
	live_works_clear(&finding.works);
	arena_clear(&finding.scratch);
	g_hash_table_unref(finding.shown);
	return done ? g_steal_pointer(&list) : NULL;
}
