/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mails as an mbox, quoted as mboxrd does. */
#ifndef TIDINGS_RENDER_MBOX_H
#define TIDINGS_RENDER_MBOX_H

#include "base/str.h"

#include <glib.h>
#include <stdint.h>

/*
 * Appends a mail with its "From " line, which says when it arrived, in UTC. Lines of the mail
 * that begin with any number of `>` and "From " get one more `>`; whoever takes it away again
 * has the mail as it was, but for a newline at its end where it had none (mbox(5), "mboxrd";
 * RFC 4155 has the line).
 */
void mbox_append(GString *out, str mail, int64_t arrived_at);

#endif
