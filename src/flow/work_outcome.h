/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of a work that is shown, with its ledger. */
#ifndef TIDINGS_FLOW_WORK_OUTCOME_H
#define TIDINGS_FLOW_WORK_OUTCOME_H

#include "flow/work.h"
#include "outcome/ledger.h"
#include "outcome/outcome.h"
#include "view/work_view.h"

/* All is in the arena that it was made in. */
struct work_outcome {
	const struct history *history; /* its postings are those of work->topic, in their order */
	const struct outcome *outcomes; /* of each posting of work->set; zero for other works */
	struct ledger ledger; /* as seen from the posting that was named */
};

/* The errors are those of the index. */
bool work_outcome_find(struct work *work, struct arena *arena, struct work_outcome *ret_outcome,
		       GError **error);

/* Fills the trailers and comments of @view, whose arena is the outcome's. */
void work_outcome_fill(const struct work *work, const struct work_outcome *outcome,
		       struct work_view *view);

#endif
