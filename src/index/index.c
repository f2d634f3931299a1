/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/index.h"

#include "base/error.h"
#include "index/schema.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static bool read_key(struct index *index, GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database, "SELECT key FROM secret", error);
	bool failed;
	str key;

	if (!statement || !database_next(index->database, statement, &failed, error)) {
		if (statement && !failed)
			database_set_corrupt(index->database, "its key is missing", error);
		return false;
	}
	key = column_slice(statement, 0);
	for (size_t i = 0; i < MIN(key.len, sizeof(index->key.words)); i++)
		index->key.words[i / 8] |= (uint64_t)(unsigned char)key.ptr[i] << (i % 8 * 8);
	sqlite3_reset(statement);
	return true;
}

struct index *index_open(const char *path, GError **error)
{
	g_autoptr(index_) opened = g_new0(struct index, 1);

	/* SQLite would make a file that nobody finds again. */
	if (*path == '\0') {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "the path of the index is empty");
		return NULL;
	}
	arena_init(&opened->scratch);
	opened->database = database_open(path, schema_migrations, SCHEMA_VERSION, error);
	if (!opened->database || !read_key(opened, error))
		return NULL;
	return g_steal_pointer(&opened);
}

void index_close(struct index *index)
{
	if (!index)
		return;
	arena_clear(&index->scratch);
	database_close(index->database);
	g_free(index);
}

char *index_usual_path(void)
{
	return g_build_filename(g_get_user_data_dir(), "tidings", "index.db", NULL);
}

bool index_remove(const char *path, GError **error)
{
	/* The journal goes last: without it the file would be an older state. */
	static const char *const endings[] = {"", "-shm", "-wal"};

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *name = g_strconcat(path, endings[i], NULL);

		if (g_unlink(name) == 0 || errno == ENOENT)
			continue;
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE,
			    "cannot remove the index '%s': %s", name, g_strerror(errno));
		return false;
	}
	return true;
}

int64_t index_hash(const struct index *index, unsigned kind, str text)
{
	struct hash_key key = index->key;
	uint64_t hash;

	key.words[1] ^= kind;
	hash = hash_bytes(&key, text);
	return hash ? (int64_t)hash : 1;
}

uint64_t index_identity(const struct index *index)
{
	return hash_bytes(&index->key, STR("identity"));
}
