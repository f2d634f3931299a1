/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From an archive and a range to an update: the whole way of the data.
 */
#ifndef TIDINGS_FLOW_REPORT_H
#define TIDINGS_FLOW_REPORT_H

#include "archive/archive.h"
#include "base/progress.h"
#include "flow/collection.h"
#include "update/update.h"

#include <glib.h>

struct report_request {
	const char *archive; /* path */
	enum mbox_quoting quoting;
	struct selection_request selection;
	const char *title; /* or NULL: the archive's own, see report_make() */
	const char *mailmap; /* path, or NULL */
	const char *link; /* what a Message-ID is appended to */
	unsigned top; /* rows of the statistics' lists */
	bool classic; /* update.classic is wanted */
	bool with_diffs; /* the diffs of its patches are wanted */
	unsigned n_workers; /* threads that read; 0 for as many as the machine has processors */
	struct progress *progress; /* or NULL; its total is set here */
	/*
	 * Path of the index, which is brought up to date with the archive first: the report
	 * then knows the works of its range as they were at its end, or as they are now.
	 * NULL for a report from the range alone.
	 */
	const char *index;
	bool index_is_current; /* it was brought up to date already: it is only read */
	void (*tell_waiting)(void *user); /* as for database_set_waiting(), or NULL */
	bool as_of_now;
	struct progress *index_progress; /* or NULL; of the indexing */
};

struct report {
	struct update *update; /* its texts belong to the collection */
	struct collection *collection;
	struct mailmap *mailmap;
};

/*
 * Makes the update. The title is the request's; else the first line of the
 * archive's description, without "mailing list" or "archive" at its end; else
 * the first label of the List-Id of most mails; else the last part of the
 * path. Errors: those of archive_open(), archive_select(), collection_read(),
 * index_open(), ingest_archive(), context_add() and mailmap_read(), and TIDINGS_ERROR_RANGE where the range holds no mail.
 * Freed with report_free().
 */
struct report *report_make(const struct report_request *request, GError **error);
void report_free(struct report *report);

/*
 * The mails of @selection, of the request's archive, without an index and a mailmap.
 * TIDINGS_ERROR_RANGE where there is none, else the errors of collection_read().
 */
struct collection *report_collect(const struct report_request *request, struct archive *archive,
				  const struct selection *selection, GError **error);

/*
 * The title that a list's description or List-Id makes: "kvm" of
 * "kvm.vger.kernel.org archive mirror" and of "<kvm.vger.kernel.org>", "KVM"
 * of "KVM mailing list". Points into the argument; empty if nothing is left.
 */
str report_title_of_description(str description);
str report_title_of_list_id(str list_id);

typedef struct report report;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report, report_free)

#endif
