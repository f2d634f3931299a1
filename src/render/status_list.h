/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Works and what became of them, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_STATUS_LIST_H
#define TIDINGS_RENDER_STATUS_LIST_H

#include "render/render.h"
#include "view/status_list.h"

/*
 * The day to which days are counted, then a line a work under a heading: whose turn it is, the
 * state and what it rests on, which stands with the author on a line of its own where a terminal
 * is narrow. @verbose adds the Message-ID, all reasons, and who looked at it. What waits for
 * somebody and what is theirs are two tables. Nothing without works, but for somebody's.
 */
void status_list_text(const struct status_list *list, const struct render_options *options,
		      bool verbose, GString *out);

/* schema/status-1.schema.json; of a list that is somebody's own schema/mine-1.schema.json. */
void status_list_json(const struct status_list *list, GString *out);

#endif
