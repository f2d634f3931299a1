/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a posting stands for: its own patches and, where it replaces some of an
 * older posting, those that it leaves standing.
 */
#ifndef TIDINGS_SERIES_WHOLE_H
#define TIDINGS_SERIES_WHOLE_H

#include "series/posting.h"

#include <glib.h>

struct whole_patch {
	unsigned record;
	unsigned posting; /* that it came with */
};

/*
 * The patches that @posting stands for, by number: array of struct whole_patch. @work
 * are the postings of its work that came before it, by arrival, maybe with itself. A
 * number that it has itself is nobody else's; others are those of other rerolls of the
 * posting that it completes, the last ones first, then of that posting, which may be a
 * reroll itself.
 */
GArray *whole_posting(const struct record *records, const struct postings *postings,
		      unsigned posting, const unsigned *work, unsigned n_work);

#endif
