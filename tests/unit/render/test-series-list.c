/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/series_list.h"

#include <string.h>

static const struct series_row usual = {
	.message_id = STR_INIT("a@example.org"),
	.subject = STR_INIT("[PATCH v2 0/3] lamp: trim the wick"),
	.title = STR_INIT("lamp: trim the wick"),
	.revision = 2,
	.revision_text = STR_INIT("v2"),
	.total = 3,
	.n_patches = 3,
	.author = {.name = STR_INIT("Ann Author"), .address = STR_INIT("ann@example.org")},
	.date = STR_INIT("2025-03-01T10:00:00Z"),
	.arrived = STR_INIT("2025-03-01T10:05:00Z"),
	.state = STR_INIT("revised"),
	.is_latest = true,
	.n_revisions = 2,
};

static void expect_row(const struct series_row *row, bool verbose, const char *expected)
{
	struct series_row rows[] = {*row};
	const struct series_list list = {.rows = rows, .n_rows = 1};
	const struct render_options options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	series_list_text(&list, &options, verbose, out);
	g_assert_cmpstr(out->str, ==, expected);
}

static void test_a_series_is_a_line_under_a_heading(void)
{
	expect_row(&usual, false,
		   "DATE        REV  PATCHES  STATE    REPLIES  AUTHOR      TITLE\n"
		   "2025-03-01  v2   3        revised  -        Ann Author  lamp: trim the wick\n");
}

static void test_what_is_missing_is_marked(void)
{
	struct series_row row = usual;

	row.n_patches = 2;
	row.n_missing = 1;
	expect_row(&row, false,
		   "DATE        REV  PATCHES  STATE    REPLIES  AUTHOR      TITLE\n"
		   "2025-03-01  v2   2/3      revised  -        Ann Author  lamp: trim the wick\n");
	row.n_patches = 3;
	row.is_rfc = true;
	expect_row(&row, false,
		   "DATE        REV     PATCHES      STATE    REPLIES  AUTHOR      TITLE\n"
		   "2025-03-01  RFC v2  3, no cover  revised  -        Ann Author  lamp: trim the "
		   "wick\n");
}

static void test_who_replied_is_told(void)
{
	struct series_row row = usual;

	row.is_latest = false;
	row.n_replies = 5;
	row.n_repliers = 2;
	expect_row(
		&row, false,
		"DATE        REV  PATCHES  STATE       REPLIES  AUTHOR      TITLE\n"
		"2025-03-01  v2   3        superseded  5 by 2   Ann Author  lamp: trim the wick\n");
	row.n_repliers = 0;
	row.is_pull = true;
	row.n_patches = 0;
	row.total = 0;
	expect_row(
		&row, false,
		"DATE        REV  PATCHES  STATE       REPLIES  AUTHOR      TITLE\n"
		"2025-03-01  v2   pull     superseded  5 own    Ann Author  lamp: trim the wick\n");
}

static void test_why_it_is_a_revision_stands_below_if_asked_for(void)
{
	struct series_row row = usual;

	row.has_link = true;
	row.link = (struct series_link){
		.message_id = STR("b@example.org"),
		.description = STR("same title and person (97 %)"),
	};
	expect_row(&row, true,
		   "DATE        REV  PATCHES  STATE    REPLIES  AUTHOR      TITLE\n"
		   "2025-03-01  v2   3        revised  -        Ann Author  lamp: trim the wick\n"
		   "    a@example.org\n"
		   "    after b@example.org: same title and person (97 %)\n");
}

static void test_no_series_is_nothing(void)
{
	const struct series_list list = {0};
	const struct render_options options = {.columns = 80};
	g_autoptr(GString) out = g_string_new(NULL);

	series_list_text(&list, &options, false, out);
	g_assert_cmpstr(out->str, ==, "");
}

static void test_json_has_what_is_known(void)
{
	str reasons[] = {STR("title"), STR("person")};
	str prefixes[] = {STR("RFC")};
	struct series_row row = usual;
	const struct series_list list = {.rows = &row, .n_rows = 1, .has_more = true};
	g_autoptr(GString) out = g_string_new(NULL);

	row.prefixes = prefixes;
	row.n_prefixes = 1;
	row.replied = STR("2025-03-02T10:00:00Z");
	row.has_link = true;
	row.link = (struct series_link){
		.message_id = STR("b@example.org"),
		.reasons = reasons,
		.n_reasons = 2,
		.sureness = 97,
	};
	series_list_json(&list, out);
	g_assert_cmpstr(out->str, ==,
			"{\n"
			"  \"schema\": \"tidings-series/1\",\n"
			"  \"query\": \"\",\n"
			"  \"series\": [\n"
			"    {\n"
			"      \"title\": \"lamp: trim the wick\",\n"
			"      \"subject\": \"[PATCH v2 0/3] lamp: trim the wick\",\n"
			"      \"message_id\": \"a@example.org\",\n"
			"      \"revision\": 2,\n"
			"      \"revision_text\": \"v2\",\n"
			"      \"prefixes\": [\n"
			"        \"RFC\"\n"
			"      ],\n"
			"      \"pull\": false,\n"
			"      \"rfc\": false,\n"
			"      \"total\": 3,\n"
			"      \"patches\": 3,\n"
			"      \"missing\": 0,\n"
			"      \"author\": {\n"
			"        \"name\": \"Ann Author\",\n"
			"        \"address\": \"ann@example.org\"\n"
			"      },\n"
			"      \"date\": \"2025-03-01T10:00:00Z\",\n"
			"      \"arrived\": \"2025-03-01T10:05:00Z\",\n"
			"      \"state\": \"revised\",\n"
			"      \"latest\": true,\n"
			"      \"replies\": 0,\n"
			"      \"repliers\": 0,\n"
			"      \"replied\": \"2025-03-02T10:00:00Z\",\n"
			"      \"topic\": {\n"
			"        \"revisions\": 2\n"
			"      },\n"
			"      \"link\": {\n"
			"        \"older\": \"b@example.org\",\n"
			"        \"reasons\": [\n"
			"          \"title\",\n"
			"          \"person\"\n"
			"        ],\n"
			"        \"sureness\": 97\n"
			"      }\n"
			"    }\n"
			"  ],\n"
			"  \"more\": true\n"
			"}\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/series-list/a-series-is-a-line-under-a-heading",
			test_a_series_is_a_line_under_a_heading);
	g_test_add_func("/series-list/what-is-missing-is-marked", test_what_is_missing_is_marked);
	g_test_add_func("/series-list/who-replied-is-told", test_who_replied_is_told);
	g_test_add_func("/series-list/why-it-is-a-revision-stands-below-if-asked-for",
			test_why_it_is_a_revision_stands_below_if_asked_for);
	g_test_add_func("/series-list/no-series-is-nothing", test_no_series_is_nothing);
	g_test_add_func("/series-list/json-has-what-is-known", test_json_has_what_is_known);
	return g_test_run();
}
