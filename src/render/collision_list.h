/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Live series that touch the same places, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_COLLISION_LIST_H
#define TIDINGS_RENDER_COLLISION_LIST_H

#include "render/render.h"
#include "view/collision_list.h"

/*
 * A paragraph a collision: both series, the files in which they meet and how near, and which of
 * them must go in first. Without @verbose no more than five files are named; with it the
 * Message-IDs are, too. Nothing without collisions.
 */
void collision_list_text(const struct collision_list *list, const struct render_options *options,
			 bool verbose, GString *out);

/* schema/collisions-1.schema.json. */
void collision_list_json(const struct collision_list *list, GString *out);

#endif
