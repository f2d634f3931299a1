/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/archives.h"

#include <string.h>

bool archives_find(struct index *index, str path, int64_t *ret_archive, GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database, "SELECT id FROM archive WHERE path = ?", error);
	bool failed;

	if (!statement)
		return false;
	bind_text(statement, 1, path);
	*ret_archive = 0;
	if (database_next(index->database, statement, &failed, error)) {
		*ret_archive = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	}
	return !failed;
}

bool archives_add(struct index *index, struct stored_archive *archive, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database, "INSERT INTO archive (path, title, quoting) VALUES (?, ?, ?)",
		error);

	if (!statement)
		return false;
	bind_text(statement, 1, archive->path);
	bind_text(statement, 2, archive->title);
	sqlite3_bind_int64(statement, 3, archive->quoting);
	if (!database_run(index->database, statement, error))
		return false;
	archive->id = database_last_id(index->database);
	return true;
}

bool archives_list(struct index *index, struct arena *arena, GArray *archives, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT id, path, title, quoting FROM archive ORDER BY id", error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_archive archive = {
			.id = sqlite3_column_int64(statement, 0),
			.path = column_text(arena, statement, 1),
			.title = column_text(arena, statement, 2),
			.quoting = (unsigned)sqlite3_column_int64(statement, 3),
		};

		g_array_append_val(archives, archive);
	}
	return !failed;
}

const struct stored_archive *archives_pick(const GArray *archives, int64_t id)
{
	for (unsigned i = 0; i < archives->len; i++) {
		const struct stored_archive *archive =
			&g_array_index(archives, struct stored_archive, i);

		if (archive->id == id)
			return archive;
	}
	return NULL;
}

GArray *archives_points(struct index *index, int64_t archive, GError **error)
{
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(struct stored_point));
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT epoch, tip FROM point WHERE archive = ? ORDER BY epoch",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, archive);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_point point = {.epoch = (unsigned)sqlite3_column_int64(statement, 0)};
		str tip = column_slice(statement, 1);

		if (tip.len)
			memcpy(point.tip, tip.ptr, MIN(tip.len, sizeof(point.tip) - 1));
		g_array_append_val(points, point);
	}
	return failed ? NULL : g_steal_pointer(&points);
}

bool archives_set_points(struct index *index, int64_t archive, const GArray *points, GError **error)
{
	if (!database_run_numbers(index->database, "DELETE FROM point WHERE archive = ?", &archive,
				  1, error))
		return false;
	for (unsigned i = 0; i < points->len; i++) {
		const struct stored_point *point = &g_array_index(points, struct stored_point, i);
		sqlite3_stmt *statement = database_statement(
			index->database, "INSERT INTO point (archive, epoch, tip) VALUES (?, ?, ?)",
			error);

		if (!statement)
			return false;
		sqlite3_bind_int64(statement, 1, archive);
		sqlite3_bind_int64(statement, 2, point->epoch);
		bind_text(statement, 3, str_from(point->tip));
		if (!database_run(index->database, statement, error))
			return false;
	}
	return true;
}

bool places_last(struct index *index, int64_t archive, int64_t *ret_number, GError **error)
{
	return database_number(index->database, "SELECT max(number) FROM place WHERE archive = ?",
			       &archive, 1, 0, ret_number, error);
}

static bool is_zero(const unsigned char id[20])
{
	static const unsigned char zero[20];

	return memcmp(id, zero, sizeof(zero)) == 0;
}

bool places_last_commit(struct index *index, int64_t archive, char **ret_commit, GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database,
				   "SELECT lower(hex(commit_id)) FROM place WHERE archive = ?"
				   " ORDER BY number DESC LIMIT 1",
				   error);
	bool failed;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, archive);
	*ret_commit = NULL;
	if (database_next(index->database, statement, &failed, error)) {
		str commit = column_slice(statement, 0);

		*ret_commit = commit.len ? str_dup(commit) : NULL;
		sqlite3_reset(statement);
	}
	return !failed;
}

bool places_add(struct index *index, const struct stored_place *place, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"INSERT INTO place (archive, number, message, epoch, object, commit_id, position,"
		" length, arrived_at, quality) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, place->archive);
	sqlite3_bind_int64(statement, 2, place->number);
	sqlite3_bind_int64(statement, 3, place->message);
	sqlite3_bind_int64(statement, 4, place->epoch);
	bind_bytes(statement, 5, place->object, is_zero(place->object) ? 0 : 20);
	bind_bytes(statement, 6, place->commit, is_zero(place->commit) ? 0 : 20);
	sqlite3_bind_int64(statement, 7, (int64_t)place->position);
	sqlite3_bind_int64(statement, 8, (int64_t)place->length);
	sqlite3_bind_int64(statement, 9, place->arrived_at);
	sqlite3_bind_int64(statement, 10, place->quality);
	return database_run(index->database, statement, error);
}

bool archives_has_forgotten(struct index *index, int64_t archive, bool *ret_has, GError **error)
{
	int64_t has;

	if (!database_number(index->database, "SELECT has_forgotten FROM archive WHERE id = ?",
			     &archive, 1, 0, &has, error))
		return false;
	*ret_has = has;
	return true;
}

bool archives_set_forgotten(struct index *index, int64_t archive, bool has, GError **error)
{
	return database_run_numbers(index->database,
				    "UPDATE archive SET has_forgotten = ?2 WHERE id = ?1",
				    (const int64_t[]){archive, has}, 2, error);
}

/*
 * Runs @sql, which forgets places. What a message has from the copy there counts no more:
 * the next copy that is met is better, and came first.
 */
static bool forget_places(struct index *index, int64_t archive, const char *const sql[2],
			  GError **error)
{
	return database_run_numbers(index->database, sql[0], &archive, 1, error) &&
	       database_run_numbers(index->database, sql[1], &archive, 1, error) &&
	       archives_set_forgotten(index, archive, true, error);
}

bool places_forget_all(struct index *index, int64_t archive, GError **error)
{
	static const char *const sql[2] = {
		"UPDATE message SET quality = -1, arrived_at = 9223372036854775807"
		" WHERE id IN (SELECT message FROM place WHERE archive = ?)",
		"DELETE FROM place WHERE archive = ?",
	};
	int64_t last;

	if (!places_last(index, archive, &last, error))
		return false;
	return last == 0 || forget_places(index, archive, sql, error);
}

static bool list_objects(struct index *index, const unsigned char *objects, size_t n_objects,
			 GError **error)
{
	if (!database_run_numbers(index->database,
				  "CREATE TEMP TABLE IF NOT EXISTS gone (object BLOB PRIMARY KEY)",
				  NULL, 0, error) ||
	    !database_run_numbers(index->database, "DELETE FROM gone", NULL, 0, error))
		return false;
	for (size_t i = 0; i < n_objects; i++) {
		sqlite3_stmt *statement = database_statement(
			index->database, "INSERT OR IGNORE INTO gone VALUES (?)", error);

		if (!statement)
			return false;
		bind_bytes(statement, 1, objects + i * 20, 20);
		if (!database_run(index->database, statement, error))
			return false;
	}
	return true;
}

bool places_forget(struct index *index, int64_t archive, const unsigned char *objects,
		   size_t n_objects, GError **error)
{
	static const char *const sql[2] = {
		"UPDATE message SET quality = -1, arrived_at = 9223372036854775807 WHERE id IN"
		" (SELECT message FROM place WHERE archive = ? AND object IN gone)",
		"DELETE FROM place WHERE archive = ? AND object IN gone",
	};

	return n_objects == 0 || (list_objects(index, objects, n_objects, error) &&
				  forget_places(index, archive, sql, error));
}

static void copy_id(sqlite3_stmt *statement, int column, unsigned char ret_id[20])
{
	str id = column_slice(statement, column);

	if (id.len == 20)
		memcpy(ret_id, id.ptr, 20);
}

bool places_of_message(struct index *index, int64_t message, GArray *places, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT archive, number, epoch, object, commit_id, position, length, arrived_at,"
		" quality FROM place WHERE message = ? ORDER BY quality DESC, archive, number",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, message);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_place place = {
			.archive = sqlite3_column_int64(statement, 0),
			.number = sqlite3_column_int64(statement, 1),
			.message = message,
			.epoch = (unsigned)sqlite3_column_int64(statement, 2),
			.position = (uint64_t)sqlite3_column_int64(statement, 5),
			.length = (uint64_t)sqlite3_column_int64(statement, 6),
			.arrived_at = sqlite3_column_int64(statement, 7),
			.quality = sqlite3_column_int(statement, 8),
		};

		copy_id(statement, 3, place.object);
		copy_id(statement, 4, place.commit);
		g_array_append_val(places, place);
	}
	return !failed;
}

bool places_known(struct index *index, int64_t message, const struct known_until *until,
		  bool *ret_known, GError **error)
{
	const int64_t numbers[] = {message, until->archive, until->number, until->arrived_at};
	int64_t known = 1;

	if (until->archive &&
	    !database_number(index->database,
			     "SELECT EXISTS (SELECT 1 FROM place WHERE message = ?1 AND"
			     " CASE WHEN archive = ?2 AND ?3 > 0 THEN number <= ?3"
			     " ELSE arrived_at <= ?4 END)",
			     numbers, 4, 0, &known, error))
		return false;
	*ret_known = known;
	return true;
}

bool archives_are_unread(struct index *index, bool *ret_are, GError **error)
{
	int64_t are;

	if (!database_number(index->database,
			     "SELECT EXISTS (SELECT 1 FROM archive)"
			     " AND NOT EXISTS (SELECT 1 FROM point)",
			     NULL, 0, 0, &are, error))
		return false;
	*ret_are = are;
	return true;
}

bool places_before(struct index *index, int64_t archive, int64_t number, int64_t *ret_arrived_at,
		   GError **error)
{
	return database_number(index->database,
			       "SELECT arrived_at FROM place WHERE archive = ? AND number < ?"
			       " ORDER BY number DESC LIMIT 1",
			       (const int64_t[]){archive, number}, 2, INT64_MIN, ret_arrived_at,
			       error);
}

bool places_find_commit(struct index *index, int64_t archive, const unsigned char commit[20],
			int64_t *ret_number, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT number FROM place WHERE commit_id = ? AND archive = ? ORDER BY number",
		error);
	bool failed;

	if (!statement)
		return false;
	bind_bytes(statement, 1, commit, 20);
	sqlite3_bind_int64(statement, 2, archive);
	*ret_number = 0;
	if (database_next(index->database, statement, &failed, error)) {
		*ret_number = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	}
	return !failed;
}
