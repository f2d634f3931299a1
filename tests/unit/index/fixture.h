/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A temporary directory with an index in it, and shorthands for rows. What cannot be done ends
 * the test.
 */
#ifndef TIDINGS_TESTS_INDEX_FIXTURE_H
#define TIDINGS_TESTS_INDEX_FIXTURE_H

#include "base/error.h"
#include "index/index.h"
#include "index/messages.h"

struct fixture {
	char *directory;
	char *path; /* of the index */
	struct index *index; /* open, within a transaction that is never committed */
	struct arena arena;
};

void fixture_init(struct fixture *fixture);
void fixture_clear(struct fixture *fixture);

/* A directory alone. g_free() it; remove_directory() removes all that is in it. */
char *make_directory(void);
void remove_directory(const char *directory);

/* Adds a mail with that id and text; its number. */
int64_t add_message(struct fixture *fixture, const char *message_id, uint64_t text, int64_t thread,
		    int64_t arrived_at);

/* Runs @sql, which may be several statements. */
void run_sql(struct fixture *fixture, const char *sql);

/* The number in the first column of the first row of @sql. */
int64_t ask_number(struct fixture *fixture, const char *sql);

/* "1 2 3" for an array of int64_t. g_free() it. */
char *numbers_text(const GArray *numbers);

#define assert_done(CALL) \
	do { \
		g_autoptr(GError) done_error = NULL; \
		GError **error = &done_error; \
		bool done = (CALL); \
		g_assert_no_error(done_error); \
		g_assert_true(done); \
	} while (0)

#endif
