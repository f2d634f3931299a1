/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is new, over archives that grow and change between two looks. */
#include "../flow/index_fixture.h"
#include "index/messages.h"
#include "subscription/news.h"

#include <string.h>

static const struct invented lamps[] = {
	{"one", NULL, "[PATCH] lamp: Glow", .text = "One.", .added = "glow(1);"},
	{"two", "one", "Re: [PATCH] lamp: Glow", "Bo <bo@example.net>", "> One.\n\nIndeed."},
	{"three", NULL, "[PATCH] lamp: Dim", .text = "Three.", .added = "dim(3);"},
	{"four", NULL, "[PATCH] lamp: Blink", .text = "Four.", .added = "blink(4);"},
};

/* Archives, an index of them, and the subscription "mine" to those of the configuration. */
struct place {
	struct index_fixture fixture;
	struct config *config;
	struct filter *filter;
	struct bookmark *bookmark; /* of the last look; NULL before the first */
	int64_t since;
};

/* @lists is what the configuration says of lists; their paths are in the fixture's folder. */
static void configure(struct place *place, const char *lists)
{
	g_autofree char *path = fixture_path(place->fixture.files, "config");
	g_autofree char *text = g_strdup_printf("%s[subscription mine]\n", lists);
	const struct config_subscription *mine;
	g_autoptr(GError) error = NULL;

	fixture_write(place->fixture.files, "config", str_from(text));
	g_clear_pointer(&place->filter, filter_free);
	config_free(place->config);
	place->config = config_read(path, &error);
	g_assert_no_error(error);
	mine = config_subscription_find(place->config, "mine");
	place->filter = filter_new(place->config, mine, 0, &error);
	g_assert_no_error(error);
}

static void place_init(struct place *place, const char *lists)
{
	*place = (struct place){0};
	index_fixture_init(&place->fixture);
	configure(place, lists);
}

static void place_clear(struct place *place)
{
	bookmark_free(place->bookmark);
	filter_free(place->filter);
	config_free(place->config);
	index_fixture_clear(&place->fixture);
}

/* The ids of @news, without their domain: "one two". */
static char *ids_of(struct index *index, const struct news *news)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < news->messages->len; i++)
		g_assert_true(messages_name(
			index, g_array_index(news->messages, struct sighted, i).message, ids,
			NULL));
	for (unsigned i = 0; i < ids->len; i++) {
		const char *id = ids->pdata[i];

		g_string_append_printf(text, "%s%.*s", i ? " " : "", (int)strcspn(id, "@"), id);
	}
	return g_string_free(text, FALSE);
}

/* Looks, remembers, and says what was new. */
static char *look(struct place *place)
{
	const struct news_request request = {
		.config = place->config,
		.subscription = config_subscription_find(place->config, "mine"),
		.filter = place->filter,
		.bookmark = place->bookmark,
		.since = place->since,
		.now = 1800000000,
	};
	struct index *index = place->fixture.index;
	g_autoptr(GError) error = NULL;
	g_autoptr(news) news = NULL;
	char *ids;

	g_assert_true(database_begin_reading(index->database, NULL));
	news = news_find(index, &request, &error);
	g_assert_no_error(error);
	ids = ids_of(index, news);
	database_roll_back(index->database);
	bookmark_free(place->bookmark);
	place->bookmark = g_steal_pointer(&news->next);
	return ids;
}

#define assert_new(PLACE, EXPECTED) \
	do { \
		g_autofree char *ids = look(PLACE); \
		g_assert_cmpstr(ids, ==, EXPECTED); \
	} while (0)

/* The archive @name holds the first @n_mails, and the index knows it. */
static void grow(struct place *place, const char *kind, const char *name, size_t n_mails)
{
	make_archive(&place->fixture, kind, name, lamps, n_mails);
	ingest(&place->fixture, name, 0);
}

/* The index is made anew of these archives: it is another one. */
static void make_anew(struct place *place, const char *const *names)
{
	g_autofree char *path = g_strdup(database_path(place->fixture.index->database));

	index_close(place->fixture.index);
	g_assert_true(index_remove(path, NULL));
	place->fixture.index = index_open(path, NULL);
	g_assert_nonnull(place->fixture.index);
	for (; *names; names++)
		ingest(&place->fixture, *names, 0);
}

static void test_each_mail_is_new_once(void)
{
	static const char *const kinds[] = {"--epoch", "--v1", "--mbox", "--maildir"};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct place place;

		g_test_message("%s", kinds[i]);
		place_init(&place, "[list lamps]\npath = lamps\n");
		grow(&place, kinds[i], "lamps", 2);
		assert_new(&place, "one two");
		assert_new(&place, "");
		grow(&place, kinds[i], "lamps", 4);
		assert_new(&place, "three four");
		assert_new(&place, "");
		g_assert_cmpuint(place.bookmark->n_updates, ==, 2);
		place_clear(&place);
	}
}

static void test_the_first_update_begins_when_it_should(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	grow(&place, "--epoch", "lamps", 4);
	/* They arrive a minute apart. */
	place.since = 1735689600 + 120;
	assert_new(&place, "three four");
	place_clear(&place);
}

static void test_a_mail_of_two_lists_is_new_once(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
	grow(&place, "--epoch", "lamps", 2);
	grow(&place, "--epoch", "wicks", 1);
	assert_new(&place, "one two");
	grow(&place, "--epoch", "wicks", 3);
	assert_new(&place, "three");
	grow(&place, "--epoch", "lamps", 4);
	assert_new(&place, "four");
	place_clear(&place);
}

static void test_an_index_that_is_made_anew_tells_nothing_twice(void)
{
	static const char *const kinds[] = {"--epoch", "--v1", "--mbox", "--maildir"};
	static const char *const names[] = {"wicks", "lamps", NULL};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct place place;

		g_test_message("%s", kinds[i]);
		place_init(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
		grow(&place, kinds[i], "lamps", 2);
		grow(&place, "--epoch", "wicks", 1);
		assert_new(&place, "one two");
		grow(&place, kinds[i], "lamps", 3);
		make_anew(&place, names);
		assert_new(&place, "three");
		assert_new(&place, "");
		place_clear(&place);
	}
}

static void test_a_history_that_was_rewritten_tells_nothing_twice(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	grow(&place, "--epoch", "lamps", 3);
	assert_new(&place, "one two three");
	write_mails(&place.fixture, lamps, G_N_ELEMENTS(lamps));
	/* The second mail was purged, and the last one came. */
	fixture_run(place.fixture.files, "rm -rf lamps");
	fixture_make(place.fixture.files, "--epoch lamps one.eml three.eml four.eml");
	ingest(&place.fixture, "lamps", 0);
	assert_new(&place, "four");
	/* One that was purged is back, in a history without any mail that is remembered. */
	fixture_run(place.fixture.files, "rm -rf lamps");
	fixture_make(place.fixture.files, "--epoch lamps two.eml");
	ingest(&place.fixture, "lamps", 0);
	assert_new(&place, "");
	place_clear(&place);
}

static void test_old_epochs_that_come_later_are_not_new(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	fixture_make(place.fixture.files,
		     "--v2 --epoch-size 2 whole 1.eml 2.eml 3.eml 4.eml 5.eml");
	fixture_run(place.fixture.files, "mkdir -p lamps/git");
	fixture_run(place.fixture.files, "cp -r whole/git/1.git whole/git/2.git lamps/git");
	ingest(&place.fixture, "lamps", 0);
	g_free(look(&place));
	g_assert_cmpuint(place.bookmark->n_updates, ==, 1);
	fixture_run(place.fixture.files, "cp -r whole/git/0.git lamps/git");
	ingest(&place.fixture, "lamps", 0);
	assert_new(&place, "");
	place_clear(&place);
}

static void test_a_list_that_is_subscribed_later_begins_then(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	grow(&place, "--epoch", "lamps", 1);
	assert_new(&place, "one");
	/* It has the first mail, and two that came a minute and two minutes after it. */
	grow(&place, "--epoch", "wicks", 3);
	configure(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
	assert_new(&place, "two three");
	grow(&place, "--epoch", "wicks", 4);
	assert_new(&place, "four");
	place_clear(&place);
}

static void test_a_list_that_is_not_there_yet_is_no_error(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	place.since = 1735689600;
	assert_new(&place, "");
	grow(&place, "--epoch", "lamps", 2);
	assert_new(&place, "one two");
	place_clear(&place);
}

/* Its server is away when the first update is made, of the other list. */
static void test_a_list_that_comes_later_begins_where_the_first_update_did(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
	place.since = 1735689600 + 60;
	write_mails(&place.fixture, lamps, G_N_ELEMENTS(lamps));
	fixture_make(place.fixture.files, "--epoch --start 1735689800 lamps three.eml four.eml");
	ingest(&place.fixture, "lamps", 0);
	assert_new(&place, "three four");
	assert_new(&place, "");
	/* It has one mail from before that, and two that came before the last ones of the other. */
	grow(&place, "--epoch", "wicks", 3);
	assert_new(&place, "two");
	place_clear(&place);
}

static void test_a_mail_that_sorts_in_the_middle_is_new(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	write_mails(&place.fixture, lamps, G_N_ELEMENTS(lamps));
	fixture_make(place.fixture.files, "--maildir lamps one.eml three.eml");
	ingest(&place.fixture, "lamps", 0);
	assert_new(&place, "one three");
	fixture_run(place.fixture.files, "cp two.eml lamps/new/0.late");
	ingest(&place.fixture, "lamps", 0);
	assert_new(&place, "two");
	place_clear(&place);
}

static void test_what_came_while_a_list_was_away_is_new_when_it_is_back(void)
{
	static const char *const kinds[] = {"--epoch", "--mbox"};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct place place;

		g_test_message("%s", kinds[i]);
		place_init(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
		write_mails(&place.fixture, lamps, G_N_ELEMENTS(lamps));
		grow(&place, kinds[i], "lamps", 1);
		grow(&place, "--epoch", "wicks", 1);
		assert_new(&place, "one");
		grow(&place, kinds[i], "lamps", 2);
		fixture_run(place.fixture.files, "mv lamps away");
		/* Meanwhile later mails come to the other one. */
		fixture_run(place.fixture.files, "rm -rf wicks");
		fixture_make(place.fixture.files, "--epoch wicks one.eml three.eml");
		ingest(&place.fixture, "wicks", 0);
		assert_new(&place, "three");
		fixture_run(place.fixture.files, "mv away lamps");
		assert_new(&place, "two");
		place_clear(&place);
	}
}

static void test_an_archive_that_is_being_read_is_left_for_later(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
	grow(&place, "--epoch", "lamps", 2);
	grow(&place, "--epoch", "wicks", 1);
	assert_new(&place, "one two");
	/* It has grown since it was indexed. */
	make_archive(&place.fixture, "--epoch", "lamps", lamps, 3);
	assert_new(&place, "");
	ingest(&place.fixture, "lamps", 0);
	/* Another run has read half of it again; what was told of it stays old for the other. */
	ask_number(&place.fixture, "UPDATE archive SET has_forgotten = 1 WHERE id = 1 RETURNING 1");
	ask_number(&place.fixture, "DELETE FROM place WHERE archive = 1 RETURNING 1");
	grow(&place, "--epoch", "wicks", 2);
	assert_new(&place, "");
	place_clear(&place);
}

static void test_a_mailbox_that_moved_is_not_told_again(void)
{
	static const char *const kinds[] = {"--mbox", "--maildir", "--epoch"};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct place place;

		g_test_message("%s", kinds[i]);
		place_init(&place, "[list lamps]\npath = lamps\n");
		grow(&place, kinds[i], "lamps", 2);
		assert_new(&place, "one two");
		fixture_run(place.fixture.files, "mv lamps elsewhere");
		configure(&place, "[list lamps]\npath = elsewhere\n");
		grow(&place, kinds[i], "elsewhere", 3);
		assert_new(&place, "three");
		place_clear(&place);
	}
}

static void test_a_list_that_was_not_told_makes_no_mail_old(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	grow(&place, "--epoch", "lamps", 2);
	assert_new(&place, "one two");
	/* The third mail came there before the last one came here, and comes here later. */
	write_mails(&place.fixture, lamps, G_N_ELEMENTS(lamps));
	fixture_make(place.fixture.files, "--epoch --start 1735689000 wicks three.eml");
	ingest(&place.fixture, "wicks", 0);
	grow(&place, "--epoch", "lamps", 3);
	configure(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
	assert_new(&place, "three");
	place_clear(&place);
}

static void test_a_clock_that_is_ahead_hides_nothing(void)
{
	struct place place;

	place_init(&place, "[list lamps]\npath = lamps\n");
	write_mails(&place.fixture, lamps, G_N_ELEMENTS(lamps));
	/* In the year 2096. */
	fixture_make(place.fixture.files, "--epoch --start 4000000000 lamps one.eml");
	ingest(&place.fixture, "lamps", 0);
	assert_new(&place, "one");
	grow(&place, "--epoch", "wicks", 2);
	configure(&place, "[list lamps]\npath = lamps\n[list wicks]\npath = wicks\n");
	assert_new(&place, "two");
	place_clear(&place);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/news/each-mail-is-new-once", test_each_mail_is_new_once);
	g_test_add_func("/news/the-first-update-begins-when-it-should",
			test_the_first_update_begins_when_it_should);
	g_test_add_func("/news/a-mail-of-two-lists-is-new-once",
			test_a_mail_of_two_lists_is_new_once);
	g_test_add_func("/news/an-index-that-is-made-anew-tells-nothing-twice",
			test_an_index_that_is_made_anew_tells_nothing_twice);
	g_test_add_func("/news/a-history-that-was-rewritten-tells-nothing-twice",
			test_a_history_that_was_rewritten_tells_nothing_twice);
	g_test_add_func("/news/old-epochs-that-come-later-are-not-new",
			test_old_epochs_that_come_later_are_not_new);
	g_test_add_func("/news/a-list-that-is-subscribed-later-begins-then",
			test_a_list_that_is_subscribed_later_begins_then);
	g_test_add_func("/news/a-list-that-is-not-there-yet-is-no-error",
			test_a_list_that_is_not_there_yet_is_no_error);
	g_test_add_func("/news/a-list-that-comes-later-begins-where-the-first-update-did",
			test_a_list_that_comes_later_begins_where_the_first_update_did);
	g_test_add_func("/news/a-mail-that-sorts-in-the-middle-is-new",
			test_a_mail_that_sorts_in_the_middle_is_new);
	g_test_add_func("/news/what-came-while-a-list-was-away-is-new-when-it-is-back",
			test_what_came_while_a_list_was_away_is_new_when_it_is_back);
	g_test_add_func("/news/an-archive-that-is-being-read-is-left-for-later",
			test_an_archive_that_is_being_read_is_left_for_later);
	g_test_add_func("/news/a-mailbox-that-moved-is-not-told-again",
			test_a_mailbox_that_moved_is_not_told_again);
	g_test_add_func("/news/a-list-that-was-not-told-makes-no-mail-old",
			test_a_list_that_was_not_told_makes_no_mail_old);
	g_test_add_func("/news/a-clock-that-is-ahead-hides-nothing",
			test_a_clock_that_is_ahead_hides_nothing);
	return g_test_run();
}
