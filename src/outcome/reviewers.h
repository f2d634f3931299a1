/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The people who looked at a posting. */
#ifndef TIDINGS_OUTCOME_REVIEWERS_H
#define TIDINGS_OUTCOME_REVIEWERS_H

#include "outcome/discussion.h"

/*
 * Fills @outcome's reviewers, in the arena of results: those whom its patches name, then those who
 * answered, each with what they gave. Not the author, and no program; nor who only applied
 * it, or only passed another's trailer on.
 */
void reviewers_list(struct discussion *discussion, struct outcome *outcome);

#endif
