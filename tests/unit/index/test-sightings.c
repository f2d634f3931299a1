/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/archives.h"
#include "index/homeless.h"
#include "index/sightings.h"

/* Two archives, 1 and 2, without mails. */
static void begin(struct fixture *fixture)
{
	static const char *const paths[] = {"/lamps", "/wicks"};

	fixture_init(fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		struct stored_archive archive = {.path = str_from(paths[i])};

		assert_done(archives_add(fixture->index, &archive, error));
	}
}

/* Of the mails of add(), by their number. */
static const char *const ids[] = {"1@a", "2@a", "3@a", "4@a", "5@a", "6@a"};

static void see(struct fixture *fixture, int64_t archive, int64_t message)
{
	const struct seen seen = {
		.archive = archive,
		.message = message,
		.message_id = str_from(ids[message - 1]),
	};
	bool may_be_back;

	assert_done(sightings_have_departed(fixture->index, &may_be_back, error));
	assert_done(sightings_add(fixture->index, &seen, may_be_back, error));
}

/* Puts @message, which came @arrived_at, to the end of @archive, as an ingest does. */
static void put(struct fixture *fixture, int64_t archive, int64_t message, int64_t arrived_at)
{
	struct stored_place place = {
		.archive = archive,
		.message = message,
		.arrived_at = arrived_at,
	};

	assert_done(places_last(fixture->index, archive, &place.number, error));
	place.number++;
	assert_done(places_add(fixture->index, &place, error));
	see(fixture, archive, message);
}

/* Adds a mail that is known by its number, and its number's id. */
static int64_t add(struct fixture *fixture, int64_t arrived_at)
{
	int64_t next = ask_number(fixture, "SELECT count(*) FROM message");

	return add_message(fixture, ids[next], 0, 1, arrived_at);
}

static char *behind(struct fixture *fixture, const struct boundary *boundaries, unsigned n)
{
	g_autoptr(GArray) sighted = g_array_new(FALSE, FALSE, sizeof(struct sighted));
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));

	assert_done(sightings_behind(fixture->index, boundaries, n, sighted, error));
	for (unsigned i = 0; i < sighted->len; i++)
		g_array_append_val(messages, g_array_index(sighted, struct sighted, i).message);
	return numbers_text(messages);
}

static int64_t last(struct fixture *fixture)
{
	int64_t number;

	assert_done(sightings_last(fixture->index, &number, error));
	return number;
}

#define assert_behind(FIXTURE, EXPECTED, ...) \
	do { \
		const struct boundary boundaries[] = {__VA_ARGS__}; \
		g_autofree char *text = behind(FIXTURE, boundaries, G_N_ELEMENTS(boundaries)); \
		g_assert_cmpstr(text, ==, EXPECTED); \
	} while (0)

static void test_an_archive_that_is_read_again_brings_nothing_new(void)
{
	struct fixture fixture;
	int64_t before;

	begin(&fixture);
	g_assert_cmpint(last(&fixture), ==, 0);
	put(&fixture, 1, add(&fixture, 10), 10);
	put(&fixture, 1, add(&fixture, 20), 20);
	before = last(&fixture);
	assert_done(places_forget_all(fixture.index, 1, error));
	/* A mail that came late stands first now. */
	put(&fixture, 1, add(&fixture, 5), 5);
	put(&fixture, 1, 1, 10);
	put(&fixture, 1, 2, 20);
	assert_behind(&fixture, "3", {1, BOUNDARY_SIGHTING, before, true, true});
	assert_behind(&fixture, "", {1, BOUNDARY_SIGHTING, last(&fixture), true, true});
	fixture_clear(&fixture);
}

static void test_a_mail_that_crossed_lists_is_new_once(void)
{
	struct fixture fixture;
	int64_t first;
	int64_t second;

	begin(&fixture);
	put(&fixture, 1, add(&fixture, 10), 10);
	first = last(&fixture);
	put(&fixture, 1, add(&fixture, 20), 20);
	put(&fixture, 2, 2, 21);
	second = last(&fixture);
	put(&fixture, 2, 1, 30);
	assert_behind(&fixture, "2", {1, BOUNDARY_SIGHTING, first, true, true},
		      {2, BOUNDARY_SIGHTING, first, true, true});
	assert_behind(&fixture, "", {1, BOUNDARY_SIGHTING, second, true, true},
		      {2, BOUNDARY_SIGHTING, second, true, true});
	/* One list may bring nothing, and another exclude nothing. */
	assert_behind(&fixture, "", {1, BOUNDARY_SIGHTING, first, true, true},
		      {2, BOUNDARY_SIGHTING, second, false, true});
	assert_behind(&fixture, "1 2", {1, BOUNDARY_SIGHTING, second, true, false},
		      {2, BOUNDARY_SIGHTING, first, true, true});
	/* Whoever reads the second list alone has not seen it. */
	assert_behind(&fixture, "1", {2, BOUNDARY_SIGHTING, second, true, true});
	fixture_clear(&fixture);
}

static void test_a_boundary_may_be_a_place_or_a_time(void)
{
	struct fixture fixture;

	begin(&fixture);
	put(&fixture, 1, add(&fixture, 10), 10);
	put(&fixture, 1, add(&fixture, 30), 30);
	put(&fixture, 1, add(&fixture, 20), 20);
	assert_behind(&fixture, "3", {1, BOUNDARY_PLACE, 2, true, true});
	assert_behind(&fixture, "3 2", {1, BOUNDARY_TIME, 20, true, true});
	assert_behind(&fixture, "3 2", {1, BOUNDARY_PLACE, 1, true, true});
	fixture_clear(&fixture);
}

static void test_no_number_is_given_twice(void)
{
	struct fixture fixture;
	int64_t before;

	begin(&fixture);
	put(&fixture, 1, add(&fixture, 10), 10);
	before = last(&fixture);
	run_sql(&fixture, "DELETE FROM place; DELETE FROM sighting");
	put(&fixture, 1, 1, 10);
	assert_behind(&fixture, "1", {1, BOUNDARY_SIGHTING, before, true, true});
	fixture_clear(&fixture);
}

/* An mbox is read while a mail program writes it anew, and again when that is done. */
static void test_what_was_away_is_not_new_when_it_is_back(void)
{
	struct fixture fixture;
	g_autoptr(GArray) unused = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct seen back = {.archive = 1, .message_id = STR("1@a")};
	int64_t before;
	bool may_be_back;

	begin(&fixture);
	put(&fixture, 1, add(&fixture, 10), 10);
	before = last(&fixture);
	assert_done(places_forget_all(fixture.index, 1, error));
	assert_done(homeless_drop(fixture.index, unused, unused, error));
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM message"), ==, 0);
	assert_done(sightings_have_departed(fixture.index, &may_be_back, error));
	g_assert_true(may_be_back);
	back.message = add_message(&fixture, "1@a", 0, 1, 10);
	assert_done(places_add(
		fixture.index,
		&(struct stored_place){
			.archive = 1, .number = 1, .message = back.message, .arrived_at = 10},
		error));
	assert_done(sightings_add(fixture.index, &back, may_be_back, error));
	assert_behind(&fixture, "", {1, BOUNDARY_SIGHTING, before, true, true});
	assert_done(sightings_have_departed(fixture.index, &may_be_back, error));
	g_assert_false(may_be_back);
	fixture_clear(&fixture);
}

static void test_what_left_the_archive_is_not_new(void)
{
	struct fixture fixture;

	begin(&fixture);
	put(&fixture, 1, add(&fixture, 10), 10);
	put(&fixture, 2, 1, 10);
	assert_done(places_forget_all(fixture.index, 1, error));
	assert_behind(&fixture, "", {1, BOUNDARY_SIGHTING, 0, true, true});
	assert_behind(&fixture, "1", {1, BOUNDARY_SIGHTING, 0, true, true},
		      {2, BOUNDARY_SIGHTING, 0, true, true});
	fixture_clear(&fixture);
}

static void test_the_end_of_an_archive_is_found_by_its_mails(void)
{
	const char *const ids[] = {"9@a", "2@a", "1@a", NULL};
	const char *const strange[] = {"9@a", NULL};
	struct fixture fixture;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	int64_t number;

	begin(&fixture);
	put(&fixture, 1, add(&fixture, 10), 10);
	put(&fixture, 1, add(&fixture, 30), 30);
	put(&fixture, 1, add(&fixture, 20), 20);
	assert_done(sightings_last_ids(fixture.index, 1, 2, found, error));
	g_assert_cmpuint(found->len, ==, 2);
	g_assert_cmpstr(found->pdata[0], ==, "3@a");
	g_assert_cmpstr(found->pdata[1], ==, "2@a");
	assert_done(sightings_place_of_ids(fixture.index, 1, (char *const *)ids, &number, error));
	g_assert_cmpint(number, ==, 2);
	assert_done(
		sightings_place_of_ids(fixture.index, 1, (char *const *)strange, &number, error));
	g_assert_cmpint(number, ==, 0);
	assert_done(sightings_latest(fixture.index, 1, INT64_MAX, &number, error));
	g_assert_cmpint(number, ==, 30);
	assert_done(sightings_latest(fixture.index, 1, 29, &number, error));
	g_assert_cmpint(number, ==, 20);
	assert_done(sightings_latest(fixture.index, 2, INT64_MAX, &number, error));
	g_assert_cmpint(number, ==, INT64_MIN);
	fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sightings/an-archive-that-is-read-again-brings-nothing-new",
			test_an_archive_that_is_read_again_brings_nothing_new);
	g_test_add_func("/sightings/a-mail-that-crossed-lists-is-new-once",
			test_a_mail_that_crossed_lists_is_new_once);
	g_test_add_func("/sightings/a-boundary-may-be-a-place-or-a-time",
			test_a_boundary_may_be_a_place_or_a_time);
	g_test_add_func("/sightings/no-number-is-given-twice", test_no_number_is_given_twice);
	g_test_add_func("/sightings/what-was-away-is-not-new-when-it-is-back",
			test_what_was_away_is_not_new_when_it_is_back);
	g_test_add_func("/sightings/what-left-the-archive-is-not-new",
			test_what_left_the_archive_is_not_new);
	g_test_add_func("/sightings/the-end-of-an-archive-is-found-by-its-mails",
			test_the_end_of_an_archive_is_found_by_its_mails);
	return g_test_run();
}
