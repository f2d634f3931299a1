/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/classify.h"

#include "fixture.h"

/* Short, for a table. */
enum {
	DIFF = RECORD_HAS_DIFF,
	STAT = RECORD_HAS_DIFFSTAT,
	LOG = RECORD_HAS_SHORTLOG,
	PULL = RECORD_HAS_PULL_REQUEST,
	SIGN = RECORD_HAS_SIGNOFF,
	QUOTE = RECORD_HAS_QUOTES,
};

/* A mail by itself: does it answer another one, what is in it, what is it. */
static const char *record_kind_name(enum record_kind kind)
{
	static const char *const names[RECORD_N_KINDS] = {
		[RECORD_OTHER] = "other", [RECORD_PATCH] = "patch",
		[RECORD_COVER] = "cover", [RECORD_REPLY] = "reply",
		[RECORD_PULL] = "pull",	  [RECORD_UNREADABLE] = "unreadable",
	};

	return names[kind];
}

struct single_case {
	const char *name;
	const char *subject;
	bool answers;
	unsigned traits;
	enum record_kind kind;
};

static const struct single_case singles[] = {
	{"a-tag-and-a-diff-make-a-patch", "[PATCH] lamp", false, DIFF, RECORD_PATCH},
	{"rfc-is-a-tag", "[RFC] lamp", false, DIFF, RECORD_PATCH},
	{"a-counter-is-a-tag", "[1/2] lamp", false, DIFF, RECORD_PATCH},
	{"a-diff-without-a-tag-is-other", "lamp", false, DIFF, RECORD_OTHER},
	{"a-tag-without-a-diff-is-other", "[PATCH] lamp", false, 0, RECORD_OTHER},
	{"a-tag-without-a-diff-in-an-answer-is-a-reply", "[PATCH] lamp", true, 0, RECORD_REPLY},
	{"a-patch-that-answers-and-quotes-not-is-a-patch", "[PATCH] lamp", true, DIFF,
	 RECORD_PATCH},
	{"a-quoted-remark-in-a-first-mail-is-no-reply", "[PATCH] lamp", false, DIFF | QUOTE,
	 RECORD_PATCH},
	{"a-proposal-in-a-discussion-is-a-reply", "[PATCH] lamp", true, DIFF | QUOTE, RECORD_REPLY},
	{"a-diffstat-makes-a-proposal-a-patch", "[PATCH] lamp", true, DIFF | QUOTE | STAT,
	 RECORD_PATCH},
	{"a-sign-off-makes-a-proposal-a-patch", "[PATCH] lamp", true, DIFF | QUOTE | SIGN,
	 RECORD_PATCH},
	{"a-numbered-patch-may-have-lost-its-diff", "[PATCH 1/2] lamp", true, 0, RECORD_PATCH},
	{"a-numbered-mail-that-quotes-has-lost-nothing", "[PATCH 1/2] lamp", true, QUOTE,
	 RECORD_REPLY},
	{"a-bare-number-has-lost-nothing", "[1/2] lamp", false, 0, RECORD_OTHER},
	{"number-nought-is-a-cover-letter", "[PATCH 0/2] lamp", false, 0, RECORD_COVER},
	{"a-cover-letter-may-answer", "[PATCH v2 0/2] lamp", true, 0, RECORD_COVER},
	{"a-cover-letter-may-quote", "[PATCH 0/2] lamp", false, QUOTE, RECORD_COVER},
	{"a-cover-that-answers-and-quotes-is-a-reply", "[PATCH 0/2] lamp", true, QUOTE,
	 RECORD_REPLY},
	{"a-diffstat-makes-it-a-cover", "[PATCH 0/2] lamp", true, QUOTE | STAT, RECORD_COVER},
	{"a-shortlog-makes-it-a-cover", "[PATCH 0/2] lamp", true, QUOTE | LOG, RECORD_COVER},
	{"a-reply-word-makes-a-reply", "Re: [PATCH] lamp", false, DIFF | STAT | SIGN, RECORD_REPLY},
	{"a-reply-word-goes-before-a-pull", "Re: [GIT PULL] lamp", false, PULL, RECORD_REPLY},
	{"a-forwarded-patch-is-other", "Fwd: [PATCH] lamp", true, DIFF, RECORD_OTHER},
	{"a-bot-s-report-is-other", "[syzbot] lamp", true, DIFF, RECORD_OTHER},
	{"a-pull-request-is-one", "[GIT PULL] lamp", false, PULL, RECORD_PULL},
	{"a-pull-request-may-have-lost-its-text", "[GIT PULL] lamp", false, 0, RECORD_PULL},
	{"an-answer-with-quotes-is-no-pull-request", "[GIT PULL] lamp", true, QUOTE, RECORD_REPLY},
	{"unless-it-asks-to-pull", "[GIT PULL] lamp", true, QUOTE | PULL, RECORD_PULL},
	{"a-pull-request-may-be-number-nought", "[PULL 0/5] lamp", false, PULL, RECORD_PULL},
	{"a-patch-of-a-pull-request-is-a-patch", "[PULL 3/5] lamp", true, DIFF, RECORD_PATCH},
	{"what-answers-is-a-reply", "lamp", true, 0, RECORD_REPLY},
	{"what-answers-nothing-is-other", "lamp", false, 0, RECORD_OTHER},
};

static void test_single(gconstpointer data)
{
	const struct single_case *c = data;
	g_auto(arena) arena = {0};
	str parent = STR("cover@example.org");
	struct record record = {
		.kind = RECORD_UNREADABLE,
		.message_id = STR("own@example.org"),
		.parents = &parent,
		.n_parents = c->answers,
		.traits = c->traits,
	};

	subject_parse(&arena, str_from(c->subject), &record.subject);
	g_assert_cmpstr(record_kind_name(record_classify(&record)), ==, record_kind_name(c->kind));
}

static void test_answers_itself(void)
{
	g_auto(arena) arena = {0};
	str id = STR("own@example.org");
	struct record record = {.message_id = id, .parents = &id, .n_parents = 1};

	subject_parse(&arena, STR("[PATCH 0/2] lamp"), &record.subject);
	g_assert_cmpint(record_classify(&record), ==, RECORD_REPLY);
	record.traits = RECORD_HAS_SHORTLOG;
	g_assert_cmpint(record_classify(&record), ==, RECORD_COVER);
}

/* What only the thread tells. */
struct thread_case {
	const char *name;
	const char *kinds;
	struct test_mail mails[4];
};

static const struct thread_case in_threads[] = {
	{"what-repeats-a-patch-without-work-is-a-reply",
	 "PR",
	 {{"[PATCH 1/2] lamp: a"},
	  {"[PATCH 1/2] lamp: A", .parents = "m0@example.org", .bare = true}}},
	{"what-repeats-a-cover-without-work-is-a-reply",
	 "CR",
	 {{"[PATCH 0/2] lamp: a"},
	  {"[PATCH 0/2] lamp: a", .parents = "m0@example.org", .bare = true}}},
	{"another-revision-repeats-nothing",
	 "CC",
	 {{"[PATCH 0/2] lamp: a"},
	  {"[PATCH v2 0/2] lamp: a", .parents = "m0@example.org", .bare = true}}},
	{"what-repeats-with-work-is-work",
	 "PP",
	 {{"[PATCH 1/2] lamp: a"}, {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"}}},
	{"patches-tell-their-cover-without-a-number",
	 "CPP",
	 {{"[PATCH] lamp: dim", .bare = true},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"},
	  {"[PATCH 2/2] lamp: b", .parents = "m0@example.org"}}},
	{"a-diffstat-is-as-good-as-a-tag",
	 "CP",
	 {{"lamp: dim", .traits = RECORD_HAS_DIFFSTAT},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"}}},
	{"a-question-with-patches-below-is-no-cover",
	 "OP",
	 {{"lamp: dim", .bare = true}, {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"}}},
	{"a-patch-is-no-cover",
	 "PP",
	 {{"[PATCH] lamp: dim"}, {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"}}},
	{"a-mail-of-somebody-else-is-no-cover",
	 "OP",
	 {{"[PATCH] lamp: dim", .bare = true, .sender = "Ben Builder <ben@example.com>"},
	  {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"}}},
	{"a-patch-without-a-number-tells-no-cover",
	 "OP",
	 {{"[PATCH] lamp: dim", .bare = true}, {"[PATCH] lamp: a", .parents = "m0@example.org"}}},
	{"a-reply-is-no-cover",
	 "RP",
	 {{"Re: [PATCH] lamp: dim"}, {"[PATCH 1/2] lamp: a", .parents = "m0@example.org"}}},
};

static void test_thread(gconstpointer data)
{
	const struct thread_case *c = data;
	struct test_thread thread;
	g_autofree char *kinds = NULL;

	test_thread_init(&thread, c->mails);
	kinds = test_kinds(&thread);
	g_assert_cmpstr(kinds, ==, c->kinds);
	test_thread_clear(&thread);
}

static struct record with_subject(struct arena *arena, const char *subject)
{
	struct record record = {0};

	subject_parse(arena, str_from(subject), &record.subject);
	return record;
}

static void test_same(void)
{
	static const struct {
		const char *one;
		const char *other;
		bool title;
		bool place;
	} cases[] = {
		{"[PATCH 1/2] lamp: a", "[PATCH 1/2] lamp: a", true, true},
		{"[PATCH 1/2] lamp: a wick", "[PATCH 1/2] Lamp: awick", true, true},
		{"[PATCH 1/2] lamp: a", "[PATCH 1/2] lamp: ab", false, false},
		{"[PATCH 1/2] lamp: ab", "[PATCH 1/2] lamp: a", false, false},
		{"[PATCH 1/2] lamp: a", "[PATCH 2/2] lamp: a", true, false},
		{"[PATCH 1/2] lamp: a", "[PATCH 1/3] lamp: a", true, false},
		{"[PATCH 1/2] lamp: a", "[PATCH v2 1/2] lamp: a", true, false},
		{"[PATCH 1/2]", "[PATCH 1/2] ", true, true},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct record one = with_subject(&arena, cases[i].one);
		struct record other = with_subject(&arena, cases[i].other);

		g_assert_cmpint(record_same_title(&one, &other), ==, cases[i].title);
		g_assert_cmpint(record_same_place(&one, &other), ==, cases[i].place);
	}
}

static void test_tags(void)
{
	static const struct {
		const char *subject;
		bool tagged;
		bool numbered;
		bool cover;
	} cases[] = {
		{"[PATCH] lamp", true, false, false},	 {"[RFC] lamp", true, false, false},
		{"[PATCH 0/2] lamp", true, false, true}, {"[PATCH 2/2] lamp", true, true, false},
		{"[3/2] lamp", true, true, false},	 {"[lamp] wick", false, false, false},
		{"lamp", false, false, false},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct record record = with_subject(&arena, cases[i].subject);

		g_assert_cmpint(record_is_tagged(&record), ==, cases[i].tagged);
		g_assert_cmpint(record_is_numbered(&record), ==, cases[i].numbered);
		g_assert_cmpint(record_is_numbered_cover(&record), ==, cases[i].cover);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(singles); i++) {
		g_autofree char *path = g_strconcat("/classify/", singles[i].name, NULL);

		g_test_add_data_func(path, &singles[i], test_single);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(in_threads); i++) {
		g_autofree char *path = g_strconcat("/classify/thread/", in_threads[i].name, NULL);

		g_test_add_data_func(path, &in_threads[i], test_thread);
	}
	g_test_add_func("/classify/a-cover-that-answers-itself-needs-work", test_answers_itself);
	g_test_add_func("/classify/titles-differ-in-more-than-case-and-blanks", test_same);
	g_test_add_func("/classify/tags-are-patch-rfc-or-a-counter", test_tags);
	return g_test_run();
}
