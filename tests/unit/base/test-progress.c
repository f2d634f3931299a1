/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/progress.h"

#include <glib.h>

static void append_step(const char *what, size_t done, size_t total, void *user)
{
	g_string_append_printf(user, "%s %zu/%zu;", what, done, total);
}

static void check(size_t steps, size_t total, size_t every, const char *expected)
{
	g_autoptr(GString) shown = g_string_new(NULL);
	struct progress progress = {
		.show = append_step,
		.user = shown,
		.what = "mails",
		.total = total,
		.every = every,
	};

	for (size_t i = 1; i <= steps; i++)
		progress_reach(&progress, i);
	g_assert_cmpstr(shown->str, ==, expected);
}

static void test_every_and_last(void)
{
	check(7, 7, 3, "mails 3/7;mails 6/7;mails 7/7;");
	check(6, 6, 3, "mails 3/6;mails 6/6;");
}

static void test_unknown_total(void)
{
	check(5, 0, 2, "mails 2/0;mails 4/0;");
}

static void test_leaps(void)
{
	g_autoptr(GString) shown = g_string_new(NULL);
	struct progress progress = {
		.show = append_step,
		.user = shown,
		.what = "mails",
		.total = 9,
		.every = 3,
	};

	progress_reach(&progress, 2);
	progress_reach(&progress, 5);
	progress_reach(&progress, 4);
	progress_reach(&progress, 9);
	g_assert_cmpstr(shown->str, ==, "mails 5/9;mails 9/9;");
}

/* Two parts of five steps, each told from 1 on. */
static void test_parts(void)
{
	g_autoptr(GString) shown = g_string_new(NULL);
	struct progress progress = {
		.show = append_step,
		.user = shown,
		.what = "mails",
		.total = 10,
		.every = 3,
	};

	for (size_t done = 1; done <= 5; done++)
		progress_reach(&progress, done);
	progress.before = 5;
	for (size_t done = 1; done <= 5; done++)
		progress_reach(&progress, done);
	g_assert_cmpstr(shown->str, ==, "mails 3/10;mails 6/10;mails 9/10;mails 10/10;");
}

static void test_none(void)
{
	progress_reach(NULL, 1);
}

/* Another stage is told where the work is, from nothing on. */
static void test_stages(void)
{
	g_autoptr(GString) shown = g_string_new(NULL);
	const struct progress mails = {
		.show = append_step, .user = shown, .what = "mails", .total = 9, .done = 9};
	struct progress stage = progress_stage(&mails, "works", 100);
	struct progress none = progress_stage(NULL, "works", 100);

	for (size_t i = 1; i <= 4; i++)
		progress_reach(&stage, i);
	progress_reach(&none, 100);
	g_assert_cmpstr(shown->str, ==, "works 2/100;works 4/100;");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/progress/each-so-many-steps-and-the-last-are-shown", test_every_and_last);
	g_test_add_func("/progress/the-total-may-be-unknown", test_unknown_total);
	g_test_add_func("/progress/steps-may-be-leapt-over-and-never-go-back", test_leaps);
	g_test_add_func("/progress/a-part-goes-on-from-those-before", test_parts);
	g_test_add_func("/progress/nobody-need-listen", test_none);
	g_test_add_func("/progress/another-stage-begins-anew", test_stages);
	return g_test_run();
}
