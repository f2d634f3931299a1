/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a token ends depends on its first bytes alone: there is one pass over the
 * query, and no way back in it.
 */
#include "search/query_token.h"

#include "base/error.h"

struct operator_word {
	str word;
	enum query_token_kind kind;
};

static const struct operator_word operators[] = {
	{.word = STR_INIT("AND"), .kind = QUERY_TOKEN_AND},
	{.word = STR_INIT("OR"), .kind = QUERY_TOKEN_OR},
	{.word = STR_INIT("XOR"), .kind = QUERY_TOKEN_XOR},
	{.word = STR_INIT("NOT"), .kind = QUERY_TOKEN_NOT},
};

/* Xapian's, for words near each other. */
static const str foreign_operators[] = {STR_INIT("NEAR"), STR_INIT("ADJ")};

/* Those that a mail program makes of "..." open and close alike. */
static const str quotation_marks[] = {STR_INIT("\""), STR_INIT("\u201c"), STR_INIT("\u201d")};

/* Control characters separate too, NUL as well. */
static bool is_blank(char byte)
{
	return (unsigned char)byte <= ' ';
}

static bool take_quotation_mark(str *rest)
{
	for (size_t i = 0; i < G_N_ELEMENTS(quotation_marks); i++) {
		if (str_take(rest, quotation_marks[i]))
			return true;
	}
	return false;
}

static size_t skip_blanks(str query, size_t at)
{
	while (at < query.len && is_blank(query.ptr[at]))
		at++;
	return at;
}

/*
 * Skips the signs at @at. One alone counts, before what can be a term; `--`, `a - b`
 * and `->field` are punctuation.
 */
static size_t skip_signs(str query, size_t at, bool *ret_is_refused)
{
	size_t begin = at;
	str rest;

	*ret_is_refused = false;
	while (at < query.len && (query.ptr[at] == '+' || query.ptr[at] == '-'))
		at++;
	rest = str_skip(query, at);
	if (at != begin + 1 || query.ptr[begin] == '+' || rest.len == 0)
		return at;
	*ret_is_refused = g_ascii_isalnum(rest.ptr[0]) || rest.ptr[0] == '_' ||
			  rest.ptr[0] == '(' || rest.ptr[0] == '"' || (rest.ptr[0] & 0x80);
	return at;
}

/* The word `AND` in @rest, and not the beginning of another; `NOT(` is one. */
static bool starts_with_operator(str rest, str word)
{
	if (!str_take(&rest, word))
		return false;
	return rest.len == 0 || is_blank(rest.ptr[0]) || rest.ptr[0] == '(' || rest.ptr[0] == ')' ||
	       take_quotation_mark(&rest);
}

static const struct operator_word *find_operator(str rest)
{
	for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
		if (starts_with_operator(rest, operators[i].word))
			return &operators[i];
	}
	return NULL;
}

/* `NEAR/3` too. */
static bool check_foreign_operator(str query, size_t at, GError **error)
{
	str rest = str_skip(query, at);

	for (size_t i = 0; i < G_N_ELEMENTS(foreign_operators); i++) {
		str word = foreign_operators[i];
		str distance = str_skip(rest, word.len);

		if (!starts_with_operator(rest, word) &&
		    !(str_starts(rest, word) && str_starts(distance, STR("/"))))
			continue;
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			    STR_FMT " in column %zu is no operator; give AND, or a phrase in "
				    "quotation marks (in which it is a word)",
			    STR_ARG(word), query_column(query, at));
		return false;
	}
	return true;
}

static const struct query_prefix *take_prefix(str *rest)
{
	size_t end = 0;
	str name;

	while (end < rest->len && g_ascii_isalpha(rest->ptr[end]))
		end++;
	name = str_slice(*rest, 0, end + 1);
	for (const struct query_prefix *prefix = query_prefixes; prefix->name; prefix++) {
		if (str_equal(name, str_from(prefix->name))) {
			*rest = str_skip(*rest, name.len);
			return prefix;
		}
	}
	return NULL;
}

/* @rest begins after the opening mark. */
static bool take_quoted(str *rest, str *ret_text)
{
	str text = *rest;

	for (; rest->len > 0; *rest = str_skip(*rest, 1)) {
		*ret_text = str_slice(text, 0, text.len - rest->len);
		if (take_quotation_mark(rest))
			return true;
	}
	return false;
}

/*
 * Up to a blank, a quotation mark, or a parenthesis that closes what was not opened
 * here: `kvm_init(vcpu)` is one term.
 */
static str take_plain(str *rest)
{
	str text = *rest;
	size_t depth = 0;

	for (; rest->len > 0 && !is_blank(rest->ptr[0]); *rest = str_skip(*rest, 1)) {
		str after = *rest;

		if (take_quotation_mark(&after) || (rest->ptr[0] == ')' && depth == 0))
			break;
		if (rest->ptr[0] == '(')
			depth++;
		else if (rest->ptr[0] == ')')
			depth--;
	}
	return str_slice(text, 0, text.len - rest->len);
}

/* What may have a sign and a prefix: a parenthesis, a phrase, a word. */
static bool take_operand(str query, struct query_token *token, str *rest, GError **error)
{
	size_t mark_at;

	token->prefix = take_prefix(rest);
	if (str_take(rest, STR("("))) {
		token->kind = QUERY_TOKEN_OPEN;
		return true;
	}
	token->kind = QUERY_TOKEN_TERM;
	mark_at = query.len - rest->len;
	token->is_quoted = take_quotation_mark(rest);
	if (!token->is_quoted) {
		token->text = take_plain(rest);
		return true;
	}
	if (take_quoted(rest, &token->text))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "the quotation mark in column %zu is not closed", query_column(query, mark_at));
	return false;
}

/* Skips what separates tokens; signs that are none of a term's separate too. */
static size_t skip_to_token(str query, size_t at, struct query_token *token)
{
	for (;;) {
		at = skip_blanks(query, at);
		token->at = at;
		at = skip_signs(query, at, &token->is_refused);
		if (token->is_refused || at == token->at)
			return at;
	}
}

bool query_token_next(str query, size_t at, struct query_token *ret_token, size_t *ret_next,
		      GError **error)
{
	struct query_token token = {0};
	const struct operator_word *operator;
	str rest;

	at = skip_to_token(query, at, &token);
	rest = str_skip(query, at);
	operator= token.is_refused ? NULL : find_operator(rest);
	if (operator) {
		token.kind = operator->kind;
		rest = str_skip(rest, operator->word.len);
	} else if (rest.len == 0) {
		token.kind = QUERY_TOKEN_END;
	} else if (str_take(&rest, STR(")"))) {
		token.kind = QUERY_TOKEN_CLOSE;
	} else if (!check_foreign_operator(query, at, error) ||
		   !take_operand(query, &token, &rest, error)) {
		return false;
	}
	*ret_token = token;
	*ret_next = query.len - rest.len;
	return true;
}

size_t query_column(str query, size_t at)
{
	size_t column = 1;

	for (size_t i = 0; i < at && i < query.len; i++)
		column += ((unsigned char)query.ptr[i] & 0xc0) != 0x80;
	return column;
}
