/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Header fields of a mail that is written, as git-am(1) reads them: RFC 5322, 2.2.3
 * (folding), RFC 2047 (encoded words).
 */
#ifndef TIDINGS_FLOW_AM_HEADER_H
#define TIDINGS_FLOW_AM_HEADER_H

#include "base/mailbox.h"

#include <glib.h>

/*
 * Appends `NAME: TAG TEXT`, folded. @tag, maybe empty, is ASCII and stays as it is; @text is
 * encoded where it is not plain ASCII.
 */
void am_header_append(GString *out, const char *name, str tag, str text);

/* Appends `NAME: Ann Author <ann@example.org>`, the name quoted or encoded where it must be. */
void am_header_append_mailbox(GString *out, const char *name, struct mailbox mailbox);

#endif
