/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/render.h"
#include "template/template_source.h"

#include "fixture.h"

static void test_text_is_the_default(void)
{
	g_assert_cmpstr(render_formats[0].name, ==, "text");
}

static void test_each_format_is_found_by_its_name(void)
{
	for (const struct render_format *format = render_formats; format->name; format++) {
		g_assert_true(render_format_find(format->name) == format);
		g_assert_nonnull(format->help);
	}
	g_assert_null(render_format_find("pdf"));
	g_assert_null(render_format_find(""));
}

static void test_each_format_is_a_document_or_the_mails(void)
{
	for (const struct render_format *format = render_formats; format->name; format++)
		g_assert_true(!format->render == !!format->append_mail);
}

static void test_only_classic_needs_the_raw_mails(void)
{
	for (const struct render_format *format = render_formats; format->name; format++)
		g_assert_cmpint(format->needs_classic, ==, g_str_equal(format->name, "classic"));
}

static void test_only_a_mail_needs_mailboxes(void)
{
	for (const struct render_format *format = render_formats; format->name; format++)
		g_assert_cmpint(format->needs_mailboxes, ==, g_str_equal(format->name, "mail"));
}

static void test_the_document_is_appended_and_always_the_same(void)
{
	g_autoptr(update) update = fixture_update();
	g_autoptr(template_source) source = template_source_new(NULL);
	g_autoptr(template_set) templates = template_set_new(template_source_find, source);
	const struct mailbox mailbox = {.address = STR_INIT("ann@example.org")};
	struct render_options options = {
		.from = mailbox, .to = &mailbox, .n_to = 1, .templates = templates};

	for (const struct render_format *format = render_formats; format->name; format++) {
		g_autoptr(GString) once = g_string_new(NULL);
		g_autoptr(GString) twice = g_string_new(NULL);

		if (!format->render)
			continue;
		g_assert_true(format->render(update, &options, once, NULL));
		g_assert_true(format->render(update, &options, twice, NULL));
		g_assert_true(g_string_equal(once, twice));
		g_assert_true(format->render(update, &options, twice, NULL));
		g_assert_cmpuint(twice->len, ==, 2 * once->len);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/render/text-is-the-default", test_text_is_the_default);
	g_test_add_func("/render/each-format-is-found-by-its-name",
			test_each_format_is_found_by_its_name);
	g_test_add_func("/render/each-format-is-a-document-or-the-mails",
			test_each_format_is_a_document_or_the_mails);
	g_test_add_func("/render/only-classic-needs-the-raw-mails",
			test_only_classic_needs_the_raw_mails);
	g_test_add_func("/render/only-a-mail-needs-mailboxes", test_only_a_mail_needs_mailboxes);
	g_test_add_func("/render/the-document-is-appended-and-always-the-same",
			test_the_document_is_appended_and_always_the_same);
	return g_test_run();
}
