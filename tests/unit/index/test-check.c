/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each rule is broken once, in an index that is sound but for that. */
#include "fixture.h"

#include "index/check.h"

#include <string.h>

static const char sound[] =
	"INSERT INTO archive (id, path, quoting) VALUES (1, '/lamps', 0);"
	"INSERT INTO point VALUES (1, 0, 'abc');"
	"INSERT INTO place VALUES (1, 1, 1, 0, NULL, NULL, 0, 0, 0, 0);"
	"INSERT INTO place VALUES (1, 2, 2, 0, NULL, NULL, 0, 0, 0, 0);"
	"INSERT INTO sighting VALUES (1, 1, 1); INSERT INTO sighting VALUES (2, 2, 1);"
	"INSERT INTO posting VALUES (1, 1, NULL, NULL, 1, 0, 0, 1, 1, 0, 0, 0, 0, 'lamp', 0, 0,"
	" NULL, 0, 1, 0, 0);"
	"INSERT INTO posting VALUES (2, 2, NULL, NULL, 2, 0, 0, 1, 1, 0, 0, 0, 0, 'lamp', 0, 0,"
	" NULL, 1, 1, 1, 0);"
	"INSERT INTO member VALUES (1, 1); INSERT INTO member VALUES (2, 2);"
	"INSERT INTO link VALUES (2, 1, 1, 99, 1, 1);"
	"INSERT INTO segment VALUES (1, 1); INSERT INTO words VALUES (1, 1, 'a', 'b')";

static const struct {
	const char *sql;
	const char *fault;
} cases[] = {
	{"DELETE FROM message WHERE id = 2", "mails stand in an archive that are not known: 1"},
	{"DELETE FROM place", "mails are known that stand in no archive: 2"},
	{"DELETE FROM archive", "places are in archives that are not known: 2"},
	{"DELETE FROM sighting WHERE message = 1",
	 "mails stand in an archive in which they were never seen: 1"},
	{"INSERT INTO sighting VALUES (9, 9, 1)", "mails were seen that are not known: 1"},
	{"INSERT INTO point VALUES (2, 0, 'a')", "points are of archives that are not known: 1"},
	{"INSERT INTO member VALUES (3, 1)", "mails of a posting are not known: 1"},
	{"DELETE FROM posting WHERE id = 2", "mails are of a posting that is not there: 1"},
	{"DELETE FROM member WHERE posting = 1",
	 "postings are without the mail that they are known by: 1"},
	{"UPDATE link SET older = 9", "links lead to postings that are not there: 1"},
	{"UPDATE posting SET topic = 2 WHERE id = 2", "links join postings of two topics: 1"},
	{"UPDATE posting SET topic = 9", "topics begin with a posting that is not there: 2"},
	{"UPDATE posting SET is_latest = 0", "topics have no latest posting: 1"},
	{"DELETE FROM segment", "words are of a segment that is not there: 1"},
};

static void make_sound(struct fixture *fixture)
{
	fixture_init(fixture);
	add_message(fixture, "a@example.org", 1, 1, 1);
	add_message(fixture, "b@example.org", 1, 1, 2);
	run_sql(fixture, sound);
}

static GPtrArray *check(struct fixture *fixture)
{
	GPtrArray *faults = g_ptr_array_new_with_free_func(g_free);

	assert_done(index_check(fixture->index, faults, error));
	return faults;
}

static bool is_among(const GPtrArray *faults, const char *fault)
{
	for (unsigned i = 0; i < faults->len; i++) {
		if (strcmp(g_ptr_array_index(faults, i), fault) == 0)
			return true;
	}
	return false;
}

static void test_sound(void)
{
	struct fixture fixture;
	g_autoptr(GPtrArray) faults = NULL;

	make_sound(&fixture);
	faults = check(&fixture);
	g_assert_cmpuint(faults->len, ==, 0);
	fixture_clear(&fixture);
}

static void test_rules(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture fixture;
		g_autoptr(GPtrArray) faults = NULL;

		make_sound(&fixture);
		run_sql(&fixture, cases[i].sql);
		faults = check(&fixture);
		if (!is_among(faults, cases[i].fault))
			g_error("not found: %s", cases[i].fault);
		fixture_clear(&fixture);
	}
}

/* Between the chunks of an archive that is read again mails may stand nowhere. */
static void test_on_the_way(void)
{
	struct fixture fixture;
	g_autoptr(GPtrArray) faults = NULL;

	make_sound(&fixture);
	run_sql(&fixture, "DELETE FROM place; UPDATE archive SET has_forgotten = 1");
	faults = check(&fixture);
	g_assert_cmpuint(faults->len, ==, 0);
	fixture_clear(&fixture);
}

/* A table that cannot be read is a fault, not an error. */
static void test_unreadable(void)
{
	struct fixture fixture;
	g_autofree char *bytes = NULL;
	g_autoptr(GPtrArray) faults = NULL;
	gsize length;

	fixture_init(&fixture);
	for (int64_t n = 1; n <= 3000; n++)
		add_message(&fixture, "a@example.org", (uint64_t)n, 1, n);
	assert_done(database_commit(fixture.index->database, error));
	index_close(fixture.index);
	g_assert_true(g_file_get_contents(fixture.path, &bytes, &length, NULL));
	/* The tables behind those that it needs to be opened at all. */
	for (gsize at = length / 2 / 4096 * 4096; at < length; at += 4096)
		memset(bytes + at, 0xa5, 2048);
	g_assert_true(g_file_set_contents(fixture.path, bytes, (gssize)length, NULL));
	assert_done(fixture.index = index_open(fixture.path, error));
	faults = check(&fixture);
	g_assert_cmpuint(faults->len, >, 0);
	g_assert_cmpuint(faults->len, <=, CHECK_FAULTS);
	for (unsigned i = 0; i < faults->len; i++)
		g_assert_null(strchr(g_ptr_array_index(faults, i), '\n'));
	fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/check/a-sound-index-has-no-fault", test_sound);
	g_test_add_func("/check/each-fault-is-found", test_rules);
	g_test_add_func("/check/an-archive-that-is-being-read-again-is-none", test_on_the_way);
	g_test_add_func("/check/a-table-that-cannot-be-read-is-a-fault", test_unreadable);
	return g_test_run();
}
