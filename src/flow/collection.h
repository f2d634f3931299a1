/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A collection: what was learned of the mails of a selection, as records for
 * src/series and details for src/update, with the memory that holds their
 * texts. This is where mails end: behind it nobody sees one.
 */
#ifndef TIDINGS_FLOW_COLLECTION_H
#define TIDINGS_FLOW_COLLECTION_H

#include "archive/archive.h"
#include "base/arena.h"
#include "base/limits.h"
#include "base/progress.h"
#include "flow/reading.h"
#include "mail/mail.h"
#include "people/people.h"
#include "series/record.h"
#include "update/build.h"
#include "update/classic.h"

#include <glib.h>

/* What the classic format has of a mail. */
struct classic_reading {
	bool counts; /* else it takes no part, and `mail` is empty */
	struct classic_mail mail;
};

struct collection {
	/* They own all slices below. Each worker had one; the caller may add to the first. */
	struct arena texts[LIMIT_WORKERS];
	GArray *records; /* struct record, by arrival */
	GArray *details; /* struct mail_detail, of each record */
	GArray *arrivals; /* unsigned: which arrival of the selection each record is */
	GArray *is_context; /* bool: of each record, not of the selection (flow/context.h) */
	GArray *messages; /* int64_t: of each record, its number in the index; 0 if it has none */
	GArray *classics; /* struct classic_reading, of each record; empty unless asked for */
	struct people *people;
	GPtrArray *missing; /* char *: names of objects that the archive lacks */
	unsigned defects[MAIL_N_DEFECTS]; /* mails that had each */
	str list_id; /* of most mails that have one; of equals the smaller text */
};

/* How to read a selection. Zeroed, it reads every mail. */
struct collection_request {
	const struct mailmap *mailmap; /* or NULL */
	const struct hash_key *key; /* of the hashes in records; NULL for the process's */
	bool classic; /* fill `classics` too */
	bool with_diffs; /* fill detail.diff */
	bool has_since; /* for archives that do not know when a mail arrived */
	bool has_until;
	int64_t since;
	int64_t until;
	/*
	 * If set, called for each mail while it is there, on the thread of @worker and
	 * in any order, with the index of its arrival.
	 */
	void (*look)(void *user, unsigned worker, size_t index, const struct reading *reading,
		     str bytes, struct arena *mail_texts);
	void *look_user;
	unsigned n_workers; /* threads that read; 0 for as many as the machine has processors */
	struct progress *progress; /* or NULL */
};

/*
 * Reads all mails of @selection. The result does not depend on how many threads
 * do. What cannot be read of a mail is a defect or
 * a name in `missing`; the errors are those of archive_read(). A mail whose
 * archive does not know its arrival is taken to have arrived when its topmost
 * Received field says, else its Date, else with the mail before it; and a
 * Maildir, which has no order, is put into the order of these times.
 */
struct collection *collection_read(struct archive *archive, const struct selection *selection,
				   const struct collection_request *request, GError **error);

/* One without mails. Borrows @mailmap, which may be NULL. */
struct collection *collection_new(const struct mailmap *mailmap);
void collection_free(struct collection *collection);

typedef struct collection collection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(collection, collection_free)

#endif
