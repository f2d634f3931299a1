/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives of invented mails, and an index of them. What cannot be done ends the test. */
#ifndef TIDINGS_TESTS_FLOW_INDEX_FIXTURE_H
#define TIDINGS_TESTS_FLOW_INDEX_FIXTURE_H

#include "../archive/fixture.h"
#include "flow/ingest.h"
#include "index/index.h"

/* A mail that is written to the file ID.eml; what is NULL is left out. */
struct invented {
	const char *id; /* its Message-ID is ID@example.org */
	const char *parent; /* likewise */
	const char *subject;
	const char *from; /* Ann */
	const char *text;
	const char *added; /* the line that its diff adds; NULL for no diff */
};

struct index_fixture {
	struct fixture *files;
	struct index *index;
	struct arena arena;
};

void index_fixture_init(struct index_fixture *fixture);
void index_fixture_clear(struct index_fixture *fixture);

/* One that is there already stays as it is: its Date is that of its place the first time. */
void write_mails(const struct index_fixture *fixture, const struct invented *mails, size_t n_mails);

/* An archive @name, of @kind ("--epoch"), of those mails: the same one, longer, for more. */
void make_archive(const struct index_fixture *fixture, const char *kind, const char *name,
		  const struct invented *mails, size_t n_mails);

/* Brings the index up to date with the archive @name. */
struct ingest_result ingest(struct index_fixture *fixture, const char *name, unsigned chunk_mails);

/* The message with that id, as in struct invented; 0 where there is none. */
int64_t message_of(struct index_fixture *fixture, const char *id);

/* The number in the first column of the first row of @sql. */
int64_t ask_number(struct index_fixture *fixture, const char *sql);

#endif
