/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/find.h"
#include "index/find_path.h"
#include "index/lexicons.h"
#include "index/messages.h"
#include "index/outcomes.h"
#include "index/postings.h"

#include <glib/gstdio.h>

/* Mails of the index below; their number is their place, from 1. */
struct example {
	const char *message_id;
	enum record_kind kind;
	int64_t sent_at;
	int64_t arrived_at;
	int64_t posting; /* 0: of none */
	const char *subject;
	const char *from;
	const char *body; /* WORD_ADDED in a patch, else WORD_TEXT */
	const char *path; /* of its diff */
	const char *patch_id;
};

enum { DAY = 86400, N_EXAMPLES = 7 };

/* v1 of the lamp (1, 2), an answer (3), v2 (4, 5), another's patch (6), and talk (7). */
static const struct example examples[N_EXAMPLES] = {
	{"lamp-v1-0@x", RECORD_COVER, 1 * DAY, 1 * DAY, 1, "lamp series", "Ann", "burn brighter",
	 NULL, NULL},
	{"lamp-v1-1@x", RECORD_PATCH, 1 * DAY, 1 * DAY, 1, "lamp wick", "Ann", "wick oil lock",
	 "lamp/wick.c", "aaaa1111"},
	{"answer@x", RECORD_REPLY, 2 * DAY, 2 * DAY, 0, "lamp wick", "Bob", "oil is dear", NULL,
	 NULL},
	{"lamp-v2-0@x", RECORD_COVER, 3 * DAY, 3 * DAY, 4, "lamp series", "Ann", "burn brighter",
	 NULL, NULL},
	{"lamp-v2-1@x", RECORD_PATCH, 3 * DAY, 3 * DAY, 4, "lamp wick", "Ann", "wick lock oil",
	 "lamp/wick.c", "aaaa2222"},
	{"tap@x", RECORD_PATCH, 4 * DAY, 4 * DAY, 6, "tap drip", "Bob", "tap lock", "tap/Tap.h",
	 "bbbb3333"},
	{"talk@x", RECORD_OTHER, 5 * DAY, 4 * DAY, 0, "lamp or tap", "Bob", "which", NULL, NULL},
};

struct fixture {
	char *folder;
	struct index *index;
	struct arena arena;
	unsigned n_asked; /* phrases */
};

static void add_example(struct fixture *fixture, struct lexicon *lexicon, unsigned number)
{
	const struct example *example = &examples[number - 1];
	const bool is_patch = example->kind == RECORD_PATCH;
	const struct stored_file file = {
		.path = str_from(example->path),
		.old_blob = STR("0123abc"),
		.new_blob = str_from(example->patch_id),
	};
	struct stored_message message = {
		.thread = number,
		.subject = str_from(example->subject),
		.bytes = number * 1000,
		.record = {.kind = example->kind,
			   .message_id = str_from(example->message_id),
			   .patch_id = str_from(example->patch_id),
			   .change_id = number == 6 ? STR("tap-change") : (str){0},
			   .sent_at = example->sent_at,
			   .arrived_at = example->arrived_at,
			   .text_hash = number},
		.files = &file,
		.n_files = example->path ? 1 : 0,
	};

	g_assert_true(messages_add(fixture->index, &message, NULL));
	g_assert_cmpint(message.id, ==, number);
	lexicon_begin_mail(lexicon, number);
	lexicon_add_text(lexicon, WORD_SUBJECT, str_from(example->subject));
	lexicon_add_text(lexicon, WORD_FROM, str_from(example->from));
	lexicon_add_text(lexicon, is_patch ? WORD_ADDED : WORD_TEXT, str_from(example->body));
	lexicon_add_text(lexicon, WORD_FILE, str_from(example->path));
}

static void add_postings(struct fixture *fixture)
{
	static int64_t members[][2] = {{1, 2}, {4, 5}, {6, 0}};
	const struct stored_posting postings[] = {
		{.id = 1,
		 .head = 1,
		 .members = members[0],
		 .n_members = 2,
		 .arrived_at = 1 * DAY,
		 .revision = {1, 0, 0},
		 .n_patches = 1,
		 .n_repliers = 1},
		{.id = 4,
		 .head = 4,
		 .members = members[1],
		 .n_members = 2,
		 .arrived_at = 3 * DAY,
		 .revision = {2, 0, 0},
		 .n_patches = 1,
		 .n_missing = 1},
		{.id = 6,
		 .head = 6,
		 .members = members[2],
		 .n_members = 1,
		 .arrived_at = 4 * DAY,
		 .revision = {1, 0, 0},
		 .n_patches = 1,
		 .traits = POSTING_RFC},
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(postings); i++)
		g_assert_true(postings_put(fixture->index, &postings[i], NULL));
	g_assert_true(postings_place(fixture->index, 1, 1, false, SERIES_NEW, NULL));
	g_assert_true(postings_place(fixture->index, 4, 1, true, SERIES_REVISED, NULL));
	g_assert_true(postings_place(fixture->index, 6, 6, true, SERIES_NEW, NULL));
}

/* v1 gave way to v2, which is reviewed in part; the tap is ready. */
static void add_outcomes(struct fixture *fixture)
{
	static const struct {
		int64_t posting;
		struct outcome outcome;
	} rows[] = {
		{1, {.state = OUTCOME_SUPERSEDED, .turn = TURN_NOBODY}},
		{4,
		 {.state = OUTCOME_CHANGES_ASKED,
		  .turn = TURN_AUTHOR,
		  .n_patches = 2,
		  .n_reviewed = 1}},
		{6,
		 {.state = OUTCOME_READY,
		  .turn = TURN_MAINTAINER,
		  .pinged = true,
		  .n_patches = 1,
		  .n_reviewed = 1}},
	};

	for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_true(
			outcomes_put(fixture->index, rows[i].posting, &rows[i].outcome, NULL));
}

static void set_up(struct fixture *fixture, const void *data G_GNUC_UNUSED)
{
	struct lexicon *lexicon = lexicon_new();
	g_autoptr(lexicon_blocks) blocks = NULL;
	g_autofree char *path = NULL;

	*fixture = (struct fixture){0};
	arena_init(&fixture->arena);
	fixture->folder = g_dir_make_tmp("tidings-find-XXXXXX", NULL);
	path = g_build_filename(fixture->folder, "index.db", NULL);
	fixture->index = index_open(path, NULL);
	g_assert_nonnull(fixture->index);
	g_assert_true(database_begin_writing(fixture->index->database, NULL));
	for (unsigned number = 1; number <= N_EXAMPLES; number++)
		add_example(fixture, lexicon, number);
	blocks = lexicon_blocks_make(&lexicon, 1, NULL);
	g_assert_true(lexicons_add(fixture->index, blocks, NULL));
	lexicon_free(lexicon);
	add_postings(fixture);
	add_outcomes(fixture);
}

static void tear_down(struct fixture *fixture, const void *data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(fixture->folder, "index.db", NULL);

	database_roll_back(fixture->index->database);
	index_close(fixture->index);
	g_assert_true(index_remove(path, NULL));
	g_rmdir(fixture->folder);
	g_free(fixture->folder);
	arena_clear(&fixture->arena);
}

/* Looks for the words of @phrase, as they were written, in the body of an example. */
static bool body_holds(void *user, int64_t message, const struct query *phrase, bool *ret_holds,
		       GError **error G_GNUC_UNUSED)
{
	struct fixture *fixture = user;

	fixture->n_asked++;
	*ret_holds = str_contains(str_from(examples[message - 1].body), phrase->phrase);
	return true;
}

typedef bool (*find_fn)(struct index *index, const struct find_request *request, GArray *numbers,
			GError **error);

/* The numbers that @text finds, as "5 4 2". */
static char *numbers_of(struct fixture *fixture, find_fn find, const char *text,
			const struct find_request *settings)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct find_request request = *settings;
	GString *list = g_string_new(NULL);

	request.query = query_parse(&fixture->arena, str_from(text), 0, NULL);
	request.holds = body_holds;
	request.user = fixture;
	g_assert_nonnull(request.query);
	fixture->n_asked = 0;
	g_assert_true(find(fixture->index, &request, numbers, NULL));
	for (unsigned i = 0; i < numbers->len; i++)
		g_string_append_printf(list, "%s%d", i ? " " : "",
				       (int)g_array_index(numbers, int64_t, i));
	return g_string_free(list, FALSE);
}

struct expectation {
	const char *query;
	const char *numbers;
};

static void expect_each(struct fixture *fixture, find_fn find, const struct find_request *settings,
			const struct expectation *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autofree char *found = numbers_of(fixture, find, cases[i].query, settings);

		g_test_message("%s", cases[i].query);
		g_assert_cmpstr(found, ==, cases[i].numbers);
	}
}

static const struct find_request all = {.limit = 100};

static void test_each_term_finds_its_messages(struct fixture *fixture,
					      const void *data G_GNUC_UNUSED)
{
	static const struct expectation cases[] = {
		{"", "7 6 5 4 3 2 1"},
		{"tap", "7 6"},
		{"s:tap", "7 6"},
		{"b:tap", "6"},
		{"f:bob", "7 6 3"},
		{"dfb:oil", "5 2"},
		{"bri*", "4 1"},
		{"nowhere", ""},
		{"m:tap@x", "6"},
		{"m:lamp-v1*", "2 1"},
		{"patchid:aaaa", "5 2"},
		{"patchid:aaaa22", "5"},
		{"changeid:tap-change", "6"},
		{"dfblob:0123", "6 5 2"},
		{"dfblob:0123abcdef", "6 5 2"},
		{"dfpre:aaaa1111", ""},
		{"dfpost:aaaa1111", "2"},
		{"dfn:lamp/", "5 2"},
		{"dfn:tap.h", "6"},
		{"dfn:wick", "5 2"},
		{"dt:86400000000..", ""},
		{"rt:1970-01-04..1970-01-05", "7 6 5 4"},
		{"d:1970-01-06", "7"},
		{"z:5000..", "7 6 5"},
		{"v:2", "5 4"},
		{"n:1", "6 5 4 2 1"},
	};

	expect_each(fixture, find_messages, &all, cases, G_N_ELEMENTS(cases));
}

static void test_each_state_holds_of_its_messages(struct fixture *fixture,
						  const void *data G_GNUC_UNUSED)
{
	static const struct expectation cases[] = {
		{"is:patch", "6 5 2"},	     {"is:cover", "4 1"},
		{"is:reply", "3"},	     {"is:pull", ""},
		{"is:latest", "6 5 4"},	     {"is:superseded", "2 1"},
		{"is:new", "6 2 1"},	     {"is:revised", "5 4"},
		{"is:resent", ""},	     {"is:rfc", "6"},
		{"is:complete", "6 2 1"},    {"is:incomplete", "5 4"},
		{"is:answered", "2 1"},	     {"is:unanswered", "6 5 4"},
		{"is:open", "6 5 4"},	     {"is:in-review", ""},
		{"is:changes-asked", "5 4"}, {"is:ready", "6"},
		{"is:landed", ""},	     {"is:partly-landed", ""},
		{"is:dropped", ""},	     {"is:reviewed", "6"},
		{"is:pinged", "6"},	     {"is:awaits-author", "5 4"},
		{"is:awaits-reviewers", ""}, {"is:awaits-maintainer", "6"},
	};

	for (unsigned i = 0; query_states[i].name; i++)
		g_assert_cmpuint(i, <, G_N_ELEMENTS(cases));
	expect_each(fixture, find_messages, &all, cases, G_N_ELEMENTS(cases));
}

static void test_an_outcome_that_changes_is_found_by_what_it_is(struct fixture *fixture,
								const void *data G_GNUC_UNUSED)
{
	static const struct {
		struct outcome outcome;
		struct expectation found;
		struct expectation open;
	} cases[] = {
		{{.state = OUTCOME_IN_REVIEW, .turn = TURN_REVIEWERS},
		 {"is:in-review is:awaits-reviewers", "6"},
		 {"is:open", "6 5 4"}},
		{{.state = OUTCOME_LANDED}, {"is:landed", "6"}, {"is:open", "5 4"}},
		{{.state = OUTCOME_PARTLY_LANDED, .turn = TURN_MAINTAINER},
		 {"is:partly-landed", "6"},
		 {"is:open", "6 5 4"}},
		{{.state = OUTCOME_DROPPED}, {"is:dropped", "6"}, {"is:open", "5 4"}},
		/* Nothing is not all reviewed. */
		{{.state = OUTCOME_NEW, .turn = TURN_REVIEWERS},
		 {"is:reviewed", ""},
		 {"is:open", "6 5 4"}},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_true(outcomes_put(fixture->index, 6, &cases[i].outcome, NULL));
		expect_each(fixture, find_messages, &all, &cases[i].found, 1);
		expect_each(fixture, find_messages, &all, &cases[i].open, 1);
	}
}

static void test_operators_join_terms(struct fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct expectation cases[] = {
		{"lamp f:ann", "5 4 2 1"},	   {"s:tap OR s:wick", "7 6 5 3 2"},
		{"lamp XOR tap", "6 5 4 3 2 1"},   {"NOT lamp", "6"},
		{"lamp NOT (wick OR tap)", "4 1"}, {"-is:patch", "7 4 3 1"},
	};

	expect_each(fixture, find_messages, &all, cases, G_N_ELEMENTS(cases));
}

static void test_a_phrase_is_asked_for_in_each_operator(struct fixture *fixture,
							const void *data G_GNUC_UNUSED)
{
	static const struct expectation cases[] = {
		{"\"lock oil\"", "5"},
		{"\"oil lock\"", "2"},
		{"NOT \"lock oil\"", "7 6 4 3 2 1"},
		{"\"lock oil\" OR \"oil lock\"", "5 2"},
		{"\"lock oil\" XOR wick", "3 2"},
		{"\"lock oil\" XOR \"wick lock\"", ""},
		{"f:ann \"wick lock\"", "5"},
		{"\"lock oil\" AND \"oil lock\"", ""},
		/* Its words stand in one mail, but in two fields. */
		{"\"lamp oil\"", ""},
	};

	expect_each(fixture, find_messages, &all, cases, G_N_ELEMENTS(cases));
}

static void test_a_phrase_is_asked_for_no_oftener_than_it_takes(struct fixture *fixture,
								const void *data G_GNUC_UNUSED)
{
	const struct find_request one = {.limit = 1};
	g_autofree char *found = numbers_of(fixture, find_messages, "\"wick lock\"", &one);

	g_assert_cmpstr(found, ==, "5");
	g_assert_cmpuint(fixture->n_asked, ==, 1);
	g_free(found);
	found = numbers_of(fixture, find_messages, "f:bob OR \"wick lock\"", &one);
	g_assert_cmpstr(found, ==, "7");
	g_assert_cmpuint(fixture->n_asked, ==, 0);
}

static void test_the_newest_come_first_up_to_the_limit(struct fixture *fixture,
						       const void *data G_GNUC_UNUSED)
{
	const struct find_request two = {.limit = 2};
	static const struct expectation cases[] = {{"lamp", "7 5"}, {"m:lamp*", "5 4"}};

	expect_each(fixture, find_messages, &two, cases, G_N_ELEMENTS(cases));
}

static void test_what_is_gone_is_not_found(struct fixture *fixture, const void *data G_GNUC_UNUSED)
{
	static const struct expectation cases[] = {{"s:tap", "7"}, {"NOT lamp", ""}};
	const int64_t gone = 6;

	g_assert_true(postings_remove(fixture->index, gone, NULL));
	g_assert_true(database_run_numbers(fixture->index->database,
					   "DELETE FROM file WHERE message = ?", &gone, 1, NULL));
	g_assert_true(database_run_numbers(fixture->index->database,
					   "DELETE FROM message WHERE id = ?", &gone, 1, NULL));
	expect_each(fixture, find_messages, &all, cases, G_N_ELEMENTS(cases));
}

static void test_of_a_work_the_latest_posting_is_found(struct fixture *fixture,
						       const void *data G_GNUC_UNUSED)
{
	static const struct expectation cases[] = {
		{"", "6 4"},	{"lamp", "4"},	       {"is:superseded", "1"},
		{"v:1", "6 1"}, {"\"oil lock\"", "1"}, {"is:reply", ""},
	};

	expect_each(fixture, find_postings, &all, cases, G_N_ELEMENTS(cases));
}

static void test_terms_hold_of_a_posting_by_any_of_its_mails(struct fixture *fixture,
							     const void *data G_GNUC_UNUSED)
{
	const struct find_request each = {.limit = 100, .each_posting = true};
	static const struct expectation cases[] = {
		{"", "6 4 1"},
		{"b:brighter dfn:wick.c", "4 1"},
		{"NOT brighter", "6"},
		{"is:cover \"lock oil\"", "4"},
		{"NOT \"lock oil\"", "6 1"},
	};

	expect_each(fixture, find_postings, &each, cases, G_N_ELEMENTS(cases));
}

static void test_a_later_posting_of_an_older_revision_gives_way(struct fixture *fixture,
								const void *data G_GNUC_UNUSED)
{
	static const struct expectation cases[] = {{"", "6 1"}, {"v:2", "4"}};

	g_assert_true(postings_place(fixture->index, 1, 1, true, SERIES_NEW, NULL));
	g_assert_true(postings_place(fixture->index, 4, 1, false, SERIES_REVISED, NULL));
	expect_each(fixture, find_postings, &all, cases, G_N_ELEMENTS(cases));
}

static void test_a_part_of_a_path_begins_and_ends_between_words(void)
{
	static const struct {
		const char *part;
		bool fits;
	} cases[] = {
		{"kvm_main.c", true},  {"virt/kvm/", true},  {"virt/kvm", true},
		{"VIRT/", true},       {"/virt/kvm/", true}, {"main.c", false},
		{"virt/kv", false},    {"irt/kvm/", false},  {"virt/kv*", true},
		{"virt/kvm/k*", true}, {".c", true},	     {"/kvm_main", true},
		{"kvm/kvm.c", false},  {"/kvm_m*", true},    {"irt/*", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].part);
		g_assert_true(find_path_fits(STR("virt/kvm/kvm_main.c"), str_from(cases[i].part)) ==
			      cases[i].fits);
	}
}

#define ADD(path, function) \
	g_test_add("/find/" path, struct fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("each-term-finds-its-messages", test_each_term_finds_its_messages);
	ADD("each-state-holds-of-its-messages", test_each_state_holds_of_its_messages);
	ADD("an-outcome-that-changes-is-found-by-what-it-is",
	    test_an_outcome_that_changes_is_found_by_what_it_is);
	ADD("operators-join-terms", test_operators_join_terms);
	ADD("a-phrase-is-asked-for-in-each-operator", test_a_phrase_is_asked_for_in_each_operator);
	ADD("a-phrase-is-asked-for-no-oftener-than-it-takes",
	    test_a_phrase_is_asked_for_no_oftener_than_it_takes);
	ADD("the-newest-come-first-up-to-the-limit", test_the_newest_come_first_up_to_the_limit);
	ADD("what-is-gone-is-not-found", test_what_is_gone_is_not_found);
	ADD("of-a-work-the-latest-posting-is-found", test_of_a_work_the_latest_posting_is_found);
	ADD("terms-hold-of-a-posting-by-any-of-its-mails",
	    test_terms_hold_of_a_posting_by_any_of_its_mails);
	ADD("a-later-posting-of-an-older-revision-gives-way",
	    test_a_later_posting_of_an_older_revision_gives_way);
	g_test_add_func("/find/a-part-of-a-path-begins-and-ends-between-words",
			test_a_part_of_a_path_begins_and_ends_between_words);
	return g_test_run();
}
