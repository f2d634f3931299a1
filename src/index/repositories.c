/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/repositories.h"

#include "base/error.h"

#include <string.h>

static void read_object(sqlite3_stmt *statement, int column,
			unsigned char ret_object[CHANGESET_ID_BYTES])
{
	str bytes = column_slice(statement, column);

	memset(ret_object, 0, CHANGESET_ID_BYTES);
	memcpy(ret_object, bytes.ptr ? bytes.ptr : "", MIN(bytes.len, (size_t)CHANGESET_ID_BYTES));
}

bool repositories_load(struct index *index, struct arena *arena, GArray *repositories,
		       GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT id, path, name, since, matched, considered FROM repository ORDER BY name",
		error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_repository repository = {
			.id = sqlite3_column_int64(statement, 0),
			.path = column_text(arena, statement, 1),
			.name = column_text(arena, statement, 2),
			.since = sqlite3_column_int64(statement, 3),
			.matched = sqlite3_column_int64(statement, 4),
			.considered = sqlite3_column_int64(statement, 5),
		};

		g_array_append_val(repositories, repository);
	}
	return !failed;
}

/* The number that @sql finds for @text; 0 for none. */
static bool find_number(struct index *index, const char *sql, str text, int64_t *ret_number,
			GError **error)
{
	sqlite3_stmt *statement = database_statement(index->database, sql, error);
	bool failed;

	if (!statement)
		return false;
	bind_text(statement, 1, text);
	*ret_number = 0;
	if (database_next(index->database, statement, &failed, error)) {
		*ret_number = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	}
	return !failed;
}

bool repositories_put(struct index *index, struct stored_repository *repository, GError **error)
{
	sqlite3_stmt *statement;
	int64_t known;
	int64_t named;

	if (!find_number(index, "SELECT id FROM repository WHERE path = ?", repository->path,
			 &known, error) ||
	    !find_number(index, "SELECT id FROM repository WHERE name = ?", repository->name,
			 &named, error))
		return false;
	if (named && named != known) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "another repository is named " STR_FMT " already; give a name",
			    STR_ARG(repository->name));
		return false;
	}
	statement = database_statement(index->database,
				       known ? "UPDATE repository SET name = ?2 WHERE path = ?1"
					     : "INSERT INTO repository (path, name, since, "
					       "matched) VALUES (?1, ?2, ?3, 0)",
				       error);
	if (!statement)
		return false;
	bind_text(statement, 1, repository->path);
	bind_text(statement, 2, repository->name);
	if (!known)
		sqlite3_bind_int64(statement, 3, repository->since);
	if (!database_run(index->database, statement, error))
		return false;
	repository->id = known ? known : database_last_id(index->database);
	return true;
}

bool repositories_empty(struct index *index, int64_t repository, GError **error)
{
	static const char *const deletions[] = {
		"DELETE FROM landing WHERE changeset IN"
		" (SELECT id FROM changeset WHERE repository = ?)",
		"DELETE FROM cited WHERE changeset IN"
		" (SELECT id FROM changeset WHERE repository = ?)",
		"DELETE FROM changeset WHERE repository = ?",
		"DELETE FROM tag WHERE repository = ?",
		"DELETE FROM tip WHERE repository = ?",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(deletions); i++) {
		if (!database_run_numbers(index->database, deletions[i], &repository, 1, error))
			return false;
	}
	return true;
}

bool repositories_forget(struct index *index, int64_t repository, GError **error)
{
	return repositories_empty(index, repository, error) &&
	       database_run_numbers(index->database, "DELETE FROM repository WHERE id = ?",
				    &repository, 1, error);
}

bool repositories_set_read(struct index *index, const struct stored_repository *repository,
			   GError **error)
{
	return database_run_numbers(index->database,
				    "UPDATE repository SET since = ?2, matched = ?3,"
				    " considered = ?4 WHERE id = ?1",
				    (const int64_t[]){repository->id, repository->since,
						      repository->matched, repository->considered},
				    4, error);
}

bool repositories_tips(struct index *index, int64_t repository, struct arena *arena, GArray *tips,
		       GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT name, object FROM tip WHERE repository = ? ORDER BY name",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, repository);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_tip tip = {.name = column_text(arena, statement, 0)};

		read_object(statement, 1, tip.object);
		g_array_append_val(tips, tip);
	}
	return !failed;
}

static bool add_tip(struct index *index, int64_t repository, const struct stored_tip *tip,
		    GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"INSERT OR REPLACE INTO tip (repository, name, object) VALUES (?, ?, ?)", error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, repository);
	bind_text(statement, 2, tip->name);
	bind_bytes(statement, 3, tip->object, sizeof(tip->object));
	return database_run(index->database, statement, error);
}

bool repositories_set_tips(struct index *index, int64_t repository, const struct stored_tip *tips,
			   unsigned n_tips, GError **error)
{
	if (!database_run_numbers(index->database, "DELETE FROM tip WHERE repository = ?",
				  &repository, 1, error))
		return false;
	for (unsigned i = 0; i < n_tips; i++) {
		if (!add_tip(index, repository, &tips[i], error))
			return false;
	}
	return true;
}

bool repositories_tags(struct index *index, int64_t repository, struct arena *arena, GArray *tags,
		       GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT id, name, object, tagged_at FROM tag WHERE repository = ?"
		" ORDER BY tagged_at, name",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, repository);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		struct stored_tag tag = {
			.id = sqlite3_column_int64(statement, 0),
			.name = column_text(arena, statement, 1),
			.tagged_at = sqlite3_column_int64(statement, 3),
		};

		read_object(statement, 2, tag.object);
		g_array_append_val(tags, tag);
	}
	return !failed;
}

static bool add_tag(struct index *index, int64_t repository, const struct stored_tag *tag,
		    GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database,
				   "INSERT INTO tag (repository, name, object, tagged_at, id)"
				   " VALUES (?, ?, ?, ?, ?)",
				   error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, repository);
	bind_text(statement, 2, tag->name);
	bind_bytes(statement, 3, tag->object, sizeof(tag->object));
	sqlite3_bind_int64(statement, 4, tag->tagged_at);
	sqlite3_bind_int64(statement, 5, tag->id);
	return database_run(index->database, statement, error);
}

bool repositories_set_tags(struct index *index, int64_t repository, struct stored_tag *tags,
			   unsigned n_tags, GError **error)
{
	int64_t last;

	/* Above all there were: commits may still name one that is gone. */
	if (!database_number(index->database, "SELECT ifnull(max(id), 0) FROM tag", NULL, 0, 0,
			     &last, error) ||
	    !database_run_numbers(index->database, "DELETE FROM tag WHERE repository = ?",
				  &repository, 1, error))
		return false;
	for (unsigned i = 0; i < n_tags; i++) {
		if (tags[i].id == 0)
			tags[i].id = ++last;
		if (!add_tag(index, repository, &tags[i], error))
			return false;
	}
	return true;
}

bool repositories_count(struct index *index, int64_t repository,
			struct repository_counts *ret_counts, GError **error)
{
	int64_t n_commits;
	int64_t n_landed;
	int64_t last;

	if (!database_number(index->database, "SELECT count(*) FROM changeset WHERE repository = ?",
			     &repository, 1, 0, &n_commits, error) ||
	    !database_number(index->database,
			     "SELECT count(DISTINCT message) FROM landing"
			     " JOIN changeset ON changeset.id = changeset WHERE repository = ?",
			     &repository, 1, 0, &n_landed, error) ||
	    !database_number(index->database,
			     "SELECT ifnull(max(committed_at), -9223372036854775807 - 1)"
			     " FROM changeset WHERE repository = ?",
			     &repository, 1, INT64_MIN, &last, error))
		return false;
	*ret_counts = (struct repository_counts){
		.n_commits = (size_t)n_commits,
		.n_landed = (size_t)n_landed,
		.last = last,
	};
	return true;
}
