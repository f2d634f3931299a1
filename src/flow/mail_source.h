/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages of the index, read from the archives they stand in: each from its best place,
 * or from the next one where that archive is gone.
 */
#ifndef TIDINGS_FLOW_MAIL_SOURCE_H
#define TIDINGS_FLOW_MAIL_SOURCE_H

#include "archive/archive.h"
#include "flow/keep.h"
#include "index/archives.h"

struct mail_source;

/* Borrows @index. Archives are opened when a mail is asked of them, and stay open. */
struct mail_source *mail_source_new(struct index *index);
void mail_source_free(struct mail_source *source);

/*
 * Reads @message; false with *ret_found where no archive has it any more. On true the
 * caller releases @ret_raw before the source is freed. @ret_place may be NULL. Errors: of the
 * index, and those of archive_read() where no place is left to try.
 */
bool mail_source_read(struct mail_source *source, int64_t message, struct raw_mail *ret_raw,
		      struct stored_place *ret_place, bool *ret_found, GError **error);

/* The commit of @place in hexadecimal, or "" for mbox and Maildir. */
void mail_source_commit_of(const struct stored_place *place, char ret_id[ARCHIVE_ID_BYTES]);

/*
 * Paths (char *) of archives that could not be opened so far, or that changed since they were
 * indexed, as an mbox or a Maildir may; owned by the source.
 */
const GPtrArray *mail_source_lost(const struct mail_source *source);

/*
 * Names @message, which was not found, in @missing (char *) by its Message-ID. False, and BUSY, where
 * an archive that changed since it was indexed may have it elsewhere: who indexes it again finds it.
 */
bool mail_source_is_missing(const struct mail_source *source, int64_t message, GPtrArray *missing,
			    GError **error);

struct source_request {
	int64_t message;
	struct arena *texts; /* what is kept goes there */
	const struct mailmap *mailmap; /* or NULL */
	struct people *people; /* the people of the record are added */
	bool with_diffs; /* fill detail.diff */
};

/* What is kept of a message. */
struct kept_mail {
	struct record record;
	struct mail_detail detail;
	unsigned defects; /* enum mail_defect */
};

/*
 * Reads a message and keeps it as if it had come with a collection; with false in *ret_found,
 * see mail_source_read(), @ret_kept is not touched.
 */
bool mail_source_keep(struct mail_source *source, const struct source_request *request,
		      struct kept_mail *ret_kept, bool *ret_found, GError **error);

typedef struct mail_source mail_source;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mail_source, mail_source_free)

#endif
