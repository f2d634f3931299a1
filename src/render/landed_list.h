/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Series of which patches landed, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_LANDED_LIST_H
#define TIDINGS_RENDER_LANDED_LIST_H

#include "render/render.h"
#include "view/landed_list.h"

/*
 * A paragraph a series: its title and how many patches landed; below it a line each patch, with
 * where it landed and how that is known, or that it did not. @verbose adds Message-IDs and the
 * titles of all patches. Nothing without series.
 */
void landed_list_text(const struct landed_list *list, const struct render_options *options,
		      bool verbose, GString *out);

/* schema/landed-1.schema.json. */
void landed_list_json(const struct landed_list *list, GString *out);

#endif
