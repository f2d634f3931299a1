/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More of what it does is in tests/cli/index.sh, which compares whole indexes. */
#include "index_fixture.h"

#include "index/archives.h"

#include <string.h>

static void assert_result(const struct ingest_result *result, size_t n_mails, size_t n_messages,
			  size_t n_forgotten, bool read_again)
{
	g_assert_cmpuint(result->n_mails, ==, n_mails);
	g_assert_cmpuint(result->n_messages, ==, n_messages);
	g_assert_cmpuint(result->n_forgotten, ==, n_forgotten);
	g_assert_cmpint(result->read_again, ==, read_again);
}

static void test_counts(void)
{
	struct index_fixture fixture;
	struct ingest_result result;

	index_fixture_init(&fixture);
	fixture_make(fixture.files, "--epoch lamps.git 1.eml 2.eml 3.eml");
	result = ingest(&fixture, "lamps.git", 0);
	assert_result(&result, 3, 3, 0, false);
	result = ingest(&fixture, "lamps.git", 0);
	assert_result(&result, 0, 0, 0, false);
	/* Some of another archive are known already. */
	fixture_make(fixture.files, "--mbox lamps.mbox 2.eml 3.eml 4.eml 5.eml");
	result = ingest(&fixture, "lamps.mbox", 0);
	assert_result(&result, 4, 2, 0, false);
	g_assert_cmpint(result.archive, ==, 2);
	/* It grows by one. */
	fixture_run(fixture.files, "rm lamps.mbox");
	fixture_make(fixture.files, "--mbox lamps.mbox 2.eml 3.eml 4.eml 5.eml 6.eml");
	result = ingest(&fixture, "lamps.mbox", 0);
	assert_result(&result, 5, 1, 0, true);
	index_fixture_clear(&fixture);
}

/* What another connection sees of an archive's places while its mails are read. */
struct onlooker {
	struct index *index;
	unsigned n_seen[3]; /* times that nothing, a part, and all of nine was seen */
};

static void look(const char *what, size_t done, size_t total, void *user)
{
	struct onlooker *onlooker = user;
	int64_t n_places;

	(void)what;
	(void)done;
	(void)total;
	g_assert_true(database_number(onlooker->index->database, "SELECT count(*) FROM place", NULL,
				      0, 0, &n_places, NULL));
	onlooker->n_seen[n_places == 0 ? 0 : n_places < 9 ? 1 : 2]++;
}

static struct onlooker ingest_watched(const char *kind)
{
	struct index_fixture fixture;
	struct onlooker onlooker = {0};
	struct progress progress = {.show = look, .user = &onlooker, .every = 1};
	g_autofree char *arguments = g_strdup_printf(
		"%s lamps 1.eml 2.eml 3.eml 4.eml 5.eml 6.eml 7.eml 8.eml 9.eml", kind);
	g_autofree char *path = NULL;
	g_autofree char *index_path = NULL;
	g_autoptr(archive) archive = NULL;
	g_autoptr(GError) error = NULL;
	struct ingest_result result;

	index_fixture_init(&fixture);
	fixture_make(fixture.files, arguments);
	archive = fixture_open(fixture.files, "lamps");
	path = fixture_path(fixture.files, "lamps");
	index_path = fixture_path(fixture.files, "index.db");
	onlooker.index = index_open(index_path, &error);
	g_assert_no_error(error);
	{
		const struct ingest_request request = {
			.path = path,
			.n_workers = 1,
			.chunk_mails = 2,
			.progress = &progress,
		};

		g_assert_true(ingest_archive(fixture.index, archive, &request, &result, &error));
		g_assert_no_error(error);
	}
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM place"), ==, 9);
	index_close(onlooker.index);
	g_clear_pointer(&archive, archive_close);
	index_fixture_clear(&fixture);
	return onlooker;
}

/* What has no points on the way must not be seen, or left, half read. */
static void test_transactions(void)
{
	struct onlooker epoch = ingest_watched("--epoch");
	struct onlooker mbox = ingest_watched("--mbox");
	struct onlooker maildir = ingest_watched("--maildir");

	g_assert_cmpuint(epoch.n_seen[1], >, 0);
	g_assert_cmpuint(mbox.n_seen[0], >, 0);
	g_assert_cmpuint(mbox.n_seen[1], ==, 0);
	g_assert_cmpuint(maildir.n_seen[1], ==, 0);
}

/* An epoch that is read from where the last chunk ended, as after a kill. */
static void test_goes_on(void)
{
	struct index_fixture fixture;
	struct ingest_result result;
	g_autoptr(GArray) points = g_array_new(FALSE, TRUE, sizeof(struct stored_point));
	struct stored_point point = {0};
	g_autofree char *second = NULL;

	index_fixture_init(&fixture);
	fixture_make(fixture.files, "--v2 inbox 1.eml 2.eml 3.eml 4.eml");
	result = ingest(&fixture, "inbox", 0);
	second = fixture_git(fixture.files, "inbox/git/0.git", "rev-parse HEAD~2");
	g_strlcpy(point.tip, second, sizeof(point.tip));
	g_array_append_val(points, point);
	g_assert_true(archives_set_points(fixture.index, result.archive, points, NULL));
	g_assert_cmpint(ask_number(&fixture, "DELETE FROM place WHERE number > 2"), ==, -1);
	result = ingest(&fixture, "inbox", 1);
	assert_result(&result, 2, 0, 0, false);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM place"), ==, 4);
	g_assert_cmpint(ask_number(&fixture, "SELECT max(number) FROM place"), ==, 4);
	index_fixture_clear(&fixture);
}

static void test_failure(void)
{
	struct index_fixture fixture;
	g_autofree char *path = NULL;
	g_autoptr(archive) archive = NULL;
	g_autoptr(GError) error = NULL;
	struct ingest_result result = {.n_mails = 77};
	struct ingest_request request = {0};

	index_fixture_init(&fixture);
	fixture_make(fixture.files, "--mbox lamps.mbox 1.eml 2.eml");
	archive = fixture_open(fixture.files, "lamps.mbox");
	path = fixture_path(fixture.files, "lamps.mbox");
	request.path = path;
	g_assert_cmpint(ask_number(&fixture, "DROP TABLE place"), ==, -1);
	g_assert_false(ingest_archive(fixture.index, archive, &request, &result, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	g_assert_cmpuint(result.n_mails, ==, 77);
	/* Nothing of it stays, and no transaction is open. */
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM archive"), ==, 0);
	g_assert_true(database_begin_writing(fixture.index->database, NULL));
	database_roll_back(fixture.index->database);
	g_clear_pointer(&archive, archive_close);
	index_fixture_clear(&fixture);
}

static void test_points(void)
{
	static const struct archive_point now[] = {{0, "a"}, {1, "b"}};
	static const struct stored_point stored[] = {{0, "a"}, {1, "b"}, {1, "c"}, {2, "b"}};
	static const struct {
		unsigned first;
		unsigned n;
		bool same;
	} cases[] = {{0, 2, true}, {0, 1, false}, {0, 3, false}, {1, 2, false}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(struct archive_point));
		g_autoptr(GArray) right = g_array_new(FALSE, FALSE, sizeof(struct stored_point));

		g_array_append_vals(left, now, 2);
		g_array_append_vals(right, stored + cases[i].first, cases[i].n);
		g_assert_cmpint(ingest_same_points(left, right), ==, cases[i].same);
	}
}

/* However an archive is named, it is one. */
static void test_path(void)
{
	struct index_fixture fixture;
	g_autofree char *odd = NULL;
	g_autoptr(GError) error = NULL;

	index_fixture_init(&fixture);
	fixture_make(fixture.files, "--epoch lamps.git 1.eml");
	fixture_run(fixture.files, "ln -s lamps.git link");
	ingest(&fixture, "lamps.git", 0);
	ingest(&fixture, "./lamps.git/", 0);
	ingest(&fixture, "link", 0);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM archive"), ==, 1);
	odd = fixture_path(fixture.files, "../none/lamps.git");
	g_assert_null(ingest_canonical_path(odd, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
	index_fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/ingest/what-is-new-is-counted", test_counts);
	g_test_add_func("/ingest/an-mbox-is-there-whole-or-not", test_transactions);
	g_test_add_func("/ingest/an-epoch-goes-on-where-it-stopped", test_goes_on);
	g_test_add_func("/ingest/a-failure-leaves-nothing", test_failure);
	g_test_add_func("/ingest/points-are-compared", test_points);
	g_test_add_func("/ingest/an-archive-is-one-whatever-its-name", test_path);
	return g_test_run();
}
