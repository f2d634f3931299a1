/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The SQLite file that the index is: opened, locked, written in transactions.
 * The only files that know SQLite are those of this room.
 *
 * Many may read while one writes (https://sqlite.org/wal.html). A second writer
 * waits; whoever waits is told once, by database_set_waiting().
 */
#ifndef TIDINGS_INDEX_DATABASE_H
#define TIDINGS_INDEX_DATABASE_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>
#include <sqlite3.h>

struct database;

/* One step of the schema's history. */
struct migration {
	const char *sql; /* from the version before to this one; the first makes an empty file so */
};

/*
 * Opens the file at @path, making it and its directories if they are not there,
 * and brings its schema to the version that @migrations end with: each step in a
 * transaction of its own, so that a kill leaves a version, and never half of one.
 * Errors: READ (no permission), WRITE (cannot be made, disk full), NOT_INDEX (no SQLite
 * file, or another program's), CORRUPT (a damaged one; with what to do), BUSY, VERSION
 * (it was made by a newer tidings).
 */
struct database *database_open(const char *path, const struct migration *migrations,
			       unsigned n_migrations, GError **error);
void database_close(struct database *database);

const char *database_path(const struct database *database);

/* @tell, or NULL, is called once for each wait for another writer that is not over in a moment. */
void database_set_waiting(struct database *database, void (*tell)(void *user), void *user);

/* How long it waits; LIMIT_WRITER_SECONDS where nothing else is said. */
void database_set_patience(struct database *database, unsigned seconds);

/*
 * A transaction. begin waits for other writers, and not for ever: BUSY. After
 * a failed commit or statement the caller rolls back. Errors: those of
 * database_set_error().
 */
bool database_begin_writing(struct database *database, GError **error);
bool database_begin_reading(struct database *database, GError **error);
bool database_commit(struct database *database, GError **error);
void database_roll_back(struct database *database);

/*
 * The prepared statement of @sql, a literal, reset and without bindings; prepared at
 * its first use and kept. NULL with the error set.
 */
sqlite3_stmt *database_statement(struct database *database, const char *sql, GError **error);

/* The same of a text that is made at run time; the caller ends it with sqlite3_finalize(). */
sqlite3_stmt *database_prepare(struct database *database, const char *sql, GError **error);

/* Runs a statement that gives no row. */
bool database_run(struct database *database, sqlite3_stmt *statement, GError **error);

/* Runs the statement of @sql with up to a few whole numbers bound. */
bool database_run_numbers(struct database *database, const char *sql, const int64_t *numbers,
			  unsigned n_numbers, GError **error);

/* The next row. False at the end, or with *ret_failed and the error set. */
bool database_next(struct database *database, sqlite3_stmt *statement, bool *ret_failed,
		   GError **error);

/* The first column of the first row of @sql, a number; @otherwise without a row. */
bool database_number(struct database *database, const char *sql, const int64_t *numbers,
		     unsigned n_numbers, int64_t otherwise, int64_t *ret_number, GError **error);

/* Appends the first column of all rows of @sql, numbers (int64_t), to @ret. */
bool database_append_numbers(struct database *database, const char *sql, const int64_t *numbers,
			     unsigned n_numbers, GArray *ret, GError **error);

int64_t database_last_id(const struct database *database);

/*
 * Sets the error for SQLite's @code: WRITE for a full disk or one that refuses, BUSY,
 * READ, NOT_INDEX, and CORRUPT for all else; naming the file and what to do.
 */
void database_set_error(const struct database *database, int code, GError **error);

/* Sets CORRUPT: @what of the index is not as it must be. */
void database_set_corrupt(const struct database *database, const char *what, GError **error);

/* Binding and reading slices. An empty slice is bound as NULL, and NULL read as empty. */
void bind_text(sqlite3_stmt *statement, int position, str text);
void bind_bytes(sqlite3_stmt *statement, int position, const void *bytes, size_t n_bytes);
void bind_slice(sqlite3_stmt *statement, int position, str bytes); /* as a BLOB */
str column_text(struct arena *arena, sqlite3_stmt *statement, int column); /* copied */
str column_slice(sqlite3_stmt *statement, int column); /* valid until the next row */

typedef struct database database;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(database, database_close)

#endif
