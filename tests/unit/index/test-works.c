/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/outcomes.h"
#include "index/postings.h"
#include "index/works.h"

#include <string.h>

/* A posting of one mail, its first of @topic. */
static void put_posting(struct fixture *fixture, int64_t message, int64_t topic, bool is_latest)
{
	const struct stored_posting posting = {
		.id = message,
		.head = message,
		.members = &message,
		.n_members = 1,
		.n_patches = 1,
		.arrived_at = message,
		.is_latest = is_latest,
	};
	g_autofree char *sql = g_strdup_printf("UPDATE posting SET topic = %" G_GINT64_FORMAT
					       ", is_latest = %d WHERE id = %" G_GINT64_FORMAT,
					       topic, is_latest, message);

	assert_done(postings_put(fixture->index, &posting, error));
	run_sql(fixture, sql);
}

/* Two works: one of the messages 1 and 2, of which 1 has a reply, 3; and one of 4. */
static void fill(struct fixture *fixture)
{
	fixture_init(fixture);
	g_assert_cmpint(add_message(fixture, "lamp-1@example.org", 1, 1, 100), ==, 1);
	g_assert_cmpint(add_message(fixture, "lamp-2@example.org", 2, 2, 300), ==, 2);
	g_assert_cmpint(add_message(fixture, "reply@example.org", 3, 1, 200), ==, 3);
	g_assert_cmpint(add_message(fixture, "wick@example.org", 4, 4, 400), ==, 4);
	put_posting(fixture, 1, 1, false);
	put_posting(fixture, 2, 1, true);
	put_posting(fixture, 4, 4, true);
	run_sql(fixture, "UPDATE message SET kind = 1 WHERE id IN (1, 2, 4)");
}

/* An archive, and in it these messages, each a second behind the one before. */
static void put_archive(struct fixture *fixture, int64_t archive, const int64_t *messages,
			unsigned n_messages)
{
	g_autofree char *sql =
		g_strdup_printf("INSERT INTO archive (id, path, quoting) VALUES (%" G_GINT64_FORMAT
				", 'archive-%" G_GINT64_FORMAT "', 0)",
				archive, archive);

	run_sql(fixture, sql);
	for (unsigned i = 0; i < n_messages; i++) {
		g_autofree char *place = g_strdup_printf(
			"INSERT INTO place (archive, number, message, epoch, position, length,"
			" arrived_at, quality, commit_id) VALUES (%" G_GINT64_FORMAT
			", %u, %" G_GINT64_FORMAT ", 0, 0, 0, %u, 0, %s)",
			archive, i, messages[i], 1000 + i,
			i == 1 ? "NULL" : "x'0102030405060708090a0b0c0d0e0f1011121314'");

		run_sql(fixture, place);
	}
}

static GHashTable *states_of(struct fixture *fixture)
{
	GHashTable *states = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);

	assert_done(works_states(fixture->index, states, error));
	return states;
}

static uint64_t state_of(GHashTable *states, int64_t topic)
{
	const uint64_t *state = g_hash_table_lookup(states, &topic);

	return state ? *state : 0;
}

struct change {
	const char *name;
	const char *sql; /* or NULL: a reply to a mail of that thread */
	int64_t thread;
	bool changes_lamp;
	bool changes_wick;
};

static const struct change changes[] = {
	{"nothing", "", 0, false, false},
	{"a-reply-to-the-older-revision", NULL, 1, true, false},
	{"a-reply-to-the-newer-revision", NULL, 2, true, false},
	{"a-reply-to-the-other-work", NULL, 4, false, true},
	{"a-mail-of-no-work", NULL, 9, false, false},
	{"a-reply-that-is-gone", "DELETE FROM message WHERE id = 3", 0, true, false},
	{"other-mails-make-it-up", "UPDATE posting SET digest = 7 WHERE id = 4", 0, false, true},
	{"its-state", "UPDATE posting SET state = state + 1 WHERE id = 2", 0, true, false},
	{"replies-are-counted", "UPDATE posting SET n_replies = 5, replied_at = 9 WHERE id = 1", 0,
	 true, false},
	{"what-became-of-it", "UPDATE outcome SET turn = 0 WHERE posting = 4", 0, false, true},
	{"what-became-of-it-is-not-known", "DELETE FROM outcome WHERE posting = 4", 0, false, true},
	{"a-link-between-two-revisions", "INSERT INTO link VALUES (2, 1, 1, 98, 1, 1)", 0, true,
	 false},
	{"two-works-are-one", "UPDATE posting SET topic = 1 WHERE id = 4", 0, true, true},
};

static void test_changes(gconstpointer data)
{
	const struct change *c = data;
	const struct outcome outcome = {.state = OUTCOME_READY, .turn = TURN_MAINTAINER};
	struct fixture fixture;
	g_autoptr(GHashTable) before = NULL;
	g_autoptr(GHashTable) after = NULL;

	fill(&fixture);
	assert_done(outcomes_put(fixture.index, 4, &outcome, error));
	before = states_of(&fixture);
	g_assert_cmpuint(g_hash_table_size(before), ==, 2);
	if (c->sql)
		run_sql(&fixture, c->sql);
	else
		add_message(&fixture, "new@example.org", 9, c->thread, 500);
	after = states_of(&fixture);
	g_assert_cmpint(state_of(before, 1) != state_of(after, 1), ==, c->changes_lamp);
	g_assert_cmpint(state_of(before, 4) != state_of(after, 4), ==, c->changes_wick);
	fixture_clear(&fixture);
}

static GArray *events_of(struct fixture *fixture)
{
	GArray *events = g_array_new(FALSE, FALSE, sizeof(struct known_event));

	assert_done(works_events(fixture->index, events, error));
	return events;
}

static const struct known_event *event_at(const GArray *events, unsigned i)
{
	return &g_array_index(events, struct known_event, i);
}

static void test_events_are_in_order_of_time(void)
{
	static const int64_t times[] = {100, 200, 300, 400};
	struct fixture fixture;
	g_autoptr(GArray) events = NULL;

	fill(&fixture);
	events = events_of(&fixture);
	g_assert_cmpuint(events->len, ==, G_N_ELEMENTS(times));
	for (unsigned i = 0; i < events->len; i++)
		g_assert_cmpint(event_at(events, i)->at, ==, times[i]);
	fixture_clear(&fixture);
}

static void test_mails_of_one_second_are_in_one_order(void)
{
	struct fixture fixture;
	g_autoptr(GArray) events = NULL;
	g_autoptr(GArray) again = NULL;

	fill(&fixture);
	run_sql(&fixture, "UPDATE message SET arrived_at = -5");
	events = events_of(&fixture);
	again = events_of(&fixture);
	g_assert_cmpuint(events->len, ==, 4);
	for (unsigned i = 0; i < events->len; i++) {
		g_assert_cmpint(event_at(events, i)->at, ==, -5);
		g_assert_cmpuint(event_at(events, i)->sum, ==, event_at(again, i)->sum);
		g_assert_true(i == 0 || event_at(events, i - 1)->sum < event_at(events, i)->sum);
	}
	fixture_clear(&fixture);
}

static void test_a_mail_that_came_in_the_past_is_an_event_of_the_past(void)
{
	struct fixture fixture;
	g_autoptr(GArray) before = NULL;
	g_autoptr(GArray) after = NULL;

	fill(&fixture);
	before = events_of(&fixture);
	add_message(&fixture, "late@example.org", 9, 4, 250);
	after = events_of(&fixture);
	g_assert_cmpuint(after->len, ==, 5);
	for (unsigned i = 0; i < 2; i++)
		g_assert_cmpuint(event_at(after, i)->sum, ==, event_at(before, i)->sum);
	g_assert_cmpint(event_at(after, 2)->at, ==, 250);
	for (unsigned i = 3; i < 5; i++)
		g_assert_cmpuint(event_at(after, i)->sum, ==, event_at(before, i - 1)->sum);
	fixture_clear(&fixture);
}

static void test_places_are_those_of_the_archive_in_their_order(void)
{
	static const int64_t first[] = {4, 1, 2};
	static const int64_t second[] = {3};
	struct fixture fixture;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct work_place));

	fill(&fixture);
	put_archive(&fixture, 1, first, 3);
	put_archive(&fixture, 2, second, 1);
	assert_done(works_places(fixture.index, 1, places, error));
	g_assert_cmpuint(places->len, ==, 3);
	for (unsigned i = 0; i < places->len; i++) {
		const struct work_place *place = &g_array_index(places, struct work_place, i);

		g_assert_cmpint(place->arrived_at, ==, 1000 + i);
		g_assert_cmpint(place->has_commit, ==, i != 1);
		g_assert_cmpint(place->commit[19], ==, i != 1 ? 0x14 : 0);
	}
	fixture_clear(&fixture);
}

/* "1: lamp-1@example.org, 1: lamp-2@example.org *" */
static char *ids_text(struct fixture *fixture, int64_t archive)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(struct work_id));
	GString *text = g_string_new(NULL);

	assert_done(works_ids(fixture->index, archive, &fixture->arena, ids, error));
	for (unsigned i = 0; i < ids->len; i++) {
		const struct work_id *id = &g_array_index(ids, struct work_id, i);

		g_assert_true(str_equal(id->head_id, id->id));
		g_string_append_printf(text, "%s%" G_GINT64_FORMAT ": " STR_FMT "%s", i ? ", " : "",
				       id->topic, STR_ARG(id->id), id->is_latest ? " *" : "");
	}
	return g_string_free(text, FALSE);
}

static void test_all_postings_of_a_work_that_has_a_mail_there_are_found(void)
{
	static const int64_t newer[] = {2};
	static const int64_t both[] = {4, 2, 3};
	static const int64_t none[] = {3};
	static const char lamp[] = "1: lamp-1@example.org, 1: lamp-2@example.org *";
	struct fixture fixture;
	g_autofree char *of_newer = NULL;
	g_autofree char *of_both = NULL;
	g_autofree char *of_none = NULL;

	fill(&fixture);
	put_archive(&fixture, 1, newer, 1);
	put_archive(&fixture, 2, both, 3);
	put_archive(&fixture, 3, none, 1);
	of_newer = ids_text(&fixture, 1);
	of_both = ids_text(&fixture, 2);
	of_none = ids_text(&fixture, 3);
	g_assert_cmpstr(of_newer, ==, lamp);
	g_assert_true(g_str_has_prefix(of_both, lamp));
	g_assert_cmpstr(of_both + strlen(lamp), ==, ", 4: wick@example.org *");
	g_assert_cmpstr(of_none, ==, "");
	fixture_clear(&fixture);
}

static void test_a_patch_that_stands_twice_counts_once(void)
{
	static const int64_t mails[] = {4, 1, 4, 3};
	static const int64_t topics[] = {4, 1};
	struct fixture fixture;
	g_autoptr(GArray) patches = g_array_new(FALSE, FALSE, sizeof(struct work_patch));

	fill(&fixture);
	put_archive(&fixture, 1, mails, 4);
	assert_done(works_patches(fixture.index, 1, &fixture.arena, patches, error));
	g_assert_cmpuint(patches->len, ==, G_N_ELEMENTS(topics));
	for (unsigned i = 0; i < patches->len; i++) {
		const struct work_patch *patch = &g_array_index(patches, struct work_patch, i);

		g_assert_cmpint(patch->topic, ==, topics[i]);
		g_assert_cmpint(patch->kind, ==, RECORD_PATCH);
		g_assert_cmpint(patch->arrived_at, ==, 1000 + i);
	}
	fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		g_autofree char *path =
			g_strconcat("/works/a-state-changes-with/", changes[i].name, NULL);

		g_test_add_data_func(path, &changes[i], test_changes);
	}
	g_test_add_func("/works/events-are-in-order-of-time", test_events_are_in_order_of_time);
	g_test_add_func("/works/mails-of-one-second-are-in-one-order",
			test_mails_of_one_second_are_in_one_order);
	g_test_add_func("/works/a-mail-that-came-in-the-past-is-an-event-of-the-past",
			test_a_mail_that_came_in_the_past_is_an_event_of_the_past);
	g_test_add_func("/works/places-are-those-of-the-archive-in-their-order",
			test_places_are_those_of_the_archive_in_their_order);
	g_test_add_func("/works/all-postings-of-a-work-that-has-a-mail-there-are-found",
			test_all_postings_of_a_work_that_has_a_mail_there_are_found);
	g_test_add_func("/works/a-patch-that-stands-twice-counts-once",
			test_a_patch_that_stands_twice_counts_once);
	return g_test_run();
}
