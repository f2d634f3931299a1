/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases of an invented schema, which has had three versions. */
#include "fixture.h"

#include <string.h>

static const struct migration lamps[] = {
	{"CREATE TABLE lamp (name TEXT); INSERT INTO lamp VALUES ('first')"},
	{"ALTER TABLE lamp ADD COLUMN oil INTEGER NOT NULL DEFAULT 7"},
	{"CREATE TABLE wick (lamp INTEGER); INSERT INTO wick SELECT oil FROM lamp"},
};

/* The last step fails at its second statement. */
static const struct migration broken[] = {
	{"CREATE TABLE lamp (name TEXT); INSERT INTO lamp VALUES ('first')"},
	{"ALTER TABLE lamp ADD COLUMN oil INTEGER NOT NULL DEFAULT 7"},
	{"CREATE TABLE wick (lamp INTEGER); INSERT INTO shade VALUES (1)"},
};

struct place {
	char *directory;
	char *path;
};

static void place_init(struct place *place)
{
	place->directory = make_directory();
	place->path = g_build_filename(place->directory, "lamps.db", NULL);
}

static void place_clear(struct place *place)
{
	remove_directory(place->directory);
	g_free(place->directory);
	g_free(place->path);
}

static struct database *open_at(const struct place *place, const struct migration *migrations,
				unsigned n_migrations)
{
	struct database *database = NULL;

	assert_done(database = database_open(place->path, migrations, n_migrations, error));
	return database;
}

static void assert_refused(const struct place *place, const struct migration *migrations,
			   unsigned n_migrations, int code, const char *said)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(database_open(place->path, migrations, n_migrations, &error));
	g_assert_error(error, TIDINGS_ERROR, code);
	g_assert_nonnull(strstr(error->message, place->path));
	g_assert_nonnull(strstr(error->message, said));
	g_assert_null(strchr(error->message, '\n'));
}

static int64_t number_of(struct database *database, const char *sql)
{
	int64_t number = 0;

	assert_done(database_number(database, sql, NULL, 0, -1, &number, error));
	return number;
}

static void run(struct database *database, const char *sql)
{
	assert_done(database_run_numbers(database, sql, NULL, 0, error));
}

static void write_file(const struct place *place, str bytes)
{
	g_autoptr(GError) error = NULL;

	g_file_set_contents(place->path, bytes.ptr, (gssize)bytes.len, &error);
	g_assert_no_error(error);
}

static void test_versions(void)
{
	for (unsigned from = 0; from <= 3; from++) {
		struct place place;
		struct database *database;

		place_init(&place);
		if (from)
			database_close(open_at(&place, lamps, from));
		database = open_at(&place, lamps, 3);
		g_assert_cmpint(number_of(database, "PRAGMA user_version"), ==, 3);
		g_assert_cmpint(number_of(database, "SELECT count(*) FROM lamp"), ==, 1);
		g_assert_cmpint(number_of(database, "SELECT lamp FROM wick"), ==, 7);
		database_close(database);
		place_clear(&place);
	}
}

static void test_failing_step(void)
{
	struct place place;
	struct database *database;

	place_init(&place);
	assert_refused(&place, broken, 3, TIDINGS_ERROR_CORRUPT, "shade");
	database = open_at(&place, broken, 2);
	g_assert_cmpint(number_of(database, "PRAGMA user_version"), ==, 2);
	g_assert_cmpint(number_of(database, "SELECT oil FROM lamp"), ==, 7);
	g_assert_cmpint(
		number_of(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'wick'"), ==,
		0);
	database_close(database);
	/* A mended program goes on from there. */
	database = open_at(&place, lamps, 3);
	g_assert_cmpint(number_of(database, "SELECT lamp FROM wick"), ==, 7);
	database_close(database);
	place_clear(&place);
}

static void test_newer(void)
{
	struct place place;

	place_init(&place);
	database_close(open_at(&place, lamps, 3));
	assert_refused(&place, lamps, 2, TIDINGS_ERROR_VERSION, "version 3");
	assert_refused(&place, lamps, 2, TIDINGS_ERROR_VERSION, "--db");
	database_close(open_at(&place, lamps, 3));
	place_clear(&place);
}

static void test_foreign(void)
{
	static const char *const schemas[] = {
		"CREATE TABLE lamp (name TEXT)",
		"CREATE TABLE lamp (name TEXT); PRAGMA user_version = 1",
		"CREATE TABLE lamp (name TEXT); PRAGMA user_version = 1; PRAGMA application_id = 1",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(schemas); i++) {
		struct place place;
		sqlite3 *other;
		g_autofree char *before = NULL;
		g_autofree char *after = NULL;
		gsize n_before;
		gsize n_after;

		place_init(&place);
		g_assert_cmpint(sqlite3_open(place.path, &other), ==, SQLITE_OK);
		g_assert_cmpint(sqlite3_exec(other, schemas[i], NULL, NULL, NULL), ==, SQLITE_OK);
		sqlite3_close(other);
		g_file_get_contents(place.path, &before, &n_before, NULL);
		assert_refused(&place, lamps, 3, TIDINGS_ERROR_NOT_INDEX, "--db");
		/* Not a byte of it is ours to change. */
		g_file_get_contents(place.path, &after, &n_after, NULL);
		g_assert_cmpmem(before, n_before, after, n_after);
		place_clear(&place);
	}
}

static void test_no_database(void)
{
	struct place place;
	g_autofree char *text = g_strnfill(20000, 'x');

	place_init(&place);
	write_file(&place, STR("Buy oil and wicks, and see that the lamps are trimmed.\n"));
	assert_refused(&place, lamps, 3, TIDINGS_ERROR_NOT_INDEX, "--db");
	write_file(&place, str_from(text));
	assert_refused(&place, lamps, 3, TIDINGS_ERROR_NOT_INDEX, "--db");
	/* An empty one is where an index may be made. */
	write_file(&place, STR(""));
	database_close(open_at(&place, lamps, 3));
	place_clear(&place);
}

static void test_damaged(void)
{
	struct place place;
	struct database *database;
	g_autofree char *whole = NULL;
	gsize length;

	place_init(&place);
	database = open_at(&place, lamps, 3);
	for (unsigned i = 0; i < 2000; i++)
		run(database, "INSERT INTO lamp (name) VALUES (hex(randomblob(50)))");
	database_close(database);
	g_file_get_contents(place.path, &whole, &length, NULL);
	g_assert_cmpuint(length, >, 100000);
	/* Cut off within its pages. */
	write_file(&place, (str){.ptr = whole, .len = 8192 + 100});
	assert_refused(&place, lamps, 3, TIDINGS_ERROR_CORRUPT, "tidings index --rebuild");
	/* The page with the schema is garbled. */
	memset(whole + 100, 0xa5, 4096 - 100);
	write_file(&place, (str){.ptr = whole, .len = length});
	assert_refused(&place, lamps, 3, TIDINGS_ERROR_CORRUPT, "tidings index --rebuild");
	place_clear(&place);
}

static void test_directories(void)
{
	g_autofree char *directory = make_directory();
	g_autofree char *above = g_build_filename(directory, "a", NULL);
	g_autofree char *below = g_build_filename(above, "b", NULL);
	struct place place = {.path = g_build_filename(below, "lamps.db", NULL)};
	struct place file = {.path = g_build_filename(place.path, "lamps.db", NULL)};

	database_close(open_at(&place, lamps, 3));
	/* A file is no directory. */
	{
		g_autoptr(GError) error = NULL;

		g_assert_null(database_open(file.path, lamps, 3, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE);
		g_assert_nonnull(strstr(error->message, place.path));
	}
	remove_directory(below);
	remove_directory(above);
	remove_directory(directory);
	g_free(place.path);
	g_free(file.path);
}

static void test_readers(void)
{
	struct place place;
	struct database *writer;
	struct database *reader;

	place_init(&place);
	writer = open_at(&place, lamps, 3);
	reader = open_at(&place, lamps, 3);
	database_set_patience(reader, 0);
	assert_done(database_begin_writing(writer, error));
	run(writer, "INSERT INTO lamp (name) VALUES ('second')");
	/* What is not committed is not seen, and not waited for. */
	assert_done(database_begin_reading(reader, error));
	g_assert_cmpint(number_of(reader, "SELECT count(*) FROM lamp"), ==, 1);
	assert_done(database_commit(writer, error));
	/* A reader keeps what it has begun with. */
	g_assert_cmpint(number_of(reader, "SELECT count(*) FROM lamp"), ==, 1);
	database_roll_back(reader);
	g_assert_cmpint(number_of(reader, "SELECT count(*) FROM lamp"), ==, 2);
	/* One more is opened while one writes. */
	assert_done(database_begin_writing(writer, error));
	database_close(open_at(&place, lamps, 3));
	database_roll_back(writer);
	database_close(reader);
	database_close(writer);
	place_clear(&place);
}

static void count_waits(void *user)
{
	g_atomic_int_inc((int *)user);
}

struct second_writer {
	const struct place *place;
	int n_told;
	int has_begun;
};

static void *write_second(void *user)
{
	struct second_writer *second = user;
	struct database *database = open_at(second->place, lamps, 3);

	database_set_waiting(database, count_waits, &second->n_told);
	assert_done(database_begin_writing(database, error));
	g_atomic_int_set(&second->has_begun, 1);
	run(database, "INSERT INTO lamp (name) VALUES ('of the second')");
	assert_done(database_commit(database, error));
	database_close(database);
	return NULL;
}

static void test_second_writer(void)
{
	struct place place;
	struct second_writer second = {.place = &place};
	struct database *first;
	GThread *thread;

	place_init(&place);
	first = open_at(&place, lamps, 3);
	assert_done(database_begin_writing(first, error));
	run(first, "INSERT INTO lamp (name) VALUES ('of the first')");
	thread = g_thread_new("second", write_second, &second);
	while (!g_atomic_int_get(&second.n_told))
		g_usleep(1000);
	g_usleep(50000);
	g_assert_cmpint(g_atomic_int_get(&second.has_begun), ==, 0);
	assert_done(database_commit(first, error));
	g_thread_join(thread);
	g_assert_cmpint(second.n_told, ==, 1);
	g_assert_cmpint(number_of(first, "SELECT count(*) FROM lamp"), ==, 3);
	database_close(first);
	place_clear(&place);
}

static void test_busy(void)
{
	struct place place;
	struct database *first;
	struct database *second;
	g_autoptr(GError) reason = NULL;
	int n_told = 0;

	place_init(&place);
	first = open_at(&place, lamps, 3);
	second = open_at(&place, lamps, 3);
	database_set_waiting(second, count_waits, &n_told);
	database_set_patience(second, 1);
	assert_done(database_begin_writing(first, error));
	g_assert_false(database_begin_writing(second, &reason));
	g_assert_error(reason, TIDINGS_ERROR, TIDINGS_ERROR_BUSY);
	g_assert_nonnull(strstr(reason->message, place.path));
	g_assert_cmpint(n_told, ==, 1);
	database_roll_back(first);
	assert_done(database_begin_writing(second, error));
	database_roll_back(second);
	database_close(first);
	database_close(second);
	place_clear(&place);
}

static void *open_it(void *user)
{
	database_close(open_at(user, lamps, 3));
	return NULL;
}

/* Whoever comes first makes it. */
static void test_made_at_once(void)
{
	for (unsigned round = 0; round < 10; round++) {
		GThread *threads[8];
		struct place place;

		place_init(&place);
		for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
			threads[i] = g_thread_new("opens", open_it, &place);
		for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
			g_thread_join(threads[i]);
		place_clear(&place);
	}
}

static void *end_reading(void *user)
{
	g_usleep(200000);
	g_assert_cmpint(sqlite3_exec(user, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
	return NULL;
}

/* A file that is still without a write-ahead log is read by somebody at the moment. */
static void test_journal(void)
{
	struct place place;
	sqlite3 *other;
	GThread *thread;

	place_init(&place);
	database_close(open_at(&place, lamps, 3));
	g_assert_cmpint(sqlite3_open(place.path, &other), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(other,
				     "PRAGMA journal_mode = DELETE; BEGIN; SELECT * FROM lamp",
				     NULL, NULL, NULL),
			==, SQLITE_OK);
	thread = g_thread_new("reads", end_reading, other);
	database_close(open_at(&place, lamps, 3));
	g_thread_join(thread);
	sqlite3_close(other);
	place_clear(&place);
}

static void test_rolled_back(void)
{
	struct place place;
	struct database *database;
	g_autoptr(GError) reason = NULL;

	place_init(&place);
	database = open_at(&place, lamps, 3);
	assert_done(database_begin_writing(database, error));
	run(database, "DELETE FROM lamp");
	g_assert_null(database_statement(database, "SELECT name FROM shade", &reason));
	g_assert_error(reason, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	database_roll_back(database);
	database_roll_back(database);
	g_assert_cmpint(number_of(database, "SELECT count(*) FROM lamp"), ==, 1);
	/* Without a row there is what was asked for otherwise. */
	g_assert_cmpint(number_of(database, "SELECT oil FROM lamp WHERE oil = 8"), ==, -1);
	database_close(database);
	place_clear(&place);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/database/every-version-is-brought-to-the-last-one", test_versions);
	g_test_add_func("/database/a-step-that-fails-leaves-the-version-before", test_failing_step);
	g_test_add_func("/database/a-newer-version-is-refused", test_newer);
	g_test_add_func("/database/another-programs-file-is-refused-and-left-alone", test_foreign);
	g_test_add_func("/database/a-text-is-refused", test_no_database);
	g_test_add_func("/database/a-damaged-file-is-told-with-what-to-do", test_damaged);
	g_test_add_func("/database/directories-are-made", test_directories);
	g_test_add_func("/database/readers-read-while-one-writes", test_readers);
	g_test_add_func("/database/a-second-writer-waits-and-goes-on", test_second_writer);
	g_test_add_func("/database/waiting-has-an-end", test_busy);
	g_test_add_func("/database/several-may-make-it-at-once", test_made_at_once);
	g_test_add_func("/database/the-journal-is-waited-for", test_journal);
	g_test_add_func("/database/what-failed-is-rolled-back", test_rolled_back);
	return g_test_run();
}
