/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values of header fields: RFC 5322, 2.2.3 and 3.6.
 *
 * A "raw" value is as it stands in the mail, an "unfolded" one is a single
 * line without CR, LF and NUL, its encoded words and its raw bytes still
 * there.
 */
#ifndef TIDINGS_MAIL_FIELD_H
#define TIDINGS_MAIL_FIELD_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

/*
 * The value on one line: a fold with the blanks around it is one blank, both
 * ends are trimmed. More than LIMIT_FIELD_BYTES of it are cut, with
 * MAIL_TOO_LONG. Returns a slice of @raw where nothing is folded.
 */
str field_unfold(struct arena *arena, str raw, unsigned *defects);

/* The value unfolded, decoded and trimmed: valid UTF-8. */
str field_text(struct arena *arena, str raw, unsigned *defects);

/*
 * The first mailbox of an address list (RFC 5322, 3.4): the structure is read
 * before encoded words are, as these may hold commas and brackets. Forgives
 * commas and dots in a name without quotes.
 */
struct mailbox field_mailbox(struct arena *arena, str raw, unsigned *defects);

/* Message-IDs, the newest LIMIT_REFERENCES of them. */
struct id_list {
	str *ids; /* without brackets; valid UTF-8; blanks taken out */
	unsigned n_ids;
};

/*
 * The ids of @n_raws values, maybe none, of In-Reply-To or References, in order: what
 * stands in angle brackets, or without any each word with an "@", or a lone
 * word. Of an URL the part that is an id counts; one without such a part is
 * none.
 */
struct id_list field_ids(struct arena *arena, const str *raws, unsigned n_raws, unsigned *defects);

/*
 * The id of a Message-ID value: the first in angle brackets, or else, with
 * MAIL_BAD_MESSAGE_ID, the first word with an "@", or the first word. Empty if
 * there is none.
 */
str field_message_id(struct arena *arena, str raw, unsigned *defects);

#endif
