/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a part of a mail, encoded so that no way of mails changes it.
 */
#ifndef TIDINGS_RENDER_MESSAGE_BODY_H
#define TIDINGS_RENDER_MESSAGE_BODY_H

#include "base/str.h"

#include <glib.h>

/*
 * Appends Content-Transfer-Encoding, the empty line that ends the fields, and @text:
 * quoted-printable (RFC 2045, 6.7) if it is ASCII for the most part, else base64 (6.8). A
 * newline is a line break of the text; a carriage return is a character like any other. NUL and
 * bytes that are not UTF-8 are U+FFFD. Encoded lines have at most 76 bytes, none
 * begins with a dot or with "From ", and `=_` stands nowhere.
 */
void message_body_append(GString *out, str text);

#endif
