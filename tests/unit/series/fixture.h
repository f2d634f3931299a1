/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Threads of mails, written as tables, and what became of them as text: for the
 * tests of this room and of the update room.
 */
#ifndef TIDINGS_TESTS_SERIES_FIXTURE_H
#define TIDINGS_TESTS_SERIES_FIXTURE_H

#include "series/series.h"

/* Who sends a mail that names nobody. */
#define TEST_SENDER "Ann Author <ann@example.org>"

/* One mail. The last of a table has a NULL subject. */
struct test_mail {
	const char *subject;
	const char *id; /* NULL: "mN@example.org", N from 0 */
	const char *parents; /* ids separated by blanks, In-Reply-To first; NULL: none */
	const char *sender; /* "Name <address>"; NULL: Ann */
	const char *author; /* NULL: the sender */
	unsigned traits; /* 0: a diff, diffstat and sign-off for patches, a shortlog for covers */
	bool bare; /* no traits at all */
	int64_t minute; /* of arrival and sending; 0: its index */
	int64_t sent_minute; /* of sending, if it is another one than of arrival */
	const char *patch_id;
	const char *change_id;
	const char *mentions; /* ids separated by blanks */
	const char *older_ids; /* likewise */
	const char *blobs; /* words, each for one file and what it becomes */
	unsigned text; /* equal numbers: equal texts; 0: its index + 1 */
	const char *reviews; /* trailers that it gives, a line each */
	bool unreadable;
};

struct test_thread {
	struct arena arena;
	GArray *records;
	struct people *people;
	struct series_set *set;
};

void test_thread_init(struct test_thread *thread, const struct test_mail *mails);
void test_thread_clear(struct test_thread *thread);

/* The kinds in order, a letter each: P C R L(pull) O U, lower case for duplicates. */
char *test_kinds(const struct test_thread *thread);

/*
 * A line for each posting: `v2 2/3: 0 1 . 3` is the revision, patches that came
 * and total, and for each number the record, `.` where it is missing; the first
 * is the cover, `-` for none, `.` for an announced one.
 */
char *test_postings(const struct test_thread *thread);

/*
 * A line for each topic: the heads of its postings, oldest first, the newest
 * with a `*`, and behind each but the first the reasons of its link, if it has one.
 */
char *test_topics(const struct test_thread *thread);

#endif
