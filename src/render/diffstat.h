/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A diffstat as people know it from git: a line a file, aligned, with its
 * count and a graph, and a line for the sum.
 */
#ifndef TIDINGS_RENDER_DIFFSTAT_H
#define TIDINGS_RENDER_DIFFSTAT_H

#include "render/render.h"
#include "update/update.h"

#include <glib.h>

/*
 * What the patches of a series do to its files, in order of path: each path
 * once, counts summed, a file that was renamed on the way under its last path.
 * An array of struct update_file whose texts belong to the update; the caller
 * unrefs it.
 */
GArray *diffstat_sum(const struct update_series *series);

/*
 * Appends the diffstat. It is as wide as git makes it in mails, and as the
 * terminal where there is one: only then are paths shortened from the left.
 */
void diffstat_append(GString *out, const struct render_options *options,
		     const struct update_file *files, unsigned n_files);

#endif
