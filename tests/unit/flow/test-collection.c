/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "../archive/fixture.h"
#include "flow/collection.h"

#include <stdarg.h>
#include <string.h>

/* A mail of an invented list, and what is looked for of it in a collection. */
struct sample {
	unsigned number; /* of the mail: its sender, title and file bear it */
	unsigned minute; /* at which it came; NO_MINUTE where it does not tell */
};

enum { NO_MINUTE = 99 };

#define FIRST_SECOND 1735689600 /* 2025-01-01T00:00:00Z */

static int64_t second_of(unsigned minute)
{
	return FIRST_SECOND + 60 * (int64_t)minute;
}

static void append_sample(GString *text, const struct sample *sample)
{
	g_string_append_printf(text, "From: Ann %u <ann%u@example.org>\n", sample->number,
			       sample->number);
	g_string_append_printf(text, "Subject: [PATCH] lamp: step %u\n", sample->number);
	g_string_append_printf(text, "Message-ID: <%u@example.org>\n", sample->number);
	if (sample->minute != NO_MINUTE)
		g_string_append_printf(text, "Date: Wed, 01 Jan 2025 00:%02u:00 +0000\n",
				       sample->minute);
	g_string_append_printf(text,
			       "\nBurn %u.\n---\n"
			       "diff --git a/lamp%u.c b/lamp%u.c\n"
			       "--- a/lamp%u.c\n+++ b/lamp%u.c\n@@ -1 +1 @@\n-dim\n+lit\n\n",
			       sample->number, sample->number, sample->number, sample->number,
			       sample->number);
}

static void write_mbox(const struct fixture *fixture, const struct sample *samples, size_t n)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < n; i++) {
		g_string_append(text, "From ann Wed Jan  1 00:00:00 2025\n");
		append_sample(text, &samples[i]);
	}
	fixture_write(fixture, "mbox", (str){text->str, text->len});
}

static struct collection *read_all(struct archive *archive, struct collection_request request)
{
	g_autoptr(selection) selection = fixture_select(archive, NULL);
	g_autoptr(GError) error = NULL;
	struct collection *collection;

	request.classic = true;
	collection = collection_read(archive, selection, &request, &error);
	g_assert_no_error(error);
	return collection;
}

static void assert_str(str s, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void assert_str(str s, const char *format, ...)
{
	g_autofree char *expected = NULL;
	va_list arguments;

	va_start(arguments, format);
	expected = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_assert_cmpmem(s.ptr, s.len, expected, strlen(expected));
}

/* Everything that is kept of a mail stands in one place of the arrays. */
static void check_place(const struct collection *collection, unsigned index,
			const struct sample *sample)
{
	const struct record *record = &g_array_index(collection->records, struct record, index);
	const struct mail_detail *detail =
		&g_array_index(collection->details, struct mail_detail, index);
	const struct classic_reading *classic =
		&g_array_index(collection->classics, struct classic_reading, index);

	assert_str(record->message_id, "%u@example.org", sample->number);
	assert_str(record->subject.title, "lamp: step %u", sample->number);
	assert_str(people_mailbox(collection->people, record->sender).address, "ann%u@example.org",
		   sample->number);
	g_assert_cmpint(record->arrived_at, ==, second_of(sample->minute));
	assert_str(detail->message, "Burn %u.", sample->number);
	g_assert_cmpuint(detail->n_files, ==, 1);
	assert_str(detail->files[0].path, "lamp%u.c", sample->number);
	g_assert_true(classic->counts);
	assert_str(classic->mail.subject, "[PATCH] lamp: step %u", sample->number);
}

static void check(const struct collection *collection, const struct sample *samples, unsigned n)
{
	g_assert_cmpuint(collection->records->len, ==, n);
	g_assert_cmpuint(collection->details->len, ==, n);
	g_assert_cmpuint(collection->classics->len, ==, n);
	for (unsigned i = 0; i < n; i++)
		check_place(collection, i, &samples[i]);
	/* People are known in the order in which they came, and no others. */
	g_assert_cmpuint(people_count(collection->people), ==, n);
}

static void test_unwanted(void)
{
	static const struct sample samples[] = {{1, 1}, {2, 9}, {3, 2}, {4, 8}, {5, 3}};
	static const struct sample late[] = {{2, 9}, {4, 8}};
	static const struct sample early[] = {{1, 1}, {3, 2}};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(collection) since = NULL;
	g_autoptr(collection) until = NULL;

	write_mbox(fixture, samples, G_N_ELEMENTS(samples));
	archive = fixture_open(fixture, "mbox");
	since = read_all(archive, (struct collection_request){
					  .has_since = true,
					  .since = second_of(8),
				  });
	check(since, late, G_N_ELEMENTS(late));
	until = read_all(archive, (struct collection_request){
					  .has_until = true,
					  .until = second_of(3),
				  });
	check(until, early, G_N_ELEMENTS(early));
}

/* A mail that does not tell came with the one before; the first ones with the first that tells. */
static void test_undated(void)
{
	static const struct sample samples[] = {{1, NO_MINUTE}, {2, NO_MINUTE}, {3, 7},
						{4, NO_MINUTE}, {5, 2},		{6, NO_MINUTE}};
	static const struct sample all[] = {{1, 7}, {2, 7}, {3, 7}, {4, 7}, {5, 2}, {6, 2}};
	static const struct sample late[] = {{3, 7}, {4, 7}};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(collection) whole = NULL;
	g_autoptr(collection) since = NULL;

	write_mbox(fixture, samples, G_N_ELEMENTS(samples));
	archive = fixture_open(fixture, "mbox");
	whole = read_all(archive, (struct collection_request){0});
	check(whole, all, G_N_ELEMENTS(all));
	since = read_all(archive, (struct collection_request){
					  .has_since = true,
					  .since = second_of(5),
				  });
	check(since, late, G_N_ELEMENTS(late));
}

enum { MANY = 500 };

static void note_progress(const char *what, size_t done, size_t total, void *user)
{
	(void)what;
	g_assert_cmpuint(done, <=, total);
	*(size_t *)user = done;
}

static void test_workers(void)
{
	static const unsigned worker_counts[] = {1, 2, 7, 0};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	struct sample samples[MANY];

	for (unsigned i = 0; i < MANY; i++)
		samples[i] = (struct sample){.number = i, .minute = i % 60};
	write_mbox(fixture, samples, MANY);
	archive = fixture_open(fixture, "mbox");
	for (size_t i = 0; i < G_N_ELEMENTS(worker_counts); i++) {
		size_t done = 0;
		struct progress progress = {
			.show = note_progress,
			.user = &done,
			.what = "mails",
			.total = MANY,
			.every = 100,
		};
		g_autoptr(collection) collection =
			read_all(archive, (struct collection_request){
						  .n_workers = worker_counts[i],
						  .progress = &progress,
					  });

		check(collection, samples, MANY);
		g_assert_cmpuint(done, ==, MANY);
	}
}

static void test_maildir(void)
{
	static const struct sample samples[] = {{1, 5}, {2, 3}, {3, 4}, {4, 1}};
	static const struct sample by_time[] = {{4, 1}, {2, 3}, {1, 5}};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autoptr(collection) collection = NULL;
	g_autoptr(GError) error = NULL;
	struct collection_request request = {.classic = true};
	const struct record *record;

	fixture_run(fixture, "mkdir -p maildir/cur maildir/new maildir/tmp");
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *name = g_strdup_printf("maildir/cur/%zu", i);
		g_autoptr(GString) text = g_string_new(NULL);

		append_sample(text, &samples[i]);
		fixture_write(fixture, name, (str){text->str, text->len});
	}
	archive = fixture_open(fixture, "maildir");
	selection = fixture_select(archive, NULL);
	fixture_run(fixture, "rm maildir/cur/2");
	collection = collection_read(archive, selection, &request, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(collection->missing->len, ==, 1);
	g_assert_cmpuint(collection->records->len, ==, G_N_ELEMENTS(samples));
	/* What is gone came with the one before it, which has the name before its own. */
	check_place(collection, 0, &by_time[0]);
	check_place(collection, 1, &by_time[1]);
	record = &g_array_index(collection->records, struct record, 2);
	g_assert_cmpint(record->kind, ==, RECORD_UNREADABLE);
	g_assert_cmpint(record->arrived_at, ==, second_of(3));
	check_place(collection, 3, &by_time[2]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/collection/unwanted-mails-leave-their-places", test_unwanted);
	g_test_add_func("/collection/who-does-not-tell-came-with-the-one-before", test_undated);
	g_test_add_func("/collection/any-number-of-workers-reads-the-same", test_workers);
	g_test_add_func("/collection/a-maildir-is-in-order-of-time-also-with-a-hole", test_maildir);
	return g_test_run();
}
