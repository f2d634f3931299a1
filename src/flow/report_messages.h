/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From messages of the index, of whichever archives, to an update. A range is of one archive;
 * this is what a subscription reports, and a mail that crossed lists is in it once.
 */
#ifndef TIDINGS_FLOW_REPORT_MESSAGES_H
#define TIDINGS_FLOW_REPORT_MESSAGES_H

#include "base/progress.h"
#include "flow/report.h"
#include "index/sightings.h"

struct messages_request {
	const struct sighted *messages; /* in the order of sightings_behind() */
	unsigned n_messages;
	str title; /* in valid UTF-8 */
	const char *mailmap; /* path, or NULL */
	const char *link; /* what a Message-ID is appended to */
	unsigned top; /* rows of the statistics' lists */
	bool with_diffs;
	/* The time that it is about: after the first, up to the second. */
	int64_t told_until; /* INT64_MIN where nothing was told before */
	int64_t until;
	/* Which works it is about, beside those of the messages: see struct context_request. */
	const int64_t *archives;
	unsigned n_archives;
	bool (*narrow)(void *user, GArray *postings, GError **error);
	void *user;
	struct progress *progress; /* or NULL; its total is set here */
};

/*
 * Makes the update of the messages, as far as is known now. @index is within a transaction.
 * What no archive has any more is named in collection->missing by its Message-ID. Errors: BUSY
 * where it is missing as an mbox or a Maildir changed since it was indexed; those
 * of the index, of archive_read() and mailmap_read(). Freed with report_free().
 */
struct report *report_messages(struct index *index, const struct messages_request *request,
			       GError **error);

#endif
