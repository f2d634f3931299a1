/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What others ask of the author, and whether it stands: not of a patch that landed, was
 * withdrawn or replaced, and not after a review of the same patch, or of all, by
 * whoever asked.
 *
 * A comment or question that comes with its writer's review of the patch is a hint, no
 * demand.
 */
#ifndef TIDINGS_OUTCOME_ASKED_H
#define TIDINGS_OUTCOME_ASKED_H

#include "outcome/review.h"

/* True if @mail asks a question, comments, or reports a failure, whether answered or not. */
bool mail_asks(const struct discussion *discussion, const struct thread_mail *mail);

/* True if what @mail asks is neither answered by the author nor taken back. */
bool mail_is_open(const struct discussion *discussion, const struct thread_mail *mail);

/* A remark of @mail that asks for another revision, and stands; NULL. */
const struct remark *mail_asks_for_changes(const struct discussion *discussion,
					   const struct thread_mail *mail);

/* A remark of @mail that refuses the patch, whether it stands or not; NULL. */
const struct remark *mail_nack(struct discussion *discussion, const struct thread_mail *mail);

/* The same, if it stands; else NULL. */
const struct remark *mail_refuses(struct discussion *discussion, const struct thread_mail *mail);

/* True unless it speaks of a patch that landed, was withdrawn or replaced. */
bool mail_is_at_issue(const struct discussion *discussion, const struct thread_mail *mail);

/* True if what @mail demands is of a patch that is still at issue, and was not taken back. */
bool mail_stands(const struct discussion *discussion, const struct thread_mail *mail);

#endif
