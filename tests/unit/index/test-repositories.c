/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/landings.h"

#include <string.h>

static int64_t put(struct fixture *fixture, const char *path, const char *name, int64_t since)
{
	struct stored_repository repository = {
		.path = str_from(path), .name = str_from(name), .since = since, .matched = 99};

	assert_done(repositories_put(fixture->index, &repository, error));
	return repository.id;
}

/* "name path since matched considered" of each. */
static char *all(struct fixture *fixture)
{
	g_autoptr(GArray) repositories =
		g_array_new(FALSE, FALSE, sizeof(struct stored_repository));
	GString *text = g_string_new(NULL);

	assert_done(repositories_load(fixture->index, &fixture->arena, repositories, error));
	for (unsigned i = 0; i < repositories->len; i++) {
		const struct stored_repository *one =
			&g_array_index(repositories, struct stored_repository, i);

		g_string_append_printf(text, "%s" STR_FMT " " STR_FMT " %d %d %d", i ? ", " : "",
				       STR_ARG(one->name), STR_ARG(one->path), (int)one->since,
				       (int)one->matched, (int)one->considered);
	}
	return g_string_free(text, FALSE);
}

static void assert_all(struct fixture *fixture, const char *expected)
{
	g_autofree char *text = all(fixture);

	g_assert_cmpstr(text, ==, expected);
}

static void test_put(void)
{
	struct fixture fixture;
	int64_t lamp;

	fixture_init(&fixture);
	lamp = put(&fixture, "/src/lamp", "lamp", 100);
	g_assert_cmpint(put(&fixture, "/src/kettle", "kettle", 200), !=, lamp);
	assert_all(&fixture, "kettle /src/kettle 200 0 0, lamp /src/lamp 100 0 0");
	/* The same path is the same one: only its name changes. */
	g_assert_cmpint(put(&fixture, "/src/lamp", "lantern", 500), ==, lamp);
	g_assert_cmpint(put(&fixture, "/src/lamp", "lantern", 500), ==, lamp);
	assert_all(&fixture, "kettle /src/kettle 200 0 0, lantern /src/lamp 100 0 0");
	assert_done(repositories_set_read(
		fixture.index,
		&(struct stored_repository){.id = lamp, .since = 1, .matched = 2, .considered = 3},
		error));
	put(&fixture, "/src/lamp", "lamp", 500);
	assert_all(&fixture, "kettle /src/kettle 200 0 0, lamp /src/lamp 1 2 3");
	fixture_clear(&fixture);
}

static void test_names(void)
{
	static const char *const paths[] = {"/src/other", "/src/kettle"};
	struct fixture fixture;

	fixture_init(&fixture);
	put(&fixture, "/src/lamp", "lamp", 0);
	put(&fixture, "/src/kettle", "kettle", 0);
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		struct stored_repository second = {.path = str_from(paths[i]), .name = STR("lamp")};
		g_autoptr(GError) reason = NULL;

		g_assert_false(repositories_put(fixture.index, &second, &reason));
		g_assert_error(reason, TIDINGS_ERROR, TIDINGS_ERROR_USAGE);
		g_assert_nonnull(strstr(reason->message, "lamp"));
	}
	assert_all(&fixture, "kettle /src/kettle 0 0 0, lamp /src/lamp 0 0 0");
	fixture_clear(&fixture);
}

static char *tips(struct fixture *fixture, int64_t repository)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct stored_tip));
	GString *text = g_string_new(NULL);

	assert_done(repositories_tips(fixture->index, repository, &fixture->arena, found, error));
	for (unsigned i = 0; i < found->len; i++) {
		const struct stored_tip *tip = &g_array_index(found, struct stored_tip, i);

		g_assert_cmpint(tip->object[0], ==, tip->object[CHANGESET_ID_BYTES - 1]);
		g_string_append_printf(text, "%s" STR_FMT "=%02x", i ? " " : "", STR_ARG(tip->name),
				       tip->object[0]);
	}
	return g_string_free(text, FALSE);
}

static void set_tips(struct fixture *fixture, int64_t repository, const char *names, int byte)
{
	g_auto(GStrv) words = g_strsplit(names, " ", -1);
	struct stored_tip set[8];
	unsigned n = 0;

	for (; words[n]; n++) {
		set[n].name = str_from(words[n]);
		memset(set[n].object, byte + (int)n, sizeof(set[n].object));
	}
	assert_done(repositories_set_tips(fixture->index, repository, set, n, error));
}

static void test_tips(void)
{
	struct fixture fixture;
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;

	fixture_init(&fixture);
	set_tips(&fixture, 1, "refs/heads/b refs/heads/a", 1);
	set_tips(&fixture, 2, "refs/heads/a", 9);
	set_tips(&fixture, 1, "refs/heads/c refs/heads/a", 0xf0);
	first = tips(&fixture, 1);
	second = tips(&fixture, 2);
	g_assert_cmpstr(first, ==, "refs/heads/a=f1 refs/heads/c=f0");
	g_assert_cmpstr(second, ==, "refs/heads/a=09");
	fixture_clear(&fixture);
}

static char *tags(struct fixture *fixture, int64_t repository)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct stored_tag));
	GString *text = g_string_new(NULL);

	assert_done(repositories_tags(fixture->index, repository, &fixture->arena, found, error));
	for (unsigned i = 0; i < found->len; i++) {
		const struct stored_tag *tag = &g_array_index(found, struct stored_tag, i);

		g_string_append_printf(text, "%s" STR_FMT "=%d@%d", i ? " " : "",
				       STR_ARG(tag->name), (int)tag->id, (int)tag->tagged_at);
	}
	return g_string_free(text, FALSE);
}

static void test_tags(void)
{
	struct stored_tag before[] = {
		{.name = STR("v2"), .tagged_at = 20},
		{.name = STR("v1"), .tagged_at = 10},
		{.name = STR("a2"), .tagged_at = 20},
	};
	struct stored_tag after[] = {
		{.name = STR("v0"), .tagged_at = 5}, /* found later, and first in time */
		{.name = STR("v3"), .tagged_at = 30},
		{.name = STR("v2"), .tagged_at = 20},
		{.name = STR("v1"), .tagged_at = 10},
	};
	struct fixture fixture;
	g_autofree char *text = NULL;

	fixture_init(&fixture);
	assert_done(repositories_set_tags(fixture.index, 1, before, 3, error));
	g_assert_cmpstr(text = tags(&fixture, 1), ==, "v1=2@10 a2=3@20 v2=1@20");
	after[2].id = before[0].id;
	after[3].id = before[1].id;
	assert_done(repositories_set_tags(fixture.index, 1, after, 4, error));
	g_free(text);
	/* That of one that is gone is not that of another one now. */
	g_assert_cmpstr(text = tags(&fixture, 1), ==, "v0=4@5 v1=2@10 v2=1@20 v3=5@30");
	g_assert_cmpint(after[0].id, ==, 4);
	g_assert_cmpint(after[1].id, ==, 5);
	fixture_clear(&fixture);
}

/* Two commits of a repository, of which one is a patch, with all that hangs on it. */
static void fill(struct fixture *fixture, int64_t repository, int byte)
{
	const str links[] = {STR("m1@example.org")};
	struct stored_tag tag = {.name = STR("v1"), .tagged_at = 1};

	for (int i = 0; i < 2; i++) {
		struct stored_changeset changeset = {
			.repository = repository,
			.title = STR("lamp: Burn longer"),
			.committed_at = 100 + i,
			.links = links,
			.n_links = 1,
		};

		memset(changeset.object, byte + i, sizeof(changeset.object));
		assert_done(changesets_add(fixture->index, &changeset, error));
		if (i == 0)
			assert_done(landings_set(
				fixture->index, changeset.id,
				&(struct stored_landing){.message = 1, .sureness = 90}, error));
	}
	set_tips(fixture, repository, "refs/heads/master", byte);
	assert_done(repositories_set_tags(fixture->index, repository, &tag, 1, error));
}

static int64_t count_rows(struct fixture *fixture, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int64_t n_rows;

	assert_done(statement = database_prepare(fixture->index->database, sql, error));
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	n_rows = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return n_rows;
}

static const char *const tables[] = {"changeset", "tip", "tag", "cited", "landing"};

static void test_forgotten(void)
{
	static const struct {
		bool is_emptied;
		const char *left;
	} cases[] = {
		{true, "kettle /src/kettle 0 0 0, lamp /src/lamp 0 0 0"},
		{false, "kettle /src/kettle 0 0 0"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture fixture;
		int64_t lamp;

		fixture_init(&fixture);
		lamp = put(&fixture, "/src/lamp", "lamp", 0);
		fill(&fixture, lamp, 1);
		fill(&fixture, put(&fixture, "/src/kettle", "kettle", 0), 5);
		if (cases[i].is_emptied)
			assert_done(repositories_empty(fixture.index, lamp, error));
		else
			assert_done(repositories_forget(fixture.index, lamp, error));
		assert_all(&fixture, cases[i].left);
		for (size_t k = 0; k < G_N_ELEMENTS(tables); k++) {
			g_autofree char *sql =
				g_strconcat("SELECT count(*) FROM ", tables[k], NULL);
			/* Those of the other one. */
			const bool is_double = strcmp(tables[k], "changeset") == 0 ||
					       strcmp(tables[k], "cited") == 0;

			g_test_message("%s", sql);
			g_assert_cmpint(count_rows(&fixture, sql), ==, is_double ? 2 : 1);
		}
		fixture_clear(&fixture);
	}
}

static void test_counts(void)
{
	struct fixture fixture;
	struct repository_counts counts;
	int64_t lamp;

	fixture_init(&fixture);
	lamp = put(&fixture, "/src/lamp", "lamp", 0);
	assert_done(repositories_count(fixture.index, lamp, &counts, error));
	g_assert_cmpuint(counts.n_commits, ==, 0);
	g_assert_cmpuint(counts.n_landed, ==, 0);
	g_assert_cmpint(counts.last, ==, INT64_MIN);
	fill(&fixture, lamp, 1);
	fill(&fixture, put(&fixture, "/src/kettle", "kettle", 0), 5);
	/* A patch that landed twice counts once. */
	assert_done(landings_set(fixture.index, 2, &(struct stored_landing){.message = 1}, error));
	assert_done(repositories_count(fixture.index, lamp, &counts, error));
	g_assert_cmpuint(counts.n_commits, ==, 2);
	g_assert_cmpuint(counts.n_landed, ==, 1);
	g_assert_cmpint(counts.last, ==, 101);
	fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/repositories/a-path-is-one-repository", test_put);
	g_test_add_func("/repositories/two-have-two-names", test_names);
	g_test_add_func("/repositories/tips-are-replaced", test_tips);
	g_test_add_func("/repositories/a-tag-keeps-its-number-for-itself", test_tags);
	g_test_add_func("/repositories/what-is-forgotten-takes-all-along", test_forgotten);
	g_test_add_func("/repositories/commits-and-patches-are-counted", test_counts);
	return g_test_run();
}
