/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The formats' functions, for the table in render.c: each is a render_fn.
 */
#ifndef TIDINGS_RENDER_FORMATS_H
#define TIDINGS_RENDER_FORMATS_H

#include "render/render.h"

/* For people: headings, lists, one entry a series. */
void render_text(const struct update *update, const struct render_options *options, GString *out);

/*
 * doc/classic.md. The bytes of mails stand in it as they came, but on a
 * terminal (options->columns), where all goes through escape_terminal().
 */
void render_classic(const struct update *update, const struct render_options *options,
		    GString *out);

/* doc/json-schema.md. Nothing of @options counts. */
void render_json(const struct update *update, const struct render_options *options, GString *out);

/*
 * A mail from and to the mailboxes of @options (render/message.h): the text format, and a page.
 * It was sent when the last mail of the update came, and the same update, from and to the same
 * people, is the same mail, by its Message-ID too.
 */
void render_mail(const struct update *update, const struct render_options *options, GString *out);

/* The HTML of an update as a mail shows it. */
void render_letter(const struct update *update, GString *out);

#endif
