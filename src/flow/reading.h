/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One mail of an archive, read whole: its fields and texts, the patch in it,
 * and what follows from both. Lives as long as the arena it was read into.
 */
#ifndef TIDINGS_FLOW_READING_H
#define TIDINGS_FLOW_READING_H

#include "base/arena.h"
#include "mail/mail.h"
#include "patch/patch.h"
#include "series/record.h"

struct reading {
	struct mail mail;
	struct patch patch; /* of the inline text, or of an attachment if only that has a diff */
	struct mailbox sender; /* behind a list's rewriting */
	struct mailbox author; /* in-body, else of the attached file, else the sender */
	str subject; /* whole and decoded: the header's, or that in the body which stands for it */
};

void reading_of(struct arena *arena, str bytes, struct reading *ret_reading);

/*
 * The record of @reading as far as it tells a patch from a reply: subject, traits,
 * parents, id and kind. Its slices point where those of @reading do, but for the
 * parents, which are in @arena. It has no people and no times.
 */
struct record reading_record(struct arena *arena, const struct reading *reading);

/* What a mail itself tells of its times. */
struct mail_times {
	bool has_date;
	bool has_received;
	int64_t date; /* Date */
	int64_t received_at; /* the topmost Received */
};

struct mail_times reading_times(const struct reading *reading);

/*
 * When a mail was sent: its Date if that lies between 1990 and a day after the
 * arrival, else its topmost Received under the same condition, else
 * @arrived_at. Never the present.
 */
int64_t mail_sent_at(const struct mail_times *times, int64_t arrived_at);

/* When a mail arrived, if only the mail can tell; @before where it cannot. */
int64_t mail_arrived_at(const struct mail_times *times, int64_t before);

#endif
