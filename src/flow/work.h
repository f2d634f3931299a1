/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A work: all postings of the topic of one mail, from the index, with the threads
 * that they stand in; and the mails themselves, as far as somebody asks for them.
 */
#ifndef TIDINGS_FLOW_WORK_H
#define TIDINGS_FLOW_WORK_H

#include "flow/company.h"
#include "flow/mail_source.h"
#include "flow/reading.h"
#include "series/series.h"
#include "series/whole.h"
#include "update/build.h"

/* A mail of the work, beside its record. */
struct work_mail {
	bool was_sought; /* work_read() was asked for it */
	const struct reading *reading; /* NULL where no archive has it any more */
	str bytes; /* that it is read from */
	str archive; /* path of the archive that it was read from */
	str commit; /* that brought it there, in hexadecimal; empty for mbox and Maildir */
	const struct mailbox *reviewers; /* whom each of record.reviews names, as it is written */
};

struct work {
	struct arena texts; /* owns what follows, and what is read */
	struct index *index; /* borrowed */
	struct neighbourhood around; /* `records` have reviews where their mail was read */
	struct company company;
	struct series_set set; /* of all that is around, linked as the index knows it */
	const struct topic *topic; /* of `set` */
	unsigned named; /* the posting of the mail that the work was found by */
	unsigned *answered; /* of each record that is no work: the patch or cover that it answers */
	struct work_mail *mails; /* of each record */
	struct mail_detail
		*details; /* of each record: of mails that were not read the subject alone */
	GArray *archives; /* struct stored_archive */
	struct mail_source *source;
	struct reply_reader *reader; /* of the mails that are read */
};

/*
 * The work of what @id names (flow/identify.h), or answers. Begins a transaction that
 * reads and lasts until work_free(). Errors: those of identify_message(), NOT_FOUND
 * where the mail is of no series, and those of the index.
 */
struct work *work_open(struct index *index, str id, GError **error);

/* The same of a posting of the index; NOT_FOUND where it is not there. */
struct work *work_open_posting(struct index *index, int64_t posting, GError **error);
void work_free(struct work *work);

/* The number in the index of @record. */
int64_t work_message(const struct work *work, unsigned record);

/*
 * The posting of the work that @revision names: `v2`, `v2.1`, `rfc`, `rfc-v2`; of several
 * the last one. NOT_FOUND, which names those that there are.
 */
bool work_find_revision(struct work *work, str revision, unsigned *ret_posting, GError **error);

/* The posting that @posting follows, or else the one that came before; POSTING_NONE for none. */
unsigned work_before(const struct work *work, unsigned posting);

/* What @posting stands for: array of struct whole_patch. */
GArray *work_patches(const struct work *work, unsigned posting);

/*
 * Reads @records, each from the best place that still has it. What no archive has
 * is left without a reading. Errors are those of mail_source_read().
 */
bool work_read(struct work *work, const unsigned *records, unsigned n_records, GError **error);

/* Appends the records (unsigned) of the replies to @record, by arrival. */
void work_add_replies(const struct work *work, unsigned record, GArray *replies);

/* The Message-IDs of mails that were sought and not found; the array is in @arena. */
str *work_missing(const struct work *work, struct arena *arena, unsigned *ret_n_missing);

typedef struct work work;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(work, work_free)

#endif
