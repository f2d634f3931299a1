/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Composing a mail: RFC 5322, with its text twice, plain and as HTML (RFC 2046, 5.1.4).
 *
 * Any text may be given. What stands in a field goes through escape_terminal_line() first, so
 * that neither the mail nor what a reader decodes of it has a control character there. The two
 * texts arrive as they are but for NUL and for bytes that are not UTF-8, which become U+FFFD.
 */
#ifndef TIDINGS_RENDER_MESSAGE_H
#define TIDINGS_RENDER_MESSAGE_H

#include "base/mailbox.h"

#include <glib.h>

/* All addresses, and the id, are such that message_address_is_valid(). */
struct message {
	struct mailbox from;
	const struct mailbox *to;
	unsigned n_to; /* at least one */
	str subject;
	int64_t sent_at; /* seconds since 1970, for the field Date */
	str message_id; /* without angle brackets: message_make_id() */
	str text;
	str html;
};

/*
 * True if @address can stand in a field, in an SMTP command and in the arguments of a
 * program: `local@domain` of at most 254 bytes, as RFC 5321, 4.1.2 has them, in ASCII, without
 * quoting, without an address literal, and not with a hyphen at its begin.
 */
bool message_address_is_valid(str address);

/*
 * An id of the domain of the sender that is the same for the same mail, and another for
 * another one; the id in @message does not count. The caller frees it with g_free().
 */
char *message_make_id(const struct message *message);

/*
 * Appends the mail. Lines end in LF alone, have at most 998 bytes, and are ASCII; the fields
 * are at most 76 columns wide, but where one address is longer. None begins with a dot or with
 * "From ". Same message, same bytes.
 */
void message_compose(const struct message *message, GString *out);

#endif
