/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of the pieces of a patch that readers commented on. For the ledger.
 *
 * A comment rests on a run of the patch's lines: from the first to the last of those that it
 * quotes, some of which may be missing or unknown. The run is the same in the next revision
 * if the shortest difference of both diffs leaves it alone, and what stands directly
 * below it, where most of what readers ask for is put, also behind an empty line. Where a
 * patch adds and removes the same lines as before, nothing of it has changed.
 */
#ifndef TIDINGS_OUTCOME_COMMENT_FATE_H
#define TIDINGS_OUTCOME_COMMENT_FATE_H

#include "outcome/giver.h"
#include "outcome/ledger.h"
#include "outcome/lineage.h"

/*
 * Fills @ledger's comments, in @arena. A comment's run that stands in the patch several times is
 * the first behind that of the comment before it in the same mail.
 */
void comment_fates_find(struct arena *arena, const struct lineage *lineage, struct givers *givers,
			struct ledger *ledger);

#endif
