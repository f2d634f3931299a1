/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wanted of one archive, by each key of a subscription. */
#include "../flow/index_fixture.h"
#include "index/sightings.h"
#include "subscription/filter.h"

#include "base/error.h"

#include <string.h>

/* Two works with replies, a discussion, and a patch to another file. */
static const struct invented mails[] = {
	{"glow", NULL, "[PATCH] lamp: wick: Glow", .text = "Warm light.", .added = "glow(1);"},
	{"glow-reply", "glow", "Re: [PATCH] lamp: wick: Glow", "Bo <bo@example.net>",
	 "> Warm light.\n\nSplendid idea."},
	{"boil", NULL, "[PATCH] kettle: Boil", "Cy Cook <cy@example.com>", "Hot water.",
	 "boil(1);"},
	{"boil-reply", "boil", "Re: [PATCH] kettle: Boil", NULL, "> Hot water.\n\nNo."},
	{"talk", NULL, "lamp: what oil?", "Dee <dee@example.org>", "Which oil burns best?"},
};

#define ALL "glow glow-reply boil boil-reply talk"

struct place {
	struct index_fixture fixture;
	struct config *config;
	struct filter *filter;
};

static const char maintainers[] = "LAMPS\n"
				  "M:\tAnn <ann@example.org>\n"
				  "F:\tlamp.c\n"
				  "\n"
				  "KETTLES\n"
				  "F:\tkettles/\n";

/* @keys are those of the subscription. */
static bool configure(struct place *place, const char *keys, GError **error)
{
	g_autofree char *path = fixture_path(place->fixture.files, "config");
	g_autofree char *text =
		g_strdup_printf("[list lamps]\npath = lamps\n[subscription mine]\n%s\n", keys);
	g_autoptr(GError) reason = NULL;

	fixture_write(place->fixture.files, "config", str_from(text));
	fixture_write(place->fixture.files, "MAINTAINERS", str_from(maintainers));
	g_clear_pointer(&place->filter, filter_free);
	g_clear_pointer(&place->config, config_free);
	place->config = config_read(path, &reason);
	g_assert_no_error(reason);
	place->filter = filter_new(place->config, config_subscription_find(place->config, "mine"),
				   1800000000, error);
	return place->filter;
}

static void place_init(struct place *place)
{
	*place = (struct place){0};
	index_fixture_init(&place->fixture);
	make_archive(&place->fixture, "--epoch", "lamps", mails, G_N_ELEMENTS(mails));
	/* As if its patch were of another file. */
	fixture_run(place->fixture.files, "rm -rf lamps");
	fixture_run(place->fixture.files, "sed -i s,lamp.c,kettles/pot.c,g boil.eml");
	make_archive(&place->fixture, "--epoch", "lamps", mails, G_N_ELEMENTS(mails));
	ingest(&place->fixture, "lamps", 0);
}

static void place_clear(struct place *place)
{
	filter_free(place->filter);
	config_free(place->config);
	index_fixture_clear(&place->fixture);
}

/* All mails, in the order of arrival. */
static GArray *all_mails(struct place *place)
{
	GArray *sighted = g_array_new(FALSE, FALSE, sizeof(struct sighted));

	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		struct sighted one = {message_of(&place->fixture, mails[i].id), (int64_t)i};

		g_array_append_val(sighted, one);
	}
	return sighted;
}

/* The ids of the mails that are wanted. */
static char *wanted(struct place *place)
{
	struct index *index = place->fixture.index;
	g_autoptr(mail_source) source = mail_source_new(index);
	g_autoptr(GArray) sighted = NULL;
	g_autoptr(GError) error = NULL;
	GString *text = g_string_new(NULL);

	g_assert_true(database_begin_reading(index->database, NULL));
	sighted = all_mails(place);
	g_assert_true(filter_messages(place->filter, index, source, sighted, &error));
	g_assert_no_error(error);
	for (unsigned i = 0; i < sighted->len; i++)
		g_string_append_printf(
			text, "%s%s", i ? " " : "",
			mails[g_array_index(sighted, struct sighted, i).arrived_at].id);
	database_roll_back(index->database);
	return g_string_free(text, FALSE);
}

static void test_each_key_narrows_to_works(void)
{
	static const struct {
		const char *keys;
		const char *expected;
	} cases[] = {
		{"", ALL},
		{"areas = lamp: wick", "glow glow-reply"},
		/* Areas lie in one another, and a talk has one, too. */
		{"areas = LAMP", "glow glow-reply talk"},
		{"areas = lam", ""},
		{"areas = lamp: wick; kettle", "glow glow-reply boil boil-reply"},
		{"paths = lamp.c", "glow glow-reply"},
		{"paths = kettles/", "boil boil-reply"},
		{"paths = kettles/pot.?; lamp.*", "glow glow-reply boil boil-reply"},
		{"paths = pot.c", ""},
		{"maintainers = MAINTAINERS\nsections = kettles", "boil boil-reply"},
		{"maintainers = MAINTAINERS\nsections = KETTLES; LAMPS",
		 "glow glow-reply boil boil-reply"},
		/* Either says which files. */
		{"maintainers = MAINTAINERS\nsections = KETTLES\npaths = lamp.c",
		 "glow glow-reply boil boil-reply"},
		{"authors = cy@example.com", "boil boil-reply"},
		{"authors = Cy Cook", "boil boil-reply"},
		{"authors = Cook Ann", ""},
		/* What somebody wrote is wanted by itself; the work is another one's. */
		{"authors = bo@example.net", "glow-reply"},
		{"authors = cy@example.com; dee@example.org", "boil boil-reply talk"},
		{"words = warm", "glow glow-reply"},
		{"words = warm light", "glow glow-reply"},
		{"words = light warm", ""},
		{"words = splend*; oil burns", "glow-reply talk"},
		{"words = \"quoted\" oil", ""},
		{"states = in-review", "glow glow-reply boil boil-reply"},
		{"states = landed", ""},
		{"query = s:boil OR f:dee", "boil boil-reply talk"},
		/* Each of several keys must hold. */
		{"areas = lamp\npaths = kettles/", ""},
		{"areas = kettle\nauthors = cy@example.com\nwords = hot", "boil boil-reply"},
		{"areas = lamp\nwords = oil", "talk"},
		{"paths = lamp.c\nwords = splendid", ""},
	};
	struct place place;

	place_init(&place);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *found = NULL;

		g_test_message("%s", cases[i].keys);
		configure(&place, cases[i].keys, &error);
		g_assert_no_error(error);
		found = wanted(&place);
		g_assert_cmpstr(found, ==, cases[i].expected);
	}
	place_clear(&place);
}

static void test_what_is_no_filter_is_told_by_its_key(void)
{
	static const struct {
		const char *keys;
		const char *said;
	} cases[] = {
		{"query = (s:a", "[subscription mine] query: "},
		{"query = a) OR (b", "[subscription mine] query: "},
		{"states = raedy", "[subscription mine] states: "},
		{"maintainers = MAINTAINERS\nsections = KETTLE", "[subscription mine] sections: "},
		{"maintainers = NOWHERE\nsections = LAMPS", "[subscription mine] maintainers: "},
	};
	struct place place;

	place_init(&place);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("%s", cases[i].keys);
		g_assert_false(configure(&place, cases[i].keys, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_nonnull(strstr(error->message, cases[i].said));
	}
	place_clear(&place);
}

static void test_postings_of_wanted_works_stay(void)
{
	struct place place;
	struct index *index;
	g_autoptr(mail_source) source = NULL;
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t boil;
	int64_t glow;

	place_init(&place);
	index = place.fixture.index;
	source = mail_source_new(index);
	configure(&place, "paths = lamp.c", NULL);
	g_assert_true(database_begin_reading(index->database, NULL));
	boil = message_of(&place.fixture, "boil");
	glow = message_of(&place.fixture, "glow");
	g_array_append_val(postings, boil);
	g_array_append_val(postings, glow);
	g_assert_true(filter_postings(place.filter, index, source, postings, NULL));
	g_assert_cmpuint(postings->len, ==, 1);
	g_assert_cmpint(g_array_index(postings, int64_t, 0), ==, glow);
	database_roll_back(index->database);
	g_clear_pointer(&source, mail_source_free);
	place_clear(&place);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/filter/each-key-narrows-to-works", test_each_key_narrows_to_works);
	g_test_add_func("/filter/what-is-no-filter-is-told-by-its-key",
			test_what_is_no_filter_is_told_by_its_key);
	g_test_add_func("/filter/postings-of-wanted-works-stay",
			test_postings_of_wanted_works_stay);
	return g_test_run();
}
