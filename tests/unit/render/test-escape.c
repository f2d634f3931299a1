/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/escape.h"

#include <glib.h>
#include <string.h>

typedef void (*escape_fn)(GString *out, str text);

struct escape_case {
	str text;
	const char *expected;
};

static void check_cases(escape_fn escape, const struct escape_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autoptr(GString) out = g_string_new("before ");

		escape(out, cases[i].text);
		g_assert_cmpstr(out->str + strlen("before "), ==, cases[i].expected);
	}
}

static void test_plain_text_stays(void)
{
	static const struct escape_case cases[] = {
		{.text = STR_INIT(""), .expected = ""},
		{.text = {0}, .expected = ""},
		{.text = STR_INIT("a \"b\" \\ <c> & ~"), .expected = "a \"b\" \\ <c> & ~"},
		{.text = STR_INIT("Zoë 茶 🫖\ufffd"), .expected = "Zoë 茶 🫖\ufffd"},
		{.text = STR_INIT("one\n\ttwo\n"), .expected = "one\n\ttwo\n"},
		{.text = STR_INIT("a\xe2\x80\x8d"
				  "b\xc2\xa0"
				  "c"),
		 .expected = "a\u200db\u00a0c"},
	};

	check_cases(escape_terminal, cases, G_N_ELEMENTS(cases));
}

static void test_what_steers_a_terminal_becomes_visible(void)
{
	static const struct escape_case cases[] = {
		{.text = STR_INIT("\033[31mred\033[m"), .expected = "<1B>[31mred<1B>[m"},
		{.text = STR_INIT("\a\b\v\f\x1f\x7f"), .expected = "<07><08><0B><0C><1F><7F>"},
		{.text = STR_INIT("a\0b"), .expected = "a<00>b"},
		{.text = STR_INIT("\xc2\x80\xc2\x9b\xc2\x9f"),
		 .expected = "<U+0080><U+009B><U+009F>"},
		{.text = STR_INIT("\u061c\u200e\u200f"), .expected = "<U+061C><U+200E><U+200F>"},
		{.text = STR_INIT("\u202a\u202b\u202c\u202d\u202e"),
		 .expected = "<U+202A><U+202B><U+202C><U+202D><U+202E>"},
		{.text = STR_INIT("\u2066\u2067\u2068\u2069"),
		 .expected = "<U+2066><U+2067><U+2068><U+2069>"},
		{.text = STR_INIT("\u2028\u2029"), .expected = "<U+2028><U+2029>"},
		{.text = STR_INIT("\u2027\u202f\u2065\u206a"),
		 .expected = "\u2027\u202f\u2065\u206a"},
	};

	check_cases(escape_terminal, cases, G_N_ELEMENTS(cases));
	check_cases(escape_terminal_line, cases, G_N_ELEMENTS(cases));
}

static void test_bytes_that_are_no_utf8_become_visible(void)
{
	static const struct escape_case cases[] = {
		{.text = STR_INIT("\x80\xff"), .expected = "<80><FF>"},
		{.text = STR_INIT("caf\xe9!"), .expected = "caf<E9>!"},
		{.text = STR_INIT("\xc0\xaf"), .expected = "<C0><AF>"}, /* overlong */
		{.text = STR_INIT("\xc1\x9b"), .expected = "<C1><9B>"}, /* an overlong ESC */
		{.text = STR_INIT("\xed\xa0\x80"), .expected = "<ED><A0><80>"}, /* a surrogate */
		{.text = STR_INIT("\xf4\x90\x80\x80"), .expected = "<F4><90><80><80>"},
		{.text = STR_INIT("\xe2\x80"), .expected = "<E2><80>"}, /* cut at the end */
		{.text = STR_INIT("\xe2\x1b["), .expected = "<E2><1B>["},
	};

	check_cases(escape_terminal, cases, G_N_ELEMENTS(cases));
}

static void test_a_carriage_return_goes_only_at_the_end_of_a_line(void)
{
	static const struct escape_case cases[] = {
		{.text = STR_INIT("one\r\ntwo\r\n"), .expected = "one\ntwo\n"},
		{.text = STR_INIT("one\r"), .expected = "one"},
		{.text = STR_INIT("one\rtwo"), .expected = "one<0D>two"},
		{.text = STR_INIT("\r\r\n"), .expected = "<0D>\n"},
	};

	check_cases(escape_terminal, cases, G_N_ELEMENTS(cases));
}

static void test_one_line_stays_one_line(void)
{
	static const struct escape_case cases[] = {
		{.text = STR_INIT("one\ntwo\tthree"), .expected = "one two three"},
		{.text = STR_INIT("one\r\ntwo"), .expected = "one two"},
		{.text = STR_INIT("one\u2028two\xc2\x85"), .expected = "one<U+2028>two<U+0085>"},
	};

	check_cases(escape_terminal_line, cases, G_N_ELEMENTS(cases));
}

static void test_json_strings_are_quoted(void)
{
	static const struct escape_case cases[] = {
		{.text = {0}, .expected = "\"\""},
		{.text = STR_INIT("plain ~"), .expected = "\"plain ~\""},
		{.text = STR_INIT("\"\\/"), .expected = "\"\\\"\\\\/\""},
		{.text = STR_INIT("\b\f\n\r\t"), .expected = "\"\\b\\f\\n\\r\\t\""},
		{.text = STR_INIT("\0\033\x7f"), .expected = "\"\\u0000\\u001b\\u007f\""},
		{.text = STR_INIT("\xc2\x9b"), .expected = "\"\\u009b\""},
		{.text = STR_INIT("\u202e\u2066\u061c"), .expected = "\"\\u202e\\u2066\\u061c\""},
		{.text = STR_INIT("\u2028\u2029"), .expected = "\"\\u2028\\u2029\""},
		{.text = STR_INIT("caf\xe9 \xed\xa0\x80"),
		 .expected = "\"caf\ufffd \ufffd\ufffd\ufffd\""},
		{.text = STR_INIT("茶 🫖"), .expected = "\"茶 🫖\""},
	};

	check_cases(escape_json, cases, G_N_ELEMENTS(cases));
}

static void test_markup_means_nothing_any_more(void)
{
	static const struct escape_case cases[] = {
		{.text = {0}, .expected = ""},
		{.text = STR_INIT("plain ~ \\ ` 茶 🫖"), .expected = "plain ~ \\ ` 茶 🫖"},
		{.text = STR_INIT("<a href=\"b\">'&amp;"),
		 .expected = "&lt;a href=&quot;b&quot;&gt;&#39;&amp;amp;"},
		{.text = STR_INIT("</pre>]]>-->"), .expected = "&lt;/pre&gt;]]&gt;--&gt;"},
		{.text = STR_INIT("one\r\n\ttwo\rthree\r"),
		 .expected = "one\n\ttwo&lt;0D&gt;three"},
		{.text = STR_INIT("\0\033[31m\x7f"),
		 .expected = "&lt;00&gt;&lt;1B&gt;[31m&lt;7F&gt;"},
		{.text = STR_INIT("\xc2\x85\xc2\xa0"), .expected = "&lt;U+0085&gt;\u00a0"},
		{.text = STR_INIT("\u202e\u2066\u2028"),
		 .expected = "&lt;U+202E&gt;&lt;U+2066&gt;&lt;U+2028&gt;"},
		{.text = STR_INIT("\ufffd\ufffe\uffff"),
		 .expected = "\ufffd&lt;U+FFFE&gt;&lt;U+FFFF&gt;"},
		{.text = STR_INIT("\ufdcf\ufdd0\ufdef\ufdf0"),
		 .expected = "\ufdcf&lt;U+FDD0&gt;&lt;U+FDEF&gt;\ufdf0"},
		{.text = STR_INIT("\U0001fffd\U0001ffff\U0010fffe"),
		 .expected = "\U0001fffd&lt;U+1FFFF&gt;&lt;U+10FFFE&gt;"},
		{.text = STR_INIT("caf\xe9 \xed\xa0\x80\xe2\x80"),
		 .expected = "caf&lt;E9&gt; &lt;ED&gt;&lt;A0&gt;&lt;80&gt;&lt;E2&gt;&lt;80&gt;"},
	};

	check_cases(escape_markup, cases, G_N_ELEMENTS(cases));
}

static void test_markdown_means_nothing_any_more(void)
{
	static const struct escape_case cases[] = {
		{.text = {0}, .expected = ""},
		{.text = STR_INIT("plain: 1. 2) - + = ! (a) 茶 🫖"),
		 .expected = "plain: 1. 2) - + = ! (a) 茶 🫖"},
		{.text = STR_INIT("\\`*_{}[]#|~@$"),
		 .expected = "\\\\\\`\\*\\_\\{\\}\\[\\]\\#\\|\\~\\@\\$"},
		{.text = STR_INIT("<b>&amp;</b>"), .expected = "&lt;b&gt;&amp;amp;&lt;/b&gt;"},
		{.text = STR_INIT("http://a.example www.a.example WWW.b a.b"),
		 .expected = "http\\://a.example www\\.a.example WWW\\.b a.b"},
		{.text = STR_INIT("one\n\n# two\tthree\r\nfour\r"),
		 .expected = "one  \\# two three four"},
		{.text = STR_INIT("\0\033[31m\u202e"),
		 .expected = "&lt;00&gt;&lt;1B&gt;\\[31m&lt;U+202E&gt;"},
		{.text = STR_INIT("caf\xe9"), .expected = "caf&lt;E9&gt;"},
	};

	check_cases(escape_markdown, cases, G_N_ELEMENTS(cases));
}

static void test_a_url_segment_holds_no_delimiter(void)
{
	static const struct escape_case cases[] = {
		{.text = STR_INIT("20250301.1-a_b~c@example.org"),
		 .expected = "20250301.1-a_b~c@example.org"},
		{.text = STR_INIT("a/b?c#d%e"), .expected = "a%2Fb%3Fc%23d%25e"},
		{.text = STR_INIT("!$&'()*+,;=:@"), .expected = "!$&'()*+,;=:@"},
		{.text = STR_INIT("<\"[\\]^`{|}> "),
		 .expected = "%3C%22%5B%5C%5D%5E%60%7B%7C%7D%3E%20"},
		{.text = STR_INIT("\0\n\033\xff\xc3\xa9"), .expected = "%00%0A%1B%FF%C3%A9"},
	};

	check_cases(escape_url_segment, cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/escape/plain-text-stays", test_plain_text_stays);
	g_test_add_func("/escape/what-steers-a-terminal-becomes-visible",
			test_what_steers_a_terminal_becomes_visible);
	g_test_add_func("/escape/bytes-that-are-no-utf8-become-visible",
			test_bytes_that_are_no_utf8_become_visible);
	g_test_add_func("/escape/a-carriage-return-goes-only-at-the-end-of-a-line",
			test_a_carriage_return_goes_only_at_the_end_of_a_line);
	g_test_add_func("/escape/one-line-stays-one-line", test_one_line_stays_one_line);
	g_test_add_func("/escape/json-strings-are-quoted", test_json_strings_are_quoted);
	g_test_add_func("/escape/markup-means-nothing-any-more",
			test_markup_means_nothing_any_more);
	g_test_add_func("/escape/markdown-means-nothing-any-more",
			test_markdown_means_nothing_any_more);
	g_test_add_func("/escape/a-url-segment-holds-no-delimiter",
			test_a_url_segment_holds_no_delimiter);
	return g_test_run();
}
