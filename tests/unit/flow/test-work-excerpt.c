/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/work_excerpt.h"

#include <glib.h>

static const struct {
	const char *name;
	const char *text;
	const char *excerpt;
} cases[] = {
	{"the-first-own-line", "Looks good.\nThanks\n", "Looks good."},
	{"not-what-is-quoted", "> Is it?\n| Or not?\n\n  It is.\n", "It is."},
	{"not-who-wrote-it", "On Friday, Ann wrote:\n\n> a\n\nb\n", "b"},
	{"not-who-wrote-it-in-two-lines",
	 "On Friday, Ann Author\n<ann@example.org> wrote:\n> a\nb\n", "b"},
	{"but-a-line-that-no-quote-follows", "This is why:\nit is dark\n> a\n", "This is why:"},
	{"not-a-greeting", "Hi Ann,\n\nIt is dark.\n", "It is dark."},
	{"but-a-sentence", "Hello lamps do not burn at all, I think\n",
	 "Hello lamps do not burn at all, I think"},
	{"not-a-trailer", "Reviewed-by: Ann Author <ann@example.org>\nwith joy\n", "with joy"},
	{"not-a-bots-command", "#syz test\n\nTry this.\n", "Try this."},
	{"not-the-signature", "> a\n-- \nAnn\n", ""},
	{"nothing-of-nothing", "", ""},
};

static void test_excerpt(gconstpointer user)
{
	size_t i = GPOINTER_TO_SIZE(user);
	g_auto(arena) arena = {0};
	g_autofree char *excerpt = str_dup(work_excerpt_of(&arena, str_from(cases[i].text)));

	g_assert_cmpstr(excerpt, ==, cases[i].excerpt);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/work-excerpt/%s", cases[i].name);

		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_excerpt);
	}
	return g_test_run();
}
