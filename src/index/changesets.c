/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/changesets.h"

#include "index/encoding.h"
#include "index/messages.h"

#include <string.h>

static void bind_parents(struct index *index, sqlite3_stmt *statement, int position,
			 const struct stored_changeset *changeset)
{
	uint64_t *numbers =
		arena_new_array(&index->scratch, uint64_t, (size_t)changeset->n_parents + 1);

	for (unsigned i = 0; i < changeset->n_parents; i++)
		numbers[i] = (uint64_t)changeset->parents[i];
	bind_slice(statement, position,
		   encode_numbers(&index->scratch, numbers, changeset->n_parents));
}

static bool add_links(struct index *index, const struct stored_changeset *changeset, GError **error)
{
	for (unsigned i = 0; i < changeset->n_links; i++) {
		const int64_t numbers[] = {index_hash(index, HASH_IDENTIFIER, changeset->links[i]),
					   changeset->id};

		if (!database_run_numbers(index->database,
					  "INSERT OR IGNORE INTO cited (hash, changeset)"
					  " VALUES (?, ?)",
					  numbers, 2, error))
			return false;
	}
	return true;
}

bool changesets_add(struct index *index, struct stored_changeset *changeset, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"INSERT INTO changeset (repository, object, parents, author_name, author_address,"
		" authored_at, committed_at, title, title_hash, picked_from, paths, new_blobs)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		error);

	if (!statement)
		return false;
	arena_reset(&index->scratch);
	sqlite3_bind_int64(statement, 1, changeset->repository);
	bind_bytes(statement, 2, changeset->object, sizeof(changeset->object));
	bind_parents(index, statement, 3, changeset);
	bind_text(statement, 4, changeset->author.name);
	bind_text(statement, 5, changeset->author.address);
	sqlite3_bind_int64(statement, 6, changeset->authored_at);
	sqlite3_bind_int64(statement, 7, changeset->committed_at);
	bind_text(statement, 8, changeset->title);
	sqlite3_bind_int64(statement, 9, (int64_t)change_hash_of_title(changeset->title));
	bind_text(statement, 10, changeset->picked_from);
	sqlite3_bind_int64(statement, 11, (int64_t)changeset->change.paths);
	sqlite3_bind_int64(statement, 12, (int64_t)changeset->change.new_blobs);
	if (!database_run(index->database, statement, error))
		return false;
	changeset->id = database_last_id(index->database);
	return add_links(index, changeset, error);
}

bool changesets_load(struct index *index, int64_t changeset, struct arena *arena,
		     struct stored_changeset *ret_changeset, bool *ret_found, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT repository, object, author_name, author_address, authored_at, committed_at,"
		" title, picked_from, paths, new_blobs FROM changeset WHERE id = ?",
		error);
	bool failed;
	str object;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, changeset);
	*ret_found = database_next(index->database, statement, &failed, error);
	if (!*ret_found)
		return !failed;
	*ret_changeset = (struct stored_changeset){
		.id = changeset,
		.repository = sqlite3_column_int64(statement, 0),
		.author = {.name = column_text(arena, statement, 2),
			   .address = column_text(arena, statement, 3)},
		.authored_at = sqlite3_column_int64(statement, 4),
		.committed_at = sqlite3_column_int64(statement, 5),
		.title = column_text(arena, statement, 6),
		.picked_from = column_text(arena, statement, 7),
		.change = {.paths = (uint64_t)sqlite3_column_int64(statement, 8),
			   .new_blobs = (uint64_t)sqlite3_column_int64(statement, 9)},
	};
	object = column_slice(statement, 1);
	memcpy(ret_changeset->object, object.ptr ? object.ptr : "",
	       MIN(object.len, sizeof(ret_changeset->object)));
	sqlite3_reset(statement);
	return true;
}

bool changesets_find(struct index *index, int64_t repository,
		     const unsigned char object[CHANGESET_ID_BYTES], int64_t *ret_changeset,
		     GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT id FROM changeset WHERE repository = ? AND object = ?",
		error);
	bool failed;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, repository);
	bind_bytes(statement, 2, object, CHANGESET_ID_BYTES);
	*ret_changeset = 0;
	if (database_next(index->database, statement, &failed, error)) {
		*ret_changeset = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	}
	return !failed;
}

bool changesets_cited(struct index *index, int64_t changeset, GHashTable *hashes, GError **error)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));

	if (!database_append_numbers(index->database, "SELECT hash FROM cited WHERE changeset = ?",
				     &changeset, 1, numbers, error))
		return false;
	for (unsigned i = 0; i < numbers->len; i++)
		g_hash_table_add(hashes,
				 g_memdup2(&g_array_index(numbers, int64_t, i), sizeof(int64_t)));
	return true;
}

bool changesets_nodes(struct index *index, int64_t repository, struct arena *arena, GArray *nodes,
		      GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT id, tag, parents FROM changeset WHERE repository = ? ORDER BY id", error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, repository);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		uint64_t *parents;
		struct changeset_node node = {
			.id = sqlite3_column_int64(statement, 0),
			.tag = sqlite3_column_int64(statement, 1),
		};

		decode_numbers(arena, column_slice(statement, 2), &parents, &node.n_parents);
		node.parents = (const int64_t *)parents;
		g_array_append_val(nodes, node);
	}
	return !failed;
}

bool changesets_set_tag(struct index *index, int64_t changeset, int64_t tag, GError **error)
{
	return database_run_numbers(index->database,
				    "UPDATE changeset SET tag = nullif(?2, 0) WHERE id = ?1",
				    (const int64_t[]){changeset, tag}, 2, error);
}

bool changesets_remove(struct index *index, int64_t changeset, GError **error)
{
	static const char *const deletions[] = {
		"DELETE FROM landing WHERE changeset = ?",
		"DELETE FROM cited WHERE changeset = ?",
		"DELETE FROM changeset WHERE id = ?",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(deletions); i++) {
		if (!database_run_numbers(index->database, deletions[i], &changeset, 1, error))
			return false;
	}
	return true;
}
