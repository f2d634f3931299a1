/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/sightings.h"

#include "index/messages.h"

/*
 * What stands for a message that went: the hash of what it said, below zero, where no number of a
 * message is.
 */
static int64_t name_of(const struct index *index, str message_id, uint64_t text_hash)
{
	uint64_t hash = hash_chain(hash_bytes(&index->key, message_id), text_hash);

	return -(int64_t)(hash >> 1) - 1;
}

static bool take_back(struct index *index, const struct seen *seen, GError **error)
{
	const int64_t numbers[] = {
		seen->message,
		seen->archive,
		name_of(index, seen->message_id, seen->text_hash),
	};

	return database_run_numbers(index->database,
				    "UPDATE OR IGNORE sighting SET message = ?1"
				    " WHERE message = ?3 AND archive = ?2",
				    numbers, 3, error);
}

bool sightings_add(struct index *index, const struct seen *seen, bool may_be_back, GError **error)
{
	if (may_be_back && !take_back(index, seen, error))
		return false;
	return database_run_numbers(index->database,
				    "INSERT OR IGNORE INTO sighting (message, archive)"
				    " VALUES (?, ?)",
				    (const int64_t[]){seen->message, seen->archive}, 2, error);
}

bool sightings_have_departed(struct index *index, bool *ret_have, GError **error)
{
	int64_t have;

	if (!database_number(index->database,
			     "SELECT EXISTS (SELECT 1 FROM sighting WHERE message < 0)", NULL, 0, 0,
			     &have, error))
		return false;
	*ret_have = have;
	return true;
}

/* A message, and the name that stands for it. */
struct renaming {
	int64_t message;
	int64_t name;
};

static bool list_renamings(struct index *index, GArray *renamings, GError **error)
{
	sqlite3_stmt *statement = database_prepare(
		index->database,
		"SELECT id, message_id, text_hash FROM message WHERE id IN homeless", error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct renaming renaming = {
			.message = sqlite3_column_int64(statement, 0),
			.name = name_of(index, column_slice(statement, 1),
					(uint64_t)sqlite3_column_int64(statement, 2)),
		};

		g_array_append_val(renamings, renaming);
	}
	sqlite3_finalize(statement);
	return !failed;
}

bool sightings_depart(struct index *index, GError **error)
{
	g_autoptr(GArray) renamings = g_array_new(FALSE, FALSE, sizeof(struct renaming));

	if (!list_renamings(index, renamings, error))
		return false;
	for (unsigned i = 0; i < renamings->len; i++) {
		const struct renaming *renaming = &g_array_index(renamings, struct renaming, i);
		const int64_t numbers[] = {renaming->name, renaming->message};

		if (!database_run_numbers(index->database,
					  "UPDATE OR REPLACE sighting SET message = ?1"
					  " WHERE message = ?2",
					  numbers, 2, error))
			return false;
	}
	return true;
}

bool sightings_last(struct index *index, int64_t *ret_number, GError **error)
{
	return database_number(index->database,
			       "SELECT seq FROM sqlite_sequence WHERE name = 'sighting'", NULL, 0,
			       0, ret_number, error);
}

/* The messages behind the boundary of one archive, whatever the others say. */
static bool append_behind(struct index *index, const struct boundary *boundary, GArray *messages,
			  GError **error)
{
	static const char *const searches[] = {
		[BOUNDARY_SIGHTING] = "SELECT sighting.message FROM sighting WHERE number > ?2"
				      " AND archive = ?1 AND EXISTS (SELECT 1 FROM place"
				      " WHERE place.message = sighting.message AND archive = ?1)",
		[BOUNDARY_PLACE] = "SELECT message FROM place WHERE archive = ?1 AND number > ?2",
		[BOUNDARY_TIME] = ("SELECT message FROM place WHERE archive = ?1"
				   " AND arrived_at >= ?2"),
	};

	return database_append_numbers(index->database, searches[boundary->kind],
				       (const int64_t[]){boundary->archive, boundary->number}, 2,
				       messages, error);
}

/* Whether @message stands in the archive before the boundary. */
static bool is_before(struct index *index, const struct boundary *boundary, int64_t message,
		      bool *ret_is, GError **error)
{
	static const char *const searches[] = {
		[BOUNDARY_SIGHTING] = "SELECT EXISTS (SELECT 1 FROM sighting WHERE message = ?3"
				      " AND archive = ?1 AND number <= ?2)",
		[BOUNDARY_PLACE] = "SELECT EXISTS (SELECT 1 FROM place WHERE message = ?3"
				   " AND archive = ?1 AND number <= ?2)",
		[BOUNDARY_TIME] = "SELECT EXISTS (SELECT 1 FROM place WHERE message = ?3"
				  " AND archive = ?1 AND arrived_at < ?2)",
	};
	int64_t is;

	if (!database_number(index->database, searches[boundary->kind],
			     (const int64_t[]){boundary->archive, boundary->number, message}, 3, 0,
			     &is, error))
		return false;
	*ret_is = is;
	return true;
}

static bool is_new(struct index *index, const struct boundary *boundaries, unsigned n_boundaries,
		   int64_t message, bool *ret_is, GError **error)
{
	bool is_old = false;

	for (unsigned i = 0; !is_old && i < n_boundaries; i++) {
		if (boundaries[i].excludes &&
		    !is_before(index, &boundaries[i], message, &is_old, error))
			return false;
	}
	*ret_is = !is_old;
	return true;
}

static int compare_sighted(const void *a, const void *b)
{
	const struct sighted *left = a;
	const struct sighted *right = b;

	if (left->arrived_at != right->arrived_at)
		return left->arrived_at < right->arrived_at ? -1 : 1;
	return (left->message > right->message) - (left->message < right->message);
}

bool sightings_behind(struct index *index, const struct boundary *boundaries, unsigned n_boundaries,
		      GArray *messages, GError **error)
{
	g_autoptr(GHashTable) asked =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(int64_t));

	for (unsigned i = 0; i < n_boundaries; i++) {
		if (boundaries[i].brings &&
		    !append_behind(index, &boundaries[i], candidates, error))
			return false;
	}
	for (unsigned i = 0; i < candidates->len; i++) {
		struct sighted sighted = {.message = g_array_index(candidates, int64_t, i)};
		bool is;

		if (!g_hash_table_add(asked, g_memdup2(&sighted.message, sizeof(int64_t))))
			continue;
		if (!is_new(index, boundaries, n_boundaries, sighted.message, &is, error) ||
		    !database_number(index->database, "SELECT arrived_at FROM message WHERE id = ?",
				     &sighted.message, 1, 0, &sighted.arrived_at, error))
			return false;
		if (is)
			g_array_append_val(messages, sighted);
	}
	g_array_sort(messages, compare_sighted);
	return true;
}

bool sightings_place_of_ids(struct index *index, int64_t archive, char *const *ids,
			    int64_t *ret_number, GError **error)
{
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t last = 0;

	for (char *const *id = ids; id && *id; id++) {
		if (!messages_find(index, str_from(*id), messages, error))
			return false;
	}
	for (unsigned i = 0; i < messages->len; i++) {
		int64_t number;

		if (!database_number(
			    index->database,
			    "SELECT max(number) FROM place WHERE archive = ?"
			    " AND message = ?",
			    (const int64_t[]){archive, g_array_index(messages, int64_t, i)}, 2, 0,
			    &number, error))
			return false;
		last = MAX(last, number);
	}
	*ret_number = last;
	return true;
}

bool sightings_last_ids(struct index *index, int64_t archive, unsigned n_ids, GPtrArray *ids,
			GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT message_id FROM place JOIN message ON message.id = message"
		" WHERE archive = ?1 AND message_id IS NOT NULL"
		" ORDER BY number DESC LIMIT ?2",
		error);
	bool failed = !statement;

	if (statement) {
		sqlite3_bind_int64(statement, 1, archive);
		sqlite3_bind_int64(statement, 2, n_ids);
	}
	while (!failed && database_next(index->database, statement, &failed, error))
		g_ptr_array_add(ids, str_dup(column_slice(statement, 0)));
	return !failed;
}

bool sightings_latest(struct index *index, int64_t archive, int64_t end, int64_t *ret_arrived_at,
		      GError **error)
{
	return database_number(index->database,
			       "SELECT ifnull(max(arrived_at), ?2) FROM place"
			       " WHERE archive = ?1 AND arrived_at <= ?3",
			       (const int64_t[]){archive, INT64_MIN, end}, 3, INT64_MIN,
			       ret_arrived_at, error);
}
