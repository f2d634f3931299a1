/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `tidings search` shows: mails, the newest first.
 *
 * Texts are valid UTF-8, but not escaped: that is the work of src/render.
 */
#ifndef TIDINGS_VIEW_MAIL_LIST_H
#define TIDINGS_VIEW_MAIL_LIST_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

#include <glib.h>

/* Where a mail stands. */
struct mail_place {
	str archive; /* path */
	str commit; /* in hexadecimal; empty for mbox and Maildir */
};

/* The posting that a mail is of. */
struct mail_series {
	str message_id; /* of its cover, else of its first patch */
	str title;
	unsigned revision;
	str revision_text; /* "v2.1" */
	str state; /* "new", "revised", "resent" */
	bool is_latest; /* no newer revision is known */
};

struct mail_row {
	str message_id; /* empty where the mail has none */
	str subject; /* whole, decoded */
	str title; /* without reply words and brackets */
	str kind; /* "patch", "cover", "reply", "pull", "other", "unreadable" */
	bool is_rfc;
	unsigned revision;
	str revision_text;
	bool is_numbered; /* the subject has n/m */
	unsigned index;
	unsigned total;
	struct mailbox author;
	struct mailbox sender;
	str date; /* when it was sent: `2025-12-29T16:01:05Z` */
	str arrived; /* when it came to the first of its archives */
	bool has_series;
	struct mail_series series;
	struct mail_place *places; /* the best copy first */
	unsigned n_places;
};

struct mail_list {
	struct arena arena; /* owns all that is below */
	str query; /* as it was asked */
	struct mail_row *rows;
	unsigned n_rows;
	bool has_more; /* than these were found */
};

struct mail_list *mail_list_new(void);

/* NULL is allowed. */
void mail_list_free(struct mail_list *list);

typedef struct mail_list mail_list;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mail_list, mail_list_free)

#endif
