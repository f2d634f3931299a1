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
	ADD_CASES("reviewers", reviewers, test_reviewers)
	return g_test_run();
}
