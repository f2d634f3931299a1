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
 * address or name; as trailers and in-body From lines give them. Quotes around
 * the name are removed, blanks trimmed. @text is decoded already; what follows
 * the closing bracket is ignored. Slices point into @text; name and address
 * are empty where they are missing.
 */
struct mailbox mailbox_split(str text);

#endif
