/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/utf8.h"
#include "fixture.h"

#include <string.h>

/* Escape sequences, a carriage return that hides, a bidirectional override, a false line. */
#define HOSTILE "\033[2J\rx\u202e\xc2\x9b\n\tNew: false\u2028 \xff"

static void test_one_of_everything(void)
{
	g_autoptr(update) update = fixture_update();

	fixture_expect(update, "text", 0, false, "text");
}

static void test_on_a_terminal_lists_are_fitted_and_coloured(void)
{
	g_autoptr(update) update = fixture_update();

	fixture_expect(update, "text", 60, true, "text-terminal");
}

static void test_an_update_without_mails(void)
{
	g_autoptr(update) update = fixture_empty();

	fixture_expect(update, "text", 0, false, "text-empty");
}

static void test_without_commits_the_dates_name_the_range(void)
{
	g_autoptr(update) update = fixture_update();
	GString *out;

	update->from = (str){0};
	update->to = (str){0};
	out = fixture_render(update, "text", 0, false);
	g_assert_true(g_str_has_prefix(out->str, "From 2025-03-01 to 2025-03-01\n"));
	g_string_free(out, TRUE);
}

static void test_the_start_of_an_archive_is_the_beginning(void)
{
	g_autoptr(update) update = fixture_update();
	GString *out;

	update->from = (str){0};
	out = fixture_render(update, "text", 0, false);
	g_assert_true(g_str_has_prefix(
		out->str, "From the beginning to fedcba987\n"
			  "Kettle mailing list update from the beginning to fedcba987\n"));
	g_string_free(out, TRUE);
}

static void test_no_control_character_of_a_mail_reaches_the_output(void)
{
	g_autoptr(update) update = fixture_filled_with(STR(HOSTILE));
	GString *out = fixture_render(update, "text", 80, false);
	str text = {.ptr = out->str, .len = out->len};

	g_assert_true(utf8_valid(text));
	for (size_t i = 0; i < text.len; i++)
		g_assert_true(text.ptr[i] == '\n' || text.ptr[i] == '\t' ||
			      !g_ascii_iscntrl(text.ptr[i]));
	g_assert_null(strstr(out->str, "\u202e"));
	g_assert_null(strstr(out->str, "\u2028"));
	g_assert_null(strstr(out->str, "\xc2\x9b"));
	g_string_free(out, TRUE);
}

static void test_a_title_of_a_mail_begins_no_line(void)
{
	g_autoptr(update) update = fixture_update();
	GString *out;

	update->series[1].title = STR("a\nNew: false");
	out = fixture_render(update, "text", 0, false);
	g_assert_nonnull(strstr(out->str, "New: a New: false\n"));
	g_assert_null(strstr(out->str, "\nNew: false"));
	g_string_free(out, TRUE);
	update->series[1].title = STR("x86: 茶 takes four minutes");
}

static void test_a_huge_title_does_not_widen_the_list(void)
{
	g_autoptr(update) update = fixture_update();
	str title = update->series[2].title;
	g_autofree char *huge = g_strnfill(5000, 'x');
	GString *out;

	update->series[2].title = str_from(huge);
	out = fixture_render(update, "text", 0, false);
	g_assert_nonnull(strstr(out->str, "x86: 茶 takes four minutes  茶屋 千代\n"));
	update->series[2].title = title;
	g_string_free(out, TRUE);
}

static void test_missing_patches_are_named_one_by_one_or_by_their_ends(void)
{
	static unsigned missing[] = {0, 2, 3, 5, 6, 7, 9};
	static const struct {
		unsigned n_missing;
		const char *expected;
	} cases[] = {
		{1, "\nMissing: 0/9\n"},
		{3, "\nMissing: 0/9, 2/9, 3/9\n"},
		{6, "\nMissing: 0/9, 2/9, 3/9, 5/9 to 7/9\n"},
		{7, "\nMissing: 0/9, 2/9, 3/9, 5/9 to 7/9, 9/9\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct update_series series = {
			.total = 9, .missing = missing, .n_missing = cases[i].n_missing};
		g_autoptr(update) update = fixture_empty();
		GString *out;

		update->series = &series;
		update->n_series = 1;
		out = fixture_render(update, "text", 0, false);
		g_assert_nonnull(strstr(out->str, cases[i].expected));
		g_string_free(out, TRUE);
	}
}

static void expect_in_list(struct update_series *series, const char *expected)
{
	g_autoptr(update) update = fixture_empty();
	struct update_area area = {.n_series = 1, .series = &(unsigned){0}};
	GString *out;

	update->series = series;
	update->n_series = 1;
	update->areas = &area;
	update->n_areas = 1;
	out = fixture_render(update, "text", 0, false);
	g_assert_nonnull(strstr(out->str, expected));
	g_string_free(out, TRUE);
}

static void test_a_series_without_a_title_says_so(void)
{
	struct update_series series = {.has_cover = true, .total = 2};

	expect_in_list(&series, "\n  [PATCH 0/2]  (no title)  ");
	expect_in_list(&series, "\nNew: (no title)\nAuthor: ");
}

static void test_a_pull_request_without_numbers_has_no_total(void)
{
	struct update_series series = {.has_cover = true, .pull = true, .title = STR("lamps")};

	expect_in_list(&series, "\n  [PULL]  lamps  ");
}

static void test_a_series_of_which_nothing_became_has_no_status(void)
{
	struct update_series series = {.total = 1};
	g_autoptr(update) update = fixture_empty();
	GString *out;

	update->series = &series;
	update->n_series = 1;
	out = fixture_render(update, "text", 0, false);
	g_assert_null(strstr(out->str, "Status:"));
	g_assert_null(strstr(out->str, "Reviewers:"));
	g_string_free(out, TRUE);
	series.outcome = (struct update_outcome){.state = STR("new"), .turn = STR("reviewers")};
	out = fixture_render(update, "text", 0, false);
	g_assert_nonnull(strstr(out->str, "\nStatus: new"));
	g_assert_null(strstr(out->str, "Reviewers:"));
	g_string_free(out, TRUE);
}

static void test_a_pace_is_told_in_two_units(void)
{
	static const struct {
		int64_t seconds;
		const char *expected;
	} cases[] = {
		{0, "\nLanding:      0 min after"},
		{59 * 60 + 59, "\nLanding:      59 min after"},
		{60 * 60, "\nLanding:      1 h 0 min after"},
		{24 * 60 * 60 - 1, "\nLanding:      23 h 59 min after"},
		{24 * 60 * 60, "\nLanding:      1 d 0 h after"},
		{INT64_C(400) * 24 * 60 * 60 + 5 * 60 * 60, "\nLanding:      400 d 5 h after"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(update) update = fixture_empty();
		GString *out;

		update->pace.n_landed = 1;
		update->pace.landed_seconds = cases[i].seconds;
		out = fixture_render(update, "text", 0, false);
		g_assert_nonnull(strstr(out->str, cases[i].expected));
		g_assert_null(strstr(out->str, "First answer:"));
		g_string_free(out, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/one-of-everything", test_one_of_everything);
	g_test_add_func("/text/on-a-terminal-lists-are-fitted-and-coloured",
			test_on_a_terminal_lists_are_fitted_and_coloured);
	g_test_add_func("/text/an-update-without-mails", test_an_update_without_mails);
	g_test_add_func("/text/without-commits-the-dates-name-the-range",
			test_without_commits_the_dates_name_the_range);
	g_test_add_func("/text/the-start-of-an-archive-is-the-beginning",
			test_the_start_of_an_archive_is_the_beginning);
	g_test_add_func("/text/no-control-character-of-a-mail-reaches-the-output",
			test_no_control_character_of_a_mail_reaches_the_output);
	g_test_add_func("/text/a-title-of-a-mail-begins-no-line",
			test_a_title_of_a_mail_begins_no_line);
	g_test_add_func("/text/a-huge-title-does-not-widen-the-list",
			test_a_huge_title_does_not_widen_the_list);
	g_test_add_func("/text/missing-patches-are-named-one-by-one-or-by-their-ends",
			test_missing_patches_are_named_one_by_one_or_by_their_ends);
	g_test_add_func("/text/a-series-without-a-title-says-so",
			test_a_series_without_a_title_says_so);
	g_test_add_func("/text/a-pull-request-without-numbers-has-no-total",
			test_a_pull_request_without_numbers_has_no_total);
	g_test_add_func("/text/a-series-of-which-nothing-became-has-no-status",
			test_a_series_of_which_nothing_became_has_no_status);
	g_test_add_func("/text/a-pace-is-told-in-two-units", test_a_pace_is_told_in_two_units);
	return g_test_run();
}
