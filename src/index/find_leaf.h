/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one term of a query finds; within src/index only. */
#ifndef TIDINGS_INDEX_FIND_LEAF_H
#define TIDINGS_INDEX_FIND_LEAF_H

#include "index/find_set.h"
#include "index/index.h"
#include "search/query.h"

/*
 * Adds to @found the messages for which @term, a leaf, holds; of a phrase those that
 * have all of its words in one field.
 */
bool find_leaf(struct index *index, const struct query *term, struct find_set *found,
	       GError **error);

/* True if @term is more than find_leaf() can tell. */
static inline bool find_leaf_is_phrase(const struct query *term)
{
	return term->kind == QUERY_WORDS && term->n_words > 1;
}

#endif
