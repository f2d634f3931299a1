/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/str.h"

#include <glib.h>

#define assert_str(got, expected) \
	do { \
		g_autofree char *got_text = str_dup(got); \
		g_assert_cmpstr(got_text, ==, expected); \
	} while (0)

static void test_empty(void)
{
	str nothing = str_from(NULL);
	str line = STR("kept");

	g_assert_cmpuint(nothing.len, ==, 0);
	g_assert_true(str_equal(nothing, STR("")));
	g_assert_true(str_starts(nothing, nothing));
	g_assert_cmpuint(str_slice(nothing, 1, 9).len, ==, 0);
	g_assert_cmpuint(str_trim(nothing).len, ==, 0);
	g_assert_false(str_next_line(&nothing, &line));
	g_assert_false(str_next_word(&nothing, &line));
	assert_str(line, "kept");
	assert_str(nothing, "");
}

static void test_slice_clamps(void)
{
	static const struct {
		size_t begin;
		size_t end;
		const char *expected;
	} cases[] = {
		{0, 6, "series"}, {0, 99, "series"}, {2, 4, "ri"},
		{4, 2, ""},	  {9, 12, ""},	     {5, SIZE_MAX, "s"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_str(str_slice(STR("series"), cases[i].begin, cases[i].end),
			   cases[i].expected);
	assert_str(str_skip(STR("series"), 3), "ies");
	assert_str(str_skip(STR("series"), 7), "");
}

static void test_case_folds_ascii_only(void)
{
	g_assert_true(str_equal_nocase(STR("Acked-By"), STR("acked-by")));
	g_assert_false(str_equal(STR("Acked-By"), STR("acked-by")));
	g_assert_false(str_equal_nocase(STR("\xc3\x89"), STR("\xc3\xa9")));
	g_assert_false(str_equal_nocase(STR("@"), STR("`")));
	g_assert_true(str_starts_nocase(STR("RE: title"), STR("re:")));
	g_assert_false(str_starts_nocase(STR("R"), STR("re:")));
}

static void test_take_cuts_only_a_prefix(void)
{
	str s = STR("[PATCH] title");

	g_assert_false(str_take(&s, STR("[patch]")));
	assert_str(s, "[PATCH] title");
	g_assert_true(str_take_nocase(&s, STR("[patch]")));
	assert_str(s, " title");
	g_assert_true(str_take(&s, STR(" title")));
	g_assert_false(str_take(&s, STR("x")));
	g_assert_true(str_ends(STR("title"), STR("tle")));
	g_assert_false(str_ends(STR("tle"), STR("title")));
	g_assert_true(str_ends_nocase(STR("a.PATCH"), STR(".patch")));
	g_assert_false(str_ends_nocase(STR("patch"), STR(".patch")));
	g_assert_false(str_ends_nocase(STR("a.patch"), STR(".diff")));
}

static void test_starts_any(void)
{
	static const str table[] = {STR_INIT("diff "), STR_INIT("Index: ")};

	g_assert_true(str_starts_any(STR("Index: a.c"), table, G_N_ELEMENTS(table)));
	g_assert_false(str_starts_any(STR("Index: a.c"), table, 1));
	g_assert_false(str_starts_any(STR("index: a.c"), table, G_N_ELEMENTS(table)));
	g_assert_true(str_starts_any_nocase(STR("index: a.c"), table, G_N_ELEMENTS(table)));
	g_assert_false(str_starts_any_nocase(STR("index"), table, G_N_ELEMENTS(table)));
	g_assert_false(str_starts_any_nocase((str){0}, table, G_N_ELEMENTS(table)));
}

static void test_compare_orders_bytes(void)
{
	g_assert_cmpint(str_compare(STR("a"), STR("b")), <, 0);
	g_assert_cmpint(str_compare(STR("a"), STR("aa")), <, 0);
	g_assert_cmpint(str_compare(STR("b"), STR("aa")), >, 0);
	g_assert_cmpint(str_compare(STR("\x80"), STR("a")), >, 0);
	g_assert_cmpint(str_compare(STR("a\0b"), STR("a\0c")), <, 0);
	g_assert_cmpint(str_compare(STR(""), (str){0}), ==, 0);
}

static void test_find_leaves_the_result_when_absent(void)
{
	size_t at = 77;

	g_assert_false(str_find(STR("abc"), STR("abcd"), &at));
	g_assert_false(str_find(STR("abc"), STR(""), &at));
	g_assert_false(str_find_nocase(STR("abc"), STR("x"), &at));
	g_assert_false(str_find_byte(STR("abc"), 'x', &at));
	g_assert_false(str_find_last_byte((str){0}, 'x', &at));
	g_assert_cmpuint(at, ==, 77);
}

static void test_find_gives_the_first_or_last(void)
{
	size_t at;

	g_assert_true(str_find(STR("ab-ab-ab"), STR("ab"), &at));
	g_assert_cmpuint(at, ==, 0);
	g_assert_true(str_find_nocase(STR("xy-Ab-aB"), STR("aB"), &at));
	g_assert_cmpuint(at, ==, 3);
	g_assert_true(str_find_nocase(STR("xyZ"), STR("z"), &at));
	g_assert_cmpuint(at, ==, 2);
	g_assert_true(str_find_byte(STR("a@b@c"), '@', &at));
	g_assert_cmpuint(at, ==, 1);
	g_assert_true(str_find_last_byte(STR("a@b@c"), '@', &at));
	g_assert_cmpuint(at, ==, 3);
	g_assert_true(str_contains(STR("nul\0within"), STR("with")));
	g_assert_false(str_equal_nocase(STR("nul\0a"), STR("nul\0b")));
}

static void test_lines(void)
{
	static const char *const expected[] = {"one", "", "three\r", "last"};
	str rest = STR("one\n\nthree\r\nlast");
	str ended = STR("only\n");
	str line;

	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		g_assert_true(str_next_line(&rest, &line));
		assert_str(line, expected[i]);
	}
	g_assert_false(str_next_line(&rest, &line));
	g_assert_true(str_next_line(&ended, &line));
	g_assert_false(str_next_line(&ended, &line));
}

static void test_words(void)
{
	str rest = STR(" \t two\nwords  ");
	str word;

	g_assert_true(str_next_word(&rest, &word));
	assert_str(word, "two");
	g_assert_true(str_next_word(&rest, &word));
	assert_str(word, "words");
	g_assert_false(str_next_word(&rest, &word));
	assert_str(str_trim(STR("\t a b \r\n")), "a b");
	assert_str(str_trim_end(STR(" a \n")), " a");
	assert_str(str_trim(STR(" \n ")), "");
}

static void test_numbers(void)
{
	static const struct {
		str digits;
		unsigned max;
		bool expected;
		unsigned value;
	} cases[] = {
		{STR_INIT("0"), 9, true, 0},
		{STR_INIT("007"), 9, true, 7},
		{STR_INIT("999999999"), 999999999, true, 999999999},
		{STR_INIT("10"), 9, false, 0},
		{STR_INIT("1000000000"), 0xffffffff, false, 0},
		{STR_INIT(""), 9, false, 0},
		{STR_INIT("+1"), 9, false, 0},
		{STR_INIT(" 1"), 9, false, 0},
		{STR_INIT("1x"), 9, false, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		unsigned value = 12345;

		g_assert_true(str_to_uint(cases[i].digits, cases[i].max, &value) ==
			      cases[i].expected);
		g_assert_cmpuint(value, ==, cases[i].expected ? cases[i].value : 12345);
	}
}

static void test_take_digits(void)
{
	str rest = STR("0042/7x");
	str nothing = {0};

	assert_str(str_take_digits(&rest), "0042");
	assert_str(str_take_digits(&rest), "");
	assert_str(rest, "/7x");
	g_assert_true(str_take(&rest, STR("/")));
	assert_str(str_take_digits(&rest), "7");
	assert_str(rest, "x");
	assert_str(str_take_digits(&nothing), "");
}

static void test_hex(void)
{
	g_assert_true(str_is_hex(STR("0123456789abcdefABCDEF")));
	g_assert_false(str_is_hex(STR("")));
	g_assert_false(str_is_hex(STR("12g4")));
}

static void test_hash_agrees_with_equality(void)
{
	char copied[] = "key";
	str literal = STR("key");
	str copy = str_from(copied);
	str other = STR("keys");

	g_assert_true(str_hash_equal(&literal, &copy));
	g_assert_cmpuint(str_hash(&literal), ==, str_hash(&copy));
	g_assert_false(str_hash_equal(&literal, &other));
}

static void test_hash_nocase(void)
{
	str mixed = STR("Ann.Author@EXAMPLE.ORG");
	str lower = STR("ann.author@example.org");
	str other = STR("ann.author@example.com");

	g_assert_true(str_hash_equal_nocase(&mixed, &lower));
	g_assert_cmpuint(str_hash_nocase(&mixed), ==, str_hash_nocase(&lower));
	g_assert_false(str_hash_equal_nocase(&mixed, &other));
	g_assert_false(str_hash_equal(&mixed, &lower));
}

/* Lines are searched in pieces of sixteen bytes: each length and place has its turn. */
static void test_lines_of_each_length(void)
{
	char text[80];

	for (size_t length = 1; length <= 64; length++) {
		for (size_t newline = 0; newline <= length; newline++) {
			str rest = {.ptr = text, .len = length};
			str line;

			/* Behind the end there is one, which must not be seen. */
			memset(text, '\n', sizeof(text));
			memset(text, 'x', length);
			if (newline < length)
				text[newline] = '\n';
			g_assert_true(str_next_line(&rest, &line));
			g_assert_true(line.ptr == text);
			g_assert_cmpuint(line.len, ==, newline);
			g_assert_cmpuint(rest.len, ==, newline < length ? length - newline - 1 : 0);
		}
	}
}

/* Every text of up to eight letters a and b, searched for every word of up to three. */
static void test_find_as_memmem(void)
{
	for (unsigned bits = 0; bits < 1 << 12; bits++) {
		size_t text_len = bits >> 8 & 7;
		size_t word_len = (bits >> 11 & 1) + 2;
		char text[8];
		size_t at = 99;

		for (unsigned i = 0; i < sizeof(text); i++)
			text[i] = bits >> i & 1 ? 'b' : 'a';
		for (unsigned word_bits = 0; word_bits < 8; word_bits++) {
			char word[3];
			const char *found;
			str s = {text, text_len};

			for (unsigned i = 0; i < sizeof(word); i++)
				word[i] = word_bits >> i & 1 ? 'b' : 'a';
			found = memmem(text, text_len, word, word_len);
			g_assert_cmpint(str_find(s, (str){word, word_len}, &at), ==, found != NULL);
			if (found)
				g_assert_cmpuint(at, ==, (size_t)(found - text));
		}
	}
}

static void test_find_long(void)
{
	char text[200];

	memset(text, 'a', sizeof(text));
	text[150] = '\0';
	for (size_t length = 60; length <= 70; length++) {
		char word[70];
		size_t at;

		memset(word, 'a', sizeof(word));
		word[length - 1] = '\0';
		g_assert_true(str_find((str){text, sizeof(text)}, (str){word, length}, &at));
		g_assert_cmpuint(at, ==, 150 - (length - 1));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/str/the-empty-slice-may-have-no-pointer", test_empty);
	g_test_add_func("/str/a-slice-is-clamped-to-its-text", test_slice_clamps);
	g_test_add_func("/str/nocase-folds-ascii-letters-only", test_case_folds_ascii_only);
	g_test_add_func("/str/take-cuts-off-a-prefix-or-nothing", test_take_cuts_only_a_prefix);
	g_test_add_func("/str/starts-any-looks-through-a-table", test_starts_any);
	g_test_add_func("/str/compare-orders-by-unsigned-bytes", test_compare_orders_bytes);
	g_test_add_func("/str/find-leaves-the-result-when-there-is-nothing",
			test_find_leaves_the_result_when_absent);
	g_test_add_func("/str/find-gives-the-first-place", test_find_gives_the_first_or_last);
	g_test_add_func("/str/a-last-line-without-newline-counts", test_lines);
	g_test_add_func("/str/words-are-runs-without-blanks", test_words);
	g_test_add_func("/str/a-number-is-digits-within-its-maximum", test_numbers);
	g_test_add_func("/str/digits-are-taken-as-far-as-they-go", test_take_digits);
	g_test_add_func("/str/hex-is-not-empty", test_hex);
	g_test_add_func("/str/equal-slices-have-equal-hashes", test_hash_agrees_with_equality);
	g_test_add_func("/str/slices-equal-but-for-case-have-equal-hashes-too", test_hash_nocase);
	g_test_add_func("/str/a-line-ends-at-its-newline-or-with-the-text",
			test_lines_of_each_length);
	g_test_add_func("/str/a-word-is-found-where-it-is-first", test_find_as_memmem);
	g_test_add_func("/str/a-long-word-is-found-too", test_find_long);
	return g_test_run();
}
