/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One posting of a work, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_WORK_H
#define TIDINGS_RENDER_WORK_H

#include "render/render.h"
#include "view/work_view.h"

/*
 * The series as in an update, the lists that have it, the replies as a tree; with
 * @patches its patches whole, as git-show(1) does it.
 */
void render_work_text(const struct work_view *view, bool patches,
		      const struct render_options *options, GString *out);

/* Schema tidings-show/1. The diffs are there with @patches alone. */
void render_work_json(const struct work_view *view, bool patches, GString *out);

#endif
