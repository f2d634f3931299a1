/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The units that a query may find are looked at in the order of the results until these
 * are enough: see find_tree.h.
 */
#include "index/find.h"

#include "index/find_tree.h"
#include "index/messages.h"

enum {
	/* To read a row of a message costs as much as this many steps along message_by_arrival. */
	STEPS_OF_A_ROW = 16,
};

/* A unit and what orders it. */
struct candidate {
	int64_t unit;
	int64_t arrived_at;
};

/* Appends @unit to @results if the query holds for it. */
static bool take(const struct finding *finding, const struct find_node *root, int64_t unit,
		 GArray *results, GError **error)
{
	bool holds;

	if (!find_node_holds(finding, root, unit, &holds, error))
		return false;
	if (holds)
		g_array_append_val(results, unit);
	return true;
}

/* Goes along all messages, the newest first. */
static bool take_along_arrival(const struct finding *finding, const struct find_node *root,
			       GArray *messages, GError **error)
{
	struct database *database = finding->index->database;
	sqlite3_stmt *statement = database_statement(
		database, "SELECT id FROM message ORDER BY arrived_at DESC, id DESC", error);
	bool failed = !statement;

	while (!failed && messages->len < finding->request->limit &&
	       database_next(database, statement, &failed, error))
		failed = !take(finding, root, sqlite3_column_int64(statement, 0), messages, error);
	if (statement)
		sqlite3_reset(statement);
	return !failed;
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a;
	const struct candidate *right = b;

	if (left->arrived_at != right->arrived_at)
		return left->arrived_at > right->arrived_at ? -1 : 1;
	return (left->unit < right->unit) - (left->unit > right->unit);
}

/* What is no message any more is left out. */
static bool list_candidates(const struct finding *finding, const struct find_set *may,
			    GArray *candidates, GError **error)
{
	struct candidate candidate = {.unit = -1};

	while (find_set_next(may, candidate.unit, &candidate.unit)) {
		if (!database_number(finding->index->database,
				     "SELECT arrived_at FROM message WHERE id = ?", &candidate.unit,
				     1, INT64_MIN, &candidate.arrived_at, error))
			return false;
		if (candidate.arrived_at != INT64_MIN)
			g_array_append_val(candidates, candidate);
	}
	return true;
}

static bool take_in_order(const struct finding *finding, const struct find_node *root,
			  GArray *messages, GError **error)
{
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));

	if (!list_candidates(finding, root->may, candidates, error))
		return false;
	g_array_sort(candidates, compare_candidates);
	for (unsigned i = 0; i < candidates->len && messages->len < finding->request->limit; i++) {
		const struct candidate *candidate = &g_array_index(candidates, struct candidate, i);

		if (!take(finding, root, candidate->unit, messages, error))
			return false;
	}
	return true;
}

/*
 * Whether the limit is reached sooner along all messages than the candidates are put in
 * order, if they lie evenly among them.
 */
static bool are_many(const struct finding *finding, size_t n_candidates)
{
	double steps = (double)finding->last;

	if (finding->request->limit < n_candidates)
		steps = steps * (double)finding->request->limit / (double)n_candidates;
	return (double)n_candidates * STEPS_OF_A_ROW > steps;
}

/* Only what is asked about, in the order in which it is. */
static bool take_within(const struct finding *finding, const struct find_node *root,
			GArray *results, GError **error)
{
	const GArray *within = finding->request->within;

	for (unsigned i = 0; i < within->len && results->len < finding->request->limit; i++) {
		if (!take(finding, root, g_array_index(within, int64_t, i), results, error))
			return false;
	}
	return true;
}

bool find_messages(struct index *index, const struct find_request *request, GArray *messages,
		   GError **error)
{
	struct finding finding = {.index = index, .request = request};
	g_autoptr(find_node) root = NULL;

	if (!messages_last(index, &finding.last, error))
		return false;
	root = find_node_new(&finding, request->query, error);
	if (!root)
		return false;
	if (request->within)
		return take_within(&finding, root, messages, error);
	if (are_many(&finding, find_set_count(root->may)))
		return take_along_arrival(&finding, root, messages, error);
	return take_in_order(&finding, root, messages, error);
}

/* One posting, as far as it decides on which of a work is shown. */
struct posting_row {
	int64_t id;
	int64_t topic;
	bool is_latest;
};

/* All of them, the newest first. */
static bool list_postings(struct index *index, GArray *rows, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT id, topic, is_latest FROM posting ORDER BY arrived_at DESC, id DESC",
		error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct posting_row row = {
			.id = sqlite3_column_int64(statement, 0),
			.topic = sqlite3_column_int64(statement, 1),
			.is_latest = sqlite3_column_int(statement, 2),
		};

		g_array_append_val(rows, row);
	}
	return !failed;
}

/* Of each topic, its number to the row of its latest posting. */
static GHashTable *latest_of_topics(const GArray *rows)
{
	GHashTable *latest = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (unsigned i = 0; i < rows->len; i++) {
		struct posting_row *row = &g_array_index(rows, struct posting_row, i);

		if (row->is_latest && !g_hash_table_contains(latest, &row->topic))
			g_hash_table_insert(latest, &row->topic, row);
	}
	return latest;
}

/*
 * Whether @row is found. Where the results have one posting of a work, an older one that
 * is found, and came later, gives way to the latest.
 */
static bool posting_is_found(const struct finding *finding, const struct find_node *root,
			     const struct posting_row *row, const struct posting_row *latest,
			     bool *ret_is, GError **error)
{
	bool latest_is_found;

	if (!find_node_holds(finding, root, row->id, ret_is, error))
		return false;
	if (!*ret_is || !latest || latest == row)
		return true;
	if (!find_node_holds(finding, root, latest->id, &latest_is_found, error))
		return false;
	*ret_is = !latest_is_found;
	return true;
}

static bool take_postings(const struct finding *finding, const struct find_node *root,
			  const GArray *rows, GArray *postings, GError **error)
{
	g_autoptr(GHashTable) latest_of = latest_of_topics(rows);
	g_autoptr(GHashTable) taken = g_hash_table_new(g_int64_hash, g_int64_equal);
	bool each = finding->request->each_posting;

	for (unsigned i = 0; i < rows->len && postings->len < finding->request->limit; i++) {
		struct posting_row *row = &g_array_index(rows, struct posting_row, i);
		const struct posting_row *latest =
			each ? NULL : g_hash_table_lookup(latest_of, &row->topic);
		bool is_found;

		if (!each && g_hash_table_contains(taken, &row->topic))
			continue;
		if (!posting_is_found(finding, root, row, latest, &is_found, error))
			return false;
		if (!is_found)
			continue;
		g_hash_table_add(taken, &row->topic);
		g_array_append_val(postings, row->id);
	}
	return true;
}

/* The posting of each message up to @last; 0 for none. */
static int64_t *map_members(struct index *index, int64_t last, GError **error)
{
	g_autofree int64_t *posting_of = g_new0(int64_t, last + 1);
	sqlite3_stmt *statement =
		database_statement(index->database, "SELECT message, posting FROM member", error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t message = sqlite3_column_int64(statement, 0);

		if (message >= 0 && message <= last)
			posting_of[message] = sqlite3_column_int64(statement, 1);
	}
	return failed ? NULL : g_steal_pointer(&posting_of);
}

bool find_postings(struct index *index, const struct find_request *request, GArray *postings,
		   GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct posting_row));
	struct finding finding = {.index = index, .request = request};
	g_autofree int64_t *posting_of = NULL;
	g_autoptr(find_node) root = NULL;

	if (!messages_last(index, &finding.last, error))
		return false;
	posting_of = map_members(index, finding.last, error);
	if (!posting_of)
		return false;
	finding.posting_of = posting_of;
	root = find_node_new(&finding, request->query, error);
	if (!root)
		return false;
	if (request->within)
		return take_within(&finding, root, postings, error);
	return list_postings(index, rows, error) &&
	       take_postings(&finding, root, rows, postings, error);
}
