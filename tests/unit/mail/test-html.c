/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/html.h"

#include "check.h"

struct html_case {
	str page;
	str expected;
};

static void check(const struct html_case *cases, size_t n_cases)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < n_cases; i++)
		assert_str(html_text(&arena, cases[i].page), cases[i].expected);
}

static void test_tags(void)
{
	static const struct html_case cases[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT("<b>Dim</b> the <i>lamp</i>"), STR_INIT("Dim the lamp\n")},
		{STR_INIT("<P>one</P>\n<p class=\"x\">two<br/>three</p>"),
		 STR_INIT("one\ntwo\nthree\n")},
		{STR_INIT("a<!-- <p>no --> b"), STR_INIT("a b\n")},
		{STR_INIT("<style>p { }</style><script>1 < 2</script>x"), STR_INIT("x\n")},
		{STR_INIT("a < b and <3"), STR_INIT("a < b and <3\n")},
		{STR_INIT("cut <a href="), STR_INIT("cut\n")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_blanks(void)
{
	static const struct html_case cases[] = {
		{STR_INIT("a \n\t b"), STR_INIT("a b\n")},
		{STR_INIT("<pre>a\n  b</pre> c"), STR_INIT("a\n  b\nc\n")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void test_entities(void)
{
	static const struct html_case cases[] = {
		{STR_INIT("&lt;ann@example.org&gt; &amp; bo"),
		 STR_INIT("<ann@example.org> & bo\n")},
		{STR_INIT("&#65;&#x20AC;&quot;"), STR_INIT("A\xe2\x82\xac\"\n")},
		{STR_INIT("&#xD800; &#99999999; &nosuch; &"),
		 STR_INIT("&#xD800; &#99999999; &nosuch; &\n")},
	};

	check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/tags-go-and-lines-stay", test_tags);
	g_test_add_func("/html/blanks-collapse-outside-of-pre", test_blanks);
	g_test_add_func("/html/common-entities-are-decoded", test_entities);
	return g_test_run();
}
