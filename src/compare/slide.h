/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which of several equal lines are the changed ones: a run of changed lines
 * that begins like what follows it, or ends like what stands above it, may be
 * slid along. Runs are slid together, to runs of the other list, or to where a
 * reader expects them, as git-diff(1) does.
 */
#ifndef TIDINGS_COMPARE_SLIDE_H
#define TIDINGS_COMPARE_SLIDE_H

#include "base/str.h"

struct slide_side {
	const uint32_t *lines; /* equal numbers are equal lines */
	const str *texts; /* by which the indentation is judged; NULL: it is not */
	unsigned n_lines;
	bool *changed; /* of each line; [-1] and [n_lines] are there, and false */
};

/*
 * Slides the runs of @side, as far down as they go unless there is a better place.
 * @other is what it is compared with; as many of its lines are unchanged.
 */
void slide_changes(struct slide_side *side, const struct slide_side *other);

#endif
