/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The figures of an update, from records made by hand. */
#include "fixture.h"

#define ANN "Ann Author <ann@example.org>"
#define BEN "Ben Builder <ben@example.com>"
#define CAT "Cat Carver <cat@example.org>"
#define DOV "Dov Dyer <dov@Example.NET>"

static const struct test_mail all_kinds[] = {
	{"[PATCH 0/2] lamp: dim"},
	{"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
	{"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
	{"Re: [PATCH 2/2] lamp: b", .parents = "m2@example.org", .sender = BEN},
	{"[GIT PULL] wick updates", .sender = CAT},
	{"Oil is short", .sender = DOV},
	{"", .unreadable = true, .sender = "", .id = ""},
	{"[PATCH 2/2] lamp: b", .id = "m2@example.org", .text = 1002},
	{NULL},
};

static void test_kinds_and_sum(void)
{
	struct test_update test;
	const struct update_counts *counts;

	test_update_init(&test, all_kinds);
	counts = &test.update->counts;
	g_assert_cmpuint(counts->mails, ==, 8);
	g_assert_cmpuint(counts->covers, ==, 1);
	g_assert_cmpuint(counts->patches, ==, 3);
	g_assert_cmpuint(counts->replies, ==, 1);
	g_assert_cmpuint(counts->pulls, ==, 1);
	g_assert_cmpuint(counts->other, ==, 1);
	g_assert_cmpuint(counts->unreadable, ==, 1);
	g_assert_cmpuint(counts->covers + counts->patches + counts->replies + counts->pulls +
				 counts->other + counts->unreadable,
			 ==, counts->mails);
	g_assert_cmpuint(counts->duplicates, ==, 1);
	test_update_clear(&test);
}

static void test_deleted(void)
{
	static const struct test_mail mails[] = {{"[PATCH] lamp"}, {NULL}};
	struct test_update test;

	test_update_init(&test, mails);
	test.material.n_deleted = 3;
	test_update_again(&test);
	g_assert_cmpuint(test.update->counts.deleted, ==, 3);
	g_assert_cmpuint(test.update->counts.mails, ==, 1);
	test_update_clear(&test);
}

struct voice_case {
	const char *name;
	unsigned threads;
	unsigned participants;
	struct test_mail mails[5];
};

static const struct voice_case voices[] = {
	{"each-thread-and-each-sender-counts-once",
	 2,
	 2,
	 {{"lamp"},
	  {"Re: lamp", .parents = "m0@example.org", .sender = BEN},
	  {"Re: lamp", .parents = "m1@example.org"},
	  {"wick", .sender = BEN}}},
	{"an-author-who-did-not-send-is-no-participant", 1, 1, {{"[PATCH] lamp", .author = BEN}}},
	{"the-same-mail-again-is-no-thread-and-no-voice",
	 1,
	 1,
	 {{"lamp", .id = "x@example.org", .text = 1},
	  {"lamp", .id = "x@example.org", .text = 1, .sender = BEN}}},
	{"what-cannot-be-read-is-neither",
	 1,
	 1,
	 {{"lamp"}, {"", .unreadable = true, .sender = ""}}},
	{"a-mail-of-nobody-is-a-thread", 1, 0, {{"lamp", .sender = ""}}},
	{"a-page-that-nobody-answers-is-neither",
	 1,
	 1,
	 {{"lamp"}, {"Cheap oil", .traits = RECORD_HAS_PAGE, .sender = BEN}}},
	{"a-page-that-is-answered-is-both",
	 1,
	 2,
	 {{"lamp", .traits = RECORD_HAS_PAGE, .sender = BEN},
	  {"Re: lamp", .parents = "m0@example.org"}}},
	{"a-page-that-answers-is-both",
	 1,
	 1,
	 {{"Re: lamp", .parents = "gone@example.org", .traits = RECORD_HAS_PAGE}}},
};

static void test_voices(gconstpointer data)
{
	const struct voice_case *c = data;
	struct test_update test;

	test_update_init(&test, c->mails);
	g_assert_cmpuint(test.update->counts.threads, ==, c->threads);
	g_assert_cmpuint(test.update->counts.participants, ==, c->participants);
	test_update_clear(&test);
}

static char *describe_contributors(const struct update *update)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < update->n_contributors; i++) {
		const struct update_contributor *contributor = &update->contributors[i];

		g_string_append_printf(text, "%u " STR_FMT " <" STR_FMT ">\n", contributor->patches,
				       STR_ARG(contributor->person.name),
				       STR_ARG(contributor->person.address));
	}
	return g_string_free(text, FALSE);
}

static char *describe_domains(const struct update *update)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < update->n_domains; i++)
		g_string_append_printf(text, "%u " STR_FMT "\n", update->domains[i].patches,
				       STR_ARG(update->domains[i].domain));
	return g_string_free(text, FALSE);
}

struct contributor_case {
	const char *name;
	const char *contributors;
	const char *domains;
	struct test_mail mails[8];
};

static const struct contributor_case contributors[] = {
	{"most-patches-first-then-by-name-then-by-address",
	 "2 Dov Dyer <dov@Example.NET>\n"
	 "1 Ann Author <ann@example.com>\n"
	 "1 Ann Author <ann@example.org>\n"
	 "1 Ben Builder <ben@example.com>\n",
	 "2 example.com\n2 example.net\n1 example.org\n",
	 {{"[PATCH] b", .sender = BEN},
	  {"[PATCH] a", .sender = ANN},
	  {"[PATCH] c", .sender = "Ann Author <ann@example.com>"},
	  {"[PATCH] d", .sender = DOV},
	  {"[PATCH] e", .sender = DOV}}},
	{"the-author-counts-and-not-the-sender",
	 "1 Ben Builder <ben@example.com>\n",
	 "1 example.com\n",
	 {{"[PATCH] lamp", .author = BEN}}},
	{"the-same-mail-twice-counts-once",
	 "1 Ann Author <ann@example.org>\n",
	 "1 example.org\n",
	 {{"[PATCH] lamp", .id = "x@example.org", .text = 1},
	  {"[PATCH] lamp", .id = "x@example.org", .text = 1}}},
	{"each-revision-counts",
	 "2 Ann Author <ann@example.org>\n",
	 "2 example.org\n",
	 {{"[PATCH] lamp"}, {"[PATCH v2] lamp"}}},
	{"covers-replies-and-talk-do-not-count",
	 "",
	 "",
	 {{"[PATCH 0/2] lamp"}, {"Re: [PATCH 0/2] lamp", .parents = "m0@example.org"}, {"oil"}}},
	{"a-pull-request-and-its-patches-do-not-count",
	 "1 Ann Author <ann@example.org>\n",
	 "1 example.org\n",
	 {{"[GIT PULL] lamp updates"},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
	  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"},
	  {"[PATCH] wick: c"}}},
	{"an-address-has-no-case",
	 "2 Ann Author <ann@example.org>\n",
	 "2 example.org\n",
	 {{"[PATCH] a"}, {"[PATCH] b", .sender = "Ann Author <Ann@Example.ORG>"}}},
	{"who-has-no-address-has-no-domain",
	 "1 Ann Author <>\n",
	 "",
	 {{"[PATCH] a", .sender = "Ann Author"}, {"[PATCH] b", .sender = ""}}},
};

static void test_contributors(gconstpointer data)
{
	const struct contributor_case *c = data;
	struct test_update test;
	g_autofree char *people = NULL;
	g_autofree char *domains = NULL;

	test_update_init(&test, c->mails);
	people = describe_contributors(test.update);
	domains = describe_domains(test.update);
	g_assert_cmpstr(people, ==, c->contributors);
	g_assert_cmpstr(domains, ==, c->domains);
	test_update_clear(&test);
}

static char *describe_reviewers(const struct update *update)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < update->n_reviewers; i++) {
		const struct update_reviewer *reviewer = &update->reviewers[i];

		g_string_append_printf(text, STR_FMT " %u = %u + %u + %u\n",
				       STR_ARG(reviewer->person.name), reviewer->trailers,
				       reviewer->reviewed, reviewer->acked, reviewer->tested);
	}
	return g_string_free(text, FALSE);
}

struct reviewer_case {
	const char *name;
	const char *reviewers; /* name, trailers = reviewed + acked + tested */
	struct test_mail mails[6];
};

#define REPLY(TRAILERS, ...) \
	{ \
		"Re: [PATCH] lamp", .parents = "m0@example.org", .reviews = (TRAILERS), \
				    ##__VA_ARGS__ \
	}

static const struct reviewer_case reviewers[] = {
	{"trailers-count-by-kind-most-first-then-by-name",
	 "Cat Carver 3 = 1 + 1 + 1\nAnn Author 1 = 0 + 1 + 0\nBen Builder 1 = 1 + 0 + 0\n",
	 {{"[PATCH] lamp"},
	  REPLY("Reviewed-by: " BEN),
	  REPLY("Acked-by: " ANN),
	  REPLY("Reviewed-by: " CAT "\nTested-by: " CAT),
	  REPLY("Acked-by: " CAT)}},
	{"a-nack-is-no-review", "", {{"[PATCH] lamp"}, REPLY("Nacked-by: " BEN)}},
	{"the-same-reply-twice-counts-once",
	 "Ben Builder 1 = 1 + 0 + 0\n",
	 {{"[PATCH] lamp"},
	  REPLY("Reviewed-by: " BEN, .id = "x@example.org", .text = 1),
	  REPLY("Reviewed-by: " BEN, .id = "x@example.org", .text = 1)}},
	{"what-a-patch-carries-counts-for-nobody",
	 "",
	 {{"[PATCH v2] lamp", .reviews = "Reviewed-by: " BEN}}},
	{"a-reply-to-an-absent-patch-counts",
	 "Ben Builder 1 = 1 + 0 + 0\n",
	 {{"Re: [PATCH] lamp", .parents = "gone@example.org", .reviews = "Reviewed-by: " BEN}}},
};

static void test_reviewers(gconstpointer data)
{
	const struct reviewer_case *c = data;
	struct test_update test;
	g_autofree char *people = NULL;

	test_update_init(&test, c->mails);
	people = describe_reviewers(test.update);
	g_assert_cmpstr(people, ==, c->reviewers);
	test_update_clear(&test);
}

struct day_case {
	const char *name;
	int64_t seconds[5]; /* of arrival, up to the first that is 0 */
	const char *days; /* date, number and mails of each */
};

enum { DAY = 24 * 60 * 60 };

static const struct day_case days[] = {
	{"one", {1767024065}, "2025-12-29 20451 1"},
	{"a-day-ends-at-midnight-in-utc",
	 {20451 * (int64_t)DAY - 1, 20451 * (int64_t)DAY, 20452 * (int64_t)DAY - 1},
	 "2025-12-28 20450 1, 2025-12-29 20451 2"},
	{"arrivals-need-not-ascend",
	 {1767024065, 1767024065 - 9 * DAY, 1767024065 + DAY, 1767024065 - 9 * DAY, 1767024065},
	 "2025-12-20 20442 2, 2025-12-29 20451 2, 2025-12-30 20452 1"},
	{"before-1970-days-count-down",
	 {1, -1, -DAY, -DAY - 1},
	 "1969-12-30 -2 1, 1969-12-31 -1 2, 1970-01-01 0 1"},
	{"a-clock-may-be-far-away", {253402300799, 1}, "1970-01-01 0 1, 9999-12-31 2932896 1"},
};

static const struct test_mail mails_of_days[] = {
	{"[PATCH] lamp"},
	{"Re: [PATCH] lamp", .parents = "m0@example.org", .sender = BEN},
	{"oil"},
	{"[PATCH] wick"},
	{"[PATCH] lamp", .id = "m0@example.org", .text = 1},
	{NULL},
};

static void test_days(gconstpointer data)
{
	const struct day_case *c = data;
	g_autoptr(GString) text = g_string_new(NULL);
	bool is_context[5] = {false};
	struct test_update test;
	unsigned mails = 0;
	unsigned patches = 0;
	unsigned replies = 0;

	test_update_init(&test, mails_of_days);
	for (unsigned i = 0; i < G_N_ELEMENTS(is_context); i++) {
		is_context[i] = c->seconds[i] == 0;
		g_array_index(test.thread.records, struct record, i).arrived_at = c->seconds[i];
	}
	test.material.is_context = is_context;
	test_update_again(&test);
	for (unsigned i = 0; i < test.update->n_days; i++) {
		const struct update_day *day = &test.update->days[i];

		g_string_append_printf(text, "%s" STR_FMT " %" G_GINT64_FORMAT " %u", i ? ", " : "",
				       STR_ARG(day->date), day->number, day->mails);
		mails += day->mails;
		patches += day->patches;
		replies += day->replies;
	}
	g_assert_cmpstr(text->str, ==, c->days);
	g_assert_cmpuint(mails, ==, test.update->counts.mails);
	g_assert_cmpuint(patches, ==, test.update->counts.patches);
	g_assert_cmpuint(replies, ==, test.update->counts.replies);
	test_update_clear(&test);
}

static void test_without_mails_there_are_no_days(void)
{
	static const struct test_mail none[] = {{NULL}};
	struct test_update test;

	test_update_init(&test, none);
	g_assert_cmpuint(test.update->n_days, ==, 0);
	test_update_clear(&test);
}

#define ADD_CASES(PREFIX, CASES, FUNCTION) \
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) { \
		g_autofree char *path = \
			g_strconcat("/statistics/" PREFIX "/", (CASES)[i].name, NULL); \
\
		g_test_add_data_func(path, &(CASES)[i], FUNCTION); \
	}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/statistics/each-mail-is-of-one-kind", test_kinds_and_sum);
	g_test_add_func("/statistics/deleted-mails-are-no-mails", test_deleted);
	ADD_CASES("voices", voices, test_voices)
	ADD_CASES("contributors", contributors, test_contributors)
	ADD_CASES("days", days, test_days)
	g_test_add_func("/statistics/without-mails-there-are-no-days",
			test_without_mails_there_are_no_days);
	ADD_CASES("reviewers", reviewers, test_reviewers)
	return g_test_run();
}
