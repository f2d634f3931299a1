/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mails of a range themselves, as the archive has them.
 */
#ifndef TIDINGS_FLOW_MAILS_H
#define TIDINGS_FLOW_MAILS_H

#include "flow/report.h"
#include "index/sightings.h"

/* A mail of the range. */
struct range_mail {
	str bytes; /* as it came; valid until the return */
	int64_t arrived_at;
};

/* False with an error stops the reading. */
typedef bool (*mail_fn)(void *user, const struct range_mail *mail, GError **error);

/*
 * Calls @take for each mail that a report on @request would count, in the order of arrival.
 * Of the request, the archive and the range alone are looked at. Mails that are missing are
 * left out and named in @missing (char *, as struct collection has them). Errors: those of
 * @take, of report_make() for an archive and its range, and TIDINGS_ERROR_RANGE where the
 * range holds no mail.
 */
bool mails_read(const struct report_request *request, mail_fn take, void *user, GPtrArray *missing,
		GError **error);

/*
 * The same of messages of @index, each from where it stands best; @missing gets Message-IDs. Within
 * a transaction; errors: BUSY as of report_messages(), those of @take, of the index and of archive_read().
 */
bool mails_of_messages(struct index *index, const struct sighted *messages, unsigned n_messages,
		       mail_fn take, void *user, GPtrArray *missing, GError **error);

#endif
