/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the decoded bytes of a text part to the text of struct mail_text: line
 * ends, format=flowed, footer, charset.
 */
#ifndef TIDINGS_MAIL_TEXT_H
#define TIDINGS_MAIL_TEXT_H

#include "base/arena.h"
#include "base/str.h"
#include "mail/content.h"
#include "mail/mail.h"

/*
 * @decoded has its transfer encoding undone. Where all lines end in CRLF, the
 * CRs are of the transport and go from all shapes; where only some do, `bytes`
 * keeps them. Returns @decoded itself, in all shapes, where there is nothing
 * to do. Where the lines of format=flowed are joined, the footer is cut from
 * `uncut` too. Adds MAIL_NUL and MAIL_BAD_CHARSET to @defects.
 */
struct mail_text text_read(struct arena *arena, str decoded, const struct content *content,
			   unsigned *defects);

#endif
