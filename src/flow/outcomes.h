/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of works, worked out anew from what the index knows of them, and kept there.
 */
#ifndef TIDINGS_FLOW_OUTCOMES_H
#define TIDINGS_FLOW_OUTCOMES_H

#include "base/progress.h"
#include "index/index.h"

/*
 * Works out the outcomes of all postings of the works of @postings (int64_t; those that are
 * not there count for nothing), and of those that their merged pull requests carry. Within a
 * transaction that writes. It is a stage of @progress, which may be NULL.
 */
bool outcomes_refresh(struct index *index, const GArray *postings, const struct progress *progress,
		      GError **error);

#endif
