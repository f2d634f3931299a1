/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What outlives a mail: its record for src/series, its detail for src/update,
 * with copies of the texts that they hold.
 */
#ifndef TIDINGS_FLOW_KEEP_H
#define TIDINGS_FLOW_KEEP_H

#include "flow/reading.h"
#include "people/people.h"
#include "series/record.h"
#include "update/build.h"

/* Where things are kept. All of it is borrowed. */
struct keeper {
	struct arena *texts; /* of what is kept */
	struct arena *mail_texts; /* of the mail at hand alone */
	struct people *people; /* everybody is added to it */
	const struct mailmap *mailmap; /* or NULL */
};

/*
 * The record and the detail of @reading. The record's kind is what the mail
 * by itself tells; the detail is empty but for what may be a patch, a cover
 * letter or a pull request, and its `commit` is the caller's.
 */
void keep_mail(const struct keeper *keeper, const struct reading *reading, int64_t arrived_at,
	       struct record *ret_record, struct mail_detail *ret_detail);

#endif
