/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The formats' functions, for the table in render.c: each is a render_fn.
 */
#ifndef TIDINGS_RENDER_FORMATS_H
#define TIDINGS_RENDER_FORMATS_H

#include "render/render.h"

/* For people: headings, lists, one entry a series. */
bool render_text(const struct update *update, const struct render_options *options, GString *out,
		 GError **error);

/*
 * doc/classic.md. The bytes of mails stand in it as they came, but on a
 * terminal (options->columns), where all goes through escape_terminal().
 */
bool render_classic(const struct update *update, const struct render_options *options, GString *out,
		    GError **error);

/* doc/json-schema.md. Nothing of @options counts. */
bool render_json(const struct update *update, const struct render_options *options, GString *out,
		 GError **error);

/* One self-contained page: templates/update.html. */
bool render_html(const struct update *update, const struct render_options *options, GString *out,
		 GError **error);

/* The HTML of a mail: templates/letter.html, without what mail programs do not show. */
bool render_letter(const struct update *update, const struct render_options *options, GString *out,
		   GError **error);

/* CommonMark, with the tables of the large forges (GitHub Flavored Markdown, 4.10). */
bool render_markdown(const struct update *update, const struct render_options *options,
		     GString *out, GError **error);

/* A feed (RFC 4287), an entry a series. */
bool render_atom(const struct update *update, const struct render_options *options, GString *out,
		 GError **error);

/*
 * A mail from and to the mailboxes of @options (render/message.h): the text format, and a page.
 * It was sent when the last mail of the update came, and the same update, from and to the same
 * people, is the same mail, by its Message-ID too.
 */
bool render_mail(const struct update *update, const struct render_options *options, GString *out,
		 GError **error);

#endif
