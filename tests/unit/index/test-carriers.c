/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/carriers.h"
#include "index/outcomes.h"
#include "index/postings.h"

enum { DAY = 24 * 60 * 60, SENT_AT = 1000 * DAY, TITLE = 77 };

/* A patch of Ann's, and a request that names it, merged three days later. */
struct scene {
	struct fixture fixture;
	int64_t patch;
	int64_t request;
};

static int64_t add_posting(struct fixture *fixture, const char *message_id, int64_t sent_at,
			   unsigned traits)
{
	int64_t message = add_message(fixture, message_id, 1, 1, sent_at);
	const struct stored_posting posting = {
		.id = message,
		.head = message,
		.members = &message,
		.n_members = 1,
		.traits = traits,
		.arrived_at = sent_at,
		.sent_at = sent_at,
	};

	assert_done(postings_put(fixture->index, &posting, error));
	return message;
}

static void set_up(struct scene *scene, const char *author, int64_t sent_at,
		   enum outcome_state state)
{
	const struct stored_title title = {.hash = TITLE, .author = str_from(author)};
	struct outcome_reason reason = {
		.rule = RULE_PULLED,
		.who = {.name = STR("Ida"), .address = STR("ida@example.org")},
		.message_id = STR("merged@example.org"),
		.text = STR("main"),
	};
	const struct outcome outcome = {
		.state = state,
		.landed_at = SENT_AT + 3 * (int64_t)DAY,
		.reasons = &reason,
		.n_reasons = 1,
	};

	fixture_init(&scene->fixture);
	scene->patch = add_posting(&scene->fixture, "patch@example.org", SENT_AT, 0);
	scene->request = add_posting(&scene->fixture, "pull@example.org", sent_at, POSTING_PULL);
	run_sql(&scene->fixture, "UPDATE message SET title_hash = 77, author_name = 'Ann Author',"
				 " sent_at = 86400000 WHERE message_id = 'patch@example.org'");
	assert_done(carriers_add(scene->fixture.index, scene->request, &title, 1, error));
	assert_done(outcomes_put(scene->fixture.index, scene->request, &outcome, error));
}

static const struct history_carrier *find(struct scene *scene, int64_t message, int64_t until)
{
	const struct history_carrier *carrier;

	assert_done(carriers_of_message(scene->fixture.index, message, until, &scene->fixture.arena,
					&carrier, error));
	return carrier;
}

static void test_merged(void)
{
	const struct history_carrier *carrier;
	struct scene scene;

	set_up(&scene, "Ann Author", SENT_AT + DAY, OUTCOME_LANDED);
	carrier = find(&scene, scene.patch, INT64_MAX);
	g_assert_nonnull(carrier);
	g_assert_true(str_equal(carrier->request, STR("pull@example.org")));
	g_assert_true(str_equal(carrier->message_id, STR("merged@example.org")));
	g_assert_true(str_equal(carrier->who.name, STR("Ida")));
	g_assert_true(str_equal(carrier->text, STR("main")));
	g_assert_cmpint(carrier->at, ==, SENT_AT + 3 * (int64_t)DAY);
	g_assert_null(find(&scene, scene.patch, carrier->at - 1));
	g_assert_null(find(&scene, scene.request, INT64_MAX));
	fixture_clear(&scene.fixture);
}

struct stranger {
	const char *sentence;
	const char *author;
	int64_t after; /* the patch */
	enum outcome_state state;
};

static const struct stranger strangers[] = {
	{"that-is-open", "Ann Author", DAY, OUTCOME_NEW},
	{"that-names-another-author", "Bob Builder", DAY, OUTCOME_LANDED},
	{"that-is-older-than-the-patch", "Ann Author", -DAY, OUTCOME_LANDED},
	{"of-another-year", "Ann Author", 366 * (int64_t)DAY, OUTCOME_LANDED},
};

static void test_stranger(const void *data)
{
	const struct stranger *stranger = data;
	struct scene scene;

	set_up(&scene, stranger->author, SENT_AT + stranger->after, stranger->state);
	g_assert_null(find(&scene, scene.patch, INT64_MAX));
	fixture_clear(&scene.fixture);
}

static void test_works(void)
{
	g_autoptr(GArray) works = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *numbers = NULL;
	g_autofree char *expected = NULL;
	struct scene scene;
	bool is_merged;

	set_up(&scene, "ann author", SENT_AT + DAY, OUTCOME_LANDED);
	assert_done(carriers_works(scene.fixture.index, scene.request, works, error));
	assert_done(carriers_works(scene.fixture.index, scene.patch, works, error));
	numbers = numbers_text(works);
	expected = g_strdup_printf("%" G_GINT64_FORMAT, scene.patch);
	g_assert_cmpstr(numbers, ==, expected);
	assert_done(carriers_is_merged(scene.fixture.index, scene.request, &is_merged, error));
	g_assert_true(is_merged);
	assert_done(carriers_is_merged(scene.fixture.index, scene.patch, &is_merged, error));
	g_assert_false(is_merged);
	fixture_clear(&scene.fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/carriers/a-merged-request-carries-a-patch", test_merged);
	for (size_t i = 0; i < G_N_ELEMENTS(strangers); i++) {
		g_autofree char *path =
			g_strconcat("/carriers/not-a-request-", strangers[i].sentence, NULL);

		g_test_add_data_func(path, &strangers[i], test_stranger);
	}
	g_test_add_func("/carriers/the-works-of-a-request", test_works);
	return g_test_run();
}
