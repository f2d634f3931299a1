/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A query, cut into terms, operators and parentheses; within src/search only.
 */
#ifndef TIDINGS_SEARCH_QUERY_TOKEN_H
#define TIDINGS_SEARCH_QUERY_TOKEN_H

#include "base/str.h"
#include "search/query.h"

#include <glib.h>

enum query_token_kind {
	QUERY_TOKEN_END,
	QUERY_TOKEN_TERM,
	QUERY_TOKEN_OPEN,
	QUERY_TOKEN_CLOSE,
	QUERY_TOKEN_AND,
	QUERY_TOKEN_OR,
	QUERY_TOKEN_XOR,
	QUERY_TOKEN_NOT,
};

struct query_token {
	enum query_token_kind kind;
	size_t at; /* where it begins in the query */
	str text; /* of a term: what its prefix is said of, without quotation marks */
	const struct query_prefix *prefix; /* of a term or a parenthesis; NULL if it has none */
	bool is_quoted;
	bool is_refused; /* has a minus sign */
};

/*
 * The token at @at or behind it in @query; @ret_next is where the next one is looked
 * for. TIDINGS_ERROR_USAGE: a quotation mark that is not closed, NEAR and ADJ.
 */
bool query_token_next(str query, size_t at, struct query_token *ret_token, size_t *ret_next,
		      GError **error);

/* The column of the byte at @at, as people count: characters, from 1. */
size_t query_column(str query, size_t at);

#endif
