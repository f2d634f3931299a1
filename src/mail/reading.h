/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What both readings of a mail, our own and GMime's, begin and end with.
 */
#ifndef TIDINGS_MAIL_READING_H
#define TIDINGS_MAIL_READING_H

#include "base/str.h"
#include "mail/mail.h"

/* @bytes up to LIMIT_MAIL_BYTES, without the line that an mbox puts before a mail. */
str reading_begin(str bytes, struct mail *mail);

/* The defects that are plain from the fields. */
void reading_end(struct mail *mail);

#endif
