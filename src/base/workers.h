/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Work in batches on several threads, of which the caller's is one.
 */
#ifndef TIDINGS_BASE_WORKERS_H
#define TIDINGS_BASE_WORKERS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Does batch @batch on the thread of @worker. Worker 0 is the thread that called workers_run(). */
typedef bool (*batch_fn)(void *user, unsigned worker, size_t batch, GError **error);

/*
 * Calls @work once for each batch from 0 to below @n_batches, on at most
 * @n_workers threads (1 or more) at the same time, and returns when all are
 * done. Batches are begun in order. After a failure those before it are still
 * finished, so that the error is that of the first batch that fails, whichever
 * thread came first. Where a thread cannot be made, those that are there do the
 * work.
 */
bool workers_run(unsigned n_workers, size_t n_batches, batch_fn work, void *user, GError **error);

/* How many threads run at once here, at most LIMIT_WORKERS. */
unsigned workers_advised(void);

#endif
