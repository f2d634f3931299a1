/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/encode_remarks.h"

#include "base/limits.h"

#include <glib.h>
#include <string.h>

static uint32_t some_lines[REMARK_LINES] = {1, 0,  UINT32_MAX, 0x01020304, 5,  6,  7,  8,
					    9, 10, 11,	       12,	   13, 14, 15, 16};

/* One of each kind; each field is that of one of them at least. */
static const struct remark remarks[] = {
	{
		.kind = REMARK_REVIEW,
		.trailer = TRAILER_NACKED,
		.name = STR_INIT("Nacked-by"),
		.person = {.name = STR_INIT("Ann Author"), .address = STR_INIT("ann@example.org")},
		.scope = STR_INIT("arm64"),
	},
	{.kind = REMARK_NAK},
	{.kind = REMARK_QUESTION},
	{.kind = REMARK_COMMENT, .lines = some_lines, .n_lines = REMARK_LINES},
	{.kind = REMARK_COMMENT, .lines = some_lines, .n_lines = 1},
	{.kind = REMARK_CHANGES},
	{.kind = REMARK_PROMISE},
	{.kind = REMARK_WITHDRAWN},
	{.kind = REMARK_PING},
	{.kind = REMARK_COMMAND, .name = STR_INIT("changes-requested")},
	{
		.kind = REMARK_APPLIED,
		.partial = true,
		.tree = STR_INIT("lamp/next"),
		.commit = STR_INIT("0123456789abcdef0123456789abcdef01234567"),
		.title = STR_INIT("lamp: 茶"),
		.number = LIMIT_COUNTER,
	},
	{.kind = REMARK_APPLIED, .is_stable = true, .tree = STR_INIT("5.10-stable")},
	{.kind = REMARK_UNAPPLIED, .tree = STR_INIT("lamp/next"), .number = 1},
	{.kind = REMARK_PULLED, .partial = true, .is_stable = true},
	{.kind = REMARK_TALK},
};

static void assert_same(const struct remark *got, const struct remark *expected)
{
	g_assert_cmpint(got->kind, ==, expected->kind);
	g_assert_cmpint(got->partial, ==, expected->partial);
	g_assert_cmpint(got->trailer, ==, expected->trailer);
	g_assert_true(str_equal(got->name, expected->name));
	g_assert_true(str_equal(got->person.name, expected->person.name));
	g_assert_true(str_equal(got->person.address, expected->person.address));
	g_assert_true(str_equal(got->scope, expected->scope));
	g_assert_true(str_equal(got->tree, expected->tree));
	g_assert_true(str_equal(got->commit, expected->commit));
	g_assert_true(str_equal(got->title, expected->title));
	g_assert_cmpuint(got->number, ==, expected->number);
	g_assert_cmpint(got->is_stable, ==, expected->is_stable);
	g_assert_cmpuint(got->n_lines, ==, expected->n_lines);
	for (unsigned i = 0; i < got->n_lines; i++)
		g_assert_cmpuint(got->lines[i], ==, expected->lines[i]);
}

static void test_round_trip(void)
{
	g_auto(arena) arena = {0};
	str bytes = encode_remarks(&arena, remarks, G_N_ELEMENTS(remarks));
	bool is_seen[REMARK_N_KINDS] = {false};
	struct remark *got;
	unsigned n_got;

	decode_remarks(&arena, bytes, &got, &n_got);
	g_assert_cmpuint(n_got, ==, G_N_ELEMENTS(remarks));
	for (unsigned i = 0; i < n_got; i++) {
		assert_same(&got[i], &remarks[i]);
		is_seen[got[i].kind] = true;
	}
	for (unsigned kind = 0; kind < REMARK_N_KINDS; kind++)
		g_assert_true(is_seen[kind]);
}

static void test_none(void)
{
	g_auto(arena) arena = {0};
	struct remark *got;
	unsigned n_got = 7;

	g_assert_cmpuint(encode_remarks(&arena, NULL, 0).len, ==, 0);
	decode_remarks(&arena, (str){0}, &got, &n_got);
	g_assert_cmpuint(n_got, ==, 0);
}

static void test_limit(void)
{
	g_auto(arena) arena = {0};
	struct remark *many = arena_new_array(&arena, struct remark, LIMIT_REMARKS + 1);
	struct remark *got;
	unsigned n_got;

	for (unsigned i = 0; i < LIMIT_REMARKS + 1; i++)
		many[i] = (struct remark){.kind = REMARK_APPLIED, .number = i};
	decode_remarks(&arena, encode_remarks(&arena, many, LIMIT_REMARKS + 1), &got, &n_got);
	g_assert_cmpuint(n_got, ==, LIMIT_REMARKS);
	g_assert_cmpuint(got[LIMIT_REMARKS - 1].number, ==, LIMIT_REMARKS - 1);
}

/* Kind, trailer, flags, number; seven texts; lines. */
#define HEAD(KIND, TRAILER, NUMBER) KIND TRAILER "\x00" NUMBER
#define TEXTS "\x00\x00\x00\x00\x00\x00\x00"
#define GOOD HEAD("\x01", "\x00", "\x02") TEXTS "\x00"

static void test_damaged(void)
{
	static const struct {
		const char *name;
		str bytes;
		unsigned n_read;
	} cases[] = {
		{"whole", STR_INIT(GOOD GOOD), 2},
		{"a kind that is not known",
		 STR_INIT(GOOD HEAD("\x7f", "\x00", "\x00") TEXTS "\x00" GOOD), 1},
		{"a trailer that is not known",
		 STR_INIT(GOOD HEAD("\x00", "\x08", "\x00") TEXTS "\x00"), 1},
		{"a number above the limit",
		 STR_INIT(HEAD("\x0a", "\x00", "\xa0\x8d\x06") TEXTS "\x00"), 0},
		{"a text behind the end",
		 STR_INIT(HEAD("\x09", "\x00", "\x00") "\x7f"
						       "lamp"),
		 0},
		{"a text that is no UTF-8",
		 STR_INIT(GOOD HEAD("\x09", "\x00", "\x00") "\x01\xff"
							    "\x00\x00\x00\x00\x00\x00\x00"),
		 1},
		{"more lines than there may be",
		 STR_INIT(GOOD HEAD("\x03", "\x00", "\x00") TEXTS
			  "\x11"
			  "aaaabbbbccccddddeeeeffffgggghhhhiiiijjjjkkkkllllmmmmnnnnooooppppqqqq"),
		 1},
		{"fewer lines than it says",
		 STR_INIT(HEAD("\x03", "\x00", "\x00") TEXTS "\x02"
							     "aaaabbb"),
		 0},
		{"without lines", STR_INIT(HEAD("\x03", "\x00", "\x00") TEXTS), 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(arena) arena = {0};
		struct remark *got;
		unsigned n_got;

		g_test_message("%s", cases[i].name);
		decode_remarks(&arena, cases[i].bytes, &got, &n_got);
		g_assert_cmpuint(n_got, ==, cases[i].n_read);
	}
}

/* At each length, in memory of just that size. */
static void test_cut_off(void)
{
	g_auto(arena) arena = {0};
	str whole = encode_remarks(&arena, remarks, G_N_ELEMENTS(remarks));
	unsigned n_before = 0;

	for (size_t length = 0; length <= whole.len; length++) {
		g_autofree char *copy = g_memdup2(whole.ptr, length);
		struct remark *got;
		unsigned n_got;

		decode_remarks(&arena, (str){.ptr = copy, .len = length}, &got, &n_got);
		g_assert_cmpuint(n_got, >=, n_before);
		g_assert_cmpuint(n_got, <=, n_before + 1);
		for (unsigned i = 0; i < n_got; i++)
			assert_same(&got[i], &remarks[i]);
		n_before = n_got;
	}
	g_assert_cmpuint(n_before, ==, G_N_ELEMENTS(remarks));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/encode-remarks/each-kind-comes-back-as-it-was", test_round_trip);
	g_test_add_func("/encode-remarks/none-are-no-bytes", test_none);
	g_test_add_func("/encode-remarks/there-is-a-limit", test_limit);
	g_test_add_func("/encode-remarks/what-is-damaged-is-read-as-far-as-it-goes", test_damaged);
	g_test_add_func("/encode-remarks/what-is-cut-off-gives-the-whole-ones-before",
			test_cut_off);
	return g_test_run();
}
