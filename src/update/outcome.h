/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of a posting, as an update and the other commands say it. */
#ifndef TIDINGS_UPDATE_OUTCOME_H
#define TIDINGS_UPDATE_OUTCOME_H

#include "outcome/outcome.h"
#include "update/update.h"

/*
 * @outcome as it is at the time @now, from which days are counted. Texts are those of
 * @outcome, or in @arena.
 */
struct update_outcome update_outcome_of(struct arena *arena, const struct outcome *outcome,
					int64_t now);

#endif
