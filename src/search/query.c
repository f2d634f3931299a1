/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar, by recursive descent; what may recurse is a parenthesis alone. A
 * query or a part of it may be nothing, `( - )`: that is a NULL here, and what takes
 * part in no operator.
 */
#include "search/query.h"

#include "base/error.h"
#include "base/limits.h"
#include "search/query_term.h"
#include "search/query_token.h"

struct parser {
	struct query_terms terms;
	struct query_token token; /* the next one */
	size_t after; /* where the one after it is looked for */
};

/* The parentheses around a place. */
struct scope {
	const struct query_prefix *prefix; /* of the innermost that has one, or NULL */
	unsigned depth;
};

/* Operators that make a chain, the weaker first; below them are AND and NOT. */
static const struct chain {
	enum query_token_kind operator;
	enum query_kind kind;
} chains[] = {
	{.operator= QUERY_TOKEN_OR, .kind = QUERY_OR},
	{.operator= QUERY_TOKEN_XOR, .kind = QUERY_XOR},
};

static const char *const operator_names[] = {
	[QUERY_TOKEN_AND] = "AND",
	[QUERY_TOKEN_OR] = "OR",
	[QUERY_TOKEN_XOR] = "XOR",
	[QUERY_TOKEN_NOT] = "NOT",
};

static bool parse_chain(struct parser *parser, const struct scope *scope, unsigned level,
			struct query **ret_query, GError **error);

static bool advance(struct parser *parser, GError **error)
{
	return query_token_next(parser->terms.query, parser->after, &parser->token, &parser->after,
				error);
}

static bool is_operator(enum query_token_kind kind)
{
	return kind < G_N_ELEMENTS(operator_names) && operator_names[kind];
}

static void fail_operator(const struct parser *parser, const struct query_token *operator,
			  const char * where, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "%s in column %zu needs a term %s it (in quotation marks it is a word)",
		    operator_names[operator->kind], query_column(parser->terms.query, operator->at),
		    where);
}

static void fail_parenthesis(const struct parser *parser, size_t at, const char *what,
			     GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "the parenthesis in column %zu %s",
		    query_column(parser->terms.query, at), what);
}

static struct query *new_node(struct parser *parser, enum query_kind kind, struct query *left,
			      struct query *right)
{
	struct query *node = arena_new(parser->terms.arena, struct query);

	node->kind = kind;
	node->left = left;
	node->right = right;
	return node;
}

/* A balanced tree of @operands: it recurses as deep as that is, and so may others. */
static struct query *join(struct parser *parser, enum query_kind kind, gpointer *operands,
			  unsigned count)
{
	unsigned half = count - count / 2;

	if (count == 0)
		return NULL;
	if (count == 1)
		return operands[0];
	return new_node(parser, kind, join(parser, kind, operands, half),
			join(parser, kind, operands + half, count - half));
}

static struct query *join_all(struct parser *parser, enum query_kind kind, GPtrArray *operands)
{
	return join(parser, kind, operands->pdata, operands->len);
}

/* The token is the parenthesis that opens. */
static bool parse_parentheses(struct parser *parser, const struct scope *outer,
			      struct query **ret_query, GError **error)
{
	size_t at = parser->token.at;
	struct scope scope = {
		.prefix = parser->token.prefix ? parser->token.prefix : outer->prefix,
		.depth = outer->depth + 1,
	};

	if (scope.depth > LIMIT_QUERY_DEPTH) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    "the parenthesis in column %zu is within %d others, and no more "
			    "are allowed",
			    query_column(parser->terms.query, at), LIMIT_QUERY_DEPTH);
		return false;
	}
	if (!advance(parser, error) || !parse_chain(parser, &scope, 0, ret_query, error))
		return false;
	if (parser->token.kind != QUERY_TOKEN_CLOSE) {
		fail_parenthesis(parser, at, "is not closed", error);
		return false;
	}
	return advance(parser, error);
}

/* A term or parentheses; nothing may come of it. */
static bool parse_operand(struct parser *parser, const struct scope *scope,
			  struct query **ret_query, GError **error)
{
	bool is_refused = parser->token.is_refused;

	if (parser->token.kind == QUERY_TOKEN_OPEN) {
		if (!parse_parentheses(parser, scope, ret_query, error))
			return false;
	} else if (!query_term_read(&parser->terms, &parser->token, scope->prefix, ret_query,
				    error) ||
		   !advance(parser, error)) {
		return false;
	}
	if (*ret_query && is_refused)
		*ret_query = new_node(parser, QUERY_NOT, *ret_query, NULL);
	return true;
}

/* Terms side by side, as many as there are, maybe none. */
static bool parse_row(struct parser *parser, const struct scope *scope, struct query **ret_query,
		      GError **error)
{
	g_autoptr(GPtrArray) operands = g_ptr_array_new();

	while (parser->token.kind == QUERY_TOKEN_TERM || parser->token.kind == QUERY_TOKEN_OPEN) {
		struct query *operand;

		if (!parse_operand(parser, scope, &operand, error))
			return false;
		if (operand)
			g_ptr_array_add(operands, operand);
	}
	*ret_query = join_all(parser, QUERY_AND, operands);
	return true;
}

/* Takes the operator that follows a row: AND, NOT, AND NOT; at the beginning NOT. */
static bool take_and_not(struct parser *parser, bool is_first, struct query_token *ret_operator,
			 bool *ret_is_not, GError **error)
{
	*ret_operator = (struct query_token){.kind = QUERY_TOKEN_END};
	*ret_is_not = false;
	if (parser->token.kind == QUERY_TOKEN_AND && !is_first) {
		*ret_operator = parser->token;
		if (!advance(parser, error))
			return false;
	}
	if (parser->token.kind == QUERY_TOKEN_NOT) {
		*ret_operator = parser->token;
		*ret_is_not = true;
		return advance(parser, error);
	}
	return true;
}

/* Rows between AND and NOT. */
static bool parse_rows(struct parser *parser, const struct scope *scope, struct query **ret_query,
		       GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new();

	do {
		struct query_token operator;
		struct query *row;
		bool is_not;

		if (!take_and_not(parser, rows->len == 0, &operator, & is_not, error) ||
		    !parse_row(parser, scope, &row, error))
			return false;
		if (!row && operator.kind != QUERY_TOKEN_END) {
			fail_operator(parser, &operator, "after", error);
			return false;
		}
		if (!row)
			break;
		g_ptr_array_add(rows, is_not ? new_node(parser, QUERY_NOT, row, NULL) : row);
	} while (parser->token.kind == QUERY_TOKEN_AND || parser->token.kind == QUERY_TOKEN_NOT);
	*ret_query = join_all(parser, QUERY_AND, rows);
	return true;
}

/* What the operators of @level and the stronger ones join; maybe nothing. */
static bool parse_chain(struct parser *parser, const struct scope *scope, unsigned level,
			struct query **ret_query, GError **error)
{
	g_autoptr(GPtrArray) operands = NULL;
	struct query_token operator= {0};
	struct query *operand;

	if (level == G_N_ELEMENTS(chains))
		return parse_rows(parser, scope, ret_query, error);
	operands = g_ptr_array_new();
	for (;;) {
		if (!parse_chain(parser, scope, level + 1, &operand, error))
			return false;
		if (operand)
			g_ptr_array_add(operands, operand);
		if (!operand && operands->len > 0) {
			fail_operator(parser, &operator, "after", error);
			return false;
		}
		if (!operand && is_operator(parser->token.kind)) {
			fail_operator(parser, &parser->token, "before", error);
			return false;
		}
		if (parser->token.kind != chains[level].operator)
			break;
		operator= parser->token;
		if (!advance(parser, error))
			return false;
	}
	*ret_query = join_all(parser, chains[level].kind, operands);
	return true;
}

/* No byte of a query ends a text for the C library. */
static str copy_without_nul(struct arena *arena, str text)
{
	char *copy = arena_text(arena, text.len);

	for (size_t i = 0; i < text.len; i++)
		copy[i] = text.ptr[i] ? text.ptr[i] : ' ';
	return (str){.ptr = copy, .len = text.len};
}

struct query *query_parse(struct arena *arena, str text, int64_t now, GError **error)
{
	struct parser parser = {
		.terms = {.arena = arena, .query = copy_without_nul(arena, text), .now = now},
	};
	struct scope scope = {0};
	struct query *query;

	if (!advance(&parser, error) || !parse_chain(&parser, &scope, 0, &query, error))
		return NULL;
	if (parser.token.kind == QUERY_TOKEN_CLOSE) {
		fail_parenthesis(&parser, parser.token.at, "closes none", error);
		return NULL;
	}
	return query ? query : new_node(&parser, QUERY_ALL, NULL, NULL);
}
