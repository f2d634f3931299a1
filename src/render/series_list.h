/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of series, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_SERIES_LIST_H
#define TIDINGS_RENDER_SERIES_LIST_H

#include "render/render.h"
#include "view/series_list.h"

/*
 * A line a series under a heading, and nothing without a series; @verbose adds its
 * Message-ID, and why it is taken for a revision of another one.
 */
void series_list_text(const struct series_list *list, const struct render_options *options,
		      bool verbose, GString *out);

/* schema/series-1.schema.json. */
void series_list_json(const struct series_list *list, GString *out);

#endif
