/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fields of a mail that hold what somebody wrote: encoded and folded.
 *
 * A text that is not printable ASCII, or that a reader could take for something else, becomes
 * encoded words (RFC 2047) as a whole, each of at most 75 bytes and of whole characters. A
 * field is folded to 76 columns where there is a blank.
 */
#ifndef TIDINGS_RENDER_MESSAGE_FIELD_H
#define TIDINGS_RENDER_MESSAGE_FIELD_H

#include "base/mailbox.h"

#include <glib.h>

/* What RFC 5322, 3.2.3 allows in an atom beside letters and digits. */
#define MESSAGE_ATOM_MARKS "!#$%&'*+-/=?^_`{|}~"

/* Appends the field @name with @text, which goes through escape_terminal_line(). */
void message_field_text(GString *out, const char *name, str text);

/*
 * Appends the field @name with a list of mailboxes (RFC 5322, 3.4). Names go through
 * escape_terminal_line(); addresses are such that message_address_is_valid().
 */
void message_field_mailboxes(GString *out, const char *name, const struct mailbox *mailboxes,
			     unsigned n_mailboxes);

#endif
