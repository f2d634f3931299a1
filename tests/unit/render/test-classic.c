/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include <string.h>

static void test_one_of_everything(void)
{
	g_autoptr(update) update = fixture_update();

	fixture_expect(update, "classic", 0, false, "classic");
}

static void test_an_update_without_mails(void)
{
	g_autoptr(update) update = fixture_empty();

	fixture_expect(update, "classic", 0, false, "classic-empty");
}

static void test_equal_counts_stand_in_descending_order_of_bytes(void)
{
	static struct classic_mail mails[] = {
		{.who = STR_INIT(" B"), .domain = STR_INIT("b.example")},
		{.who = STR_INIT(" a"), .domain = STR_INIT("B.example")},
		{.who = STR_INIT(" \xc3\x84"), .domain = STR_INIT("a.example")},
		{.who = STR_INIT(" B"), .domain = STR_INIT("a.example")},
		{.who = STR_INIT(" nobody")},
	};
	g_autoptr(update) update = fixture_empty();
	GString *out;

	update->classic = mails;
	update->n_classic = G_N_ELEMENTS(mails);
	out = fixture_render(update, "classic", 0, false);
	g_assert_nonnull(strstr(out->str, "\n\n      2 a.example\n      1 b.example\n"
					  "      1 B.example\n\n"));
	g_assert_nonnull(strstr(out->str, "\n\n      2  B\n      1  \xc3\x84\n      1  nobody\n"
					  "      1  a\n\n"));
	g_string_free(out, TRUE);
}

static void test_bytes_are_kept_but_on_a_terminal(void)
{
	g_autoptr(update) update = fixture_update();
	GString *raw = fixture_render(update, "classic", 0, false);
	GString *shown = fixture_render(update, "classic", 80, true);

	g_assert_nonnull(strstr(raw->str, "New:  cup: \033[31mPaint it\n"));
	g_assert_nonnull(strstr(shown->str, "New:  cup: <1B>[31mPaint it\n"));
	g_assert_null(strchr(shown->str, '\033'));
	g_string_free(raw, TRUE);
	g_string_free(shown, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/classic/one-of-everything", test_one_of_everything);
	g_test_add_func("/classic/an-update-without-mails", test_an_update_without_mails);
	g_test_add_func("/classic/equal-counts-stand-in-descending-order-of-bytes",
			test_equal_counts_stand_in_descending_order_of_bytes);
	g_test_add_func("/classic/bytes-are-kept-but-on-a-terminal",
			test_bytes_are_kept_but_on_a_terminal);
	return g_test_run();
}
