/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who reviewed which patch.
 *
 * A review is a Reviewed-by or an Acked-by. In a reply it counts for who sends it, and for
 * nobody where it names another one; in a patch's own message for whom it names; never for
 * the patch's author. Given to the cover letter it is given to all patches, unless it
 * has a scope.
 */
#ifndef TIDINGS_OUTCOME_REVIEW_H
#define TIDINGS_OUTCOME_REVIEW_H

#include "outcome/discussion.h"

/* Fills units' review, and the discussion's approvals. */
void review_find(struct discussion *discussion);

/*
 * True if who wrote @mail reviewed what it speaks of, in the mail of @position or later:
 * that patch, or all of them.
 */
bool review_follows(const struct discussion *discussion, const struct thread_mail *mail,
		    unsigned position);

/* The Nacked-by that @mail, a reply, gives; NULL. */
const struct remark *review_nack(struct discussion *discussion, const struct thread_mail *mail);

#endif
