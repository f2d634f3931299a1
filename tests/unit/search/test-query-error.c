/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "search/query.h"

#include <string.h>

enum { NOW = 1764590400 }; /* 2025-12-01T12:00:00Z */

struct query_case {
	const char *text;
	const char *expected; /* a part of the message */
};

static void check_errors(const struct query_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_auto(arena) arena = {0};
		g_autoptr(GError) error = NULL;

		g_test_message("%s", cases[i].text);
		g_assert_null(query_parse(&arena, str_from(cases[i].text), NOW, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE);
		if (!strstr(error->message, cases[i].expected))
			g_assert_cmpstr(error->message, ==, cases[i].expected);
	}
}

static void test_operator_without_terms(void)
{
	static const struct query_case cases[] = {
		{"a AND", "AND in column 3 needs a term after it"},
		{"AND a", "AND in column 1 needs a term before it"},
		{"a AND AND b", "AND in column 3 needs a term after it"},
		{"\u00e4 OR", "OR in column 3 needs a term after it"},
		{"a OR OR b", "OR in column 6 needs a term before it"},
		{"OR", "OR in column 1 needs a term before it"},
		{"XOR a", "XOR in column 1 needs a term before it"},
		{"a XOR OR b", "XOR in column 3 needs a term after it"},
		{"NOT", "NOT in column 1 needs a term after it"},
		{"a NOT", "NOT in column 3 needs a term after it"},
		{"a NOT NOT b", "NOT in column 3 needs a term after it"},
		{"a AND NOT", "NOT in column 7 needs a term after it"},
		{"a NOT AND b", "NOT in column 3 needs a term after it"},
		{"a (OR b)", "OR in column 4 needs a term before it"},
		{"(a OR) b", "OR in column 4 needs a term after it"},
		{"a AND ()", "AND in column 3 needs a term after it"},
		{"& OR a", "OR in column 3 needs a term before it"},
		{"a NEAR b", "NEAR in column 3 is no operator"},
		{"a NEAR/3 b", "NEAR in column 3 is no operator"},
		{"a ADJ b", "ADJ in column 3 is no operator"},
	};

	check_errors(cases, G_N_ELEMENTS(cases));
}

static void test_half_a_pair(void)
{
	static const struct query_case cases[] = {
		{"(a", "the parenthesis in column 1 is not closed"},
		{"a OR (b (c)", "the parenthesis in column 6 is not closed"},
		{"a)", "the parenthesis in column 2 closes none"},
		{")", "the parenthesis in column 1 closes none"},
		{"kvm_init(struct vcpu)", "the parenthesis in column 21 closes none"},
		{"a \"b c", "the quotation mark in column 3 is not closed"},
		{"-s:\"", "the quotation mark in column 4 is not closed"},
	};

	check_errors(cases, G_N_ELEMENTS(cases));
}

static void test_values_that_prefixes_do_not_take(void)
{
	static const struct query_case cases[] = {
		{"s:", "s: takes a word, or a phrase in quotation marks; nothing follows it "
		       "(column 1)"},
		{"a s: b", "(column 3)"},
		{"s:\"\"", "s: takes"},
		{"s:&", "; not '&'"},
		{"dfn:a*b/c", "dfn: takes"},
		{"dfn:/", "dfn: takes"},
		{"dfpre:abc", "dfpre: takes 4 to 64 hexadecimal digits; not 'abc'"},
		{"dfpost:xyzw", "dfpost: takes"},
		{"patchid:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
		 "not '0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab...'"},
		{"m:<>", "m: takes a Message-ID"},
		{"m:*", "m: takes a Message-ID"},
		{"changeid:\" \"", "changeid: takes an id"},
		{"d:soon", "d: takes a day such as"},
		{"dt:..", "dt: takes a time such as"},
		{"age:14", "age: takes an age such as"},
		{"v:two", "v: takes a number such as 2, >2, 2..5 or 2..; not 'two' (column 1)"},
		{"n:vgic.patch", "n: takes a number"},
		{"is:lates", "is: takes patch, cover, reply, pull, latest, superseded, new, "
			     "revised, resent, rfc, complete, incomplete, answered, unanswered, "
			     "open, in-review, changes-asked, ready, landed, partly-landed, "
			     "dropped, reviewed, pinged, awaits-author, awaits-reviewers, "
			     "awaits-maintainer; "
			     "not 'lates'"},
		{"is:(patch OR fine)", "not 'fine' (column 14)"},
	};

	check_errors(cases, G_N_ELEMENTS(cases));
}

static char *repeat(const char *text, unsigned count)
{
	GString *all = g_string_new(NULL);

	while (count--)
		g_string_append(all, text);
	return g_string_free(all, FALSE);
}

static bool parses(const char *text)
{
	g_auto(arena) arena = {0};
	g_autoptr(GError) error = NULL;
	bool parsed = query_parse(&arena, str_from(text), NOW, &error) != NULL;

	g_assert_true(parsed || g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE));
	return parsed;
}

static void test_limits(void)
{
	g_autofree char *words = repeat("a ", LIMIT_QUERY_TERMS);
	g_autofree char *more_words = g_strconcat(words, "b", NULL);
	g_autofree char *phrase = g_strconcat("\"", words, "\"", NULL);
	g_autofree char *longer_phrase = g_strconcat("\"", words, " b\"", NULL);
	g_autofree char *open = repeat("(", LIMIT_QUERY_DEPTH);
	g_autofree char *close = repeat(")", LIMIT_QUERY_DEPTH);
	g_autofree char *deep = g_strconcat(open, "a", close, NULL);
	g_autofree char *deeper = g_strconcat("(", deep, ")", NULL);

	g_assert_true(parses(words));
	g_assert_false(parses(more_words));
	g_assert_true(parses(phrase));
	g_assert_false(parses(longer_phrase));
	g_assert_true(parses(deep));
	g_assert_false(parses(deeper));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/query-error/an-operator-needs-terms", test_operator_without_terms);
	g_test_add_func("/query-error/half-a-pair", test_half_a_pair);
	g_test_add_func("/query-error/a-wrong-value-is-told-what-its-prefix-takes",
			test_values_that_prefixes_do_not_take);
	g_test_add_func("/query-error/limits", test_limits);
	return g_test_run();
}
