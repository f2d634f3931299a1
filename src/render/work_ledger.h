/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ledger of a work: what became of trailers and of comments. */
#ifndef TIDINGS_RENDER_WORK_LEDGER_H
#define TIDINGS_RENDER_WORK_LEDGER_H

#include "render/json_writer.h"
#include "render/render.h"
#include "view/work_view.h"

/* What the state rests on, trailers, and comments: a part each, left out where it is empty. */
void work_ledger_append(GString *out, const struct render_options *options,
			const struct work_view *view);

/* Members `trailers` and `comments` of an object. */
void work_ledger_write(struct json_writer *json, const struct work_view *view);

#endif
