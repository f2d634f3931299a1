/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mails that a search found, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_MAIL_LIST_H
#define TIDINGS_RENDER_MAIL_LIST_H

#include "render/render.h"
#include "view/mail_list.h"

/* A line a mail; @verbose adds a line with its Message-ID. */
void mail_list_text(const struct mail_list *list, const struct render_options *options,
		    bool verbose, GString *out);

/* schema/search-1.schema.json. */
void mail_list_json(const struct mail_list *list, GString *out);

#endif
