/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a work to the patches of one of its postings, ready for git-am(1).
 */
#ifndef TIDINGS_FLOW_AM_H
#define TIDINGS_FLOW_AM_H

#include "flow/work.h"
#include "view/patch_set.h"

/*
 * The patches that @posting stands for (series/whole.h), by number, each with the trailers
 * that were given to it, or to the cover that it came with. Left out, with a note, is
 * what has no diff or is in no archive any more. Borrows @work. Errors: NOT_FOUND where
 * not one patch is left; those of work_read().
 */
bool am_make(struct work *work, unsigned posting, struct patch_set **ret_set, GError **error);

#endif
