/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/database.h"

#include "base/error.h"
#include "base/limits.h"

#include <errno.h>
#include <string.h>

enum {
	/* "tdgs": tells a file of tidings from another program's (https://sqlite.org/pragma.html). */
	APPLICATION_ID = 0x74646773,
	WAIT_MICROSECONDS = 20 * 1000,
	WAITS_BEFORE_TELLING = 10,
};

struct database {
	sqlite3 *handle;
	char *path;
	GHashTable *statements; /* SQL literals by their address, to sqlite3_stmt */
	unsigned wait_seconds;
	void (*tell_waiting)(void *user);
	void *tell_user;
};

static void set_foreign(const char *path, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_INDEX,
		    "'%s' is no index of tidings; name another file with --db, or delete it first",
		    path);
}

void database_set_error(const struct database *database, int code, GError **error)
{
	const char *path = database->path;
	const char *reason = sqlite3_errmsg(database->handle);

	switch (code & 0xff) {
	case SQLITE_FULL:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE,
			    "the disk is full: cannot write to the index '%s'; free some space and "
			    "run it again, or report without it (--no-index)",
			    path);
		return;
	case SQLITE_READONLY:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE,
			    "cannot write to the index '%s': %s; name another file with --db, or "
			    "report without it (--no-index)",
			    path, reason);
		return;
	case SQLITE_IOERR:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE,
			    "cannot write to the index '%s': %s", path, reason);
		return;
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ,
			    "cannot open the index '%s': %s; name another file with --db, or "
			    "report without it (--no-index)",
			    path, reason);
		return;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_BUSY,
			    "another run is still writing to the index '%s'; try again later",
			    path);
		return;
	case SQLITE_NOTADB:
		set_foreign(path, error);
		return;
	default:
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "the index '%s' is damaged: %s; make it anew with 'tidings index "
			    "--rebuild'",
			    path, reason);
	}
}

void database_set_corrupt(const struct database *database, const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
		    "the index '%s' is damaged: %s; make it anew with 'tidings index --rebuild'",
		    database->path, what);
}

static int wait_for_writer(void *user, int n_waits)
{
	struct database *database = user;

	if ((int64_t)n_waits * WAIT_MICROSECONDS >=
	    (int64_t)database->wait_seconds * G_USEC_PER_SEC)
		return 0;
	if (n_waits == WAITS_BEFORE_TELLING && database->tell_waiting)
		database->tell_waiting(database->tell_user);
	g_usleep(WAIT_MICROSECONDS);
	return 1;
}

static bool execute(struct database *database, const char *sql, GError **error)
{
	int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);

	if (code == SQLITE_OK)
		return true;
	database_set_error(database, code, error);
	return false;
}

/* SQLite does not ask wait_for_writer() about this, and two runs may make one file at once. */
static bool set_journal(struct database *database, GError **error)
{
	int n_waits = 0;
	int code;

	do {
		code = sqlite3_exec(database->handle, "PRAGMA journal_mode = WAL", NULL, NULL,
				    NULL);
	} while ((code & 0xff) == SQLITE_BUSY && wait_for_writer(database, n_waits++));
	if (code == SQLITE_OK)
		return true;
	database_set_error(database, code, error);
	return false;
}

static bool read_pragma(struct database *database, const char *sql, int64_t *ret_value,
			GError **error)
{
	return database_number(database, sql, NULL, 0, 0, ret_value, error);
}

/* One step, unless another run has done it meanwhile. */
static bool migrate_once(struct database *database, const struct migration *migrations,
			 int64_t from, GError **error)
{
	g_autofree char *version =
		g_strdup_printf("PRAGMA user_version = %d; PRAGMA application_id = %d",
				(int)from + 1, APPLICATION_ID);
	int64_t now;

	if (!database_begin_writing(database, error))
		return false;
	if (read_pragma(database, "PRAGMA user_version", &now, error) &&
	    (now != from || (execute(database, migrations[from].sql, error) &&
			     execute(database, version, error))) &&
	    database_commit(database, error))
		return true;
	database_roll_back(database);
	return false;
}

/* All of it as it is at one moment: another run may be making it. */
static bool read_version(struct database *database, int64_t *ret_version, bool *ret_is_ours,
			 GError **error)
{
	int64_t application;
	int64_t n_tables;
	bool is_read;

	if (!database_begin_reading(database, error))
		return false;
	is_read = read_pragma(database, "PRAGMA user_version", ret_version, error) &&
		  read_pragma(database, "PRAGMA application_id", &application, error) &&
		  read_pragma(database, "SELECT count(*) FROM sqlite_schema", &n_tables, error);
	database_roll_back(database);
	if (is_read)
		*ret_is_ours = *ret_version > 0 ? application == APPLICATION_ID : n_tables == 0;
	return is_read;
}

static bool migrate(struct database *database, const struct migration *migrations,
		    unsigned n_migrations, GError **error)
{
	int64_t version;
	bool ours;

	if (!read_version(database, &version, &ours, error))
		return false;
	if (!ours) {
		set_foreign(database->path, error);
		return false;
	}
	if (version > n_migrations) {
		g_set_error(
			error, TIDINGS_ERROR, TIDINGS_ERROR_VERSION,
			"the index '%s' has version %d, made by a newer tidings; this one knows "
			"version %u: use the newer one, or name another file with --db",
			database->path, (int)version, n_migrations);
		return false;
	}
	/* Not before it is known to be ours: the file remembers it. */
	if (!set_journal(database, error))
		return false;
	for (; version < n_migrations; version++) {
		if (!migrate_once(database, migrations, version, error))
			return false;
	}
	return true;
}

static bool make_directories(const char *path, GError **error)
{
	g_autofree char *directory = g_path_get_dirname(path);

	if (g_mkdir_with_parents(directory, 0700) == 0)
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE,
		    "cannot make the directory '%s' for the index: %s; name another file with "
		    "--db, or report without it (--no-index)",
		    directory, g_strerror(errno));
	return false;
}

static void finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

struct database *database_open(const char *path, const struct migration *migrations,
			       unsigned n_migrations, GError **error)
{
	g_autoptr(database) opened = g_new0(struct database, 1);
	int code;

	opened->path = g_strdup(path);
	opened->wait_seconds = LIMIT_WRITER_SECONDS;
	opened->statements = g_hash_table_new_full(NULL, NULL, NULL, finalize);
	if (!make_directories(path, error))
		return NULL;
	code = sqlite3_open_v2(path, &opened->handle,
			       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
				       SQLITE_OPEN_EXRESCODE,
			       NULL);
	if (code != SQLITE_OK) {
		database_set_error(opened, code, error);
		return NULL;
	}
	sqlite3_busy_handler(opened->handle, wait_for_writer, opened);
	/* Nothing that a damaged file holds may run (https://sqlite.org/security.html). */
	sqlite3_db_config(opened->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(opened->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (!execute(opened,
		     "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; "
		     "PRAGMA synchronous = NORMAL; PRAGMA cell_size_check = ON",
		     error) ||
	    !migrate(opened, migrations, n_migrations, error))
		return NULL;
	return g_steal_pointer(&opened);
}

void database_close(struct database *database)
{
	if (!database)
		return;
	g_hash_table_unref(database->statements);
	sqlite3_close(database->handle);
	g_free(database->path);
	g_free(database);
}

const char *database_path(const struct database *database)
{
	return database->path;
}

void database_set_waiting(struct database *database, void (*tell)(void *user), void *user)
{
	database->tell_waiting = tell;
	database->tell_user = user;
}

void database_set_patience(struct database *database, unsigned seconds)
{
	database->wait_seconds = seconds;
}

bool database_begin_writing(struct database *database, GError **error)
{
	return execute(database, "BEGIN IMMEDIATE", error);
}

bool database_begin_reading(struct database *database, GError **error)
{
	return execute(database, "BEGIN", error);
}

bool database_commit(struct database *database, GError **error)
{
	return execute(database, "COMMIT", error);
}

void database_roll_back(struct database *database)
{
	/* A failure may have ended the transaction already. */
	if (!sqlite3_get_autocommit(database->handle))
		sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

sqlite3_stmt *database_prepare(struct database *database, const char *sql, GError **error)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
				      &statement, NULL);

	if (code == SQLITE_OK)
		return statement;
	database_set_error(database, code, error);
	return NULL;
}

sqlite3_stmt *database_statement(struct database *database, const char *sql, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(database->statements, sql);

	if (statement) {
		sqlite3_reset(statement);
		return statement;
	}
	statement = database_prepare(database, sql, error);
	if (statement)
		g_hash_table_insert(database->statements, (gpointer)sql, statement);
	return statement;
}

bool database_next(struct database *database, sqlite3_stmt *statement, bool *ret_failed,
		   GError **error)
{
	int code = sqlite3_step(statement);

	*ret_failed = false;
	if (code == SQLITE_ROW)
		return true;
	sqlite3_reset(statement);
	if (code != SQLITE_DONE) {
		*ret_failed = true;
		database_set_error(database, code, error);
	}
	return false;
}

bool database_run(struct database *database, sqlite3_stmt *statement, GError **error)
{
	int code = sqlite3_step(statement);

	sqlite3_reset(statement);
	if (code == SQLITE_DONE || code == SQLITE_ROW)
		return true;
	database_set_error(database, code, error);
	return false;
}

static sqlite3_stmt *with_numbers(struct database *database, const char *sql,
				  const int64_t *numbers, unsigned n_numbers, GError **error)
{
	sqlite3_stmt *statement = database_statement(database, sql, error);

	for (unsigned i = 0; statement && i < n_numbers; i++)
		sqlite3_bind_int64(statement, (int)i + 1, numbers[i]);
	return statement;
}

bool database_run_numbers(struct database *database, const char *sql, const int64_t *numbers,
			  unsigned n_numbers, GError **error)
{
	sqlite3_stmt *statement = with_numbers(database, sql, numbers, n_numbers, error);

	return statement && database_run(database, statement, error);
}

bool database_number(struct database *database, const char *sql, const int64_t *numbers,
		     unsigned n_numbers, int64_t otherwise, int64_t *ret_number, GError **error)
{
	sqlite3_stmt *statement = with_numbers(database, sql, numbers, n_numbers, error);
	bool failed;

	if (!statement)
		return false;
	*ret_number = otherwise;
	if (database_next(database, statement, &failed, error)) {
		*ret_number = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
	}
	return !failed;
}

bool database_append_numbers(struct database *database, const char *sql, const int64_t *numbers,
			     unsigned n_numbers, GArray *ret, GError **error)
{
	sqlite3_stmt *statement = with_numbers(database, sql, numbers, n_numbers, error);
	bool failed = !statement;

	while (!failed && database_next(database, statement, &failed, error)) {
		int64_t number = sqlite3_column_int64(statement, 0);

		g_array_append_val(ret, number);
	}
	return !failed;
}

int64_t database_last_id(const struct database *database)
{
	return sqlite3_last_insert_rowid(database->handle);
}

void bind_text(sqlite3_stmt *statement, int position, str text)
{
	if (text.len)
		sqlite3_bind_text64(statement, position, text.ptr, text.len, SQLITE_STATIC,
				    SQLITE_UTF8);
	else
		sqlite3_bind_null(statement, position);
}

void bind_bytes(sqlite3_stmt *statement, int position, const void *bytes, size_t n_bytes)
{
	if (n_bytes)
		sqlite3_bind_blob64(statement, position, bytes, n_bytes, SQLITE_STATIC);
	else
		sqlite3_bind_null(statement, position);
}

void bind_slice(sqlite3_stmt *statement, int position, str bytes)
{
	bind_bytes(statement, position, bytes.ptr, bytes.len);
}

str column_slice(sqlite3_stmt *statement, int column)
{
	const void *bytes = sqlite3_column_blob(statement, column);

	return (str){.ptr = bytes, .len = (size_t)sqlite3_column_bytes(statement, column)};
}

str column_text(struct arena *arena, sqlite3_stmt *statement, int column)
{
	return arena_str(arena, column_slice(statement, column));
}
