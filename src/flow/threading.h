/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which stored thread a mail is of: that of any mail that has or names one of its ids.
 * A stored thread may thus be more than one of series/thread.h, and is never less.
 */
#ifndef TIDINGS_FLOW_THREADING_H
#define TIDINGS_FLOW_THREADING_H

#include "index/index.h"
#include "series/record.h"

struct threading;

/* @has_older is false where the index holds no message yet. */
struct threading *threading_new(struct index *index, bool has_older);
void threading_free(struct threading *threading);

/* Takes note of the ids of @record, which is @message. */
bool threading_add(struct threading *threading, const struct record *record, int64_t message,
		   GError **error);

/*
 * Writes what was learned; threads of the index that have become one are appended to
 * @threads (int64_t).
 */
bool threading_write(struct threading *threading, GArray *threads, GError **error);

/* The thread of @message, which was added. */
int64_t threading_find(struct threading *threading, int64_t message);

#endif
