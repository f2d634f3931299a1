/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/reading.h"

#include <glib.h>

#define DIFF \
	"diff --git a/lamp.c b/lamp.c\n" \
	"index 1234567..89abcde 100644\n" \
	"--- a/lamp.c\n" \
	"+++ b/lamp.c\n" \
	"@@ -1 +1 @@\n" \
	"-off\n" \
	"+on\n"

#define ANN "From: Ann Author <ann@example.org>\n"

/* Who sent a mail and who wrote it, by name and address. */
struct person_case {
	const char *name;
	const char *sender;
	const char *author;
	const char *mail;
};

static const struct person_case persons[] = {
	{"who-sends-is-the-author", "Ann Author ann@example.org", "Ann Author ann@example.org",
	 ANN "Subject: [PATCH] lamp\n\nBurn.\n---\n" DIFF},
	{"the-author-in-the-body-is-another-one", "Ann Author ann@example.org",
	 "Ben Builder ben@example.com",
	 ANN "Subject: [PATCH] lamp\n\nFrom: Ben Builder <ben@example.com>\n\nBurn.\n---\n" DIFF},
	{"a-name-in-the-body-may-be-encoded", "Ann Author ann@example.org",
	 "Zoë Bücher zoe@example.com",
	 ANN "Subject: [PATCH] lamp\n\n"
	     "From: =?UTF-8?q?Zo=C3=AB_B=C3=BCcher?= <zoe@example.com>\n\nBurn.\n---\n" DIFF},
	{"a-name-in-the-body-without-an-address-names-nobody", "Ann Author ann@example.org",
	 "Ann Author ann@example.org",
	 ANN "Subject: [PATCH] lamp\n\nFrom: Ben Builder\n\nBurn.\n---\n" DIFF},
	{"a-list-that-rewrote-the-sender-is-looked-through", "Ben Builder ben@example.com",
	 "Ben Builder ben@example.com",
	 "From: Ben Builder via Lamps <lamps@lists.example.org>\n"
	 "Reply-To: ben@example.com\nSubject: [PATCH] lamp\n\nBurn.\n---\n" DIFF},
	{"a-relay-names-the-sender", "Ben Builder ben@example.com", "Ben Builder ben@example.com",
	 "From: Ben via Relay <devnull+ben@example.org>\n"
	 "X-Original-From: Ben Builder <ben@example.com>\nSubject: [PATCH] lamp\n\nBurn.\n"
	 "---\n" DIFF},
	{"the-body-goes-before-what-the-list-kept", "Ben Builder ben@example.com",
	 "Cat Carver cat@example.net",
	 "From: Ben Builder via Lamps <lamps@lists.example.org>\n"
	 "Reply-To: ben@example.com\nSubject: [PATCH] lamp\n\n"
	 "From: Cat Carver <cat@example.net>\n\nBurn.\n---\n" DIFF},
};

static void assert_mailbox(struct mailbox got, const char *expected)
{
	g_autofree char *text =
		g_strdup_printf(STR_FMT " " STR_FMT, STR_ARG(got.name), STR_ARG(got.address));

	g_assert_cmpstr(text, ==, expected);
}

static void test_person(gconstpointer data)
{
	const struct person_case *c = data;
	g_auto(arena) arena = {0};
	struct reading reading;

	reading_of(&arena, str_from(c->mail), &reading);
	assert_mailbox(reading.sender, c->sender);
	assert_mailbox(reading.author, c->author);
}

/* A mail with a note and an attachment: is the patch in it that of the mail. */
struct attached_case {
	const char *name;
	const char *subject;
	const char *note;
	const char *file;
	bool taken;
	const char *message;
	const char *notes;
	const char *author; /* NULL: the sender */
};

static const struct attached_case attached[] = {
	{"a-diff-is-taken-with-the-note-for-its-message", "[PATCH] lamp", "Burn.\n", DIFF, true,
	 "Burn.", ""},
	{"a-counter-is-enough", "[2/3] lamp", "Burn.\n", DIFF, true, "Burn.", ""},
	{"a-file-with-a-message-has-the-note-above-its-notes", "[PATCH] lamp", "See below.\n",
	 "Burn.\n---\nv2: less\n\n" DIFF, true, "Burn.", "See below.\n\nv2: less"},
	{"a-mail-in-a-file-names-its-author", "[PATCH] lamp", "See below.\n",
	 "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"
	 "From: Ben Builder <ben@example.com>\n"
	 "Subject: [PATCH] lamp\n\nBurn.\n---\n" DIFF,
	 true, "Burn.", "See below.", "Ben Builder ben@example.com"},
	{"without-a-tag-it-is-not-taken", "lamp", "Burn.\n", DIFF, false, "Burn.", ""},
	{"in-a-cover-letter-it-is-not-taken", "[PATCH 0/2] lamp", "Burn.\n", DIFF, false, "Burn.",
	 ""},
	{"in-a-reply-it-is-not-taken", "Re: [PATCH] lamp", "Burn.\n", DIFF, false, "", ""},
	{"nor-in-one-without-a-bracket", "Re: lamp", "Burn.\n", DIFF, false, "Burn.", ""},
	{"below-a-patch-it-is-not-taken", "[PATCH] lamp", "Burn.\n---\n" DIFF, "Other.\n---\n" DIFF,
	 true, "Burn.", ""},
};

static void test_attached(gconstpointer data)
{
	const struct attached_case *c = data;
	g_auto(arena) arena = {0};
	g_autofree char *mail = g_strdup_printf(
		ANN "Subject: %s\nMIME-Version: 1.0\n"
		    "Content-Type: multipart/mixed; boundary=cut\n\n"
		    "--cut\nContent-Type: text/plain\n\n%s\n"
		    "--cut\nContent-Type: text/x-patch\n"
		    "Content-Disposition: attachment; filename=lamp.patch\n\n%s\n--cut--\n",
		c->subject, c->note, c->file);
	struct reading reading;

	reading_of(&arena, str_from(mail), &reading);
	g_assert_cmpint(reading.patch.has_diff, ==, c->taken);
	g_assert_true(str_equal(reading.patch.body.message, str_from(c->message)));
	g_assert_true(str_equal(reading.patch.body.notes, str_from(c->notes)));
	assert_mailbox(reading.author, c->author ? c->author : "Ann Author ann@example.org");
	assert_mailbox(reading.sender, "Ann Author ann@example.org");
}

/* The whole subject, and the title of the patch. */
struct subject_case {
	const char *name;
	const char *subject;
	const char *title;
	const char *mail;
};

static const struct subject_case subjects[] = {
	{"the-header-has-it", "[PATCH] lamp: dim", "lamp: dim",
	 ANN "Subject: [PATCH] lamp: dim\n\nBurn.\n---\n" DIFF},
	{"the-body-stands-in-for-an-empty-one", "[PATCH] lamp: dämmt", "lamp: dämmt",
	 ANN "Subject:\n\nSubject: =?UTF-8?q?[PATCH]_lamp:_d=C3=A4mmt?=\n\nBurn.\n---\n" DIFF},
	{"a-title-in-the-body-goes-before", "[PATCH] lamp: d...", "lamp: dim the light",
	 ANN "Subject: [PATCH] lamp: d...\n\nSubject: lamp: dim the light\n\nBurn.\n---\n" DIFF},
	{"but-not-in-a-reply", "Re: [PATCH] lamp: dim", "lamp: dim",
	 ANN "Subject: Re: [PATCH] lamp: dim\n\nSubject: lamp: glow\n\nBurn.\n---\n" DIFF},
	{"nor-in-one-without-a-bracket", "Re: lamp: dim", "lamp: dim",
	 ANN "Subject: Re: lamp: dim\n\nSubject: lamp: glow\n\nBurn.\n---\n" DIFF},
	{"nor-without-a-patch", "lamp: dim", "lamp: dim",
	 ANN "Subject: lamp: dim\n\nSubject: lamp: glow\n\nBurn.\n"},
};

static void test_subject(gconstpointer data)
{
	const struct subject_case *c = data;
	g_auto(arena) arena = {0};
	g_autofree char *subject = NULL;
	g_autofree char *title = NULL;
	struct reading reading;

	reading_of(&arena, str_from(c->mail), &reading);
	subject = str_dup(reading.subject);
	title = str_dup(reading.patch.subject.title);
	g_assert_cmpstr(subject, ==, c->subject);
	g_assert_cmpstr(title, ==, c->title);
}

#define NO_TIME INT64_MIN

enum {
	YEAR_1990 = 631152000,
	DAY = 24 * 60 * 60,
	NOW = 1750000000, /* of the tests: some arrival */
};

struct time_case {
	const char *name;
	int64_t date; /* or NO_TIME */
	int64_t received;
	int64_t arrived;
	int64_t sent;
};

static const struct time_case sent[] = {
	{"by-its-date", NOW - 10, NOW - 5, NOW, NOW - 10},
	{"a-date-may-lie-years-back", YEAR_1990, NOW - 5, NOW, YEAR_1990},
	{"but-not-before-1990", YEAR_1990 - 1, NOW - 5, NOW, NOW - 5},
	{"a-clock-may-be-a-day-ahead", NOW + DAY, NOW - 5, NOW, NOW + DAY},
	{"but-no-more", NOW + DAY + 1, NOW - 5, NOW, NOW - 5},
	{"a-missing-date-is-that-of-its-reception", NO_TIME, NOW - 5, NOW, NOW - 5},
	{"a-reception-is-held-against-the-same", NO_TIME, NOW + DAY + 1, NOW, NOW},
	{"a-reception-before-1990-is-none", 0, 0, NOW, NOW},
	{"then-it-was-sent-as-it-arrived", NO_TIME, NO_TIME, NOW, NOW},
	{"whenever-that-was-and-never-now", NO_TIME, NO_TIME, 0, 0},
	{"a-year-9999-is-not-believed", 253402300799, NO_TIME, NOW, NOW},
	{"the-latest-arrival-is-no-trap", NOW, NO_TIME, INT64_MAX, NOW},
	{"nor-is-the-earliest", NOW, NOW, INT64_MIN, INT64_MIN},
};

static struct mail_times times_of(const struct time_case *c)
{
	return (struct mail_times){
		.has_date = c->date != NO_TIME,
		.date = c->date != NO_TIME ? c->date : 0,
		.has_received = c->received != NO_TIME,
		.received_at = c->received != NO_TIME ? c->received : 0,
	};
}

static void test_sent(gconstpointer data)
{
	const struct time_case *c = data;
	struct mail_times times = times_of(c);

	g_assert_cmpint(mail_sent_at(&times, c->arrived), ==, c->sent);
}

static void test_arrived(void)
{
	static const struct time_case arrived[] = {
		{"received", .date = 50, .received = 60, .arrived = 60},
		{"dated", .date = 50, .received = NO_TIME, .arrived = 50},
		{"neither", .date = NO_TIME, .received = NO_TIME, .arrived = 7},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(arrived); i++) {
		struct mail_times times = times_of(&arrived[i]);

		g_assert_cmpint(mail_arrived_at(&times, 7), ==, arrived[i].arrived);
	}
}

static void test_nothing(void)
{
	g_auto(arena) arena = {0};
	struct mail_times times;
	struct reading reading;

	reading_of(&arena, (str){0}, &reading);
	times = reading_times(&reading);
	g_assert_false(reading.patch.has_diff);
	g_assert_cmpuint(reading.subject.len, ==, 0);
	assert_mailbox(reading.author, " ");
	g_assert_cmpint(mail_sent_at(&times, 9), ==, 9);
}

#define ADD_CASES(PREFIX, CASES, FUNCTION) \
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) { \
		g_autofree char *path = \
			g_strconcat("/reading/" PREFIX "/", (CASES)[i].name, NULL); \
\
		g_test_add_data_func(path, &(CASES)[i], FUNCTION); \
	}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD_CASES("people", persons, test_person)
	ADD_CASES("attached", attached, test_attached)
	ADD_CASES("subject", subjects, test_subject)
	ADD_CASES("sent", sent, test_sent)
	g_test_add_func("/reading/a-mail-arrived-when-it-was-received", test_arrived);
	g_test_add_func("/reading/nothing-is-a-mail-too", test_nothing);
	return g_test_run();
}
