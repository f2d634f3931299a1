/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the index to what `tidings landed` shows. */
#ifndef TIDINGS_FLOW_FIND_LANDED_H
#define TIDINGS_FLOW_FIND_LANDED_H

#include "flow/find.h"
#include "view/landed_list.h"

struct landed_options {
	struct find_options find; /* which series; each_posting is not looked at */
	int64_t since; /* what landed from then on ... */
	int64_t until; /* ... to then; INT64_MIN and INT64_MAX for all */
	str range; /* as it was asked */
};

/* Within a transaction of its own; errors as find_series_list(). */
struct landed_list *find_landed_list(struct index *index, struct mail_source *source,
				     const struct landed_options *options, GError **error);

#endif
