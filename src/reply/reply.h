/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the text of a mail to its remarks. The room knows no mail: it takes texts.
 *
 * What is quoted, stands below the signature or within a diff, or is quoted by a mailer
 * without `>`, was not said here. A sentence counts for what it says now: what is
 * negated ("not applied yet", "no need for a v2"), hoped for ("could you apply this?",
 * "once this is applied"), conditional ("with that fixed, Reviewed-by: ...", "if you
 * respin"), or told of the past or of another work ("I applied this locally to test it",
 * "v1 was applied to my branch") counts for nothing. Doubt is settled against a remark.
 */
#ifndef TIDINGS_REPLY_REPLY_H
#define TIDINGS_REPLY_REPLY_H

#include "base/arena.h"
#include "patch/patch.h"
#include "reply/remark.h"

#include <glib.h>

/* What reading takes: made once, and then only read, by any number of threads. */
struct reply_reader;
struct reply_reader *reply_reader_new(void);
void reply_reader_free(struct reply_reader *reader);

/*
 * The remarks of a mail that answers another one, or of a bot. @subject is decoded; @sender
 * is the address of who sent it: some programs (patchwork's bot, pr-tracker-bot, tip-bot,
 * the stable queue's) are known by it. In the order of the text; at most LIMIT_REMARKS.
 * Slices point into the arguments or @arena.
 */
void remarks_of_reply(const struct reply_reader *reader, struct arena *arena, str subject, str text,
		      str sender, struct remark **ret_remarks, unsigned *ret_n_remarks);

/*
 * The remarks of a patch or a cover letter: the trailers of @body's message of the kinds that a
 * reply may give (REMARK_REVIEW), and what is said of the posting itself (REMARK_WITHDRAWN,
 * REMARK_PING, commands) in the notes, or in the text of a cover letter. Nothing else is looked at.
 */
void remarks_of_patch(const struct reply_reader *reader, struct arena *arena,
		      const struct patch_body *body, struct remark **ret_remarks,
		      unsigned *ret_n_remarks);

typedef struct reply_reader reply_reader;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(reply_reader, reply_reader_free)

#endif
