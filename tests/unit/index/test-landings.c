/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/landings.h"
#include "index/threads.h"
#include "patch/change_hash.h"

#include <string.h>

enum { DAY = 24 * 60 * 60, YEAR = 365 * DAY, COMMITTED = 10 * YEAR };

/* A mail of the index; its number is its place in the table, from 1. */
struct example {
	const char *title;
	const char *author;
	const char *address;
	uint64_t paths;
	int64_t sent_at;
	int64_t thread; /* 0: one of its own, its number */
	bool is_loose; /* a member of no posting */
	bool is_talk; /* no patch */
};

#define ANN "Ann Author", "ann@example.org"
#define BO "Bo Builder", "bo@example.com"

static void add_example(struct fixture *fixture, const struct example *example, int64_t number)
{
	g_autofree char *id = g_strdup_printf("m%d@example.org", (int)number);
	struct stored_message message = {
		.thread = example->thread ? example->thread : number,
		.author = {.name = str_from(example->author),
			   .address = str_from(example->address)},
		.record = {.kind = example->is_talk ? RECORD_OTHER : RECORD_PATCH,
			   .message_id = str_from(id),
			   .sent_at = example->sent_at,
			   .text_hash = (uint64_t)number},
		.change = {.paths = example->paths},
		.title_hash = example->is_talk ? 0 : change_hash_of_title(str_from(example->title)),
	};

	assert_done(messages_add(fixture->index, &message, error));
	assert_done(threads_set_identifier(
		fixture->index, index_hash(fixture->index, HASH_IDENTIFIER, str_from(id)),
		message.thread, error));
	if (!example->is_loose)
		assert_done(database_run_numbers(fixture->index->database,
						 "INSERT INTO member (message, posting)"
						 " VALUES (?1, ?1)",
						 &message.id, 1, error));
}

static void add_examples(struct fixture *fixture, const struct example *examples, size_t n)
{
	int64_t last;

	assert_done(messages_last(fixture->index, &last, error));
	for (size_t i = 0; i < n; i++)
		add_example(fixture, &examples[i], last + (int64_t)i + 1);
}

/* A commit by Ann of COMMITTED in repository 1. */
static struct stored_changeset make_commit(int byte, const char *title, uint64_t paths)
{
	struct stored_changeset changeset = {
		.repository = 1,
		.title = str_from(title),
		.author = {STR("Ann Author"), STR("ann@example.org")},
		.authored_at = COMMITTED,
		.committed_at = COMMITTED,
		.change = {.paths = paths},
	};

	memset(changeset.object, byte, sizeof(changeset.object));
	return changeset;
}

static void expect_candidates(struct fixture *fixture, const struct stored_changeset *changeset,
			      enum landing_key key, const char *expected)
{
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *text = NULL;

	assert_done(landings_candidates(fixture->index, changeset, key, messages, error));
	text = numbers_text(messages);
	g_assert_cmpstr(text, ==, expected);
}

static void test_by_link(void)
{
	static const struct example examples[] = {
		{"Lamps", ANN, 0, 50, .thread = 9}, /* 1: linked */
		{"lamp: Dim", ANN, 7, 52, .thread = 9},
		{"lamp: Trim", ANN, 7, 51, .thread = 9},
		{"Re: lamp: Dim", BO, 0, 60, .thread = 9, .is_talk = true},
		{"lamp: Dim", BO, 0, 60, .thread = 9, .is_loose = true},
		{"kettle: Boil", ANN, 7, 55},
		{"cup: Wash", BO, 8, 90}, /* 7: linked */
	};
	const str links[] = {STR("gone@example.org"), STR("m1@example.org"), STR("m7@example.org")};
	struct fixture fixture;
	struct stored_changeset changeset = make_commit(1, "other", 1);
	struct stored_changeset silent = make_commit(2, "other", 1);

	fixture_init(&fixture);
	add_examples(&fixture, examples, G_N_ELEMENTS(examples));
	changeset.links = links;
	changeset.n_links = G_N_ELEMENTS(links);
	assert_done(changesets_add(fixture.index, &changeset, error));
	assert_done(changesets_add(fixture.index, &silent, error));
	/* Of their threads all patches that are of a posting, the last one sent first. */
	expect_candidates(&fixture, &changeset, LANDING_BY_LINK, "7 2 3 1");
	expect_candidates(&fixture, &silent, LANDING_BY_LINK, "");
	fixture_clear(&fixture);
}

static void test_by_title(void)
{
	static const struct example examples[] = {
		{"lamp: Dim the wick", BO, 1, COMMITTED - 9 * YEAR},
		{"Lamp:  dim the WICK.", BO, 2, COMMITTED},
		{"lamp: Dim the wicks", ANN, 7, COMMITTED},
		{"lamp: Dim the wick", ANN, 7, COMMITTED + 2 * DAY},
		{"lamp: Dim the wick", ANN, 7, COMMITTED + 2 * DAY + 1}, /* it came later */
		{"lamp: Dim the wick", ANN, 7, COMMITTED, .is_loose = true},
		{"...", ANN, 7, COMMITTED},
	};
	struct fixture fixture;
	struct stored_changeset changeset = make_commit(1, "lamp: Dim the wick", 5);
	struct stored_changeset nameless = make_commit(2, "!?", 5);

	fixture_init(&fixture);
	add_examples(&fixture, examples, G_N_ELEMENTS(examples));
	assert_done(changesets_add(fixture.index, &changeset, error));
	assert_done(changesets_add(fixture.index, &nameless, error));
	expect_candidates(&fixture, &changeset, LANDING_BY_TITLE, "4 2 1");
	/* What has no letter has no title. */
	expect_candidates(&fixture, &nameless, LANDING_BY_TITLE, "");
	fixture_clear(&fixture);
}

static void test_by_paths(void)
{
	static const struct example examples[] = {
		{"a", ANN, 7, COMMITTED},
		{"b", ANN, 8, COMMITTED}, /* other paths */
		{"c", BO, 7, COMMITTED}, /* another author */
		{"d", "Other Name", "ANN@Example.org", 7, COMMITTED - 1},
		{"e", "ann author", "ann@home.example", 7, COMMITTED - 2},
		{"f", ANN, 7, COMMITTED + 2 * DAY},
		{"g", ANN, 7, COMMITTED + 2 * DAY + 1},
		{"h", ANN, 7, COMMITTED - 2 * YEAR},
		{"i", ANN, 7, COMMITTED - 2 * YEAR - 1},
		{"j", ANN, 7, COMMITTED, .is_loose = true},
		{"k", "", "", 7, COMMITTED},
	};
	struct fixture fixture;
	struct stored_changeset changeset = make_commit(1, "x", 7);
	struct stored_changeset empty = make_commit(2, "x", 0);
	struct stored_changeset nobodys = make_commit(3, "x", 7);

	fixture_init(&fixture);
	add_examples(&fixture, examples, G_N_ELEMENTS(examples));
	nobodys.author = (struct mailbox){0};
	assert_done(changesets_add(fixture.index, &changeset, error));
	assert_done(changesets_add(fixture.index, &empty, error));
	assert_done(changesets_add(fixture.index, &nobodys, error));
	expect_candidates(&fixture, &changeset, LANDING_BY_PATHS, "6 1 4 5 8");
	expect_candidates(&fixture, &empty, LANDING_BY_PATHS, "");
	expect_candidates(&fixture, &nobodys, LANDING_BY_PATHS, "");
	fixture_clear(&fixture);
}

static void test_candidates_limit(void)
{
	struct fixture fixture;
	struct stored_changeset changeset = make_commit(1, "lamp", 7);
	const str link = STR("m1@example.org");

	fixture_init(&fixture);
	for (int64_t i = 1; i <= LANDING_CANDIDATES + 5; i++) {
		const struct example example = {"lamp", ANN, 7, i, .thread = 1};

		add_example(&fixture, &example, i);
	}
	changeset.authored_at = changeset.committed_at = 100;
	changeset.links = &link;
	changeset.n_links = 1;
	assert_done(changesets_add(fixture.index, &changeset, error));
	for (unsigned key = 0; key < LANDING_N_KEYS; key++) {
		g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));

		assert_done(landings_candidates(fixture.index, &changeset, (enum landing_key)key,
						messages, error));
		g_assert_cmpuint(messages->len, ==, LANDING_CANDIDATES);
		g_assert_cmpint(g_array_index(messages, int64_t, 0), ==, LANDING_CANDIDATES + 5);
	}
	fixture_clear(&fixture);
}

static void expect_to_match(struct fixture *fixture, int64_t repository, int64_t matched,
			    int64_t considered, const char *expected)
{
	g_autoptr(GArray) changesets = g_array_new(FALSE, FALSE, sizeof(int64_t));
	const struct stored_repository asked = {
		.id = repository, .matched = matched, .considered = considered};
	g_autofree char *text = NULL;

	assert_done(landings_to_match(fixture->index, &asked, changesets, error));
	text = numbers_text(changesets);
	g_assert_cmpstr(text, ==, expected);
}

/* Messages 1 to 4 were known before, 5 to 8 came later; so commits 1 to 5, and 6 to 10. */
static void fill_to_match(struct fixture *fixture)
{
	static const struct example examples[] = {
		{"old title", BO, 1, 1},
		{"x1", ANN, 71, 1},
		{"x2", BO, 72, 1},
		{"x3", BO, 2, 1},
		{"new title", BO, 1, 1},
		{"x4", ANN, 73, 1},
		{"x5", BO, 74, 1}, /* not Ann's */
		{"Re: x3", BO, 0, 1, .thread = 4, .is_talk = true},
	};
	static const struct {
		const char *title;
		uint64_t paths;
		const char *link;
	} commits[] = {
		{"Old title", 5, NULL},
		{"New title", 5, NULL},
		{"y1", 73, NULL},
		{"y2", 74, NULL},
		{"y3", 5, "m4@example.org"},
		/* The same again, and two that nothing is known of. */
		{"Old title", 5, NULL},
		{"New title", 5, NULL},
		{"y4", 71, NULL},
		{"y5", 72, NULL},
		{"y6", 5, "m8@example.org"},
	};

	add_examples(fixture, examples, G_N_ELEMENTS(examples));
	for (unsigned i = 0; i < G_N_ELEMENTS(commits); i++) {
		struct stored_changeset changeset =
			make_commit((int)i, commits[i].title, commits[i].paths);
		const str link = str_from(commits[i].link);

		changeset.links = &link;
		changeset.n_links = link.len ? 1 : 0;
		assert_done(changesets_add(fixture->index, &changeset, error));
		g_assert_cmpint(changeset.id, ==, i + 1);
	}
}

static void test_to_match(void)
{
	struct fixture fixture;

	fixture_init(&fixture);
	fill_to_match(&fixture);
	/* All at once: each that has a candidate by any key, and once. */
	expect_to_match(&fixture, 1, 0, 0, "1 2 3 5 6 7 8 10");
	/* New messages alone. */
	expect_to_match(&fixture, 1, 4, 10, "2 3 5 7 10");
	/* New changesets alone. */
	expect_to_match(&fixture, 1, 8, 5, "6 7 8 10");
	/* Both. */
	expect_to_match(&fixture, 1, 4, 5, "2 3 5 6 7 8 10");
	expect_to_match(&fixture, 1, 8, 10, "");
	expect_to_match(&fixture, 2, 0, 0, "");
	fixture_clear(&fixture);
}

static void set(struct fixture *fixture, int64_t changeset, int64_t message)
{
	assert_done(landings_set(fixture->index, changeset,
				 &(struct stored_landing){.message = message,
							  .reasons = 5,
							  .sureness = 97,
							  .change = COMPARE_REWORDED},
				 error));
}

static int64_t landing_of(struct fixture *fixture, int64_t changeset)
{
	struct stored_landing landing;
	int64_t message;

	assert_done(landings_of_changeset(fixture->index, changeset, &message, error));
	assert_done(landings_load(fixture->index, changeset, &landing, error));
	g_assert_cmpint(landing.message, ==, message);
	if (message) {
		g_assert_cmpint(landing.changeset, ==, changeset);
		g_assert_cmpuint(landing.reasons, ==, 5);
		g_assert_cmpuint(landing.sureness, ==, 97);
		g_assert_cmpint(landing.change, ==, COMPARE_REWORDED);
	}
	return message;
}

static void test_set(void)
{
	struct fixture fixture;

	fixture_init(&fixture);
	set(&fixture, 1, 10);
	set(&fixture, 2, 10);
	g_assert_cmpint(landing_of(&fixture, 1), ==, 10);
	set(&fixture, 1, 11);
	g_assert_cmpint(landing_of(&fixture, 1), ==, 11);
	assert_done(landings_set(fixture.index, 1, NULL, error));
	g_assert_cmpint(landing_of(&fixture, 1), ==, 0);
	g_assert_cmpint(landing_of(&fixture, 2), ==, 10);
	fixture_clear(&fixture);
}

/* One commit of a table: which byte its id is made of, where and when, and whether picked. */
struct commit_row {
	int byte;
	const char *repository;
	int64_t committed_at;
	const char *picked_from;
	bool is_tagged;
};

static int64_t repository_named(struct fixture *fixture, const char *name)
{
	struct stored_repository repository = {.path = str_from(name), .name = str_from(name)};

	assert_done(repositories_put(fixture->index, &repository, error));
	return repository.id;
}

static void add_landed(struct fixture *fixture, const struct commit_row *row)
{
	struct stored_changeset changeset = make_commit(row->byte, "lamp", 1);
	struct stored_tag tag = {.name = STR("v9")};

	changeset.repository = repository_named(fixture, row->repository);
	changeset.committed_at = row->committed_at;
	changeset.picked_from = str_from(row->picked_from);
	assert_done(changesets_add(fixture->index, &changeset, error));
	if (row->is_tagged) {
		assert_done(repositories_set_tags(fixture->index, changeset.repository, &tag, 1,
						  error));
		assert_done(changesets_set_tag(fixture->index, changeset.id, tag.id, error));
	}
	set(fixture, changeset.id, 1);
}

/* "aa@lamp:v9" of each, with a `b` behind a backport. */
static char *landed(struct fixture *fixture, int64_t message)
{
	g_autoptr(GArray) landings = g_array_new(FALSE, FALSE, sizeof(struct landing));
	GString *text = g_string_new(NULL);

	assert_done(landings_of_message(fixture->index, message, &fixture->arena, landings, error));
	for (unsigned i = 0; i < landings->len; i++) {
		const struct landing *landing = &g_array_index(landings, struct landing, i);

		g_assert_cmpuint(landing->commit.len, ==, 40);
		g_assert_cmpuint(landing->reasons, ==, 5);
		g_assert_cmpuint(landing->sureness, ==, 97);
		g_assert_cmpint(landing->change, ==, COMPARE_REWORDED);
		g_string_append_printf(text, "%s%.2s@" STR_FMT ":" STR_FMT "%s", i ? " " : "",
				       landing->commit.ptr, STR_ARG(landing->repository),
				       STR_ARG(landing->tag), landing->is_backport ? " b" : "");
	}
	return g_string_free(text, FALSE);
}

static void test_of_message(void)
{
	static const struct {
		const char *name;
		struct commit_row rows[4];
		const char *landings;
	} cases[] = {
		{"the first one is the landing, the later ones are backports",
		 {{0xbb, "lamp", 20}, {0xaa, "lamp", 10, .is_tagged = true}, {0xcc, "old", 30}},
		 "aa@lamp:v9 bb@lamp: b cc@old: b"},
		{"the same commit in another repository is no other landing",
		 {{0xaa, "next", 10}, {0xaa, "lamp", 10}, {0xaa, "old", 10}},
		 "aa@lamp: aa@next: aa@old:"},
		{"what was picked is a backport, also if it was there first",
		 {{0xbb, "old", 5, "aaaa"}, {0xaa, "lamp", 10}},
		 "aa@lamp: bb@old: b"},
		{"what was picked alone is one too", {{0xbb, "old", 5, "aaaa"}}, "bb@old: b"},
		{"a backport in two repositories is one in both",
		 {{0xaa, "lamp", 1}, {0xbb, "next", 5, "aaaa"}, {0xbb, "old", 5, "aaaa"}},
		 "aa@lamp: bb@next: b bb@old: b"},
		{"none", {{0}}, ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture fixture;
		g_autofree char *text = NULL;

		g_test_message("%s", cases[i].name);
		fixture_init(&fixture);
		for (unsigned k = 0; cases[i].rows[k].byte; k++)
			add_landed(&fixture, &cases[i].rows[k]);
		g_assert_cmpstr(text = landed(&fixture, 1), ==, cases[i].landings);
		fixture_clear(&fixture);
	}
}

static void test_damaged_change(void)
{
	struct fixture fixture;
	g_autoptr(GArray) landings = g_array_new(FALSE, FALSE, sizeof(struct landing));
	struct stored_landing stored;

	fixture_init(&fixture);
	add_landed(&fixture, &(struct commit_row){0xaa, "lamp", 10, NULL, false});
	run_sql(&fixture, "UPDATE landing SET change = 77; UPDATE changeset SET object = x'ab'");
	assert_done(landings_of_message(fixture.index, 1, &fixture.arena, landings, error));
	g_assert_cmpint(g_array_index(landings, struct landing, 0).change, ==, COMPARE_REWRITTEN);
	g_assert_true(str_equal(g_array_index(landings, struct landing, 0).commit, STR("ab")));
	assert_done(landings_load(fixture.index, 1, &stored, error));
	g_assert_cmpint(stored.change, ==, COMPARE_REWRITTEN);
	fixture_clear(&fixture);
}

static void test_of_repository(void)
{
	struct fixture fixture;
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *text = NULL;
	int64_t last;

	fixture_init(&fixture);
	add_landed(&fixture, &(struct commit_row){1, "lamp", 10, NULL, false});
	add_landed(&fixture, &(struct commit_row){2, "lamp", 10, NULL, false});
	add_landed(&fixture, &(struct commit_row){3, "old", 10, NULL, false});
	set(&fixture, 3, 8);
	assert_done(landings_of_repository(fixture.index, repository_named(&fixture, "lamp"),
					   messages, error));
	g_assert_cmpstr(text = numbers_text(messages), ==, "1");
	assert_done(landings_last_changeset(fixture.index, repository_named(&fixture, "lamp"),
					    &last, error));
	g_assert_cmpint(last, ==, 2);
	assert_done(landings_last_changeset(fixture.index, 99, &last, error));
	g_assert_cmpint(last, ==, 0);
	fixture_clear(&fixture);
}

static void test_since(void)
{
	struct fixture fixture;
	const struct example wrong = {"lamp", ANN, 7, 5};
	const struct example talk = {"talk", ANN, 0, 1, .is_talk = true};
	int64_t since;

	fixture_init(&fixture);
	add_example(&fixture, &talk, 1);
	assert_done(landings_since(fixture.index, &since, error));
	g_assert_cmpint(since, ==, INT64_MAX);
	add_example(&fixture, &wrong, 2);
	assert_done(landings_since(fixture.index, &since, error));
	g_assert_cmpint(since, ==, 5);
	for (int64_t i = 1; i < 1000; i++) {
		const struct example example = {"lamp", ANN, 7, 1000 + i};

		add_example(&fixture, &example, i + 2);
	}
	/* One of a thousand may be dated wrongly. */
	assert_done(landings_since(fixture.index, &since, error));
	g_assert_cmpint(since, ==, 1001);
	fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/landings/a-link-leads-to-the-patches-of-its-thread", test_by_link);
	g_test_add_func("/landings/a-title-leads-to-those-that-are-alike", test_by_title);
	g_test_add_func("/landings/paths-lead-to-patches-of-the-same-author", test_by_paths);
	g_test_add_func("/landings/of-too-many-candidates-the-last-ones-count",
			test_candidates_limit);
	g_test_add_func("/landings/what-came-is-held-against-what-was-there", test_to_match);
	g_test_add_func("/landings/a-commit-is-one-patch", test_set);
	g_test_add_func("/landings/all-but-the-first-landing-are-backports", test_of_message);
	g_test_add_func("/landings/what-is-damaged-is-read-as-rewritten", test_damaged_change);
	g_test_add_func("/landings/a-repository-tells-what-landed-in-it", test_of_repository);
	g_test_add_func("/landings/the-first-patches-are-those-but-a-thousandth", test_since);
	return g_test_run();
}
