/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of templates, each sentence of it with a tree that is always the same. */
#include "template/template.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

/* A template by its name, up to one without. */
struct named {
	const char *name;
	const char *text;
};

static bool find(void *user, const char *name, str *ret_text, GError **error)
{
	for (const struct named *named = user; named->name; named++) {
		if (strcmp(named->name, name) == 0) {
			*ret_text = str_from(named->text);
			return true;
		}
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND, "there is no template %s", name);
	return false;
}

/* Text goes out between bars, so that what was not escaped is seen. */
static void escape(GString *out, str text)
{
	g_string_append_printf(out, "|" STR_FMT "|", STR_ARG(text));
}

static void write_star(const void *subject, GString *out)
{
	g_string_append_printf(out, "<%s>", (const char *)subject);
}

/* Two lamps, of which one has oil; an empty list; a map in a map; one of each kind. */
static struct value *make_tree(struct arena *arena)
{
	struct value *root = value_new_map(arena);
	struct value *lamps = value_set_list(arena, root, "lamps");
	struct value *words = value_set_list(arena, root, "words");
	struct value *house = value_set_map(arena, root, "house");
	struct value *lamp;

	lamp = value_append_map(arena, lamps);
	value_set_text(arena, lamp, "name", STR("red"));
	value_set_number(arena, lamp, "oil", 3);
	lamp = value_append_map(arena, lamps);
	value_set_text(arena, lamp, "name", STR("blue"));
	value_set_number(arena, lamp, "oil", 0);
	value_append_text(arena, words, STR("a"));
	value_append_text(arena, words, STR(""));
	value_append_text(arena, words, STR("<b>"));
	value_set_text(arena, house, "street", STR("Elm"));
	value_set_text(arena, value_set_map(arena, house, "door"), "colour", STR("green"));
	value_set_list(arena, root, "none");
	value_set_text(arena, root, "name", STR("{{house}}"));
	value_set_text(arena, root, "empty", (str){0});
	value_set_number(arena, root, "most", UINT64_MAX);
	value_set_number(arena, root, "zero", 0);
	value_set_truth(arena, root, "yes", true);
	value_set_truth(arena, root, "no", false);
	value_set_nothing(arena, root, "nothing");
	value_set_written(arena, root, "star", write_star, "*");
	return root;
}

/* What the template "main" of @named makes of the tree; NULL with an error. */
static char *write_main(const struct named *named, GError **error)
{
	g_autoptr(template_set) set = template_set_new(find, (void *)(uintptr_t)named);
	g_auto(arena) arena = {0};
	const struct template *template = template_get(set, "main", error);
	GString *out;
	bool done;

	if (!template)
		return NULL;
	arena_init(&arena);
	out = g_string_new(NULL);
	done = template_write(template, make_tree(&arena), escape, out, error);
	return g_string_free(out, !done);
}

struct template_case {
	const char *text;
	const char *expected;
};

static void check_cases(const struct template_case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		const struct named named[] = {
			{"main", cases[i].text},
			{"part", "({{name}})"},
			{"lines", "one\n{{#yes}}\ntwo\n{{/yes}}\n"},
			{0},
		};
		g_autoptr(GError) error = NULL;
		g_autofree char *got = write_main(named, &error);

		g_test_message("%s", cases[i].text);
		g_assert_no_error(error);
		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

static void test_words_go_out_as_they_stand(void)
{
	static const struct template_case cases[] = {
		{"", ""},
		{"\n", "\n"},
		{"a } } b }} { c & <d>\n\n", "a } } b }} { c & <d>\n\n"},
		{"{ {yes} }", "{ {yes} }"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_value_is_shown_by_its_kind(void)
{
	static const struct template_case cases[] = {
		{"{{name}}", "|{{house}}|"}, /* what a value holds is no template */
		{"{{ name\t}}", "|{{house}}|"},
		{"{{empty}}", "||"},
		{"{{most}}", "18446744073709551615"},
		{"{{zero}}", "0"},
		{"[{{yes}}{{no}}{{nothing}}{{house}}{{lamps}}{{none}}]", "[]"},
		{"{{star}}", "<*>"}, /* it was escaped by whoever wrote it */
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_dot_leads_into_a_map(void)
{
	static const struct template_case cases[] = {
		{"{{house.street}}", "|Elm|"},
		{"{{#house.door}}{{colour}}{{/house.door}}", "|green|"},
		{"{{#house}}{{door.colour}}{{/house}}", "|green|"},
		/* What a thing that is not there has is not there. */
		{"[{{nothing.street}}{{#nothing.street}}x{{/nothing.street}}]", "[]"},
		{"{{^nothing.street}}homeless{{/nothing.street}}", "homeless"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_section_is_written_for_each_item(void)
{
	static const struct template_case cases[] = {
		{"{{#lamps}}{{name}}{{oil}} {{/lamps}}", "|red|3 |blue|0 "},
		{"{{#words}}{{.}}{{/words}}", "|a||||<b>|"},
		{"{{#words}}{{#.}}{{.}}{{/.}}{{^.}}-{{/.}}{{/words}}", "|a|-|<b>|"},
		{"[{{#none}}x{{/none}}]", "[]"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_section_is_written_once_for_what_is_true(void)
{
	static const struct template_case cases[] = {
		{"{{#yes}}x{{/yes}}{{#no}}y{{/no}}{{#nothing}}z{{/nothing}}", "x"},
		{"{{#most}}{{.}}{{/most}}{{#zero}}y{{/zero}}", "18446744073709551615"},
		{"{{#name}}{{.}}{{/name}}{{#empty}}y{{/empty}}", "|{{house}}|"},
		{"{{#house}}{{street}}{{/house}}", "|Elm|"},
		{"{{#star}}{{.}}{{.}}{{/star}}", "<*><*>"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_an_inverted_section_is_written_for_what_is_false(void)
{
	static const struct template_case cases[] = {
		{"{{^no}}a{{/no}}{{^zero}}b{{/zero}}{{^empty}}c{{/empty}}{{^none}}d{{/none}}"
		 "{{^nothing}}e{{/nothing}}",
		 "abcde"},
		{"[{{^yes}}a{{/yes}}{{^most}}b{{/most}}{{^name}}c{{/name}}{{^lamps}}d{{/lamps}}"
		 "{{^house}}e{{/house}}{{^star}}f{{/star}}]",
		 "[]"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_name_is_the_innermost_one(void)
{
	static const struct template_case cases[] = {
		{"{{#lamps}}{{name}}{{house.street}} {{/lamps}}{{name}}",
		 "|red||Elm| |blue||Elm| |{{house}}|"},
		{"{{#lamps}}{{#yes}}{{name}}{{/yes}}{{/lamps}}", "|red||blue|"},
		{"{{#lamps}}{{#house}}{{name}}{{/house}}{{/lamps}}", "|red||blue|"},
		{"{{#words}}{{#lamps}}{{#oil}}{{.}}{{/oil}}{{/lamps}}{{/words}}", "333"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_part_is_written_in_its_place(void)
{
	static const struct template_case cases[] = {
		{"{{>part}}", "(|{{house}}|)"},
		{"a {{> part }} b", "a (|{{house}}|) b"},
		{"{{#lamps}}{{>part}}{{/lamps}}", "(|red|)(|blue|)"},
		{"{{>part}}{{>part}}", "(|{{house}}|)(|{{house}}|)"},
		{"zero\n{{>lines}}\nthree\n", "zero\none\ntwo\nthree\n"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_comment_is_nothing(void)
{
	static const struct template_case cases[] = {
		{"a{{! {{name} #yes }}b", "ab"},
		{"a{{!}}b", "ab"},
		{"a{{! one\ntwo }}b\n", "ab\n"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_silent_tag_on_a_line_of_its_own_leaves_no_line(void)
{
	static const struct template_case cases[] = {
		{"a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n"},
		{"a\n \t{{^no}} \nb\n\t{{/no}}\t\nc\n", "a\nb\nc\n"},
		{"{{! first }}\na\n{{! last }}", "a\n"},
		{"a\n  {{! last }}  ", "a\n"},
		{"{{#no}}\na\n{{/no}}\n", ""},
		{"a\n{{! one\ntwo }}\nb\n", "a\nb\n"},
		{"{{#yes}}\n{{#yes}}\n{{/yes}}\n{{/yes}}\na\n", "a\n"},
		{"{{#yes}}\n\n{{/yes}}\n", "\n"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_a_line_with_more_than_a_silent_tag_stays(void)
{
	static const struct template_case cases[] = {
		{"a\n{{empty}}\nb\n", "a\n||\nb\n"},
		{"a\n{{nothing}}\nb\n", "a\n\nb\n"},
		{"{{#yes}} {{/yes}}\nb\n", " \nb\n"},
		{"a\n {{#no}}x{{/no}} \nb\n", "a\n  \nb\n"},
		{"{{! a }} {{! b }}\nc\n", " \nc\n"},
		{"{{name}} {{! a }}\nc\n", "|{{house}}| \nc\n"},
		{"a {{! a }}\nc\n", "a \nc\n"},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

static void test_lines_may_end_in_crlf(void)
{
	static const struct template_case cases[] = {
		{"a\r\n{{name}}\r\n", "a\r\n|{{house}}|\r\n"},
		{"a\r\n{{#yes}}\r\nb\r\n{{/yes}} \r\nc\r\n", "a\r\nb\r\nc\r\n"},
		{"a\n{{! a }}\rb\n", "a\n\rb\n"}, /* one within a line is of the line */
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

struct error_case {
	const char *text;
	const char *message;
};

static void check_errors(const struct error_case *cases, size_t n_cases, int code)
{
	for (size_t i = 0; i < n_cases; i++) {
		const struct named named[] = {
			{"main", cases[i].text},
			{"part", "\n{{#yes}}\n"},
			{"self", "{{>main}}"},
			{"wrong", "\n\n{{home}}"},
			{0},
		};
		g_autoptr(GError) error = NULL;
		g_autofree char *got = write_main(named, &error);

		g_test_message("%s", cases[i].text);
		g_assert_error(error, TIDINGS_ERROR, code);
		g_assert_cmpstr(error->message, ==, cases[i].message);
		g_assert_null(got);
	}
}

static void test_what_is_no_template_is_told_with_its_line(void)
{
	static const struct error_case cases[] = {
		{"a\n{{name", "template main, line 2: a tag does not end"},
		{"{{name}\n}", "template main, line 1: a tag does not end"},
		{"{{", "template main, line 1: a tag does not end"},
		{"a\n\n{{}}", "template main, line 3: a tag without a name"},
		{"{{#  }}", "template main, line 1: a tag without a name"},
		{"{{#yes}}\n{{#no}}\n{{/no}}\n",
		 "template main, line 4: a section does not end: yes"},
		{"{{/yes}}", "template main, line 1: a section ends that did not begin: yes"},
		{"{{#yes}}\n{{^no}}\n{{/yes}}{{/no}}",
		 "template main, line 3: another section must end first: no"},
		{"{{! one\ntwo }}\n{{/yes}}",
		 "template main, line 3: a section ends that did not begin: yes"},
		{"a\n{{>part}}\n",
		 "template main, line 2: template part, line 3: a section does not end: yes"},
		{"{{>self}}", "template main, line 1: template self, line 1: template main holds"
			      " itself"},
		{"\n{{>main}}", "template main, line 2: template main holds itself"},
	};

	check_errors(cases, G_N_ELEMENTS(cases), TIDINGS_ERROR_CORRUPT);
}

static void test_nothing_is_shown_unescaped(void)
{
	static const struct error_case cases[] = {
		{"{{{name}}}",
		 "template main, line 1: nothing is shown unescaped; write {{name}}: name"},
		{"\n{{&name}}",
		 "template main, line 2: nothing is shown unescaped; write {{name}}: name"},
		{"{{& name }}",
		 "template main, line 1: nothing is shown unescaped; write {{name}}: name"},
	};

	check_errors(cases, G_N_ELEMENTS(cases), TIDINGS_ERROR_CORRUPT);
}

static void test_a_name_that_no_value_has_is_an_error(void)
{
	static const struct error_case cases[] = {
		{"a\n{{home}}", "template main, line 2: there is no value called home here"},
		{"{{#home}}{{/home}}", "template main, line 1: there is no value called home here"},
		{"{{^home}}{{/home}}", "template main, line 1: there is no value called home here"},
		{"{{oil}}", "template main, line 1: there is no value called oil here"},
		{"{{house.roof}}",
		 "template main, line 1: there is no value called house.roof here"},
		{"{{name.length}}",
		 "template main, line 1: there is no value called name.length here"},
		{"{{house.door.colour}}",
		 "template main, line 1: there is no value called house.door.colour here"},
		{"{{=<% %>=}}", "template main, line 1: there is no value called =<% %>= here"},
		{"\n{{>wrong}}", "template wrong, line 3: there is no value called home here"},
		{"a\n{{>gone}}", "template main, line 2: there is no template gone"},
		{"{{>../main}}", "template main, line 1: there is no template ../main"},
	};

	check_errors(cases, G_N_ELEMENTS(cases), TIDINGS_ERROR_NOT_FOUND);
}

static void test_what_is_not_written_may_name_anything(void)
{
	static const struct template_case cases[] = {
		{"{{#no}}{{home}}{{/no}}{{^yes}}{{home}}{{/yes}}{{#none}}{{home}}{{/none}}", ""},
	};

	check_cases(cases, G_N_ELEMENTS(cases));
}

/* @n sections within one another, around @inner. */
static char *nest(unsigned n, const char *inner)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < n; i++)
		g_string_append(text, "{{#yes}}");
	g_string_append(text, inner);
	for (unsigned i = 0; i < n; i++)
		g_string_append(text, "{{/yes}}");
	return g_string_free(text, FALSE);
}

static void expect_depth(const struct named *named, bool is_allowed)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *got = write_main(named, &error);

	if (is_allowed) {
		g_assert_no_error(error);
		g_assert_cmpstr(got, ==, "x");
		return;
	}
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	g_assert_nonnull(strstr(error->message, "too deep within one another"));
}

static void test_sections_are_within_one_another_to_a_limit(void)
{
	for (unsigned n = LIMIT_TEMPLATE_DEPTH - 1; n <= LIMIT_TEMPLATE_DEPTH + 1; n++) {
		g_autofree char *text = nest(n, "x");
		const struct named named[] = {{"main", text}, {0}};

		expect_depth(named, n <= LIMIT_TEMPLATE_DEPTH);
	}
}

static void test_parts_count_as_sections_do(void)
{
	for (unsigned outer = 0; outer < LIMIT_TEMPLATE_DEPTH; outer++) {
		unsigned most = LIMIT_TEMPLATE_DEPTH - 1 - outer;

		for (unsigned inner = most; inner <= most + 1; inner++) {
			g_autofree char *text = nest(outer, "{{>part}}");
			g_autofree char *part = nest(inner, "x");
			const struct named named[] = {{"main", text}, {"part", part}, {0}};

			expect_depth(named, inner == most);
		}
	}
}

/* Each template holds the next one. */
static bool find_next(void *user, const char *name, str *ret_text, GError **error)
{
	unsigned number = (unsigned)g_ascii_strtoull(name, NULL, 10);
	GPtrArray *texts = user;
	char *text = number > 0 ? g_strdup_printf("{{>%u}}", number - 1) : g_strdup("x");

	(void)error;
	g_ptr_array_add(texts, text);
	*ret_text = str_from(text);
	return true;
}

static void test_a_chain_of_parts_has_a_limit(void)
{
	static const unsigned lengths[] = {LIMIT_TEMPLATE_DEPTH, LIMIT_TEMPLATE_DEPTH + 1, 100};

	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(template_set) set = template_set_new(find_next, texts);
		g_autofree char *name = g_strdup_printf("%u", lengths[i]);
		g_autoptr(GError) error = NULL;
		bool is_allowed = lengths[i] <= LIMIT_TEMPLATE_DEPTH;

		g_assert_cmpint(template_get(set, name, &error) != NULL, ==, is_allowed);
		if (!is_allowed)
			g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	}
}

static bool find_counting(void *user, const char *name, str *ret_text, GError **error)
{
	(void)error;
	(*(unsigned *)user)++;
	*ret_text = strcmp(name, "part") == 0 ? STR("x") : STR("{{>part}}{{>part}}");
	return true;
}

static void test_each_template_is_read_once(void)
{
	unsigned n_reads = 0;
	g_autoptr(template_set) set = template_set_new(find_counting, &n_reads);
	const struct template *first = template_get(set, "main", NULL);

	g_assert_nonnull(first);
	g_assert_true(template_get(set, "main", NULL) == first);
	g_assert_nonnull(template_get(set, "part", NULL));
	g_assert_cmpuint(n_reads, ==, 2);
}

static void test_a_set_outlives_a_template_that_is_none(void)
{
	static const struct named named[] = {
		{"wrong", "{{>part}}{{#yes}}"}, {"part", "x"}, {"main", "{{>part}}"}, {0}};
	g_autoptr(template_set) set = template_set_new(find, (void *)(uintptr_t)named);

	for (unsigned i = 0; i < 2; i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(template_get(set, "wrong", &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	}
	g_assert_nonnull(template_get(set, "main", NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/template/words-go-out-as-they-stand", test_words_go_out_as_they_stand);
	g_test_add_func("/template/a-value-is-shown-by-its-kind",
			test_a_value_is_shown_by_its_kind);
	g_test_add_func("/template/a-dot-leads-into-a-map", test_a_dot_leads_into_a_map);
	g_test_add_func("/template/a-section-is-written-for-each-item",
			test_a_section_is_written_for_each_item);
	g_test_add_func("/template/a-section-is-written-once-for-what-is-true",
			test_a_section_is_written_once_for_what_is_true);
	g_test_add_func("/template/an-inverted-section-is-written-for-what-is-false",
			test_an_inverted_section_is_written_for_what_is_false);
	g_test_add_func("/template/a-name-is-the-innermost-one", test_a_name_is_the_innermost_one);
	g_test_add_func("/template/a-part-is-written-in-its-place",
			test_a_part_is_written_in_its_place);
	g_test_add_func("/template/a-comment-is-nothing", test_a_comment_is_nothing);
	g_test_add_func("/template/a-silent-tag-on-a-line-of-its-own-leaves-no-line",
			test_a_silent_tag_on_a_line_of_its_own_leaves_no_line);
	g_test_add_func("/template/a-line-with-more-than-a-silent-tag-stays",
			test_a_line_with_more_than_a_silent_tag_stays);
	g_test_add_func("/template/lines-may-end-in-crlf", test_lines_may_end_in_crlf);
	g_test_add_func("/template/what-is-no-template-is-told-with-its-line",
			test_what_is_no_template_is_told_with_its_line);
	g_test_add_func("/template/nothing-is-shown-unescaped", test_nothing_is_shown_unescaped);
	g_test_add_func("/template/a-name-that-no-value-has-is-an-error",
			test_a_name_that_no_value_has_is_an_error);
	g_test_add_func("/template/what-is-not-written-may-name-anything",
			test_what_is_not_written_may_name_anything);
	g_test_add_func("/template/sections-are-within-one-another-to-a-limit",
			test_sections_are_within_one_another_to_a_limit);
	g_test_add_func("/template/parts-count-as-sections-do", test_parts_count_as_sections_do);
	g_test_add_func("/template/a-chain-of-parts-has-a-limit",
			test_a_chain_of_parts_has_a_limit);
	g_test_add_func("/template/each-template-is-read-once", test_each_template_is_read_once);
	g_test_add_func("/template/a-set-outlives-a-template-that-is-none",
			test_a_set_outlives_a_template_that_is_none);
	return g_test_run();
}
