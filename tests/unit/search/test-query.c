/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/arena.h"
#include "search/query.h"
#include "search/words.h"

#include <string.h>

enum { NOW = 1764590400 }; /* 2025-12-01T12:00:00Z */

struct query_case {
	const char *text;
	const char *expected; /* the tree */
};

/* What a set of fields is called below. */
static const struct {
	unsigned fields;
	const char *name;
} field_sets[] = {
	{WORD_SUBJECT, "s"},
	{WORD_FROM, "f"},
	{WORD_TO, "t"},
	{WORD_CC, "c"},
	{WORD_TO | WORD_CC, "tc"},
	{WORD_FROM | WORD_TO | WORD_CC, "a"},
	{WORD_LIST, "l"},
	{WORD_QUOTED, "q"},
	{WORD_FILE, "dfn"},
	{WORD_REMOVED, "dfa"},
	{WORD_ADDED, "dfb"},
	{WORD_HUNK, "dfhh"},
	{WORD_CONTEXT, "dfctx"},
	{WORD_TEXT | WORD_FILE | WORD_HUNK | WORD_REMOVED | WORD_ADDED | WORD_CONTEXT, "nq"},
	{WORD_TEXT | WORD_QUOTED | WORD_FILE | WORD_HUNK | WORD_REMOVED | WORD_ADDED | WORD_CONTEXT,
	 "b"},
	{WORD_SUBJECT | WORD_TEXT | WORD_QUOTED | WORD_FILE | WORD_HUNK | WORD_REMOVED |
		 WORD_ADDED | WORD_CONTEXT,
	 "bs"},
	/* No prefix. */
	{WORD_SUBJECT | WORD_FROM | WORD_TEXT | WORD_QUOTED | WORD_FILE | WORD_HUNK | WORD_REMOVED |
		 WORD_ADDED | WORD_CONTEXT,
	 ""},
};

static const char *const subject_names[] = {
	[QUERY_MESSAGE_ID] = "id",     [QUERY_PATCH_ID] = "patch-id", [QUERY_CHANGE_ID] = "change",
	[QUERY_BLOB] = "blob",	       [QUERY_OLD_BLOB] = "old",      [QUERY_NEW_BLOB] = "new",
	[QUERY_PATH] = "path",	       [QUERY_SENT] = "sent",	      [QUERY_ARRIVED] = "arrived",
	[QUERY_REVISION] = "revision", [QUERY_PATCHES] = "patches",   [QUERY_BYTES] = "bytes",
};

static const char *const operator_names[] = {
	[QUERY_AND] = "AND",
	[QUERY_OR] = "OR",
	[QUERY_XOR] = "XOR",
	[QUERY_NOT] = "NOT",
};

static void print_words(const struct query *query, GString *out)
{
	const char *name = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(field_sets); i++) {
		if (field_sets[i].fields == query->fields)
			name = field_sets[i].name;
	}
	g_assert_nonnull(name);
	g_string_append_printf(out, "%s%s", name, *name ? ":" : "");
	for (unsigned i = 0; i < query->n_words; i++)
		g_string_append_printf(out, "%s" STR_FMT, i ? "_" : "", STR_ARG(query->words[i]));
	g_string_append(out, query->is_prefix ? "*" : "");
}

static void print_range(const struct query *query, GString *out)
{
	g_string_append_printf(out, "%s[", subject_names[query->subject]);
	if (query->has_from)
		g_string_append_printf(out, "%" G_GINT64_FORMAT, query->from);
	g_string_append(out, "..");
	if (query->has_to)
		g_string_append_printf(out, "%" G_GINT64_FORMAT, query->to);
	g_string_append(out, "]");
}

/* `(AND a b)`; the words of a phrase with _ between them. */
static void print(const struct query *query, GString *out)
{
	switch (query->kind) {
	case QUERY_ALL:
		g_string_append(out, "ALL");
		break;
	case QUERY_WORDS:
		print_words(query, out);
		break;
	case QUERY_VALUE:
		g_string_append_printf(out, "%s=" STR_FMT, subject_names[query->subject],
				       STR_ARG(query->text));
		break;
	case QUERY_RANGE:
		print_range(query, out);
		break;
	case QUERY_STATE:
		g_string_append_printf(out, "is:%s", query_states[query->state].name);
		break;
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_XOR:
	case QUERY_NOT:
		g_string_append_printf(out, "(%s ", operator_names[query->kind]);
		print(query->left, out);
		if (query->right) {
			g_string_append_c(out, ' ');
			print(query->right, out);
		}
		g_string_append_c(out, ')');
		break;
	}
}

static void check(const struct query_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_auto(arena) arena = {0};
		g_autoptr(GError) error = NULL;
		g_autoptr(GString) got = g_string_new(NULL);
		struct query *query;

		g_test_message("%s", cases[i].text);
		query = query_parse(&arena, str_from(cases[i].text), NOW, &error);
		g_assert_no_error(error);
		print(query, got);
		g_assert_cmpstr(got->str, ==, cases[i].expected);
	}
}

static void test_side_by_side(void)
{
	static const struct query_case cases[] = {
		{"vgic", "vgic"},
		{"vgic fix", "(AND vgic fix)"},
		{" \t vgic\n fix ", "(AND vgic fix)"},
		{"a b c", "(AND (AND a b) c)"},
		{"a b c d e", "(AND (AND (AND a b) c) (AND d e))"},
		{"+a b", "(AND a b)"},
		{"a -b c", "(AND (AND a (NOT b)) c)"},
		{"-a", "(NOT a)"},
		{"-(a b) c", "(AND (NOT (AND a b)) c)"},
		{"-\"a b\" c", "(AND (NOT a_b) c)"},
		{"-s:a b", "(AND (NOT s:a) b)"},
		{"-s:(a b)", "(NOT (AND s:a s:b))"},
		{"+(a OR b) c", "(AND (OR a b) c)"},
		{"(a)(b)c", "(AND (AND a b) c)"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_operators(void)
{
	static const struct query_case cases[] = {
		{"a AND b", "(AND a b)"},
		{"a OR b", "(OR a b)"},
		{"a XOR b", "(XOR a b)"},
		{"a NOT b", "(AND a (NOT b))"},
		{"a AND NOT b", "(AND a (NOT b))"},
		{"a AND -b", "(AND a (NOT b))"},
		{"a OR -b", "(OR a (NOT b))"},
		{"a OR NOT b", "(OR a (NOT b))"},
		{"NOT a", "(NOT a)"},
		{"(NOT a) b", "(AND (NOT a) b)"},
		{"a NOT(b OR c)", "(AND a (NOT (OR b c)))"},
		{"\"a\"OR\"b\"", "(OR a b)"},
		{"a OR b OR c OR d", "(OR (OR a b) (OR c d))"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

/* As Xapian's parser has it. */
static void test_precedence(void)
{
	static const struct query_case cases[] = {
		{"a b OR c", "(OR (AND a b) c)"},
		{"a OR b c", "(OR a (AND b c))"},
		{"a NOT b c", "(AND a (NOT (AND b c)))"},
		{"a NOT b AND c", "(AND (AND a (NOT b)) c)"},
		{"a AND b c NOT d", "(AND (AND a (AND b c)) (NOT d))"},
		{"a OR b XOR c AND d NOT e", "(OR a (XOR b (AND (AND c d) (NOT e))))"},
		{"a XOR b OR c", "(OR (XOR a b) c)"},
		{"a OR b XOR c", "(OR a (XOR b c))"},
		{"a XOR b AND c", "(XOR a (AND b c))"},
		{"a -b OR c -d", "(OR (AND a (NOT b)) (AND c (NOT d)))"},
		{"(a OR b) c", "(AND (OR a b) c)"},
		{"((a OR b)) AND (c XOR (d))", "(AND (OR a b) (XOR c d))"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_operators_are_in_capitals(void)
{
	static const struct query_case cases[] = {
		{"a and b", "(AND (AND a and) b)"},
		{"a not b", "(AND (AND a not) b)"},
		{"\"AND\"", "and"},
		{"a \"NEAR\" b", "(AND (AND a near) b)"},
		{"ANDROID NOTE ORB", "(AND (AND android note) orb)"},
		{"s:NOT", "s:not"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_words(void)
{
	static const struct query_case cases[] = {
		{"KVM", "kvm"},
		{"\u00c4RMEL", "\u00e4rmel"},
		{"revert*", "revert*"},
		{"s:Revert*", "s:revert*"},
		{"kvm_vcpu_*", "kvm_vcpu_*"},
		{"kvm-arm", "kvm_arm"},
		{"kvm-ar*", "kvm_ar*"},
		{"vgic.c", "vgic_c"},
		{"a,b", "a_b"},
		{"kvm_init()", "kvm_init"},
		{"kvm_init(vcpu)", "kvm_init_vcpu"},
		{"(kvm_init(vcpu) OR b)", "(OR kvm_init_vcpu b)"},
		{"\"Fix the vgic\"", "fix_the_vgic"},
		{"\u201cfix vgic\u201d", "fix_vgic"},
		{"\"kvm*\"", "kvm"},
		{"\"a OR (b\"", "a_or_b"},
		{"a\"b c\"d", "(AND (AND a b_c) d)"},
		{"fo*o", "fo_o"},
		{"f:ann@example.org", "f:ann_example_org"},
		{"f:\"Ann Author\"", "f:ann_author"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_phrase_as_it_was_written(void)
{
	static const struct query_case cases[] = {
		{"kvm-Arm,", "kvm-Arm"},  {"\" Fix  the vgic. \"", "Fix  the vgic"},
		{"kvm-ar*", "kvm-ar"},	  {"<ann@example.org>", "ann@example.org"},
		{"s:(\"a: b\")", "a: b"}, {"kvm", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(arena) arena = {0};
		g_autofree char *phrase = NULL;
		struct query *query = query_parse(&arena, str_from(cases[i].text), NOW, NULL);

		g_assert_nonnull(query);
		phrase = str_dup(query->phrase);
		g_assert_cmpstr(phrase, ==, cases[i].expected);
	}
}

static void test_punctuation_is_passed_over(void)
{
	static const struct query_case cases[] = {
		{"", "ALL"},
		{"  ", "ALL"},
		{"*", "ALL"},
		{"()", "ALL"},
		{"( ( - ) & )", "ALL"},
		{"\"\"", "ALL"},
		{"-\"\"", "ALL"},
		{"a ()", "a"},
		{"a - b", "(AND a b)"},
		{"a & b", "(AND a b)"},
		{"--force", "force"},
		{"x ->vcpu", "(AND x vcpu)"},
		{"[PATCH v2 0/3] KVM: fix", "(AND (AND (AND patch v2) 0_3) (AND kvm fix))"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_word_prefixes(void)
{
	static const char *const names[] = {"s",  "f", "t",  "c",   "tc",  "a",	  "l",	  "b",
					    "bs", "q", "nq", "dfn", "dfa", "dfb", "dfhh", "dfctx"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *word = g_strdup_printf("%s:kvm", names[i]);
		g_autofree char *phrase = g_strdup_printf("%s:\"kvm arm\"", names[i]);
		g_autofree char *pair = g_strdup_printf("%s:kvm_arm", names[i]);
		const struct query_case cases[] = {{word, word}, {phrase, pair}};

		check(cases, G_N_ELEMENTS(cases));
	}
}

static void test_other_prefixes(void)
{
	static const struct query_case cases[] = {
		{"tcf:ann", "a:ann"},
		{"lid:list.example.org", "l:list_example_org"},
		{"dfn:virt/kvm/", "path=virt/kvm/"},
		{"dfn:kvm_main.c", "path=kvm_main.c"},
		{"dfn:kvm_ma*", "path=kvm_ma*"},
		{"dfn:*.c", "path=.c"},
		{"dfn:virt/kvm/*", "path=virt/kvm/*"},
		{"dfn:\"a b/c\"", "path=a b/c"},
		{"dfn:arm-smmu", "dfn:arm_smmu"},
		{"dfpre:2A3B4c5", "old=2a3b4c5"},
		{"dfpost:abcd", "new=abcd"},
		{"dfblob:0123456789abcdef0123456789abcdef01234567",
		 "blob=0123456789abcdef0123456789abcdef01234567"},
		{"patchid:deadbeef", "patch-id=deadbeef"},
		{"changeid:20251201-vgic-1a2b", "change=20251201-vgic-1a2b"},
		{"m:a.b-1@example.org", "id=a.b-1@example.org"},
		{"mid:<a@example.org>", "id=a@example.org"},
		{"m:20251201*", "id=20251201*"},
		{"m:\"a (b)@example.org\"", "id=a (b)@example.org"},
		{"d:20251201", "sent[1764547200..1764633599]"},
		{"dt:20251201000001..", "sent[1764547201..]"},
		{"rt:..20251201", "arrived[..1764633599]"},
		{"age:>1d", "sent[..1764503999]"},
		{"v:2", "revision[2..2]"},
		{"n:>10", "patches[11..]"},
		{"z:1000..2000", "bytes[1000..2000]"},
		{"is:latest", "is:latest"},
		{"-is:rfc", "(NOT is:rfc)"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_each_state(void)
{
	static const struct {
		enum query_state state;
		const char *text;
	} cases[] = {
		{QUERY_IS_PATCH, "is:patch"},
		{QUERY_IS_COVER, "is:cover"},
		{QUERY_IS_REPLY, "is:reply"},
		{QUERY_IS_PULL, "is:pull"},
		{QUERY_IS_LATEST, "is:latest"},
		{QUERY_IS_SUPERSEDED, "is:superseded"},
		{QUERY_IS_NEW, "is:new"},
		{QUERY_IS_REVISED, "is:revised"},
		{QUERY_IS_RESENT, "is:resent"},
		{QUERY_IS_RFC, "is:rfc"},
		{QUERY_IS_COMPLETE, "is:complete"},
		{QUERY_IS_INCOMPLETE, "is:incomplete"},
		{QUERY_IS_ANSWERED, "is:answered"},
		{QUERY_IS_UNANSWERED, "is:unanswered"},
		{QUERY_IS_OPEN, "is:open"},
		{QUERY_IS_IN_REVIEW, "is:in-review"},
		{QUERY_IS_CHANGES_ASKED, "is:changes-asked"},
		{QUERY_IS_READY, "is:ready"},
		{QUERY_IS_LANDED, "is:landed"},
		{QUERY_IS_PARTLY_LANDED, "is:partly-landed"},
		{QUERY_IS_DROPPED, "is:dropped"},
		{QUERY_IS_REVIEWED, "is:reviewed"},
		{QUERY_IS_PINGED, "is:pinged"},
		{QUERY_IS_AWAITING_AUTHOR, "is:awaits-author"},
		{QUERY_IS_AWAITING_REVIEWERS, "is:awaits-reviewers"},
		{QUERY_IS_AWAITING_MAINTAINER, "is:awaits-maintainer"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(arena) arena = {0};
		struct query *query = query_parse(&arena, str_from(cases[i].text), NOW, NULL);

		g_assert_nonnull(query);
		g_assert_cmpint(query->kind, ==, QUERY_STATE);
		g_assert_cmpint(query->state, ==, cases[i].state);
	}
	g_assert_null(query_states[G_N_ELEMENTS(cases)].name);
}

static void test_prefix_of_parentheses(void)
{
	static const struct query_case cases[] = {
		{"s:(a OR b)", "(OR s:a s:b)"},
		{"s:(a f:b)", "(AND s:a f:b)"},
		{"s:(f:(a b) c)", "(AND (AND f:a f:b) s:c)"},
		{"s:(a OR (b c)) d", "(AND (OR s:a (AND s:b s:c)) d)"},
		{"is:(patch OR cover)", "(OR is:patch is:cover)"},
		{"dfn:(virt/ OR vgic)", "(OR path=virt/ dfn:vgic)"},
		{"s:(a & b)", "(AND s:a s:b)"},
		{"patchid:(abcd -1234)", "(AND patch-id=abcd (NOT patch-id=1234))"},
		{"s:()", "ALL"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_unknown_prefix_is_text(void)
{
	static const struct query_case cases[] = {
		{"Fixes: 12ab", "(AND fixes 12ab)"},
		{"foo:bar", "foo_bar"},
		{"S:a", "s_a"},
		{"KVM:arm64:", "kvm_arm64"},
		{"foo:\"bar baz\"", "(AND foo bar_baz)"},
		{"std::s:a", "std_s_a"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_the_example_of_the_header(void)
{
	static const struct query_case cases[] = {
		{"dfn:virt/kvm/ is:latest age:>14d f:maz \"vgic\" NOT (s:fix OR nq:revert*)",
		 "(AND (AND (AND (AND path=virt/kvm/ is:latest) sent[..1763380799])"
		 " (AND f:maz vgic)) (NOT (OR s:fix nq:revert*)))"},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static unsigned depth_of(const struct query *query)
{
	if (!query)
		return 0;
	return 1 + MAX(depth_of(query->left), depth_of(query->right));
}

static void test_rows_are_balanced(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) text = g_string_new("c");

	for (unsigned i = 0; i < 499; i++)
		g_string_append(text, " OR a b");
	g_assert_cmpuint(depth_of(query_parse(&arena, str_from(text->str), NOW, NULL)), ==, 11);
}

static void test_bytes_that_are_no_text(void)
{
	static const char bytes[] = "a\0b \"c\0d\"";
	g_auto(arena) arena = {0};
	g_autoptr(GString) got = g_string_new(NULL);
	str text = {.ptr = bytes, .len = sizeof(bytes) - 1};

	print(query_parse(&arena, text, NOW, NULL), got);
	g_assert_cmpstr(got->str, ==, "(AND (AND a b) c_d)");
	g_assert_nonnull(query_parse(&arena, STR("\xff \xc3"), NOW, NULL));
	g_assert_true(query_parse(&arena, (str){0}, NOW, NULL)->kind == QUERY_ALL);
}

/* Nothing of the tree points into the text. */
static void test_tree_outlives_the_text(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) got = g_string_new(NULL);
	char *text = g_strdup("m:a@example.org kvm-arm dfn:virt/");
	struct query *query = query_parse(&arena, str_from(text), NOW, NULL);

	memset(text, 'x', strlen(text));
	g_free(text);
	print(query, got);
	g_assert_cmpstr(got->str, ==, "(AND (AND id=a@example.org kvm_arm) path=virt/)");
}

static void test_help(void)
{
	for (const struct query_prefix *prefix = query_prefixes; prefix->name; prefix++) {
		g_assert_true(g_str_has_suffix(prefix->name, ":"));
		g_assert_nonnull(prefix->help);
		for (const struct query_prefix *other = query_prefixes; other < prefix; other++)
			g_assert_cmpstr(prefix->name, !=, other->name);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/query/terms-side-by-side-must-all-hold", test_side_by_side);
	g_test_add_func("/query/operators-join-terms", test_operators);
	g_test_add_func("/query/precedence-is-that-of-xapian", test_precedence);
	g_test_add_func("/query/operators-are-in-capitals", test_operators_are_in_capitals);
	g_test_add_func("/query/punctuation-within-makes-a-phrase", test_words);
	g_test_add_func("/query/a-phrase-is-kept-as-it-was-written", test_phrase_as_it_was_written);
	g_test_add_func("/query/what-has-no-word-is-passed-over", test_punctuation_is_passed_over);
	g_test_add_func("/query/prefixes-of-words-name-fields", test_word_prefixes);
	g_test_add_func("/query/other-prefixes-name-values-and-ranges", test_other_prefixes);
	g_test_add_func("/query/each-state-has-its-word", test_each_state);
	g_test_add_func("/query/a-prefix-is-that-of-all-in-its-parentheses",
			test_prefix_of_parentheses);
	g_test_add_func("/query/an-unknown-prefix-is-text", test_unknown_prefix_is_text);
	g_test_add_func("/query/the-example-of-the-header", test_the_example_of_the_header);
	g_test_add_func("/query/rows-make-balanced-trees", test_rows_are_balanced);
	g_test_add_func("/query/bytes-that-are-no-text-do-no-harm", test_bytes_that_are_no_text);
	g_test_add_func("/query/the-tree-outlives-the-text", test_tree_outlives_the_text);
	g_test_add_func("/query/each-prefix-has-a-help-and-stands-once", test_help);
	return g_test_run();
}
