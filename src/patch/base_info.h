/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a patch stands on: base commit, prerequisites, change-id, dependencies.
 */
#ifndef TIDINGS_PATCH_BASE_INFO_H
#define TIDINGS_PATCH_BASE_INFO_H

#include "base/arena.h"
#include "base/str.h"

struct base_info {
	str base_commit; /* hexadecimal */
	str *prerequisites; /* values of prerequisite-patch-id lines, hexadecimal */
	unsigned n_prerequisites;
	str change_id; /* b4's; of a line that stands in a section of such lines */
	str *depends; /* values of Depends-on, Based-on, Supersedes, prerequisite-message-id */
	unsigned n_depends;
	str *needs; /* lines of Depends-on, Based-on, prerequisite-message-id and
		     * prerequisite-change-id, whole */
	unsigned n_needs;
};

/*
 * Adds what the lines of @text say to @info, which starts zeroed. Of base
 * commit and change-id the first counts. Of the others at most
 * LIMIT_PREREQUISITES each are kept.
 */
void base_info_read(struct arena *arena, str text, struct base_info *info);

/* As base_info_read(), but only `depends` and `needs`: for commit messages, which hold no base. */
void base_info_read_depends(struct arena *arena, str text, struct base_info *info);

/*
 * @notes without the base information at their end, with the `---` above it
 * and b4's "Best regards," below it.
 */
str base_info_strip(str notes);

#endif
