/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Repositories in which landings are looked for, as text and as JSON.
 */
#ifndef TIDINGS_RENDER_REPOSITORY_LIST_H
#define TIDINGS_RENDER_REPOSITORY_LIST_H

#include "render/render.h"
#include "view/repository_list.h"

/* A line a repository under a heading; nothing without one. */
void repository_list_text(const struct repository_list *list, const struct render_options *options,
			  GString *out);

/* schema/repo-1.schema.json. */
void repository_list_json(const struct repository_list *list, GString *out);

#endif
