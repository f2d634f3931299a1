/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the index to what `tidings collisions` shows. */
#ifndef TIDINGS_FLOW_FIND_COLLISIONS_H
#define TIDINGS_FLOW_FIND_COLLISIONS_H

#include "index/index.h"
#include "view/collision_list.h"

struct collisions_options {
	str id; /* of a series, as identify_message() takes it; empty: among all live ones */
	unsigned limit; /* collisions */
};

/*
 * The collisions between open works (outcome_is_open()), or of the one that is named, open
 * or not, with them. Within a transaction of its own. NOT_FOUND, AMBIGUOUS for the id, and
 * the errors of the index.
 */
struct collision_list *find_collision_list(struct index *index,
					   const struct collisions_options *options,
					   GError **error);

#endif
