/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A name and an address, as a header field or a trailer gives them, decoded.
 */
#ifndef TIDINGS_BASE_MAILBOX_H
#define TIDINGS_BASE_MAILBOX_H

#include "base/str.h"

struct mailbox {
	str name; /* valid UTF-8, unquoted, white space collapsed; may be empty */
	str address; /* valid UTF-8, as written, without angle brackets; may be empty */
};

/*
 * Splits `Ann Author <ann@example.org>`, `"Author, Ann" <ann@example.org>`,
 * `ann@example.org (Ann Author)`, `Ann Author ann@example.org` and a lone
 * address or name; as trailers and in-body From lines give them. @text is
 * decoded already; what follows the address is ignored, but for a name in
 * parentheses where none came before.
 *
 * Slices point into @text, so the name is only trimmed and unquoted: blanks
 * within it and backslashes stay as they were written. Name and address are
 * empty where they are missing. An angle bracket that is not closed ends at
 * the next blank.
 */
struct mailbox mailbox_split(str text);

/* @name without the blanks and the pairs of single or double quotes around it. */
str mailbox_unquote(str name);

#endif
