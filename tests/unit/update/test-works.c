/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts that name works; what became of them is told by hand. */
#include "fixture.h"

#include "update/works.h"

#include <string.h>

#define BEN "Ben Builder <ben@example.com>"

/* Minutes: the mails of the range, and the last one before. */
enum { DAY = 24 * 60, BEGIN = 100 * DAY, END = 107 * DAY, BEFORE = BEGIN - 60 };

static int64_t at(int64_t minute)
{
	return 1700000000 + 60 * minute;
}

/* The range is of the mails from minute @begin to @end; @is_context is of each mail. */
static void set_range(struct test_update *test, int64_t begin, int64_t end, bool *is_context)
{
	test->material.told_until = INT64_MIN;
	for (unsigned i = 0; i < test->material.n_records; i++) {
		int64_t arrived_at = test->material.records[i].arrived_at;

		is_context[i] = arrived_at < at(begin) || arrived_at > at(end);
		if (arrived_at < at(begin))
			test->material.told_until = MAX(test->material.told_until, arrived_at);
	}
	test->material.is_context = is_context;
	test->material.until = update_period_of(&test->material).until;
	test->material.now = test->material.until;
}

/* "lamp v2 state turn" of each. */
static char *describe(const struct update_work *works, unsigned n_works)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < n_works; i++)
		g_string_append_printf(text, "%s" STR_FMT " " STR_FMT " " STR_FMT " " STR_FMT,
				       i ? ", " : "", STR_ARG(works[i].title),
				       STR_ARG(works[i].revision), STR_ARG(works[i].outcome.state),
				       STR_ARG(works[i].outcome.turn));
	return g_string_free(text, FALSE);
}

struct line_case {
	const char *name;
	enum outcome_state state;
	enum outcome_turn turn;
	int64_t turn_since; /* minutes */
	int64_t active_at;
	int64_t pinged_at; /* 0: not */
	const char *waiting;
	const char *quiet;
};

#define WAITS "lamp v1 new reviewers"
#define QUIET "lamp v1 quiet reviewers"

static const struct line_case lines[] = {
	{"seven-days-are-over-within", OUTCOME_NEW, TURN_REVIEWERS, BEGIN - 6 * DAY,
	 BEGIN - 6 * DAY, 0, WAITS, ""},
	{"seven-days-are-over-at-its-end", OUTCOME_NEW, TURN_REVIEWERS, END - 7 * DAY,
	 END - 7 * DAY, 0, WAITS, ""},
	{"not-yet-over-at-its-end", OUTCOME_NEW, TURN_REVIEWERS, END - 7 * DAY + 1,
	 END - 7 * DAY + 1, 0, "", ""},
	{"over-before-it-began", OUTCOME_NEW, TURN_REVIEWERS, BEFORE - 7 * DAY, BEFORE - 7 * DAY, 0,
	 "", ""},
	{"over-after-the-last-mail-before-it", OUTCOME_NEW, TURN_REVIEWERS, BEFORE - 7 * DAY + 1,
	 BEFORE - 7 * DAY + 1, 0, WAITS, ""},
	{"a-maintainer-is-waited-for-too", OUTCOME_READY, TURN_MAINTAINER, BEGIN - 6 * DAY,
	 BEGIN - 6 * DAY, 0, "lamp v1 ready maintainer", ""},
	{"an-author-is-not", OUTCOME_CHANGES_ASKED, TURN_AUTHOR, BEGIN - 6 * DAY, BEGIN - 6 * DAY,
	 0, "", ""},
	{"who-asks-again-waits", OUTCOME_NEW, TURN_REVIEWERS, BEGIN - 20 * DAY, BEGIN + 1,
	 BEGIN + 1, WAITS, ""},
	{"but-not-for-having-asked-before", OUTCOME_NEW, TURN_REVIEWERS, BEGIN - 20 * DAY, BEFORE,
	 BEFORE, "", ""},
	{"thirty-days-are-over-within", OUTCOME_NEW, TURN_REVIEWERS, BEGIN - 29 * DAY,
	 BEGIN - 29 * DAY, 0, "", QUIET},
	{"thirty-days-are-over-at-its-end", OUTCOME_NEW, TURN_REVIEWERS, END - 30 * DAY,
	 END - 30 * DAY, 0, "", QUIET},
	{"an-author-is-quiet-too", OUTCOME_CHANGES_ASKED, TURN_AUTHOR, BEGIN - 29 * DAY,
	 BEGIN - 29 * DAY, 0, "", "lamp v1 quiet author"},
	{"it-went-quiet-before-it-began", OUTCOME_NEW, TURN_REVIEWERS, BEFORE - 30 * DAY,
	 BEFORE - 30 * DAY, 0, "", ""},
	{"it-went-quiet-after-the-last-mail-before-it", OUTCOME_NEW, TURN_REVIEWERS,
	 BEFORE - 30 * DAY + 1, BEFORE - 30 * DAY + 1, 0, "", QUIET},
	{"what-is-quiet-waits-no-more", OUTCOME_NEW, TURN_REVIEWERS, BEGIN - 6 * DAY,
	 BEGIN - 29 * DAY, 0, "", QUIET},
	{"what-is-over-neither-waits-nor-is-quiet", OUTCOME_DROPPED, TURN_NOBODY, BEGIN - 6 * DAY,
	 BEGIN - 29 * DAY, 0, "", ""},
};

static const struct test_mail lamp_before_the_range[] = {
	{"[PATCH] lamp", .minute = 10 * DAY},
	{"oil", .minute = BEFORE, .sender = BEN},
	{"[PATCH] kettle", .minute = BEGIN, .sender = BEN},
	{"tea", .minute = END, .sender = BEN},
	{NULL},
};

static void test_lines(gconstpointer data)
{
	const struct line_case *c = data;
	struct outcome_reason ping = {.rule = RULE_PINGED, .at = at(c->pinged_at)};
	bool is_context[4];
	struct test_update test;
	g_autofree char *waiting = NULL;
	g_autofree char *quiet = NULL;

	test_update_init(&test, lamp_before_the_range);
	set_range(&test, BEGIN, END, is_context);
	test.outcomes[0] = (struct outcome){
		.state = c->state,
		.turn = c->turn,
		.turn_since = at(c->turn_since),
		.active_at = at(c->active_at),
		.pinged = c->pinged_at,
		.reasons = &ping,
		.n_reasons = c->pinged_at ? 1 : 0,
	};
	test_update_again(&test);
	waiting = describe(test.update->waiting, test.update->n_waiting);
	quiet = describe(test.update->quiet, test.update->n_quiet);
	g_assert_cmpstr(waiting, ==, c->waiting);
	g_assert_cmpstr(quiet, ==, c->quiet);
	g_assert_cmpuint(test.update->n_landed, ==, 0);
	test_update_clear(&test);
}

static void test_each_silence_is_told_once(void)
{
	/* Seven days are over between the first two, thirty between the last two. */
	static const struct test_mail mails[] = {
		{"[PATCH] lamp", .minute = 1},
		{"a", .minute = 6 * DAY, .sender = BEN},
		{"b", .minute = 9 * DAY, .sender = BEN},
		{"c", .minute = 20 * DAY, .sender = BEN},
		{"d", .minute = 29 * DAY, .sender = BEN},
		{"e", .minute = 33 * DAY, .sender = BEN},
		{"f", .minute = 60 * DAY, .sender = BEN},
		{NULL},
	};
	static const int64_t ends[] = {0, 6 * DAY, 20 * DAY, 29 * DAY, 60 * DAY};
	bool is_context[G_N_ELEMENTS(mails)];
	struct test_update test;
	unsigned waiting = 0;
	unsigned quiet = 0;

	test_update_init(&test, mails);
	test.outcomes[0] =
		(struct outcome){.turn = TURN_REVIEWERS, .turn_since = at(1), .active_at = at(1)};
	for (unsigned i = 1; i < G_N_ELEMENTS(ends); i++) {
		set_range(&test, ends[i - 1] + 1, ends[i], is_context);
		test_update_again(&test);
		waiting += test.update->n_waiting;
		quiet += test.update->n_quiet;
	}
	g_assert_cmpuint(waiting, ==, 1);
	g_assert_cmpuint(quiet, ==, 1);
	test_update_clear(&test);
}

/* Two works: of the lamp two revisions, the first before the range. */
static const struct test_mail two_works[] = {
	{"[PATCH] lamp", .minute = BEGIN - 10 * DAY},
	{"oil", .minute = BEFORE, .sender = BEN},
	{"[PATCH] kettle", .minute = BEGIN, .sender = BEN},
	{"[PATCH v2] lamp", .minute = BEGIN + 10},
	{"tea", .minute = END, .sender = BEN},
	{NULL},
};

struct landed_case {
	const char *name;
	int64_t landed_at[3]; /* minutes, of lamp v1, kettle, lamp v2; 0: not */
	const char *landed;
};

static const struct landed_case landed[] = {
	{"nothing", {0}, ""},
	{"within-the-last-one-first",
	 {0, BEGIN, END},
	 "lamp v2 landed nobody, kettle v1 landed nobody"},
	{"the-other-way-round", {0, END, BEGIN}, "kettle v1 landed nobody, lamp v2 landed nobody"},
	{"before-and-after", {BEFORE, END + 1, 0}, ""},
	{"between-the-mails-of-two-ranges", {BEFORE + 1, 0, 0}, "lamp v1 landed nobody"},
	{"an-old-posting-may-land", {BEGIN + 5, 0, 0}, "lamp v1 landed nobody"},
	{"a-work-is-named-once-by-what-landed-last",
	 {BEGIN + 5, 0, BEGIN + 50},
	 "lamp v2 landed nobody"},
	{"of-equals-by-the-newer-one", {BEGIN + 50, 0, BEGIN + 50}, "lamp v2 landed nobody"},
	{"a-part-that-landed-before-is-another-time",
	 {BEFORE - 5, 0, BEGIN + 50},
	 "lamp v2 landed nobody"},
};

static void test_landed(gconstpointer data)
{
	const struct landed_case *c = data;
	bool is_context[5];
	struct test_update test;
	g_autofree char *text = NULL;

	test_update_init(&test, two_works);
	g_assert_cmpuint(test.thread.set->topics->n_items, ==, 2);
	set_range(&test, BEGIN, END, is_context);
	for (unsigned i = 0; i < 3; i++)
		test.outcomes[i] = (struct outcome){
			.state = OUTCOME_LANDED,
			.landed_at = c->landed_at[i] ? at(c->landed_at[i]) : 0,
		};
	test_update_again(&test);
	text = describe(test.update->landed, test.update->n_landed);
	g_assert_cmpstr(text, ==, c->landed);
	test_update_clear(&test);
}

/* One revision that comes as two series with nothing in common splits the work. */
static void test_split(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH 0/2] lamp and kettle", .minute = 1},
		{"[PATCH 1/2] lamp: dim", .parents = "m0@example.org", .minute = 1},
		{"[PATCH 2/2] kettle: boil", .parents = "m0@example.org", .minute = 1},
		{"[PATCH v2] lamp: dim", .older_ids = "m0@example.org", .minute = 2},
		{"[PATCH v2] kettle: boil", .older_ids = "m0@example.org", .minute = 3},
		{"tea", .minute = 5, .sender = BEN},
		{NULL},
	};
	struct test_update test;
	g_autofree char *text = NULL;

	test_update_init(&test, mails);
	g_assert_cmpuint(test.thread.set->topics->n_items, ==, 2);
	g_assert_cmpuint(test.thread.set->topics->items[0].postings[0], ==, 0);
	g_assert_cmpuint(test.thread.set->topics->items[1].postings[0], ==, 0);
	test.outcomes[0] = (struct outcome){
		.state = OUTCOME_PARTLY_LANDED, .landed_at = at(4), .active_at = at(4)};
	test_update_again(&test);
	text = describe(test.update->landed, test.update->n_landed);
	g_assert_cmpstr(text, ==, "lamp and kettle v1 partly-landed nobody");
	test_update_clear(&test);
}

static void test_order(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH] a", .minute = BEGIN},
		{"[PATCH] b", .minute = BEGIN + 1},
		{"[PATCH] c", .minute = BEGIN + 2},
		{"tea", .minute = END + DAY},
		{NULL},
	};
	static const int64_t since[] = {BEGIN + 3, BEGIN + 1, BEGIN + 3};
	struct test_update test;
	g_autofree char *text = NULL;

	test_update_init(&test, mails);
	for (unsigned i = 0; i < 3; i++)
		test.outcomes[i] = (struct outcome){.turn = TURN_REVIEWERS,
						    .turn_since = at(since[i]),
						    .active_at = at(since[i])};
	test_update_again(&test);
	text = describe(test.update->waiting, test.update->n_waiting);
	g_assert_cmpstr(text, ==, "b v1 new reviewers, a v1 new reviewers, c v1 new reviewers");
	test_update_clear(&test);
}

static void test_newest_stands_for_the_work(void)
{
	bool is_context[5];
	struct test_update test;

	test_update_init(&test, two_works);
	set_range(&test, BEGIN, END, is_context);
	/* Nobody waits for v1 any more. */
	test.outcomes[0] = (struct outcome){.turn = TURN_REVIEWERS,
					    .turn_since = at(BEGIN - DAY),
					    .active_at = at(BEGIN - DAY)};
	test_update_again(&test);
	g_assert_cmpuint(test.update->n_waiting, ==, 0);
	test.outcomes[2] = test.outcomes[0];
	test_update_again(&test);
	g_assert_cmpuint(test.update->n_waiting, ==, 1);
	assert_text(test.update->waiting[0].revision, "v2");
	assert_text(test.update->waiting[0].message_id, "m3@example.org");
	assert_text(test.update->waiting[0].author.name, "Ann Author");
	g_assert_cmpuint(test.update->waiting[0].n_patches, ==, 1);
	test_update_clear(&test);
}

struct pace_case {
	const char *name;
	int64_t answered_at[3]; /* minutes, of lamp v1, kettle, lamp v2 */
	int64_t landed_at[3];
	bool is_partly; /* else landed */
	unsigned n_answered;
	int64_t answered_minutes;
	unsigned n_landed;
	int64_t landed_minutes;
};

static const struct pace_case paces[] = {
	{"nothing", {0}, {0}, false, 0, 0, 0, 0},
	{"from-the-first-revision-to-the-answer",
	 {0, 0, BEGIN + 20},
	 {0},
	 false,
	 1,
	 10 * DAY + 20,
	 0,
	 0},
	{"a-work-that-was-answered-before-is-not-answered-again",
	 {BEGIN - 5 * DAY, 0, BEGIN + 20},
	 {0},
	 false,
	 0,
	 0,
	 0,
	 0},
	{"the-first-answer-to-any-revision-counts",
	 {BEGIN + 5, 0, BEGIN + 20},
	 {0},
	 false,
	 1,
	 10 * DAY + 5,
	 0,
	 0},
	{"of-two-the-lower-one-is-the-median", {0, BEGIN + 7, BEGIN + 20}, {0}, false, 2, 7, 0, 0},
	{"landing-is-counted-likewise", {0}, {0, BEGIN + 30, BEGIN + 40}, false, 0, 0, 2, 30},
	{"a-part-has-not-landed", {0}, {0, BEGIN + 30, 0}, true, 0, 0, 0, 0},
	{"behind-the-range-is-not-in-it", {0, END + 1, 0}, {0, END + 1, 0}, false, 0, 0, 0, 0},
	{"what-was-there-before-the-patch-does-not-count",
	 {0},
	 {0, BEGIN - 1, 0},
	 false,
	 0,
	 0,
	 0,
	 0},
};

static void test_pace(gconstpointer data)
{
	const struct pace_case *c = data;
	const struct update_pace *pace;
	bool is_context[5];
	struct test_update test;

	test_update_init(&test, two_works);
	set_range(&test, BEGIN, END, is_context);
	for (unsigned i = 0; i < 3; i++)
		test.outcomes[i] = (struct outcome){
			.state = c->is_partly ? OUTCOME_PARTLY_LANDED : OUTCOME_LANDED,
			.answered_at = c->answered_at[i] ? at(c->answered_at[i]) : 0,
			.landed_at = c->landed_at[i] ? at(c->landed_at[i]) : 0,
		};
	test_update_again(&test);
	pace = &test.update->pace;
	g_assert_cmpuint(pace->n_answered, ==, c->n_answered);
	g_assert_cmpint(pace->answered_seconds, ==, 60 * c->answered_minutes);
	g_assert_cmpuint(pace->n_landed, ==, c->n_landed);
	g_assert_cmpint(pace->landed_seconds, ==, 60 * c->landed_minutes);
	test_update_clear(&test);
}

static void test_medians(void)
{
	static const struct {
		unsigned n;
		int64_t median; /* minutes */
	} cases[] = {{1, 50}, {2, 10}, {3, 30}, {4, 30}, {5, 30}};
	static const int64_t minutes[] = {50, 10, 30, 40, 20};
	static const struct test_mail mails[] = {
		{"[PATCH] a", .minute = 1},
		{"[PATCH] b", .minute = 2},
		{"[PATCH] c", .minute = 3},
		{"[PATCH] d", .minute = 4},
		{"[PATCH] e", .minute = 5},
		{"tea", .minute = 100},
		{NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct test_update test;

		test_update_init(&test, mails);
		for (unsigned k = 0; k < cases[i].n; k++)
			test.outcomes[k].answered_at = at(k + 1 + minutes[k]);
		test_update_again(&test);
		g_assert_cmpuint(test.update->pace.n_answered, ==, cases[i].n);
		g_assert_cmpint(test.update->pace.answered_seconds, ==, 60 * cases[i].median);
		test_update_clear(&test);
	}
}

/* A work of each wait, from one second less to one second more than the longest that counts. */
static void test_waits(void)
{
	enum { N_WORKS = 3 * UPDATE_N_WAITS };
	struct test_mail mails[N_WORKS + 2] = {0};
	unsigned expected[UPDATE_N_WAITS] = {0};
	unsigned n_answered = 0;
	unsigned sum = 0;
	struct test_update test;

	for (unsigned i = 0; i < N_WORKS; i++)
		mails[i] = (struct test_mail){.subject = g_strdup_printf("[PATCH] lamp%u", i),
					      .minute = 1};
	mails[N_WORKS] = (struct test_mail){.subject = "tea", .minute = 200 * DAY};
	test_update_init(&test, mails);
	for (unsigned i = 0; i < N_WORKS; i++) {
		unsigned wait = i / 3;
		bool is_last = wait == UPDATE_N_WAITS - 1;
		int64_t seconds = is_last ? 60 * (int64_t)DAY * 60 : update_waits[wait].seconds;

		test.outcomes[i].answered_at = at(1) + seconds + (int64_t)(i % 3) - 1;
		expected[is_last || i % 3 < 2 ? wait : wait + 1]++;
		n_answered++;
	}
	test_update_again(&test);
	g_assert_cmpuint(test.update->pace.n_answered, ==, n_answered);
	for (unsigned i = 0; i < UPDATE_N_WAITS; i++) {
		g_test_message("%s", update_waits[i].name);
		g_assert_cmpuint(test.update->pace.answered_within[i], ==, expected[i]);
		sum += test.update->pace.answered_within[i];
	}
	g_assert_cmpuint(sum, ==, n_answered);
	test_update_clear(&test);
	for (unsigned i = 0; i < N_WORKS; i++)
		g_free((char *)(uintptr_t)mails[i].subject);
}

static void test_an_answer_at_once_is_within_an_hour(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH] a", .minute = 1}, {"tea", .minute = 100}, {NULL}};
	struct test_update test;

	test_update_init(&test, mails);
	test.outcomes[0].answered_at = at(1);
	test_update_again(&test);
	g_assert_cmpuint(test.update->pace.answered_within[0], ==, 1);
	test_update_clear(&test);
}

static void test_without_mails(void)
{
	static const struct test_mail none[] = {{NULL}};
	struct test_update test;

	test_update_init(&test, none);
	g_assert_cmpuint(test.update->n_landed + test.update->n_waiting + test.update->n_quiet, ==,
			 0);
	test_update_clear(&test);
}

#define ADD_CASES(PREFIX, CASES, FUNCTION) \
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) { \
		g_autofree char *path = g_strconcat("/works/" PREFIX "/", (CASES)[i].name, NULL); \
\
		g_test_add_data_func(path, &(CASES)[i], FUNCTION); \
	}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD_CASES("lines", lines, test_lines)
	ADD_CASES("landed", landed, test_landed)
	ADD_CASES("pace", paces, test_pace)
	g_test_add_func("/works/a-silence-is-told-once", test_each_silence_is_told_once);
	g_test_add_func("/works/what-split-works-have-in-common-is-named-once", test_split);
	g_test_add_func("/works/who-waited-longest-is-first", test_order);
	g_test_add_func("/works/the-newest-posting-stands-for-its-work",
			test_newest_stands_for_the_work);
	g_test_add_func("/works/the-median-is-one-that-was-measured", test_medians);
	g_test_add_func("/works/a-wait-counts-for-the-shortest-time-that-it-is-within", test_waits);
	g_test_add_func("/works/an-answer-at-once-is-within-an-hour",
			test_an_answer_at_once_is_within_an_hour);
	g_test_add_func("/works/without-mails-there-are-none", test_without_mails);
	return g_test_run();
}
