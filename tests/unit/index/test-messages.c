/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "index/archives.h"
#include "index/homeless.h"
#include "index/postings.h"
#include "index/threads.h"

static void assert_text(str got, const char *expected)
{
	g_assert_cmpmem(got.ptr, got.len, expected, strlen(expected));
}

/* A patch with all that is kept of one. */
static struct stored_message make_patch(struct fixture *fixture)
{
	static str parents[] = {STR_INIT("cover@example.org"), STR_INIT("older@example.org")};
	static str mentions[] = {STR_INIT("seen@example.org")};
	static str older[] = {STR_INIT("v1@example.org")};
	static uint64_t blobs[] = {5, UINT64_MAX};
	static uint32_t lines[] = {1, 2, 3};
	static const struct stored_file files[] = {
		{.path = STR_INIT("lamp.c"),
		 .old_blob = STR_INIT("1234567"),
		 .new_blob = STR_INIT("89abcde"),
		 .insertions = 3,
		 .deletions = 1},
		{.path = STR_INIT("wick.c"), .new_blob = STR_INIT("fedcba9"), .insertions = 9},
	};
	struct stored_message message = {
		.thread = 1,
		.record = {.kind = RECORD_PATCH,
			   .traits = RECORD_HAS_DIFF | RECORD_HAS_SIGNOFF,
			   .message_id = STR("patch@example.org"),
			   .parents = parents,
			   .n_parents = 2,
			   .arrived_at = 1000,
			   .sent_at = 990,
			   .patch_id = STR("0123456789012345678901234567890123456789"),
			   .change_id = STR("20260305-lamp-v2"),
			   .mentions = mentions,
			   .n_mentions = 1,
			   .older_ids = older,
			   .n_older_ids = 1,
			   .blobs = blobs,
			   .n_blobs = 2,
			   .text_hash = UINT64_MAX},
		.subject = STR("[PATCH v2 1/2] lamp: Turn it on"),
		.author = {.name = STR("Ann Author"), .address = STR("ann@example.org")},
		.sender = {.name = STR("Bo Nilsson"), .address = STR("bo@example.net")},
		.bytes = 4321,
		.quality = 7,
		.has_fingerprint = true,
		.fingerprint =
			{.message = 1, .change = 2, .blobs = 3, .lines = lines, .n_lines = 3},
		.files = files,
		.n_files = G_N_ELEMENTS(files),
	};

	subject_parse(&fixture->arena, message.subject, &message.record.subject);
	return message;
}

static const struct stored_message *load_one(struct fixture *fixture, int64_t number,
					     unsigned parts, GArray *messages)
{
	assert_done(
		messages_load(fixture->index, &number, 1, parts, &fixture->arena, messages, error));
	g_assert_cmpuint(messages->len, ==, 1);
	return &g_array_index(messages, struct stored_message, 0);
}

static void test_comes_back(void)
{
	struct fixture fixture;
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	g_autoptr(GArray) again = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	const struct stored_message *loaded;
	struct stored_message message;

	fixture_init(&fixture);
	message = make_patch(&fixture);
	assert_done(messages_add(fixture.index, &message, error));
	g_assert_cmpint(message.id, ==, 1);
	loaded = load_one(&fixture, 1, MESSAGE_WITH_FINGERPRINT, messages);
	assert_text(loaded->subject, "[PATCH v2 1/2] lamp: Turn it on");
	assert_text(loaded->record.subject.title, "lamp: Turn it on");
	g_assert_cmpuint(loaded->record.subject.total, ==, 2);
	g_assert_cmpint(loaded->kind, ==, RECORD_PATCH);
	g_assert_cmpint(loaded->record.kind, ==, RECORD_PATCH);
	assert_text(loaded->record.message_id, "patch@example.org");
	g_assert_cmpuint(loaded->record.n_parents, ==, 2);
	assert_text(loaded->record.parents[1], "older@example.org");
	assert_text(loaded->record.mentions[0], "seen@example.org");
	assert_text(loaded->record.older_ids[0], "v1@example.org");
	assert_text(loaded->record.patch_id, "0123456789012345678901234567890123456789");
	assert_text(loaded->record.change_id, "20260305-lamp-v2");
	g_assert_cmpuint(loaded->record.n_blobs, ==, 2);
	g_assert_cmpuint(loaded->record.blobs[1], ==, UINT64_MAX);
	g_assert_cmpuint(loaded->record.text_hash, ==, UINT64_MAX);
	g_assert_cmpint(loaded->record.arrived_at, ==, 1000);
	g_assert_cmpint(loaded->record.sent_at, ==, 990);
	assert_text(loaded->author.address, "ann@example.org");
	assert_text(loaded->sender.name, "Bo Nilsson");
	g_assert_cmpint(loaded->bytes, ==, 4321);
	g_assert_cmpint(loaded->quality, ==, 7);
	g_assert_true(loaded->has_fingerprint);
	g_assert_cmpuint(loaded->fingerprint.n_lines, ==, 3);
	g_assert_cmpuint(loaded->fingerprint.lines[2], ==, 3);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM file JOIN path ON path.id = path"
					     " WHERE name = 'wick.c' AND insertions = 9"),
			==, 1);
	/* Nobody pays for what was not asked for. */
	g_assert_false(load_one(&fixture, 1, MESSAGE_ALONE, again)->has_fingerprint);
	fixture_clear(&fixture);
}

/* The in-body subject and a sender who is the author are what the rows leave out, or add. */
static void test_left_out(void)
{
	struct fixture fixture;
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	const struct stored_message *loaded;
	struct stored_message message;

	fixture_init(&fixture);
	message = make_patch(&fixture);
	message.sender = message.author;
	message.has_own_title = true;
	message.record.subject.title = STR("lamp: Its own title");
	message.has_own_prefixes = true;
	message.record.subject.n_prefixes = 0;
	message.subject = STR("[lamps] [PATCH v2 1/2] lamp: Turn it on");
	assert_done(messages_add(fixture.index, &message, error));
	loaded = load_one(&fixture, 1, MESSAGE_ALONE, messages);
	assert_text(loaded->sender.address, "ann@example.org");
	assert_text(loaded->record.subject.title, "lamp: Its own title");
	g_assert_cmpuint(loaded->record.subject.n_prefixes, ==, 0);
	g_assert_cmpint(ask_number(&fixture, "SELECT sender_address IS NULL FROM message"), ==, 1);
	fixture_clear(&fixture);
}

static int64_t find_same(struct fixture *fixture, const char *message_id, uint64_t text)
{
	int64_t arrived_at;
	int64_t message;
	int quality;

	assert_done(messages_find_same(fixture->index, str_from(message_id), text, &message,
				       &quality, &arrived_at, error));
	return message;
}

static void test_same(void)
{
	struct fixture fixture;

	fixture_init(&fixture);
	add_message(&fixture, "a@example.org", 1, 1, 10);
	add_message(&fixture, "a@example.org", 2, 1, 20);
	add_message(&fixture, "", 1, 2, 30);
	g_assert_cmpint(find_same(&fixture, "a@example.org", 1), ==, 1);
	g_assert_cmpint(find_same(&fixture, "a@example.org", 2), ==, 2);
	g_assert_cmpint(find_same(&fixture, "a@example.org", 3), ==, 0);
	g_assert_cmpint(find_same(&fixture, "b@example.org", 1), ==, 0);
	/* Those without an id are told apart by their text. */
	g_assert_cmpint(find_same(&fixture, "", 1), ==, 3);
	g_assert_cmpint(find_same(&fixture, "", 2), ==, 0);
	fixture_clear(&fixture);
}

static void test_improved(void)
{
	struct fixture fixture;
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	const struct stored_message *loaded;
	struct stored_message message;

	fixture_init(&fixture);
	message = make_patch(&fixture);
	message.sender = (struct mailbox){.address = STR("list@example.com")};
	assert_done(messages_add(fixture.index, &message, error));
	message.sender = message.author;
	message.quality = 8;
	assert_done(messages_improve(fixture.index, &message, error));
	assert_done(messages_set_arrival(fixture.index, 1, 500, error));
	assert_done(messages_set_kind(fixture.index, 1, RECORD_OTHER, error));
	loaded = load_one(&fixture, 1, MESSAGE_WITH_FINGERPRINT, messages);
	assert_text(loaded->sender.address, "ann@example.org");
	g_assert_cmpint(loaded->quality, ==, 8);
	g_assert_cmpint(loaded->record.arrived_at, ==, 500);
	g_assert_cmpint(loaded->kind, ==, RECORD_OTHER);
	/* What it tells itself stays. */
	g_assert_cmpint(loaded->record.kind, ==, RECORD_PATCH);
	g_assert_true(loaded->has_fingerprint);
	fixture_clear(&fixture);
}

static void test_order(void)
{
	struct fixture fixture;
	g_autoptr(GArray) messages = g_array_new(FALSE, FALSE, sizeof(struct stored_message));
	GString *order = g_string_new(NULL);

	fixture_init(&fixture);
	add_message(&fixture, "a@example.org", 1, 4, 30);
	add_message(&fixture, "b@example.org", 1, 4, 10);
	add_message(&fixture, "c@example.org", 1, 5, 20);
	add_message(&fixture, "d@example.org", 1, 4, 10);
	add_message(&fixture, "e@example.org", 1, 4, 5);
	assert_done(messages_load_thread(fixture.index, 4, 5, &fixture.arena, messages, error));
	for (unsigned i = 0; i < messages->len; i++)
		g_string_append_printf(order, " %d",
				       (int)g_array_index(messages, struct stored_message, i).id);
	g_assert_cmpstr(order->str, ==, " 2 4 1");
	g_string_free(order, TRUE);
	fixture_clear(&fixture);
}

static void place(struct fixture *fixture, int64_t archive, int64_t message)
{
	struct stored_place stored = {
		.archive = archive,
		.number = message,
		.message = message,
		.object = {(unsigned char)message},
	};

	assert_done(places_add(fixture->index, &stored, error));
}

static void test_homeless(void)
{
	struct fixture fixture;
	g_autoptr(GArray) threads = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *thread_text = NULL;
	g_autofree char *posting_text = NULL;
	struct stored_archive archive = {.path = STR("/lamps")};
	struct stored_message message;

	fixture_init(&fixture);
	assert_done(archives_add(fixture.index, &archive, error));
	message = make_patch(&fixture);
	message.thread = 7;
	assert_done(messages_add(fixture.index, &message, error));
	add_message(&fixture, "b@example.org", 1, 8, 10);
	add_message(&fixture, "c@example.org", 1, 9, 10);
	place(&fixture, archive.id, 2);
	place(&fixture, archive.id, 3);
	run_sql(&fixture,
		"INSERT INTO member VALUES (1, 1); INSERT INTO member VALUES (2, 1);"
		"INSERT INTO member VALUES (3, 3);"
		"INSERT INTO clue VALUES (100, 5, 1); INSERT INTO clue VALUES (100, 5, 3);"
		"INSERT INTO meeting VALUES (100, 5, 1)");
	assert_done(homeless_drop(fixture.index, threads, postings, error));
	/* Of a posting that lost a mail all threads are looked at. */
	g_assert_cmpstr(thread_text = numbers_text(threads), ==, "7 8");
	g_assert_cmpstr(posting_text = numbers_text(postings), ==, "1");
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM message"), ==, 2);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM file"), ==, 0);
	g_assert_cmpint(ask_number(&fixture, "SELECT count(*) FROM meeting"), ==, 0);
	g_assert_cmpint(ask_number(&fixture, "SELECT posting FROM clue"), ==, 3);
	/* A second time nothing is left to drop. */
	g_array_set_size(threads, 0);
	assert_done(homeless_drop(fixture.index, threads, postings, error));
	g_assert_cmpuint(threads->len, ==, 0);
	fixture_clear(&fixture);
}

/* Words of a mail that is gone must not be taken for another one's. */
static void test_numbers(void)
{
	struct fixture fixture;
	int64_t last;

	fixture_init(&fixture);
	assert_done(messages_last(fixture.index, &last, error));
	g_assert_cmpint(last, ==, 0);
	add_message(&fixture, "a@example.org", 1, 1, 1);
	add_message(&fixture, "b@example.org", 1, 1, 1);
	run_sql(&fixture, "DELETE FROM message");
	assert_done(messages_last(fixture.index, &last, error));
	g_assert_cmpint(last, ==, 2);
	g_assert_cmpint(add_message(&fixture, "c@example.org", 1, 1, 1), ==, 3);
	fixture_clear(&fixture);
}

static void test_threads(void)
{
	struct fixture fixture;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *text = NULL;
	int64_t thread;

	fixture_init(&fixture);
	add_message(&fixture, "a@example.org", 1, 1, 1);
	add_message(&fixture, "b@example.org", 1, 2, 1);
	add_message(&fixture, "a@example.org", 2, 3, 1);
	assert_done(threads_set_identifier(fixture.index, 11, 1, error));
	assert_done(threads_set_identifier(fixture.index, 12, 2, error));
	assert_done(threads_unite(fixture.index, 2, 1, error));
	assert_done(threads_of_identifier(fixture.index, 12, &thread, error));
	g_assert_cmpint(thread, ==, 1);
	assert_done(threads_of_identifier(fixture.index, 13, &thread, error));
	g_assert_cmpint(thread, ==, 0);
	assert_done(messages_thread(fixture.index, 2, &thread, error));
	g_assert_cmpint(thread, ==, 1);
	assert_done(messages_thread(fixture.index, 3, &thread, error));
	g_assert_cmpint(thread, ==, 3);
	assert_done(messages_find(fixture.index, STR("a@example.org"), found, error));
	g_assert_cmpstr(text = numbers_text(found), ==, "1 3");
	fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/messages/a-patch-comes-back-as-it-was", test_comes_back);
	g_test_add_func("/messages/what-follows-from-the-rest-is-left-out", test_left_out);
	g_test_add_func("/messages/one-is-known-by-id-and-text", test_same);
	g_test_add_func("/messages/a-better-copy-changes-who-sent-it", test_improved);
	g_test_add_func("/messages/a-thread-comes-in-order-of-arrival", test_order);
	g_test_add_func("/messages/what-stands-nowhere-is-dropped", test_homeless);
	g_test_add_func("/messages/no-number-is-given-twice", test_numbers);
	g_test_add_func("/messages/threads-are-united", test_threads);
	return g_test_run();
}
