/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/mail_list.h"

#include "base/utf8.h"

#include <string.h>

static struct mail_row make_row(str title, str author)
{
	return (struct mail_row){
		.message_id = STR("a@example.org"),
		.subject = STR("[PATCH v2 1/2] lamp: trim the wick"),
		.title = title,
		.kind = STR("patch"),
		.revision = 2,
		.revision_text = STR("v2"),
		.is_numbered = true,
		.index = 1,
		.total = 2,
		.author = {.name = author, .address = STR("ann@example.org")},
		.date = STR("2025-03-01T10:00:00Z"),
		.arrived = STR("2025-03-01T10:05:00Z"),
	};
}

static GString *render(struct mail_row *rows, unsigned n_rows, unsigned columns, bool verbose)
{
	const struct mail_list list = {.rows = rows, .n_rows = n_rows, .has_more = true};
	const struct render_options options = {.columns = columns};
	GString *out = g_string_new(NULL);

	mail_list_text(&list, &options, verbose, out);
	return out;
}

static void expect(struct mail_row *rows, unsigned n_rows, unsigned columns, bool verbose,
		   const char *expected)
{
	GString *out = render(rows, n_rows, columns, verbose);

	g_assert_cmpstr(out->str, ==, expected);
	g_string_free(out, TRUE);
}

static void test_columns_are_aligned(void)
{
	struct mail_row rows[] = {
		make_row(STR("lamp: trim the wick"), STR("Ann Author")),
		make_row(STR("lamp: 茶"), STR("Bo")),
	};

	rows[1].kind = STR("reply");
	rows[1].is_numbered = false;
	rows[1].is_rfc = true;
	expect(rows, 2, 0, false,
	       "2025-03-01  Ann Author  patch v2 1/2  lamp: trim the wick\n"
	       "2025-03-01  Bo          rfc reply v2  lamp: 茶\n");
}

static void test_on_a_terminal_titles_are_cut_and_more_is_told(void)
{
	struct mail_row row =
		make_row(STR("lamp: trim the wick before it is lit again"), STR("Ann Author"));

	expect(&row, 1, 62, false,
	       "2025-03-01  Ann Author  patch v2 1/2  lamp: trim the wick b...\n"
	       "(there are more: see -n)\n");
}

static void test_the_message_id_stands_below_if_asked_for(void)
{
	struct mail_row row = make_row(STR("lamp"), STR("Ann"));

	expect(&row, 1, 0, true, "2025-03-01  Ann  patch v2 1/2  lamp\n    a@example.org\n");
	row.message_id = (str){0};
	expect(&row, 1, 0, true, "2025-03-01  Ann  patch v2 1/2  lamp\n    (no Message-ID)\n");
}

static void test_a_wide_name_does_not_widen_its_column(void)
{
	struct mail_row rows[] = {
		make_row(STR("lamp"), STR("A name that is longer than all others")),
		make_row(STR("wick"), STR("Bo")),
	};
	GString *out = render(rows, 2, 0, false);

	g_assert_nonnull(strstr(out->str, "2025-03-01  Bo                    patch"));
	g_string_free(out, TRUE);
}

static void test_what_is_missing_is_said(void)
{
	struct mail_row row = make_row((str){0}, (str){0});

	expect(&row, 1, 0, false, "2025-03-01  ann@example.org  patch v2 1/2  (no title)\n");
	row.author = (struct mailbox){0};
	expect(&row, 1, 0, false, "2025-03-01  (unknown)  patch v2 1/2  (no title)\n");
}

static void test_nothing_found_is_nothing(void)
{
	const struct mail_list list = {0};
	const struct render_options options = {.columns = 80};
	g_autoptr(GString) out = g_string_new(NULL);

	mail_list_text(&list, &options, true, out);
	g_assert_cmpstr(out->str, ==, "");
}

static void test_no_control_character_of_a_mail_reaches_the_output(void)
{
	const str hostile = STR("\033[2J\rx\u202e\n\ty \xff");
	struct mail_row row = make_row(hostile, hostile);
	GString *out;

	row.message_id = hostile;
	out = render(&row, 1, 60, true);
	for (const char *at = out->str; *at; at++)
		g_assert_true(*at == '\n' || !g_ascii_iscntrl(*at));
	g_assert_null(strstr(out->str, "\u202e"));
	g_assert_true(utf8_valid((str){.ptr = out->str, .len = out->len}));
	g_string_free(out, TRUE);
}

static void test_json_has_what_is_known(void)
{
	struct mail_place place = {.archive = STR("/lists/lamp"), .commit = STR("abc")};
	struct mail_row row = make_row(STR("lamp: trim the wick"), STR("Ann"));
	const struct mail_list list = {.query = STR("s:\"wick\""), .rows = &row, .n_rows = 1};
	g_autoptr(GString) out = g_string_new(NULL);

	row.places = &place;
	row.n_places = 1;
	row.sender = row.author;
	mail_list_json(&list, out);
	g_assert_cmpstr(out->str, ==,
			"{\n"
			"  \"schema\": \"tidings-search/1\",\n"
			"  \"query\": \"s:\\\"wick\\\"\",\n"
			"  \"results\": [\n"
			"    {\n"
			"      \"message_id\": \"a@example.org\",\n"
			"      \"subject\": \"[PATCH v2 1/2] lamp: trim the wick\",\n"
			"      \"title\": \"lamp: trim the wick\",\n"
			"      \"author\": {\n"
			"        \"name\": \"Ann\",\n"
			"        \"address\": \"ann@example.org\"\n"
			"      },\n"
			"      \"sender\": {\n"
			"        \"name\": \"Ann\",\n"
			"        \"address\": \"ann@example.org\"\n"
			"      },\n"
			"      \"date\": \"2025-03-01T10:00:00Z\",\n"
			"      \"arrived\": \"2025-03-01T10:05:00Z\",\n"
			"      \"kind\": \"patch\",\n"
			"      \"revision\": 2,\n"
			"      \"revision_text\": \"v2\",\n"
			"      \"series\": null,\n"
			"      \"places\": [\n"
			"        {\n"
			"          \"archive\": \"/lists/lamp\",\n"
			"          \"commit\": \"abc\"\n"
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
	g_test_add_func("/mail-list/columns-are-aligned", test_columns_are_aligned);
	g_test_add_func("/mail-list/on-a-terminal-titles-are-cut-and-more-is-told",
			test_on_a_terminal_titles_are_cut_and_more_is_told);
	g_test_add_func("/mail-list/the-message-id-stands-below-if-asked-for",
			test_the_message_id_stands_below_if_asked_for);
	g_test_add_func("/mail-list/a-wide-name-does-not-widen-its-column",
			test_a_wide_name_does_not_widen_its_column);
	g_test_add_func("/mail-list/what-is-missing-is-said", test_what_is_missing_is_said);
	g_test_add_func("/mail-list/nothing-found-is-nothing", test_nothing_found_is_nothing);
	g_test_add_func("/mail-list/no-control-character-of-a-mail-reaches-the-output",
			test_no_control_character_of_a_mail_reaches_the_output);
	g_test_add_func("/mail-list/json-has-what-is-known", test_json_has_what_is_known);
	return g_test_run();
}
