/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whose the lines of a reply are: the sender's own, or another's.
 */
#ifndef TIDINGS_PATCH_REPLY_LINE_H
#define TIDINGS_PATCH_REPLY_LINE_H

#include "base/str.h"

/* True of `> text`, `| text`, and `Ann> text`; blanks may stand before. */
bool reply_line_is_quoted(str line);

/*
 * True where the sender's own text ends: at the signature, or at what a mailer quotes
 * without `>` (`-----Original Message-----`; From and Sent). @rest begins below @line.
 */
bool reply_line_ends_text(str line, str rest);

/* True if a diff that is not quoted begins here, a lone hunk included. */
bool reply_line_begins_diff(str line);

/* True if @line, which is not empty, may still be of the diff above it. */
bool reply_line_continues_diff(str line);

#endif
