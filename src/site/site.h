/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A static site of a list: an update for each day, week or month, a page for each work with
 * its revisions and what changed between them, a page for each contributor, feeds, and a
 * search that needs no server.
 *
 * What a page shows follows from what the index knows; plan.h says from what of it. Only
 * pages of which that changed are made again, and only files whose bytes changed are written.
 * The addresses of pages never change: that of a work is made of the id of its first mail, and
 * the ids of its other revisions lead there.
 */
#ifndef TIDINGS_SITE_SITE_H
#define TIDINGS_SITE_SITE_H

#include "archive/archive.h"
#include "base/progress.h"

#include <glib.h>

enum site_period {
	SITE_DAY,
	SITE_WEEK, /* from Monday on, as all periods in UTC */
	SITE_MONTH,
};

struct site_request {
	const char *folder;
	const char *archive; /* path */
	enum mbox_quoting quoting;
	const char *index; /* path */
	const char *title; /* of the list, or NULL: see report_make() */
	const char *link; /* what a Message-ID is appended to */
	const char *url; /* where the site will be served, or NULL: feeds lead to the mails then */
	const char *templates; /* folder of the user's own, or NULL: see template_source_new() */
	const char *version; /* of the program: another one makes all pages again */
	enum site_period period;
	unsigned top; /* rows of the statistics' lists */
	unsigned n_workers; /* 0 for as many as the machine has processors */
	struct progress *index_progress; /* or NULL */
	struct progress *progress; /* or NULL; of the pages that are made; its total is set here */
	void (*tell_waiting)(void *user); /* as for database_set_waiting(), or NULL */
};

struct site_result {
	unsigned n_files; /* of the site */
	unsigned n_made; /* pages that were made again */
	unsigned n_written; /* files whose bytes changed */
	unsigned n_removed;
};

/*
 * Brings the site in @request->folder up to date with the archive. A run that is killed leaves
 * whole files, and the next one goes on. Errors: those of report_make(), of folder_open() and
 * the other functions of folder.h, and of templates (render/page.h).
 */
bool site_publish(const struct site_request *request, struct site_result *ret_result,
		  GError **error);

#endif
