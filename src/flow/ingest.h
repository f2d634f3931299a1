/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From archives to the index: what came since the last time, or all of it.
 *
 * An archive is read in chunks of some ten thousand mails, each in one transaction
 * with the point that it leads to; a run that is killed leaves whole chunks, and the
 * next one goes on behind them. An mbox or a Maildir has no points on the way: all its chunks
 * are one transaction.
 */
#ifndef TIDINGS_FLOW_INGEST_H
#define TIDINGS_FLOW_INGEST_H

#include "archive/archive.h"
#include "base/progress.h"
#include "index/index.h"

struct ingest_request {
	const char *path; /* of the archive */
	enum mbox_quoting quoting;
	unsigned n_workers; /* 0 for as many as the machine has processors */
	unsigned chunk_mails; /* of one transaction; 0 for LIMIT_CHUNK_MAILS */
	struct progress *progress; /* or NULL; its total is set here */
};

struct ingest_result {
	int64_t archive; /* its number in the index */
	size_t n_mails; /* that were read */
	size_t n_messages; /* of them that the index did not know from elsewhere */
	size_t n_missing; /* of them that the archive lacks, or that are no mails */
	size_t n_forgotten; /* that are no longer in the archive */
	bool read_again; /* its history was rewritten, or it is an mbox or Maildir that changed */
};

/*
 * Brings @index up to date with @archive, which is open; nothing is written if it is.
 * Errors: those of archive_select(), archive_read(), and of the index. Not within a
 * transaction.
 */
bool ingest_archive(struct index *index, struct archive *archive,
		    const struct ingest_request *request, struct ingest_result *ret_result,
		    GError **error);

/* True if an archive whose points (struct archive_point) are @points is up to date with @stored. */
bool ingest_same_points(const GArray *points, const GArray *stored);

/*
 * Whether the index knows all of the archive at @path, which it numbers @number, as that is now: not
 * where it has grown since, or was rewritten, or is read by another run right now. Within a
 * transaction. Errors: those of archive_open() and of the index.
 */
bool ingest_is_current(struct index *index, int64_t number, const char *path,
		       enum mbox_quoting quoting, bool *ret_is, GError **error);

/* The path of an archive as the index knows it. g_free() it. READ. */
char *ingest_canonical_path(const char *path, GError **error);

#endif
