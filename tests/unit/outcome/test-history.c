/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Histories of threads that are written as tables. */
#include "outcome/history_make.h"

#include "../series/fixture.h"

#define BEN "Ben Builder <ben@example.com>"
#define CAT "Cat Carver <cat@example.org>"

struct fixture {
	struct test_thread thread;
	struct history_material material;
	struct history_replies replies;
	struct arena arena;
};

static void set_up(struct fixture *fixture, const struct test_mail *mails)
{
	*fixture = (struct fixture){0};
	test_thread_init(&fixture->thread, mails);
	fixture->material = (struct history_material){
		.records = (const struct record *)(void *)fixture->thread.records->data,
		.n_records = fixture->thread.records->len,
		.people = fixture->thread.people,
		.set = fixture->thread.set,
	};
	history_replies_gather(&fixture->replies, &fixture->material);
}

static void tear_down(struct fixture *fixture)
{
	history_replies_clear(&fixture->replies);
	arena_clear(&fixture->arena);
	test_thread_clear(&fixture->thread);
}

/* The history of topic @number. */
static const struct history *make(struct fixture *fixture, unsigned number)
{
	const struct topics *topics = fixture->thread.set->topics;
	const struct topic *topic = &topics->items[number];
	const struct history_work work = {
		.postings = topic->postings,
		.n_postings = topic->n_postings,
		.newest = topic->newest,
		.links = topics->links,
	};

	g_assert_cmpuint(number, <, topics->n_items);
	return history_make(&fixture->arena, &fixture->material, &fixture->replies, &work);
}

/* "0:m0 1:m1 (m3 m4>0)" for each patch of @posting: the reply m4 answers the first one, m3. */
static char *describe(const struct history_posting *posting)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < posting->n_patches; i++) {
		const struct history_patch *patch = &posting->patches[i];
		str id = patch->message_id;

		g_string_append_printf(text, "%s%u:%.2s", i ? " " : "", patch->number, id.ptr);
		for (unsigned k = 0; k < patch->n_replies; k++) {
			const struct history_reply *reply = &patch->replies[k];

			g_string_append_printf(text, "%s%.2s", k ? " " : " (",
					       reply->message_id.ptr);
			if (reply->answers != HISTORY_NONE)
				g_string_append_printf(text, ">%u", reply->answers);
		}
		if (patch->n_replies)
			g_string_append_c(text, ')');
	}
	return g_string_free(text, FALSE);
}

struct replies_case {
	const char *name;
	const char *postings[2]; /* of the first topic */
	struct test_mail mails[9];
};

#define RE(PARENT, ...) \
	{ \
		"Re: lamp", .parents = PARENT "@example.org", .sender = BEN, ##__VA_ARGS__ \
	}

static const struct replies_case replies_cases[] = {
	{"each-reply-is-one-to-its-patch-or-cover",
	 {"0:m0 (m3) 1:m1 (m4) 2:m2 (m5)"},
	 {{"[PATCH 0/2] lamp"},
	  {"[PATCH 1/2] a", .parents = "m0@example.org"},
	  {"[PATCH 2/2] b", .parents = "m0@example.org"},
	  RE("m0"),
	  RE("m1"),
	  RE("m2")}},
	{"an-answer-to-a-reply-names-it",
	 {"1:m0 (m1 m2>0 m3>1 m4>0)"},
	 {{"[PATCH] lamp"}, RE("m0"), RE("m1"), RE("m2"), RE("m1")}},
	{"an-answer-that-came-before-what-it-answers-answers-the-patch",
	 {"1:m0 (m1 m2)"},
	 {{"[PATCH] lamp"}, RE("m2@example.org m0"), RE("m0")}},
	{"what-comes-twice-counts-once",
	 {"1:m0 (m1)"},
	 {{"[PATCH] lamp"},
	  RE("m0", .id = "m1@example.org", .text = 7),
	  RE("m0", .id = "m1@example.org", .text = 7)}},
	{"a-revision-sent-in-reply-is-no-reply",
	 {"1:m0 (m1)", "1:m2 (m3)"},
	 {{"[PATCH] lamp"}, RE("m0"), {"[PATCH v2] lamp", .parents = "m0@example.org"}, RE("m2")}},
	{"of-a-patch-that-comes-again-the-later-one-counts",
	 {"1:m2 2:m1"},
	 {{"[PATCH 1/2] a", .id = "m0@example.org"},
	  {"[PATCH 2/2] b", .parents = "m0@example.org"},
	  {"[PATCH 1/2] a", .parents = "m0@example.org"}}},
	{"also-where-its-total-is-another-one",
	 {"0:m0 1:m1 2:m3"},
	 {{"[PATCH 0/2] lamp"},
	  {"[PATCH 1/2] a", .parents = "m0@example.org"},
	  {"[PATCH 2/2] b", .parents = "m0@example.org"},
	  {"[PATCH 2/3] b", .parents = "m0@example.org"}}},
	{"of-two-titles-under-one-number-both-count",
	 {"0:m0 1:m1 2:m2 2:m3"},
	 {{"[PATCH 0/2] lamp"},
	  {"[PATCH 1/2] a", .parents = "m0@example.org"},
	  {"[PATCH 2/2] b", .parents = "m0@example.org"},
	  {"[PATCH 2/2] c", .parents = "m0@example.org"}}},
};

static void test_replies(gconstpointer data)
{
	const struct replies_case *c = data;
	struct fixture fixture;
	const struct history *history;

	set_up(&fixture, c->mails);
	history = make(&fixture, 0);
	for (unsigned i = 0; i < 2 && c->postings[i]; i++) {
		g_autofree char *text = NULL;

		g_assert_cmpuint(i, <, history->n_postings);
		text = describe(&history->postings[i]);
		g_assert_cmpstr(text, ==, c->postings[i]);
	}
	g_assert_true(history->n_postings == 2 || !c->postings[1]);
	tear_down(&fixture);
}

static void test_posting(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH RFC v3.1 0/4] lamp", .minute = 5, .sender = CAT},
		{"[PATCH RFC v3.1 2/4] a", .parents = "m0@example.org", .author = BEN, .minute = 6},
		{"[GIT PULL] oil", .minute = 9},
		{NULL},
	};
	struct fixture fixture;
	const struct history_posting *posting;
	const struct record *records;

	set_up(&fixture, mails);
	records = fixture.material.records;
	posting = make(&fixture, 0)->postings;
	g_assert_cmpuint(posting->revision.major, ==, 3);
	g_assert_cmpuint(posting->revision.minor, ==, 1);
	g_assert_true(posting->is_rfc);
	g_assert_true(posting->has_cover);
	g_assert_false(posting->is_pull);
	g_assert_false(posting->is_partial);
	g_assert_cmpuint(posting->total, ==, 4);
	g_assert_cmpint(posting->arrived_at, ==, records[0].arrived_at);
	g_assert_cmpuint(posting->author, ==, records[0].author);
	g_assert_cmpuint(posting->sender, ==, records[0].sender);
	g_assert_cmpuint(posting->follows, ==, HISTORY_NONE);
	g_assert_cmpuint(posting->n_patches, ==, 2);
	g_assert_cmpuint(posting->patches[1].number, ==, 2);
	g_assert_true(str_equal(posting->patches[1].title, STR("a")));
	g_assert_cmpuint(posting->patches[1].author, ==, records[1].author);
	g_assert_cmpuint(posting->patches[1].sender, ==, records[1].sender);
	g_assert_null(posting->patches[1].fingerprint);
	g_assert_cmpuint(posting->patches[1].n_landings, ==, 0);
	posting = make(&fixture, 1)->postings;
	g_assert_true(posting->is_pull);
	g_assert_false(posting->is_rfc);
	tear_down(&fixture);
}

static void test_material(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH 1/2] a"},
		{"[PATCH 2/2] b", .parents = "m0@example.org"},
		RE("m1"),
		{NULL},
	};
	static const struct remark own = {.kind = REMARK_REVIEW};
	static const struct remark replied[] = {{.kind = REMARK_NAK}, {.kind = REMARK_PING}};
	static const struct landing landed[] = {{.sureness = 90}, {.sureness = 80}};
	static const struct record_landings landings[] = {{0}, {landed, 2}, {0}};
	static const struct fingerprint fingerprint;
	static const struct fingerprint *const fingerprints[] = {NULL, &fingerprint, NULL};
	const struct history_patch *patches;
	struct fixture fixture;

	set_up(&fixture, mails);
	g_array_index(fixture.thread.records, struct record, 1).remarks = &own;
	g_array_index(fixture.thread.records, struct record, 1).n_remarks = 1;
	g_array_index(fixture.thread.records, struct record, 2).remarks = replied;
	g_array_index(fixture.thread.records, struct record, 2).n_remarks = 2;
	fixture.material.landings = landings;
	fixture.material.fingerprints = fingerprints;
	patches = make(&fixture, 0)->postings[0].patches;
	g_assert_cmpuint(patches[0].n_remarks + patches[0].n_landings, ==, 0);
	g_assert_null(patches[0].fingerprint);
	g_assert_true(patches[1].remarks == &own && patches[1].n_remarks == 1);
	g_assert_true(patches[1].landings == landed && patches[1].n_landings == 2);
	g_assert_true(patches[1].fingerprint == &fingerprint);
	g_assert_true(patches[1].replies[0].remarks == replied);
	g_assert_cmpuint(patches[1].replies[0].n_remarks, ==, 2);
	g_assert_cmpuint(patches[1].replies[0].sender, ==, fixture.material.records[2].sender);
	g_assert_cmpint(patches[1].replies[0].arrived_at, ==,
			fixture.material.records[2].arrived_at);
	tear_down(&fixture);
}

static void test_follows(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH] lamp"}, {"[PATCH] kettle"}, {"[PATCH v2] lamp"}, {"[PATCH v3] lamp"},
		{NULL},
	};
	static const unsigned some[] = {0, 3};
	const struct topic_link *links;
	struct fixture fixture;
	struct history_work work = {.postings = some, .n_postings = 2, .newest = 3};
	const struct history *history;

	set_up(&fixture, mails);
	links = fixture.thread.set->topics->links;
	history = make(&fixture, 0);
	g_assert_cmpuint(history->n_postings, ==, 3);
	g_assert_cmpuint(history->newest, ==, 2);
	for (unsigned i = 0; i < 3; i++) {
		unsigned followed = history->postings[i].follows;

		g_assert_cmpuint(followed, ==,
				 i ? links[i + 1].older == 0 ? 0 : i - 1 : HISTORY_NONE);
	}
	/* What it follows may be of another work; without links it is the one before. */
	history = history_make(&fixture.arena, &fixture.material, &fixture.replies, &work);
	g_assert_cmpuint(history->postings[0].follows, ==, HISTORY_NONE);
	g_assert_cmpuint(history->postings[1].follows, ==, 0);
	work.links = links;
	history = history_make(&fixture.arena, &fixture.material, &fixture.replies, &work);
	g_assert_cmpuint(history->postings[1].follows, ==, links[3].older == 0 ? 0 : HISTORY_NONE);
	g_assert_cmpuint(history->newest, ==, 1);
	tear_down(&fixture);
}

static void test_partial(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH 0/3] lamp"},
		{"[PATCH 1/3] a", .parents = "m0@example.org"},
		{"[PATCH 2/3] b", .parents = "m0@example.org"},
		{"[PATCH 3/3] c", .parents = "m0@example.org"},
		{"[PATCH v2 2/3] b", .parents = "m2@example.org"},
		{NULL},
	};
	const struct history *history;
	struct fixture fixture;

	set_up(&fixture, mails);
	history = make(&fixture, 0);
	g_assert_cmpuint(history->n_postings, ==, 2);
	g_assert_false(history->postings[0].is_partial);
	g_assert_true(history->postings[1].is_partial);
	g_assert_cmpuint(history->postings[1].follows, ==, 0);
	tear_down(&fixture);
}

static void test_reviewers(void)
{
	static const struct test_mail mails[] = {{"[PATCH] lamp"}, RE("m0"), {NULL}};
	static const struct mailbox reviewer = {STR_INIT("Dov Dyer"), STR_INIT("dov@example.net")};
	static const struct mailbox namesake = {STR_INIT("Eve Elder"), STR_INIT("eve@example.net")};
	static const struct remark given[] = {
		{.kind = REMARK_REVIEW, .person = {STR_INIT("Nobody"), {0}}},
		{.kind = REMARK_APPLIED,
		 .person = {STR_INIT("Eve Elder"), STR_INIT("eve@example.net")}},
		{.kind = REMARK_REVIEW,
		 .person = {STR_INIT("Dov Dyer"), STR_INIT("dov@example.net")}},
	};
	struct fixture fixture;
	struct people *people;

	set_up(&fixture, mails);
	people = fixture.thread.people;
	g_array_index(fixture.thread.records, struct record, 1).remarks = given;
	g_array_index(fixture.thread.records, struct record, 1).n_remarks = 3;
	g_assert_cmpuint(people_find(people, reviewer), ==, PERSON_NONE);
	for (unsigned i = 0; i < 2; i++)
		history_add_reviewers(people, fixture.material.records, 2);
	g_assert_cmpuint(people_find(people, reviewer), !=, PERSON_NONE);
	/* Whom no trailer names is nobody's reviewer. */
	g_assert_cmpuint(people_find(people, namesake), ==, PERSON_NONE);
	tear_down(&fixture);
}

static void test_nothing(void)
{
	static const struct test_mail none[] = {{NULL}};
	struct fixture fixture;

	set_up(&fixture, none);
	tear_down(&fixture);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(replies_cases); i++) {
		g_autofree char *path = g_strconcat("/history/", replies_cases[i].name, NULL);

		g_test_add_data_func(path, &replies_cases[i], test_replies);
	}
	g_test_add_func("/history/a-posting-is-told-by-its-head", test_posting);
	g_test_add_func("/history/what-is-known-of-each-mail-is-lent", test_material);
	g_test_add_func("/history/each-posting-follows-the-one-that-it-is-linked-to", test_follows);
	g_test_add_func("/history/a-partial-posting-says-so", test_partial);
	g_test_add_func("/history/whom-a-trailer-names-is-known", test_reviewers);
	g_test_add_func("/history/without-mails-there-is-nothing-to-gather", test_nothing);
	return g_test_run();
}
