/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the pages of a site show that are of no single update and no single work.
 *
 * Texts are valid UTF-8, but not escaped: that is the work of src/render. All is borrowed.
 */
#ifndef TIDINGS_VIEW_SITE_VIEW_H
#define TIDINGS_VIEW_SITE_VIEW_H

#include "update/update.h"
#include "view/difference_view.h"
#include "view/work_view.h"

/* An update of the site, in few words. */
struct site_update {
	str name; /* of its page: "2025-12-29", the first day of its period */
	str last; /* the last day of the period */
	int64_t number; /* of the first day: days since 1970-01-01 */
	str from; /* the commit before it, nine digits; empty for none */
	str to; /* its last one */
	unsigned mails;
	unsigned patches;
	unsigned replies;
	unsigned participants;
	unsigned series;
	unsigned revised; /* of these */
	unsigned landed;
};

/* A work of the site as lists show it: its newest posting. */
struct site_work {
	str name; /* of its page */
	str message_id; /* of the newest posting */
	str title;
	str tag; /* "PULL", "RFC", or empty */
	str revision; /* "v2" */
	unsigned n_revisions;
	unsigned n_patches;
	struct mailbox author;
	str date;
	struct update_outcome outcome;
};

/* What somebody did for a work. */
struct site_share {
	const struct site_work *work;
	unsigned patches; /* sent for it, over all revisions */
	struct update_onlooker looked; /* empty for somebody who did not look at it */
};

struct site_person {
	str name; /* of the page */
	struct mailbox person;
	unsigned patches;
	str first; /* day of the first patch, and of the last one; empty without any */
	str last;
	struct update_day *days; /* on which patches came */
	unsigned n_days;
	struct site_share *own; /* works with patches of theirs, the newest first */
	unsigned n_own;
	struct site_share *reviewed; /* works of others that they looked at; likewise */
	unsigned n_reviewed;
};

/* A revision of a work beside the newest one, and how each differs from the one before. */
struct site_revision {
	str name; /* "v2" */
	str message_id;
	str date;
	str subject;
	unsigned n_patches;
	const struct difference_view *difference; /* from the one before; NULL for the first */
};

struct site_work_page {
	const struct work_view *view; /* of the newest revision */
	const struct site_revision *revisions; /* the newest first */
	unsigned n_revisions;
};

#endif
