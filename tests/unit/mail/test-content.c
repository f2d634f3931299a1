/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/content.h"

#include "base/limits.h"
#include "check.h"

static struct content read_content(struct arena *arena, str fields)
{
	struct header header;
	struct content content;
	unsigned defects = 0;

	header_scan(arena, fields, &header, &defects);
	content_read(arena, &header, STR("text/plain"), &content, &defects);
	return content;
}

static void test_sections(void)
{
	static const struct {
		str fields;
		str charset;
		str file_name;
	} cases[] = {
		{STR_INIT("Content-Type: text/plain; charset*0=ut; charset*1=f-; charset*2=8\n"),
		 STR_INIT("utf-8"),
		 {0}},
		{STR_INIT("Content-Type: text/plain; name*0=\"a \"; charset*0=koi;\n"
			  " name*1=lamp; charset*1=8-r; name*2=.c\n"),
		 STR_INIT("koi8-r"), STR_INIT("a lamp.c")},
		{STR_INIT("Content-Type: text/plain; name*0*=utf-8'en'a%20; name*1*=%C3%A9;\n"
			  " name*2=%20\n"),
		 {0},
		 STR_INIT("a \xc3\xa9%20")},
		{STR_INIT("Content-Type: text/plain; name*1=b; name*2=; name*3=c\n"),
		 {0},
		 STR_INIT("bc")},
		{STR_INIT("Content-Type: text/plain; name=first; name=second\n"),
		 {0},
		 STR_INIT("first")},
		{STR_INIT("Content-Type: text/plain; name=of-the-type\n"
			  "Content-Disposition: inline; filename*0=la; filename*1=mp\n"),
		 {0},
		 STR_INIT("lamp")},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct content content = read_content(&arena, cases[i].fields);

		show_case(cases[i].fields);
		assert_str(content.charset, cases[i].charset);
		assert_str(content.file_name, cases[i].file_name);
	}
}

/* As many sections as a field can have: all of them, and nothing beyond the buffer. */
static void test_many_sections(void)
{
	g_autoptr(GString) text = g_string_new("Content-Type: text/plain");
	g_auto(arena) arena = {0};
	struct content content;
	unsigned n = 0;

	for (; text->len < LIMIT_FIELD_BYTES - 100; n++)
		g_string_append(text, ";name*1=a");
	g_string_append_c(text, '\n');
	content = read_content(&arena, str_from(text->str));
	g_assert_cmpuint(content.file_name.len, ==, n);
	for (size_t i = 0; i < n; i++)
		g_assert_cmpint(content.file_name.ptr[i], ==, 'a');
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/content/sections-are-joined-each-to-its-own", test_sections);
	g_test_add_func("/content/a-value-may-have-many-sections", test_many_sections);
	return g_test_run();
}
