/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What outlives a mail: its record for src/series, its detail for src/update,
 * with copies of the texts that they hold.
 */
#ifndef TIDINGS_FLOW_KEEP_H
#define TIDINGS_FLOW_KEEP_H

#include "base/hash.h"
#include "flow/reading.h"
#include "people/people.h"
#include "reply/reply.h"
#include "series/record.h"
#include "update/build.h"

/* Where things are kept. All of it is borrowed. */
struct keeper {
	struct arena *texts; /* of what is kept */
	struct arena *mail_texts; /* of the mail at hand alone */
	const struct mailmap *mailmap; /* or NULL */
	const struct reply_reader *reader;
	const struct hash_key *key; /* of text_hash and blobs; NULL for the process's */
	bool with_diffs; /* fill detail.diff */
};

/*
 * What of a mail must wait until all mails before it are known: who the people
 * are, and when it came if the archive does not tell.
 */
struct loose_ends {
	struct mailbox sender;
	struct mailbox author;
	/* Whom each of record.reviews names, as it is written; may be empty. */
	struct mailbox *reviewers;
	struct mail_times times;
	str list_id;
	unsigned defects; /* enum mail_defect */
};

/*
 * The record, the detail and the loose ends of @reading. The record's kind is
 * what the mail by itself tells; it has no people and no times yet. The detail
 * is empty but for what may be a patch, a cover letter or a pull request, and
 * its `commit` is the caller's. Mails may be kept in any order, and by several
 * threads, each with a keeper of its own.
 */
void keep_mail(const struct keeper *keeper, const struct reading *reading,
	       struct record *ret_record, struct mail_detail *ret_detail,
	       struct loose_ends *ret_loose);

/*
 * Ties the loose ends of @record but its arrival: adds its people to @people, in
 * the order of arrival, drops reviews that nobody gave (and their `reviewers`), and
 * says when it was sent.
 */
void keep_people(struct people *people, const struct loose_ends *loose, struct record *record);

/*
 * Who gives a trailer that names @names: that one, who is added, if @sender may be the same
 * person; @sender where it has no address. Else PERSON_NONE: it is passed on, not given.
 */
person_id keep_reviewer(struct people *people, struct mailbox names, person_id sender);

#endif
