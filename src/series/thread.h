/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Threads: which mail answers which.
 *
 * By ids alone, never by subject. A mail hangs on the first of the ids it
 * names that is there; where none is, on an absent mail with the oldest id it
 * names, so that the answers to one absent mail are one thread; a word without
 * an "@" names none. Loops, which senders can make, are cut at the mail that
 * came first. Linear in the number of mails, and without recursion.
 */
#ifndef TIDINGS_SERIES_THREAD_H
#define TIDINGS_SERIES_THREAD_H

#include "series/record.h"

/* How many mails above one are asked, so that a long thread costs no square of its length. */
enum { ANCESTORS_TRIED = 64 };

struct threads {
	unsigned *parents; /* a record's parent record, or RECORD_NONE */
	unsigned *roots; /* a record's thread: equal for all mails of one; below n_threads */
	bool *absent_root; /* a record's thread begins with a mail that is not there */
	unsigned n_records;
	unsigned n_threads;
	GHashTable *by_id; /* (str *) to index + 1: the record that an id names */
};

/*
 * Finds the parents of @records, marks the duplicates among them (same id,
 * same text) and counts the threads. Of several mails with one id and other
 * texts the first counts, but a patch or cover letter before a reply. Borrows
 * the records; freed with threads_free().
 */
struct threads *threads_resolve(struct record *records, unsigned n_records);
void threads_free(struct threads *threads);

/* The record that has @message_id, or RECORD_NONE. */
unsigned threads_find(const struct threads *threads, str message_id);

typedef struct threads threads;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(threads, threads_free)

#endif
