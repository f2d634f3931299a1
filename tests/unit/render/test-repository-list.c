/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/repository_list.h"

static struct repository_row rows[] = {
	{
		.name = STR_INIT("lamps"),
		.path = STR_INIT("/srv/git/lamps.git"),
		.n_commits = 12345,
		.n_landed = 67,
		.last = STR_INIT("2025-12-29T16:01:05Z"),
	},
	{.name = STR_INIT("wicks"), .path = STR_INIT("/srv/\033[31m"), .is_absent = true},
};

static const struct repository_list both = {.rows = rows, .n_rows = G_N_ELEMENTS(rows)};

static void test_a_repository_is_a_line_under_a_heading(void)
{
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	repository_list_text(&both, &options, out);
	g_assert_cmpstr(out->str, ==,
			"NAME   COMMITS  LANDED  LAST        PATH\n"
			"lamps  12345    67      2025-12-29  /srv/git/lamps.git\n"
			"wicks  0        0       -           /srv/<1B>[31m (cannot be opened)\n");
}

static void test_no_repository_is_nothing(void)
{
	const struct repository_list none = {0};
	const struct render_options options = {.columns = 80};
	g_autoptr(GString) out = g_string_new(NULL);

	repository_list_text(&none, &options, out);
	g_assert_cmpstr(out->str, ==, "");
}

static void test_json_has_what_is_known(void)
{
	g_autoptr(GString) out = g_string_new(NULL);

	repository_list_json(&both, out);
	g_assert_cmpstr(out->str, ==,
			"{\n"
			"  \"schema\": \"tidings-repo/1\",\n"
			"  \"repositories\": [\n"
			"    {\n"
			"      \"name\": \"lamps\",\n"
			"      \"path\": \"/srv/git/lamps.git\",\n"
			"      \"commits\": 12345,\n"
			"      \"landed\": 67,\n"
			"      \"last\": \"2025-12-29T16:01:05Z\",\n"
			"      \"absent\": false\n"
			"    },\n"
			"    {\n"
			"      \"name\": \"wicks\",\n"
			"      \"path\": \"/srv/\\u001b[31m\",\n"
			"      \"commits\": 0,\n"
			"      \"landed\": 0,\n"
			"      \"last\": null,\n"
			"      \"absent\": true\n"
			"    }\n"
			"  ]\n"
			"}\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/repository-list/a-repository-is-a-line-under-a-heading",
			test_a_repository_is_a_line_under_a_heading);
	g_test_add_func("/repository-list/no-repository-is-nothing", test_no_repository_is_nothing);
	g_test_add_func("/repository-list/json-has-what-is-known", test_json_has_what_is_known);
	return g_test_run();
}
