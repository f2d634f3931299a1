/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading ahead: one thread takes mails out of the archive while another one
 * reads what stands in them. Inflating a mail and understanding it take about
 * as long as each other, so the two halve the time on two cores.
 *
 * Mails come out in the order of the selection. At most PREFETCH_MAILS of them
 * wait at a time, and no further one where PREFETCH_BYTES wait already, whatever
 * the archive's size.
 */
#ifndef TIDINGS_FLOW_PREFETCH_H
#define TIDINGS_FLOW_PREFETCH_H

#include "archive/archive.h"

#include <glib.h>

enum {
	PREFETCH_MAILS = 256,
	PREFETCH_BYTES = 16 * 1024 * 1024,
};

struct prefetch;

/*
 * Begins to read @selection. Until prefetch_free() the archive belongs to the
 * prefetch: only archive_name_of() and archive_commit_of() may be called.
 */
struct prefetch *prefetch_new(struct archive *archive, const struct selection *selection);

/*
 * The next mail, waited for: what archive_read() gave for the next arrival of
 * the selection. Must not be called more often than the selection has
 * arrivals, nor after READ_FAILED.
 */
enum read_result prefetch_next(struct prefetch *prefetch, struct raw_mail *ret_raw, GError **error);

/* Stops the thread, also before the end, and releases what was not fetched. */
void prefetch_free(struct prefetch *prefetch);

typedef struct prefetch prefetch;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(prefetch, prefetch_free)

#endif
