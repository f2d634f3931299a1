/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of the works of a report, as it was known at the report's end. */
#ifndef TIDINGS_FLOW_REPORT_OUTCOMES_H
#define TIDINGS_FLOW_REPORT_OUTCOMES_H

#include "flow/collection.h"
#include "index/index.h"
#include "outcome/outcome.h"
#include "series/series.h"

/*
 * The outcome of each posting of @set, whose records are @collection's; the array and all
 * texts are in the collection's memory. @index, or NULL, is asked what landed in
 * repositories, not later than @until. The errors are those of the index.
 */
bool report_outcomes(struct index *index, struct collection *collection,
		     const struct series_set *set, int64_t until,
		     const struct outcome **ret_outcomes, GError **error);

#endif
