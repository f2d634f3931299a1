/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries, as people type them, and as a page may take them from anybody. */
#include "fuzz.h"

#include "base/error.h"
#include "base/limits.h"
#include "search/query.h"

static const int64_t now = 1711880430;

/* Each binary node on a way down has a term beside it; a parenthesis may be refused twice. */
static const unsigned deepest = LIMIT_QUERY_TERMS + 2 * (LIMIT_QUERY_DEPTH + 1);

/* A leaf has what its kind says; returns how many terms it counts for. */
static unsigned check_leaf(const struct query *query)
{
	switch (query->kind) {
	case QUERY_WORDS:
		g_assert(query->fields && query->n_words > 0);
		g_assert((query->phrase.len > 0) == (query->n_words > 1));
		for (unsigned i = 0; i < query->n_words; i++)
			g_assert(query->words[i].len > 0 &&
				 query->words[i].len <= LIMIT_WORD_BYTES);
		return query->n_words;
	case QUERY_VALUE:
		g_assert(query->text.len > 0);
		return 1;
	case QUERY_RANGE:
		g_assert(query->has_from || query->has_to);
		g_assert(!query->has_from || !query->has_to || query->from <= query->to);
		return 1;
	default:
		g_assert(query->kind == QUERY_STATE && query->state <= QUERY_IS_UNANSWERED);
		return 1;
	}
}

/* Returns how many terms there are. */
static unsigned check_tree(const struct query *query, unsigned depth)
{
	g_assert(depth <= deepest);
	switch (query->kind) {
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_XOR:
		return check_tree(query->left, depth + 1) + check_tree(query->right, depth + 1);
	case QUERY_NOT:
		g_assert(!query->right);
		return check_tree(query->left, depth + 1);
	default:
		g_assert(!query->left && !query->right);
		return check_leaf(query);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	g_auto(arena) arena = {0};
	g_autoptr(GError) error = NULL;
	struct query *query = query_parse(&arena, text, now, &error);

	g_assert(!query == !!error);
	if (!query)
		g_assert(g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE));
	else if (query->kind != QUERY_ALL)
		g_assert(check_tree(query, 1) <= LIMIT_QUERY_TERMS);
	return 0;
}
