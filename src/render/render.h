/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing an update: one interface, a file a format. Escaping stands in this
 * room alone (render/escape.h): a mail is hostile, and whatever came from one
 * goes out through a function that makes it harmless for that format.
 */
#ifndef TIDINGS_RENDER_RENDER_H
#define TIDINGS_RENDER_RENDER_H

#include "update/update.h"

#include <glib.h>

struct render_options {
	bool colour; /* ANSI colours, for the formats that know them */
	unsigned columns; /* of the terminal; 0: not a terminal, lines are not fitted */
	struct mailbox from; /* of the mail, for the formats that need it */
	const struct mailbox *to; /* likewise */
	unsigned n_to;
};

/* Appends the whole document to @out. Same update and options, same bytes. */
typedef void (*render_fn)(const struct update *update, const struct render_options *options,
			  GString *out);

struct render_format {
	const char *name; /* as --format takes it */
	const char *help; /* one line for people */
	render_fn render;
	bool needs_classic; /* update.classic must be filled */
	bool needs_mailboxes; /* options.from and options.to must be given */
};

/* All formats; the last has a NULL name. The first is the default. */
extern const struct render_format render_formats[];

/* The format of that name, or NULL. */
const struct render_format *render_format_find(const char *name);

#endif
