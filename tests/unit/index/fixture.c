/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>

char *make_directory(void)
{
	g_autoptr(GError) error = NULL;
	char *directory = g_dir_make_tmp("tidings-test-XXXXXX", &error);

	g_assert_no_error(error);
	return directory;
}

void remove_directory(const char *directory)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) names = g_dir_open(directory, 0, &error);
	const char *name;

	g_assert_no_error(error);
	while ((name = g_dir_read_name(names))) {
		g_autofree char *path = g_build_filename(directory, name, NULL);

		g_assert_cmpint(g_unlink(path), ==, 0);
	}
	g_assert_cmpint(g_rmdir(directory), ==, 0);
}

void fixture_init(struct fixture *fixture)
{
	*fixture = (struct fixture){.directory = make_directory()};
	fixture->path = g_build_filename(fixture->directory, "index.db", NULL);
	arena_init(&fixture->arena);
	assert_done(fixture->index = index_open(fixture->path, error));
	assert_done(database_begin_writing(fixture->index->database, error));
}

void fixture_clear(struct fixture *fixture)
{
	database_roll_back(fixture->index->database);
	index_close(fixture->index);
	remove_directory(fixture->directory);
	arena_clear(&fixture->arena);
	g_free(fixture->directory);
	g_free(fixture->path);
}

int64_t add_message(struct fixture *fixture, const char *message_id, uint64_t text, int64_t thread,
		    int64_t arrived_at)
{
	struct stored_message message = {
		.thread = thread,
		.record = {.message_id = str_from(message_id),
			   .text_hash = text,
			   .arrived_at = arrived_at},
	};

	assert_done(messages_add(fixture->index, &message, error));
	return message.id;
}

void run_sql(struct fixture *fixture, const char *sql)
{
	g_auto(GStrv) statements = g_strsplit(sql, ";", -1);

	for (char **text = statements; *text && **text; text++) {
		struct database *database = fixture->index->database;
		sqlite3_stmt *statement = NULL;

		assert_done(statement = database_prepare(database, *text, error));
		assert_done(database_run(database, statement, error));
		sqlite3_finalize(statement);
	}
}

int64_t ask_number(struct fixture *fixture, const char *sql)
{
	int64_t number = 0;

	assert_done(database_number(fixture->index->database, sql, NULL, 0, -1, &number, error));
	return number;
}

char *numbers_text(const GArray *numbers)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < numbers->len; i++)
		g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i ? " " : "",
				       g_array_index(numbers, int64_t, i));
	return g_string_free(text, FALSE);
}
