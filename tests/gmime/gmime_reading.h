/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mail room's judge: the same mail as GMime reads it. For tests alone.
 */
#ifndef TIDINGS_TESTS_GMIME_READING_H
#define TIDINGS_TESTS_GMIME_READING_H

#include "mail/mail.h"

/*
 * As mail_parse(), but by GMime: header, addresses, dates, encoded words, MIME
 * parts and transfer encodings. Of the defects those of texts are told. Hostile
 * mails may end the program.
 */
void mail_parse_with_gmime(struct arena *arena, str bytes, struct mail *ret_mail);

#endif
