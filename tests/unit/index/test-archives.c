/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/archives.h"

static int64_t add_archive(struct fixture *fixture, const char *path)
{
	struct stored_archive archive = {
		.path = str_from(path),
		.title = STR("Talk of lamps"),
		.quoting = 1,
	};

	assert_done(archives_add(fixture->index, &archive, error));
	return archive.id;
}

static void add_place(struct fixture *fixture, struct stored_place place)
{
	assert_done(places_add(fixture->index, &place, error));
}

static int64_t last_of(struct fixture *fixture, int64_t archive)
{
	int64_t last;

	assert_done(places_last(fixture->index, archive, &last, error));
	return last;
}

static void test_archives(void)
{
	struct fixture fixture;
	g_autoptr(GArray) archives = g_array_new(FALSE, FALSE, sizeof(struct stored_archive));
	const struct stored_archive *second;
	int64_t found;

	fixture_init(&fixture);
	add_archive(&fixture, "/lists/wicks");
	add_archive(&fixture, "/lists/lamps");
	assert_done(archives_find(fixture.index, STR("/lists/lamps"), &found, error));
	g_assert_cmpint(found, ==, 2);
	assert_done(archives_find(fixture.index, STR("/lists/lamp"), &found, error));
	g_assert_cmpint(found, ==, 0);
	assert_done(archives_list(fixture.index, &fixture.arena, archives, error));
	g_assert_cmpuint(archives->len, ==, 2);
	second = &g_array_index(archives, struct stored_archive, 1);
	g_assert_true(str_equal(second->path, STR("/lists/lamps")));
	g_assert_true(str_equal(second->title, STR("Talk of lamps")));
	g_assert_cmpuint(second->quoting, ==, 1);
	fixture_clear(&fixture);
}

static void test_points(void)
{
	static const struct stored_point points[] = {{0, "abc"}, {3, "def"}};
	struct fixture fixture;
	g_autoptr(GArray) set = g_array_new(FALSE, FALSE, sizeof(struct stored_point));
	g_autoptr(GArray) stored = NULL;
	g_autoptr(GArray) none = NULL;
	int64_t archive;

	fixture_init(&fixture);
	archive = add_archive(&fixture, "/lamps");
	g_array_append_vals(set, points, 2);
	assert_done(archives_set_points(fixture.index, archive, set, error));
	assert_done(stored = archives_points(fixture.index, archive, error));
	g_assert_cmpuint(stored->len, ==, 2);
	g_assert_cmpuint(g_array_index(stored, struct stored_point, 1).epoch, ==, 3);
	g_assert_cmpstr(g_array_index(stored, struct stored_point, 1).tip, ==, "def");
	/* Those that were there are replaced. */
	g_array_set_size(set, 0);
	assert_done(archives_set_points(fixture.index, archive, set, error));
	assert_done(none = archives_points(fixture.index, archive, error));
	g_assert_cmpuint(none->len, ==, 0);
	fixture_clear(&fixture);
}

static void test_forgotten(void)
{
	struct fixture fixture;
	unsigned char blob[20] = {2};
	int64_t lamps;
	int64_t wicks;
	bool has;

	fixture_init(&fixture);
	lamps = add_archive(&fixture, "/lamps");
	wicks = add_archive(&fixture, "/wicks");
	for (int64_t n = 1; n <= 3; n++) {
		add_message(&fixture, "a@example.org", (uint64_t)n, 1, n);
		add_place(&fixture, (struct stored_place){.archive = lamps,
							  .number = n,
							  .message = n,
							  .object = {(unsigned char)n}});
		add_place(&fixture, (struct stored_place){.archive = wicks,
							  .number = n,
							  .message = n,
							  .object = {(unsigned char)n}});
	}
	assert_done(archives_has_forgotten(fixture.index, lamps, &has, error));
	g_assert_false(has);
	assert_done(places_forget(fixture.index, lamps, blob, 1, error));
	assert_done(archives_has_forgotten(fixture.index, lamps, &has, error));
	g_assert_true(has);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM place WHERE message = 2"), ==,
			1);
	g_assert_cmpint(last_of(&fixture, lamps), ==, 3);
	assert_done(archives_set_forgotten(fixture.index, lamps, false, error));
	assert_done(archives_has_forgotten(fixture.index, lamps, &has, error));
	g_assert_false(has);
	assert_done(places_forget_all(fixture.index, wicks, error));
	g_assert_cmpint(last_of(&fixture, wicks), ==, 0);
	g_assert_cmpint(last_of(&fixture, lamps), ==, 3);
	assert_done(archives_has_forgotten(fixture.index, wicks, &has, error));
	g_assert_true(has);
	/* Where nothing stands nothing is forgotten. */
	assert_done(archives_set_forgotten(fixture.index, wicks, false, error));
	assert_done(places_forget_all(fixture.index, wicks, error));
	assert_done(archives_has_forgotten(fixture.index, wicks, &has, error));
	g_assert_false(has);
	fixture_clear(&fixture);
}

static void test_places(void)
{
	struct fixture fixture;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct stored_place));
	const struct stored_place *best;
	const struct stored_place *other;
	int64_t lamps;
	int64_t wicks;

	fixture_init(&fixture);
	lamps = add_archive(&fixture, "/lamps");
	wicks = add_archive(&fixture, "/wicks");
	add_message(&fixture, "a@example.org", 1, 1, 1);
	/* Bytes that no signed number holds. */
	add_place(&fixture, (struct stored_place){.archive = lamps,
						  .number = 1,
						  .message = 1,
						  .position = UINT64_MAX,
						  .length = 12,
						  .arrived_at = -5,
						  .quality = 3});
	add_place(&fixture, (struct stored_place){.archive = wicks,
						  .number = 9,
						  .message = 1,
						  .epoch = 4,
						  .object = {1, 2},
						  .commit = {3},
						  .arrived_at = 77,
						  .quality = 8});
	assert_done(places_of_message(fixture.index, 1, places, error));
	g_assert_cmpuint(places->len, ==, 2);
	best = &g_array_index(places, struct stored_place, 0);
	other = &g_array_index(places, struct stored_place, 1);
	g_assert_cmpint(best->archive, ==, wicks);
	g_assert_cmpint(best->number, ==, 9);
	g_assert_cmpuint(best->epoch, ==, 4);
	g_assert_cmpuint(best->object[1], ==, 2);
	g_assert_cmpuint(best->commit[0], ==, 3);
	g_assert_cmpint(best->arrived_at, ==, 77);
	g_assert_cmpuint(other->position, ==, UINT64_MAX);
	g_assert_cmpuint(other->length, ==, 12);
	g_assert_cmpint(other->arrived_at, ==, -5);
	g_assert_cmpuint(other->object[0], ==, 0);
	fixture_clear(&fixture);
}

static void test_known(void)
{
	static const struct {
		int64_t archive;
		int64_t number;
		int64_t arrived_at;
		bool known;
	} cases[] = {
		{0, 0, 0, true}, /* now */
		{1, 5, 0, true}, /* it is the fifth there, whenever it came */
		{1, 4, 999, false}, {1, 0, 49, false}, /* by time alone */
		{1, 0, 50, true},   {2, 1, 49, false}, /* in the other archive it is not */
		{2, 1, 50, true},
	};
	struct fixture fixture;

	fixture_init(&fixture);
	add_archive(&fixture, "/lamps");
	add_archive(&fixture, "/wicks");
	add_message(&fixture, "a@example.org", 1, 1, 50);
	add_place(&fixture,
		  (struct stored_place){.archive = 1, .number = 5, .message = 1, .arrived_at = 50});
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct known_until until = {
			.archive = cases[i].archive,
			.number = cases[i].number,
			.arrived_at = cases[i].arrived_at,
		};
		bool known;

		assert_done(places_known(fixture.index, 1, &until, &known, error));
		g_assert_cmpint(known, ==, cases[i].known);
	}
	fixture_clear(&fixture);
}

static void test_commit(void)
{
	static const unsigned char commit[20] = {7};
	static const unsigned char unknown[20] = {8};
	struct fixture fixture;
	int64_t number;

	fixture_init(&fixture);
	add_archive(&fixture, "/inbox");
	add_archive(&fixture, "/inbox/git/1.git");
	add_message(&fixture, "a@example.org", 1, 1, 50);
	add_place(&fixture,
		  (struct stored_place){.archive = 1, .number = 500, .message = 1, .commit = {7}});
	add_place(&fixture,
		  (struct stored_place){.archive = 2, .number = 3, .message = 1, .commit = {7}});
	assert_done(places_find_commit(fixture.index, 2, commit, &number, error));
	g_assert_cmpint(number, ==, 3);
	assert_done(places_find_commit(fixture.index, 1, commit, &number, error));
	g_assert_cmpint(number, ==, 500);
	assert_done(places_find_commit(fixture.index, 1, unknown, &number, error));
	g_assert_cmpint(number, ==, 0);
	fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/archives/one-is-found-by-its-path", test_archives);
	g_test_add_func("/archives/points-are-replaced", test_points);
	g_test_add_func("/archives/what-was-forgotten-is-remembered-as-such", test_forgotten);
	g_test_add_func("/archives/the-best-place-comes-first", test_places);
	g_test_add_func("/archives/what-was-known-at-a-moment", test_known);
	g_test_add_func("/archives/a-commit-has-a-number-in-each-archive", test_commit);
	return g_test_run();
}
