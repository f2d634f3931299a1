/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What kind of mail a record is: patch, cover letter, reply, pull request or
 * other; first by itself, then by what only its thread can tell.
 */
#ifndef TIDINGS_SERIES_CLASSIFY_H
#define TIDINGS_SERIES_CLASSIFY_H

#include "series/record.h"
#include "series/thread.h"

/*
 * The kind of a readable mail, from its subject, traits and parents; the kind
 * that stands in @record is not looked at. In short:
 *
 * - a reply word makes a reply, whatever else is there;
 * - a forwarded mail and a bot's report are other;
 * - a tagged mail with a diff is a patch, unless it answers, quotes, and has
 *   neither diffstat nor sign-off: that is a reply with a proposal;
 * - a pull request is one, unless it answers, quotes, and asks for nothing;
 *   n/m of it is a patch;
 * - n/m tagged PATCH or RFC is a patch without a diff too (it was lost), unless
 *   it quotes;
 * - 0/m is a cover letter unless it answers and quotes, or answers itself,
 *   and has neither diffstat nor shortlog;
 * - anything else is a reply if it answers a mail, and other if not.
 */
enum record_kind record_classify(const struct record *record);

/*
 * Corrects the kinds that only the threads can tell: a mail that repeats
 * number, revision and title of the mail it answers, without a diff, diffstat
 * or shortlog of its own, is a reply; a tagged mail without a number that
 * numbered patches of its sender answer is their cover letter.
 */
void records_classify_in_threads(struct record *records, const struct threads *threads);

/* True if the titles differ in case and blanks alone: lists refold subjects. */
bool record_same_title(const struct record *a, const struct record *b);

/*
 * True if @record, whose kind is record_classify()'s, is work or may still
 * become it by records_classify_in_threads(): what is shown of it must be kept.
 */
bool record_may_be_work(const struct record *record);

/* True if both have the same number, total, revision and title. */
bool record_same_place(const struct record *a, const struct record *b);

/* True if the subject holds n/m with n of 1 or more, or of 0. */
bool record_is_numbered(const struct record *record);
bool record_is_numbered_cover(const struct record *record);

/* True if the subject is tagged as work: PATCH, RFC, or n/m in a bracket. */
bool record_is_tagged(const struct record *record);

#endif
