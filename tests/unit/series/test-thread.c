/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/thread.h"

#include "fixture.h"

/*
 * Mails and their threads: of each its parent, `-` for none, and a letter for
 * its thread, a capital where it begins with an absent mail.
 */
struct thread_case {
	const char *name;
	const char *parents;
	const char *threads;
	struct test_mail mails[7];
};

static const struct thread_case cases[] = {
	{"a-mail-hangs-on-the-one-it-answers",
	 "- 0 1",
	 "aaa",
	 {{"lamp"},
	  {"Re: lamp", .parents = "m0@example.org"},
	  {"Re: lamp", .parents = "m1@example.org m0@example.org"}}},
	{"an-answer-may-arrive-first",
	 "1 - 0",
	 "aaa",
	 {{"Re: lamp", .parents = "m1@example.org"},
	  {"lamp"},
	  {"Re: lamp", .parents = "m0@example.org"}}},
	{"subjects-join-nothing", "- -", "ab", {{"lamp"}, {"Re: lamp"}}},
	{"the-first-id-that-is-there-counts",
	 "- - 1",
	 "abb",
	 {{"lamp"},
	  {"wick"},
	  {"Re: wick", .parents = "gone@example.org m1@example.org m0@example.org"}}},
	{"answers-to-one-absent-mail-are-one-thread",
	 "- - -",
	 "AAB",
	 {{"Re: lamp", .parents = "gone@example.org"},
	  {"Re: lamp", .parents = "gone@example.org"},
	  {"Re: wick", .parents = "lost@example.org"}}},
	{"of-absent-mails-the-oldest-counts",
	 "- - -",
	 "AAB",
	 {{"Re: lamp", .parents = "reply@example.org gone@example.org"},
	  {"Re: lamp", .parents = "gone@example.org"},
	  {"Re: lamp", .parents = "reply@example.org"}}},
	{"the-absent-mail-is-that-of-the-whole-thread",
	 "- 0 1",
	 "AAA",
	 {{"Re: lamp", .parents = "gone@example.org"},
	  {"Re: lamp", .parents = "m0@example.org"},
	  {"Re: lamp", .parents = "m1@example.org"}}},
	{"a-word-is-no-absent-mail",
	 "- -",
	 "ab",
	 {{"lamp", .parents = "n"}, {"wick", .parents = "n"}}},
	{"a-mail-that-answers-itself-answers-nothing",
	 "- 0",
	 "aa",
	 {{"lamp", .parents = "m0@example.org"}, {"Re: lamp", .parents = "m0@example.org"}}},
	{"a-mail-that-answers-itself-may-answer-another-one",
	 "- 0",
	 "aa",
	 {{"lamp"}, {"Re: lamp", .parents = "m1@example.org m0@example.org"}}},
	{"a-mail-that-answers-itself-may-answer-an-absent-one",
	 "- -",
	 "AA",
	 {{"lamp", .parents = "gone@example.org m0@example.org"},
	  {"Re: lamp", .parents = "gone@example.org"}}},
	{"a-loop-of-two-is-cut-at-the-first",
	 "- 0",
	 "aa",
	 {{"lamp", .parents = "m1@example.org"}, {"lamp", .parents = "m0@example.org"}}},
	{"a-loop-of-three-is-cut-at-the-first",
	 "- 2 0",
	 "aaa",
	 {{"lamp", .parents = "m1@example.org"},
	  {"lamp", .parents = "m2@example.org"},
	  {"lamp", .parents = "m0@example.org"}}},
	{"what-hangs-on-a-loop-stays-there",
	 "2 - 1 2",
	 "aaaa",
	 {{"lamp", .parents = "m2@example.org"},
	  {"lamp", .parents = "m2@example.org"},
	  {"lamp", .parents = "m1@example.org"},
	  {"lamp", .parents = "m2@example.org"}}},
	{"two-loops-are-two-threads",
	 "- 0 - 2",
	 "aabb",
	 {{"lamp", .parents = "m1@example.org"},
	  {"lamp", .parents = "m0@example.org"},
	  {"wick", .parents = "m3@example.org"},
	  {"wick", .parents = "m2@example.org"}}},
	{"mails-without-an-id-are-found-by-nobody",
	 "- - -",
	 "abc",
	 {{"lamp", .id = "", .text = 1}, {"lamp", .id = "", .text = 1}, {"wick"}}},
	{"of-two-mails-with-one-id-the-first-counts",
	 "- - 0",
	 "aba",
	 {{"lamp", .id = "x@example.org"},
	  {"wick", .id = "x@example.org"},
	  {"Re: lamp", .parents = "x@example.org"}}},
	{"but-work-counts-before-a-reply",
	 "- - 1",
	 "abb",
	 {{"Re: lamp", .id = "x@example.org"},
	  {"[PATCH] lamp", .id = "x@example.org"},
	  {"Re: lamp", .parents = "x@example.org"}}},
	{"and-the-first-work-before-the-second",
	 "- - 0",
	 "aba",
	 {{"[PATCH] lamp", .id = "x@example.org"},
	  {"[PATCH] wick", .id = "x@example.org"},
	  {"Re: lamp", .parents = "x@example.org"}}},
	{"what-cannot-be-read-has-no-id",
	 "- - 1",
	 "abb",
	 {{"lamp", .id = "x@example.org", .unreadable = true},
	  {"lamp", .id = "x@example.org"},
	  {"Re: lamp", .parents = "x@example.org"}}},
};

static char *describe_parents(const struct threads *threads)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < threads->n_records; i++) {
		const char *gap = i ? " " : "";

		if (threads->parents[i] == RECORD_NONE)
			g_string_append_printf(text, "%s-", gap);
		else
			g_string_append_printf(text, "%s%u", gap, threads->parents[i]);
	}
	return g_string_free(text, FALSE);
}

static char *describe_threads(const struct threads *threads)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < threads->n_records; i++) {
		g_assert_cmpuint(threads->roots[i], <, threads->n_threads);
		g_string_append_c(text, (char)((threads->absent_root[i] ? 'A' : 'a') +
					       (char)threads->roots[i]));
	}
	return g_string_free(text, FALSE);
}

static void test_case(gconstpointer data)
{
	const struct thread_case *c = data;
	struct test_thread thread;
	g_autofree char *parents = NULL;
	g_autofree char *threads = NULL;

	test_thread_init(&thread, c->mails);
	parents = describe_parents(thread.set->threads);
	threads = describe_threads(thread.set->threads);
	g_assert_cmpstr(parents, ==, c->parents);
	g_assert_cmpstr(threads, ==, c->threads);
	test_thread_clear(&thread);
}

static void test_duplicates(void)
{
	static const struct {
		const char *duplicates;
		struct test_mail mails[5];
	} duplicate_cases[] = {
		/* The same mail again, and again. */
		{"-ddd",
		 {{"lamp", .id = "x@example.org", .text = 1},
		  {"lamp", .id = "x@example.org", .text = 1},
		  {"[List] lamp", .id = "x@example.org", .text = 1},
		  {"lamp", .id = "x@example.org", .text = 1}}},
		/* Another id, or another text. */
		{"---",
		 {{"lamp", .id = "x@example.org", .text = 1},
		  {"lamp", .id = "y@example.org", .text = 1},
		  {"lamp", .id = "x@example.org", .text = 2}}},
		/* The same as one that does not count. */
		{"--dd",
		 {{"lamp", .id = "x@example.org", .text = 1},
		  {"lamp", .id = "x@example.org", .text = 2},
		  {"lamp", .id = "x@example.org", .text = 2},
		  {"lamp", .id = "x@example.org", .text = 1}}},
		/* The same as one that counted until work came. */
		{"--d",
		 {{"Re: lamp", .id = "x@example.org", .text = 1},
		  {"[PATCH] lamp", .id = "x@example.org", .text = 2},
		  {"Re: lamp", .id = "x@example.org", .text = 1}}},
		/* Mails without an id. */
		{"--", {{"lamp", .id = "", .text = 1}, {"lamp", .id = "", .text = 1}}},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(duplicate_cases); i++) {
		struct test_thread thread;
		g_autoptr(GString) duplicates = g_string_new(NULL);

		test_thread_init(&thread, duplicate_cases[i].mails);
		for (unsigned k = 0; k < thread.records->len; k++) {
			bool duplicate = g_array_index(thread.records, struct record, k).duplicate;

			g_string_append_c(duplicates, duplicate ? 'd' : '-');
		}
		g_assert_cmpstr(duplicates->str, ==, duplicate_cases[i].duplicates);
		test_thread_clear(&thread);
	}
}

static void test_find(void)
{
	static const struct test_mail mails[] = {{"lamp"}, {"wick", .id = ""}, {NULL}};
	struct test_thread thread;

	test_thread_init(&thread, mails);
	g_assert_cmpuint(threads_find(thread.set->threads, STR("m0@example.org")), ==, 0);
	g_assert_cmpuint(threads_find(thread.set->threads, STR("M0@example.org")), ==, RECORD_NONE);
	g_assert_cmpuint(threads_find(thread.set->threads, STR("")), ==, RECORD_NONE);
	test_thread_clear(&thread);
}

enum { N_LONG = 50000 };

/* A circle in which each mail answers the one that stands some steps behind it. */
static void test_long_loop(gconstpointer data)
{
	const unsigned step = GPOINTER_TO_UINT(data);
	g_auto(arena) arena = {0};
	struct record *records = arena_new_array(&arena, struct record, N_LONG);
	str *ids = arena_new_array(&arena, str, N_LONG);
	g_autoptr(threads) threads = NULL;

	for (unsigned i = 0; i < N_LONG; i++) {
		g_autofree char *id = g_strdup_printf("%u@example.org", i);

		ids[i] = arena_str(&arena, str_from(id));
		records[i].message_id = ids[i];
		records[i].kind = RECORD_REPLY;
		records[i].parents = &ids[(i + step) % N_LONG];
		records[i].n_parents = 1;
	}
	threads = threads_resolve(records, N_LONG);
	g_assert_cmpuint(threads->n_threads, ==, 1);
	g_assert_cmpuint(threads->parents[0], ==, RECORD_NONE);
	for (unsigned i = 1; i < N_LONG; i++)
		g_assert_cmpuint(threads->parents[i], ==, (i + step) % N_LONG);
	g_assert_false(threads->absent_root[N_LONG - 1]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/thread/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/thread/the-same-id-and-text-are-the-same-mail", test_duplicates);
	g_test_add_func("/thread/an-id-is-found-byte-for-byte", test_find);
	g_test_add_data_func("/thread/a-long-loop-forward-is-cut-at-the-first", GUINT_TO_POINTER(1),
			     test_long_loop);
	g_test_add_data_func("/thread/a-long-loop-backward-is-cut-at-the-first",
			     GUINT_TO_POINTER(N_LONG - 1), test_long_loop);
	return g_test_run();
}
