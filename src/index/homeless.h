/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages whose archives do not have them any more: rewritten, shortened, or forgotten. */
#ifndef TIDINGS_INDEX_HOMELESS_H
#define TIDINGS_INDEX_HOMELESS_H

#include "index/index.h"

/*
 * Deletes the messages that stand nowhere any more, with all that hangs on them but
 * their postings, which lose their clues; appends the postings (int64_t) that they were
 * of, and the threads of all that was in one with them.
 */
bool homeless_drop(struct index *index, GArray *threads, GArray *postings, GError **error);

#endif
