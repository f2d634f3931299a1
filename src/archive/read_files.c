/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading all mails of an mbox or a Maildir: each stands by itself. */
#include "archive/archive_internal.h"
#include "base/workers.h"

enum { BATCH_MAILS = 64 };

struct files_reading {
	struct archive *archive;
	const struct selection *selection;
	const struct mail_taker *taker;
};

static bool read_batch(void *user, unsigned worker, size_t batch, GError **error)
{
	const struct files_reading *reading = user;
	const struct mail_taker *taker = reading->taker;
	size_t end = MIN((batch + 1) * BATCH_MAILS, reading->selection->n_arrivals);

	for (size_t i = batch * BATCH_MAILS; i < end; i++) {
		const struct arrival *arrival = &reading->selection->arrivals[i];
		struct raw_mail raw = {0};
		enum read_result result = archive_read(reading->archive, arrival, &raw, error);

		if (result == READ_FAILED)
			return false;
		taker->take(taker->user, worker, i, result, raw.bytes);
		raw_mail_release(&raw);
	}
	return true;
}

bool files_read_all(struct archive *archive, const struct selection *selection, unsigned n_workers,
		    const struct mail_taker *taker, GError **error)
{
	struct files_reading reading = {archive, selection, taker};
	size_t n_batches = (selection->n_arrivals + BATCH_MAILS - 1) / BATCH_MAILS;

	return workers_run(n_workers, n_batches, read_batch, &reading, error);
}
