/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The difference of two revisions, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_DIFFERENCE_H
#define TIDINGS_RENDER_DIFFERENCE_H

#include "render/render.h"
#include "view/difference_view.h"

/* As git-range-diff(1) prints it, an id being the archive's commit; also in its colours. */
void render_difference_text(const struct difference_view *view,
			    const struct render_options *options, GString *out);

/* Schema tidings-diff/1. */
void render_difference_json(const struct difference_view *view, GString *out);

#endif
