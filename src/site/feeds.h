/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The feeds of a site; within src/site only. */
#ifndef TIDINGS_SITE_FEEDS_H
#define TIDINGS_SITE_FEEDS_H

#include "site/writer.h"

/*
 * The series of the last two updates at least: whoever asks once in a period misses none. Entries
 * lead to pages of the site where its address is known, else to the mails. Errors as
 * report_make() and feed_write().
 */
bool feeds_write_series(const struct site_writer *writer, struct site_worker *worker, GString *out,
			GError **error);

/* The last updates, an entry each. @updates are by time. */
void feeds_write_updates(const struct site_writer *writer, const struct site_update *updates,
			 unsigned n_updates, GString *out);

#endif
