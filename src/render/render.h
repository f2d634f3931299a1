/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing an update: one interface, a file a format. Escaping stands in this
 * room alone (render/escape.h): a mail is hostile, and whatever came from one
 * goes out through a function that makes it harmless for that format.
 */
#ifndef TIDINGS_RENDER_RENDER_H
#define TIDINGS_RENDER_RENDER_H

#include "template/template.h"
#include "update/update.h"

#include <glib.h>

struct render_options {
	bool colour; /* ANSI colours, for the formats that know them */
	unsigned columns; /* of the terminal; 0: not a terminal, lines are not fitted */
	struct template_set *templates; /* for the formats that need some; else NULL */
	struct mailbox from; /* of the mail, for the formats that need it */
	const struct mailbox *to; /* likewise */
	unsigned n_to;
};

/*
 * Appends the whole document to @out. Same update and options, same bytes. Only formats that
 * need templates can fail, with what page_begin() and page_write() (render/page.h) say.
 */
typedef bool (*render_fn)(const struct update *update, const struct render_options *options,
			  GString *out, GError **error);

/* Appends one mail that arrived then, of a format that is the mails themselves. */
typedef void (*append_mail_fn)(GString *out, str mail, int64_t arrived_at);

struct render_format {
	const char *name; /* as --format takes it */
	const char *help; /* one line for people */
	render_fn render; /* or NULL, and then: */
	append_mail_fn append_mail;
	bool needs_classic; /* update.classic must be filled */
	bool needs_diffs; /* the diffs of patches must be */
	bool needs_mailboxes; /* options.from and options.to must be given */
};

/* All formats; the last has a NULL name. The first is the default. */
extern const struct render_format render_formats[];

/* The format of that name, or NULL. */
const struct render_format *render_format_find(const char *name);

#endif
