/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the postings of a work stand to one of them. */
#ifndef TIDINGS_OUTCOME_SUCCESSION_H
#define TIDINGS_OUTCOME_SUCCESSION_H

#include "outcome/history.h"

enum succession {
	SUCCESSION_NONE, /* older, beside it, or unknown */
	SUCCESSION_SELF,
	SUCCESSION_PART, /* replaces some of its patches, or of those that replaced them */
	SUCCESSION_NEWER, /* supersedes it: a whole posting that follows it, or what follows that */
};

/*
 * What each posting of @history is to @posting; in @arena. A pull request supersedes only
 * pull requests: it carries a series, and does not replace it.
 */
enum succession *succession_of(struct arena *arena, const struct history *history,
			       unsigned posting);

#endif
