/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Indexes that an older tidings made. */
#include "fixture.h"

#include "index/archives.h"
#include "index/schema.h"

#include <string.h>

/* A row in each table of the first version. */
static const char first_version[] =
	"INSERT INTO archive VALUES (1, '/mail/lamps', 'Lamps', 1, 0);"
	"INSERT INTO archive VALUES (2, '/mail/kettles', NULL, 2, 0);"
	"INSERT INTO point VALUES (1, 0, '0123456789abcdef0123456789abcdef01234567');"
	"INSERT INTO point VALUES (2, 0, 'fedcba9876543210fedcba9876543210fedcba98');"
	"INSERT INTO message (id, message_id, text_hash, kind, traits, sent_at, arrived_at,"
	" bytes, thread, quality) VALUES (41, 'm@example.org', 1, 1, 0, 5, 5, 10, 1, 0);"
	"INSERT INTO place VALUES (1, 0, 41, 0, x'ab', x'cd', 0, 10, 5, 0);"
	"INSERT INTO identifier VALUES (77, 1);"
	"INSERT INTO path VALUES (1, 'lamp/wick.c');"
	"INSERT INTO file VALUES (41, 0, 1, NULL, NULL, 1, 1);"
	"INSERT INTO posting VALUES (41, 41, NULL, NULL, 1, 0, 0, 1, 1, 0, 0, 5, 5, 'lamp', 0, 0,"
	" NULL, 0, 41, 1, 9);"
	"INSERT INTO member VALUES (41, 41);"
	"INSERT INTO link VALUES (41, 40, 1, 99, 1, 1);"
	"INSERT INTO clue VALUES (3, 5, 41);"
	"INSERT INTO meeting VALUES (3, 5, 41);"
	"INSERT INTO segment VALUES (1, 1);"
	"INSERT INTO words VALUES (1, 1, x'61', x'62')";

struct old_index {
	char *directory;
	char *path;
	char *key; /* of its hashes, in hexadecimal */
};

static void make_old(struct old_index *old)
{
	g_auto(GStrv) statements = g_strsplit(first_version, ";", -1);
	struct database *database = NULL;
	sqlite3_stmt *statement;
	g_auto(arena) texts = {0};
	bool failed;

	old->directory = make_directory();
	old->path = g_build_filename(old->directory, "index.db", NULL);
	assert_done(database = database_open(old->path, schema_migrations, 1, error));
	for (char **sql = statements; *sql; sql++) {
		assert_done(statement = database_prepare(database, *sql, error));
		assert_done(database_run(database, statement, error));
		sqlite3_finalize(statement);
	}
	assert_done(statement = database_statement(database, "SELECT hex(key) FROM secret", error));
	g_assert_true(database_next(database, statement, &failed, NULL));
	old->key = str_dup(column_text(&texts, statement, 0));
	sqlite3_reset(statement);
	database_close(database);
}

static void remove_old(struct old_index *old)
{
	remove_directory(old->directory);
	g_free(old->directory);
	g_free(old->path);
	g_free(old->key);
}

static int64_t count(struct index *index, const char *table)
{
	g_autofree char *sql = g_strconcat("SELECT count(*) FROM ", table, NULL);
	sqlite3_stmt *statement = NULL;
	int64_t n;

	assert_done(statement = database_prepare(index->database, sql, error));
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	n = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return n;
}

static void test_mails_are_read_anew(void)
{
	static const struct {
		const char *table;
		int64_t n_rows;
	} cases[] = {
		{"secret", 1},	   {"archive", 2},   {"point", 0},   {"message", 0}, {"place", 0},
		{"identifier", 0}, {"file", 0},	     {"posting", 0}, {"member", 0},  {"link", 0},
		{"clue", 0},	   {"meeting", 0},   {"segment", 0}, {"words", 0},   {"outcome", 0},
		{"repository", 0}, {"changeset", 0}, {"landing", 0},
	};
	struct old_index old;
	struct index *index = NULL;

	make_old(&old);
	assert_done(index = index_open(old.path, error));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].table);
		g_assert_cmpint(count(index, cases[i].table), ==, cases[i].n_rows);
	}
	index_close(index);
	remove_old(&old);
}

static void test_archives_stay(void)
{
	struct old_index old;
	struct index *index = NULL;
	g_autoptr(GArray) archives = g_array_new(FALSE, FALSE, sizeof(struct stored_archive));
	g_auto(arena) texts = {0};
	sqlite3_stmt *statement = NULL;
	bool failed;

	make_old(&old);
	assert_done(index = index_open(old.path, error));
	assert_done(archives_list(index, &texts, archives, error));
	g_assert_cmpuint(archives->len, ==, 2);
	for (unsigned i = 0; i < 2; i++) {
		const struct stored_archive *archive =
			&g_array_index(archives, struct stored_archive, i);
		bool is_lamps = archive->id == 1;

		g_assert_true(str_equal(archive->path,
					is_lamps ? STR("/mail/lamps") : STR("/mail/kettles")));
		g_assert_true(str_equal(archive->title, is_lamps ? STR("Lamps") : (str){0}));
		g_assert_cmpuint(archive->quoting, ==, is_lamps ? 1 : 2);
	}
	/* The same ids have the same hashes. */
	assert_done(statement = database_statement(index->database, "SELECT hex(key) FROM secret",
						   error));
	g_assert_true(database_next(index->database, statement, &failed, NULL));
	g_assert_true(str_equal(column_text(&texts, statement, 0), str_from(old.key)));
	sqlite3_reset(statement);
	index_close(index);
	remove_old(&old);
}

/* What stood in an archive before there were sightings was seen there, in its order. */
static void test_what_is_there_was_seen(void)
{
	g_autofree char *directory = make_directory();
	g_autofree char *path = g_build_filename(directory, "index.db", NULL);
	struct database *database = NULL;
	struct index *index = NULL;
	g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *text = NULL;

	assert_done(database = database_open(path, schema_migrations, 2, error));
	for (int64_t i = 1; i <= 3; i++) {
		const int64_t numbers[] = {i, 4 - i};

		assert_done(database_run_numbers(
			database, "INSERT INTO place VALUES (1, ?1, ?2, 0, NULL, NULL, 0, 9, 5, 0)",
			numbers, 2, error));
	}
	database_close(database);
	assert_done(index = index_open(path, error));
	assert_done(database_append_numbers(index->database,
					    "SELECT message FROM sighting ORDER BY number", NULL, 0,
					    seen, error));
	text = numbers_text(seen);
	g_assert_cmpstr(text, ==, "3 2 1");
	index_close(index);
	remove_directory(directory);
}

static void test_numbers_are_not_used_again(void)
{
	struct fixture fixture;
	struct old_index old;

	make_old(&old);
	fixture = (struct fixture){0};
	assert_done(fixture.index = index_open(old.path, error));
	assert_done(database_begin_writing(fixture.index->database, error));
	g_assert_cmpint(add_message(&fixture, "m@example.org", 1, 1, 5), ==, 42);
	database_roll_back(fixture.index->database);
	index_close(fixture.index);
	remove_old(&old);
}

/* The columns of all tables, and the indexes. */
static char *shape(struct index *index)
{
	sqlite3_stmt *statement = NULL;
	g_auto(arena) texts = {0};
	GString *text = g_string_new(NULL);
	bool failed;

	assert_done(statement = database_statement(index->database,
						   "SELECT sql FROM sqlite_schema"
						   " WHERE sql IS NOT NULL ORDER BY name",
						   error));
	while (database_next(index->database, statement, &failed, NULL)) {
		str sql = column_text(&texts, statement, 0);

		g_string_append_printf(text, STR_FMT "\n", STR_ARG(sql));
	}
	g_assert_false(failed);
	return g_string_free(text, FALSE);
}

static void test_same_as_a_new_one(void)
{
	struct fixture fixture;
	struct old_index old;
	struct index *index = NULL;
	g_autofree char *grown = NULL;
	g_autofree char *new = NULL;

	make_old(&old);
	fixture_init(&fixture);
	assert_done(index = index_open(old.path, error));
	grown = shape(index);
	new = shape(fixture.index);
	g_assert_cmpstr(grown, ==, new);
	index_close(index);
	/* And it is brought there once. */
	assert_done(index = index_open(old.path, error));
	g_assert_cmpint(count(index, "archive"), ==, 2);
	index_close(index);
	fixture_clear(&fixture);
	remove_old(&old);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/schema/the-mails-of-version-1-are-read-anew", test_mails_are_read_anew);
	g_test_add_func("/schema/its-archives-and-its-key-stay", test_archives_stay);
	g_test_add_func("/schema/no-message-gets-a-number-that-one-had",
			test_numbers_are_not_used_again);
	g_test_add_func("/schema/one-that-grew-is-as-a-new-one", test_same_as_a_new_one);
	g_test_add_func("/schema/what-is-there-was-seen", test_what_is_there_was_seen);
	return g_test_run();
}
