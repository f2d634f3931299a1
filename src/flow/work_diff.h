/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a work to the difference between two of its postings.
 */
#ifndef TIDINGS_FLOW_WORK_DIFF_H
#define TIDINGS_FLOW_WORK_DIFF_H

#include "flow/work.h"
#include "view/difference_view.h"

/*
 * The postings that @range names: `vA..vB`; `vA..` ends with the newest, `..vB` and `vB`
 * begin with the one before vB, and an empty range is the newest and the one before it.
 * Errors: those of work_find_revision(), and NOT_FOUND where there is none before.
 */
bool work_choose_range(struct work *work, str range, unsigned *ret_older, unsigned *ret_newer,
		       GError **error);

/* Holds them against each other. Borrows @work. Errors are those of work_read(). */
bool work_diff(struct work *work, unsigned older, unsigned newer, struct difference_view **ret_view,
	       GError **error);

#endif
