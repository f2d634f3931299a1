/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From what a user calls a mail or a series to the message it is.
 */
#ifndef TIDINGS_FLOW_IDENTIFY_H
#define TIDINGS_FLOW_IDENTIFY_H

#include "index/index.h"

/*
 * The message that @text names: a Message-ID, with or without angle brackets; a link to
 * an archive's page (https://lore.kernel.org/r/ID/, .../LIST/ID/T/#t, with %40, %2F undone);
 * a commit of an archive, whole or at least 7 digits of it; or a part of a title, without
 * regard to case, which the titles of one work alone hold: then it is the head of the
 * newest posting. Errors: NOT_FOUND; AMBIGUOUS, which names some of what it fits.
 */
bool identify_message(struct index *index, str text, int64_t *ret_message, GError **error);

#endif
