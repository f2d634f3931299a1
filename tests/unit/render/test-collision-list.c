/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/collision_list.h"

#include <string.h>

static struct collision_series series[] = {
	{
		.message_id = STR_INIT("a@example.org"),
		.title = STR_INIT("lamp: trim the wick"),
		.revision_text = STR_INIT("v2"),
		.author = {.name = STR_INIT("Ann Author"), .address = STR_INIT("ann@example.org")},
		.date = STR_INIT("2025-12-20T10:00:00Z"),
		.state = STR_INIT("changes-asked"),
	},
	{
		.message_id = STR_INIT("b@example.org"),
		.title = STR_INIT("lamp: rename it"),
		.revision_text = STR_INIT("v1"),
		.author = {.name = STR_INIT("Bob Builder"), .address = STR_INIT("bob@example.org")},
		.date = STR_INIT("2025-12-21T10:00:00Z"),
		.state = STR_INIT("new"),
	},
};

static struct collision_file files[] = {
	{.path = STR_INIT("lamp.c"), .kind = COLLISION_HUNK, .begin = 120, .end = 135},
	{.path = STR_INIT("wick.c"), .kind = COLLISION_HUNK, .begin = 7, .end = 8},
	{.path = STR_INIT("oil.c"), .kind = COLLISION_BLOB},
	{.path = STR_INIT("Makefile"), .kind = COLLISION_FILE},
	{.path = STR_INIT("a.c"), .kind = COLLISION_FILE},
	{.path = STR_INIT("b.c"), .kind = COLLISION_FILE},
	{.path = STR_INIT("c.c"), .kind = COLLISION_FILE},
};

static struct collision_order orders[] = {
	{.reason = STR_INIT("depends-on"), .text = STR_INIT("Depends-on: <a@example.org>")},
	{.is_second_first = true, .reason = STR_INIT("base-commit")},
};

static struct collision collisions[] = {
	{
		.first = 0,
		.second = 1,
		.files = files,
		.n_files = G_N_ELEMENTS(files),
		.orders = orders,
		.n_orders = G_N_ELEMENTS(orders),
	},
	{.first = 0, .second = 1, .files = &files[3], .n_files = 1},
};

static const struct collision_list both = {
	.series = series,
	.n_series = 2,
	.collisions = collisions,
	.n_collisions = 2,
	.has_more = true,
};

static void expect_text(unsigned columns, bool verbose, const char *expected)
{
	const struct render_options options = {.columns = columns};
	g_autoptr(GString) out = g_string_new(NULL);

	collision_list_text(&both, &options, verbose, out);
	g_assert_cmpstr(out->str, ==, expected);
}

static void test_a_collision_names_both_series_where_they_meet_and_their_order(void)
{
	expect_text(0, false,
		    "changes asked  v2  Ann Author   lamp: trim the wick\n"
		    "new            v1  Bob Builder  lamp: rename it\n"
		    "    same lines 120-134 of lamp.c\n"
		    "    same line 7 of wick.c\n"
		    "    same base of oil.c\n"
		    "    both change Makefile\n"
		    "    both change a.c\n"
		    "    and 2 more\n"
		    "    the first goes in before the second: Depends-on: <a@example.org>\n"
		    "    the second goes in before the first: base-commit\n"
		    "\n"
		    "changes asked  v2  Ann Author   lamp: trim the wick\n"
		    "new            v1  Bob Builder  lamp: rename it\n"
		    "    both change Makefile\n");
}

static void test_ids_and_all_files_are_named_if_asked_for(void)
{
	expect_text(80, true,
		    "changes asked  v2  Ann Author   lamp: trim the wick\n"
		    "    a@example.org\n"
		    "new            v1  Bob Builder  lamp: rename it\n"
		    "    b@example.org\n"
		    "    same lines 120-134 of lamp.c\n"
		    "    same line 7 of wick.c\n"
		    "    same base of oil.c\n"
		    "    both change Makefile\n"
		    "    both change a.c\n"
		    "    both change b.c\n"
		    "    both change c.c\n"
		    "    the first goes in before the second: Depends-on: <a@example.org>\n"
		    "    the second goes in before the first: base-commit\n"
		    "\n"
		    "changes asked  v2  Ann Author   lamp: trim the wick\n"
		    "    a@example.org\n"
		    "new            v1  Bob Builder  lamp: rename it\n"
		    "    b@example.org\n"
		    "    both change Makefile\n"
		    "(there are more: see -n)\n");
}

static void test_no_collision_is_nothing(void)
{
	const struct collision_list none = {.series = series, .n_series = 2};
	const struct render_options options = {.columns = 80};
	g_autoptr(GString) out = g_string_new(NULL);

	collision_list_text(&none, &options, true, out);
	g_assert_cmpstr(out->str, ==, "");
}

static void test_what_a_mail_says_is_made_harmless(void)
{
	const str bad = STR("\033[31m\nx");
	struct collision_series one = {
		.message_id = bad, .title = bad, .revision_text = bad, .author = {.name = bad}};
	struct collision_file file = {.path = bad};
	struct collision_order order = {.reason = bad, .text = bad};
	struct collision collision = {
		.files = &file, .n_files = 1, .orders = &order, .n_orders = 1};
	const struct collision_list list = {
		.series = &one, .n_series = 1, .collisions = &collision, .n_collisions = 1};
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	collision_list_text(&list, &options, true, out);
	g_assert_null(strchr(out->str, '\033'));
	g_assert_null(strstr(out->str, "\nx"));
}

static void test_json_names_series_by_their_place(void)
{
	const struct collision_list list = {
		.message_id = STR("a@example.org"),
		.series = series,
		.n_series = 1,
		.collisions = (struct collision[]){{
			.second = 1,
			.files = &files[1],
			.n_files = 2,
			.orders = &orders[1],
			.n_orders = 1,
		}},
		.n_collisions = 1,
	};
	g_autoptr(GString) out = g_string_new(NULL);

	collision_list_json(&list, out);
	g_assert_cmpstr(out->str, ==,
			"{\n"
			"  \"schema\": \"tidings-collisions/1\",\n"
			"  \"message_id\": \"a@example.org\",\n"
			"  \"series\": [\n"
			"    {\n"
			"      \"title\": \"lamp: trim the wick\",\n"
			"      \"message_id\": \"a@example.org\",\n"
			"      \"revision_text\": \"v2\",\n"
			"      \"author\": {\n"
			"        \"name\": \"Ann Author\",\n"
			"        \"address\": \"ann@example.org\"\n"
			"      },\n"
			"      \"date\": \"2025-12-20T10:00:00Z\",\n"
			"      \"state\": \"changes-asked\"\n"
			"    }\n"
			"  ],\n"
			"  \"collisions\": [\n"
			"    {\n"
			"      \"first\": 0,\n"
			"      \"second\": 1,\n"
			"      \"files\": [\n"
			"        {\n"
			"          \"path\": \"wick.c\",\n"
			"          \"kind\": \"hunk\",\n"
			"          \"lines\": {\n"
			"            \"begin\": 7,\n"
			"            \"end\": 8\n"
			"          }\n"
			"        },\n"
			"        {\n"
			"          \"path\": \"oil.c\",\n"
			"          \"kind\": \"blob\",\n"
			"          \"lines\": null\n"
			"        }\n"
			"      ],\n"
			"      \"orders\": [\n"
			"        {\n"
			"          \"earlier\": 1,\n"
			"          \"later\": 0,\n"
			"          \"reason\": \"base-commit\",\n"
			"          \"text\": \"\"\n"
			"        }\n"
			"      ]\n"
			"    }\n"
			"  ],\n"
			"  \"more\": false\n"
			"}\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func(
		"/collision-list/a-collision-names-both-series-where-they-meet-and-their-order",
		test_a_collision_names_both_series_where_they_meet_and_their_order);
	g_test_add_func("/collision-list/ids-and-all-files-are-named-if-asked-for",
			test_ids_and_all_files_are_named_if_asked_for);
	g_test_add_func("/collision-list/no-collision-is-nothing", test_no_collision_is_nothing);
	g_test_add_func("/collision-list/what-a-mail-says-is-made-harmless",
			test_what_a_mail_says_is_made_harmless);
	g_test_add_func("/collision-list/json-names-series-by-their-place",
			test_json_names_series_by_their_place);
	return g_test_run();
}
