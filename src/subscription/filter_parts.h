/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a filter asks for, from the words of the configuration; within src/subscription only.
 */
#ifndef TIDINGS_SUBSCRIPTION_FILTER_PARTS_H
#define TIDINGS_SUBSCRIPTION_FILTER_PARTS_H

#include "base/arena.h"
#include "config/config.h"
#include "search/query.h"
#include "subscription/path_patterns.h"

struct filter_parts {
	const struct query *query; /* of authors, words, states and query; never NULL */
	char *const *areas; /* NULL for any */
	GPtrArray *patterns; /* struct path_patterns *, of which any; empty for any file */
};

/*
 * See filter_new(). The query is in @texts. filter_parts_clear() in either case, of what was zero
 * before.
 */
bool filter_parts_read(const struct config *config, const struct config_subscription *subscription,
		       int64_t now, struct arena *texts, struct filter_parts *ret_parts,
		       GError **error);
void filter_parts_clear(struct filter_parts *parts);

/* True where nothing is asked for: all is wanted. */
bool filter_parts_are_none(const struct filter_parts *parts);

/* Whether @area (series/area.h) is asked for, or lies in one that is: `KVM: x86` in `KVM`. */
bool filter_parts_match_area(const struct filter_parts *parts, str area);

bool filter_parts_match_path(const struct filter_parts *parts, str path);

#endif
