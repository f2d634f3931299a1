/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Threads: mails that an id, also one of a mail that is not there, holds together. */
#ifndef TIDINGS_INDEX_THREADS_H
#define TIDINGS_INDEX_THREADS_H

#include "index/index.h"

/* The thread of the mails that are, or name, the id of this hash; 0 where there is none. */
bool threads_of_identifier(struct index *index, int64_t hash, int64_t *ret_thread, GError **error);
bool threads_set_identifier(struct index *index, int64_t hash, int64_t thread, GError **error);

/* All mails and ids of thread @from are of thread @to from now on. */
bool threads_unite(struct index *index, int64_t from, int64_t to, GError **error);

#endif
