/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a term, as it is written, to a leaf of the tree; within src/search only.
 */
#ifndef TIDINGS_SEARCH_QUERY_TERM_H
#define TIDINGS_SEARCH_QUERY_TERM_H

#include "base/arena.h"
#include "search/query.h"
#include "search/query_token.h"

#include <glib.h>

/* What all terms of one query share. */
struct query_terms {
	struct arena *arena; /* of the leaves */
	str query; /* lives as long as @arena: leaves point into it */
	int64_t now;
	unsigned count; /* of terms so far, each word of a phrase counted */
};

/*
 * Reads @token, a QUERY_TOKEN_TERM, by its own prefix, else by @inherited, that of the
 * parentheses around it, which may be NULL. The result is NULL where there is nothing
 * to look for: punctuation without a prefix of its own. TIDINGS_ERROR_USAGE: a value
 * that the prefix does not take, more than LIMIT_QUERY_TERMS terms.
 */
bool query_term_read(struct query_terms *terms, const struct query_token *token,
		     const struct query_prefix *inherited, struct query **ret_leaf, GError **error);

#endif
