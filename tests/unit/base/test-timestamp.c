/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"
#include "base/timestamp.h"

#include <string.h>

struct mail_case {
	const char *text;
	const char *expected; /* in UTC; NULL where there is no date */
};

static void check_mail(const struct mail_case *cases, size_t count)
{
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < count; i++) {
		int64_t seconds = 42;
		bool parsed = timestamp_parse_mail(str_from(cases[i].text), &seconds);
		g_autofree char *got = NULL;

		g_test_message("%s", cases[i].text);
		g_assert_true(parsed == (cases[i].expected != NULL));
		if (!parsed) {
			g_assert_cmpint(seconds, ==, 42);
			continue;
		}
		got = str_dup(timestamp_format_utc(&arena, seconds));
		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

static void test_standard_form(void)
{
	static const struct mail_case cases[] = {
		{"Mon, 29 Dec 2025 17:01:05 +0100", "2025-12-29T16:01:05Z"},
		{"Thu,  5 Jan 2023 15:42:50 -0330", "2023-01-05T19:12:50Z"},
		{"Thu, 29 Feb 2024 23:59:59 +1400", "2024-02-29T09:59:59Z"},
		{"Thu, 1 Jan 1970 00:00:00 +1200", "1969-12-31T12:00:00Z"},
	};
	int64_t seconds;

	check_mail(cases, G_N_ELEMENTS(cases));
	g_assert_true(timestamp_parse_mail(str_from(cases[0].text), &seconds));
	g_assert_cmpint(seconds, ==, 1767024065);
}

static void test_obsolete_forms(void)
{
	static const struct mail_case cases[] = {
		{"Fri, 30 Oct 20 13:19:38 GMT", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 98 13:19:38 EST", "1998-10-30T18:19:38Z"},
		{"Fri, 30 Oct 120 13:19:38 PDT", "2020-10-30T20:19:38Z"},
		{"30 Oct 2020 13 : 19 (minutes) : 38 cest", "2020-10-30T11:19:38Z"},
		{"(a (nested) comment) 30 (x) Oct 2020 13:19 -0000", "2020-10-30T13:19:00Z"},
	};

	check_mail(cases, G_N_ELEMENTS(cases));
}

static void test_mailers_mistakes(void)
{
	static const struct mail_case cases[] = {
		{"30 Oct 2020 13:19:38 +0100", "2020-10-30T12:19:38Z"},
		{"Fri,30 Oct 2020 13:19:38 +0100", "2020-10-30T12:19:38Z"},
		{"Mon, 30 Oct 2020 13:19:38 +0100", "2020-10-30T12:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 +0100 (CET)", "2020-10-30T12:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 +0100 (PST", "2020-10-30T12:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 +0100 PST", "2020-10-30T12:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 GMT+0100", "2020-10-30T12:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 +01:00", "2020-10-30T12:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38.250 +1", "2020-10-30T12:19:38Z"},
		{"Friday, 30-Oct-20 13:19:38 GMT", "2020-10-30T13:19:38Z"},
		{"Fri Oct 30 13:19:38 2020", "2020-10-30T13:19:38Z"},
		{"Fri Oct 30 13:19:38 EDT 2020", "2020-10-30T17:19:38Z"},
		{"Fri Oct 30 13:19:38 2020 +0800", "2020-10-30T05:19:38Z"},
		{"fri, 30 OCTOBER 2020 1:9:8", "2020-10-30T01:09:08Z"},
		{"Fri, 30 Oct 2020", "2020-10-30T00:00:00Z"},
	};

	check_mail(cases, G_N_ELEMENTS(cases));
}

static void test_zones_that_count_as_utc(void)
{
	static const struct mail_case cases[] = {
		{"Fri, 30 Oct 2020 13:19:38 +1600", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 +1401", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 -0175", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 +99999999999999", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 XYZ", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 A", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38 +", "2020-10-30T13:19:38Z"},
		{"Fri, 30 Oct 2020 13:19:38", "2020-10-30T13:19:38Z"},
	};

	check_mail(cases, G_N_ELEMENTS(cases));
}

static void test_out_of_range(void)
{
	static const struct mail_case cases[] = {
		{"", NULL},
		{"yesterday", NULL},
		{"Fri, Oct 2020 13:19:38 +0000", NULL},
		{"Fri, 30 2020 13:19:38 +0000", NULL},
		{"Fri, 30 Oct 13:19:38 +0000", NULL},
		{"Wed, 31 Dec 1969 23:59:59 +0000", NULL},
		{"Fri, 30 Oct 10000 13:19:38 +0000", NULL},
		{"Fri, 30 Oct 2 13:19:38 +0000", NULL},
		{"Fri, 30 Oct 0020 13:19:38 +0000", NULL},
		{"Fri, 0 Oct 2020 13:19:38 +0000", NULL},
		{"Fri, 32 Oct 2020 13:19:38 +0000", NULL},
		{"Sun, 29 Feb 2023 13:19:38 +0000", NULL},
		{"Fri, 30 Oct 2020 24:00:00 +0000", NULL},
		{"Fri, 30 Oct 2020 13:60:00 +0000", NULL},
		{"Fri, 30 Oct 2020 13:19:61 +0000", NULL},
		{"Fri, 30 Oct 2020 13::38 +0000", NULL},
		{"Fri, 30 Oct 20200000000000000000000000000 13:19:38 +0000", NULL},
		{"(Fri, 30 Oct 2020 13:19:38 +0000", NULL},
	};

	check_mail(cases, G_N_ELEMENTS(cases));
}

static void test_leap_second(void)
{
	static const struct mail_case cases[] = {
		{"Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59Z"},
	};

	check_mail(cases, G_N_ELEMENTS(cases));
}

/* Cut at each byte, in memory of just that size: a sanitizer sees what reads too far. */
static void test_cut_anywhere(void)
{
	static const str text = STR_INIT("Fri (a \\) b), 30 Oct 2020 13:19:38.5 +01:00 (CET)");

	for (size_t size = 0; size <= text.len; size++) {
		g_autofree char *exact = size ? g_memdup2(text.ptr, size) : NULL;
		int64_t seconds;

		timestamp_parse_mail((str){.ptr = exact, .len = size}, &seconds);
	}
}

static void test_long_dates(void)
{
	static const char fillers[] = "( )9:,-+aJ\\";
	enum { SIZE = 1000000 };
	g_autofree char *text = g_malloc(SIZE);

	for (size_t i = 0; i + 1 < sizeof(fillers); i++) {
		int64_t seconds;

		memset(text, fillers[i], SIZE);
		g_assert_false(timestamp_parse_mail((str){.ptr = text, .len = SIZE}, &seconds));
	}
}

/* Each day from 1970 on, with the calendar of GLib's other half as the judge. */
static void test_every_day(void)
{
	g_auto(arena) arena = {0};
	g_autoptr(GDateTime) day = g_date_time_new_utc(1970, 1, 1, 12, 34, 56);
	g_autoptr(GTimeZone) zone = g_time_zone_new_offset(-90 * 60);

	for (unsigned i = 0; i < 75000; i++) {
		g_autofree char *expected = g_date_time_format(day, "%Y-%m-%dT%H:%M:%SZ");
		g_autofree char *got =
			str_dup(timestamp_format_utc(&arena, g_date_time_to_unix(day)));
		g_autofree char *mail_date = g_date_time_format(day, "%a, %-d %b %Y %T +0000");
		g_autofree char *got_mail_date =
			str_dup(timestamp_format_mail(&arena, g_date_time_to_unix(day)));
		g_autoptr(GDateTime) there = g_date_time_to_timezone(day, zone);
		g_autofree char *date = g_date_time_format(there, "%a, %d %b %Y %T %z");
		GDateTime *next = g_date_time_add_days(day, 1);
		int64_t seconds = -1;

		g_assert_cmpstr(got, ==, expected);
		g_assert_cmpstr(got_mail_date, ==, mail_date);
		g_assert_true(timestamp_parse_mail(str_from(date), &seconds));
		g_assert_cmpint(seconds, ==, g_date_time_to_unix(day));
		g_date_time_unref(day);
		day = next;
		arena_reset(&arena);
	}
}

static void test_formats(void)
{
	g_auto(arena) arena = {0};
	g_autofree char *before = str_dup(timestamp_format_utc(&arena, -1));
	g_autofree char *first = str_dup(timestamp_format_utc(&arena, INT64_MIN));
	g_autofree char *last = str_dup(timestamp_format_utc(&arena, INT64_MAX));

	g_assert_cmpstr(before, ==, "1969-12-31T23:59:59Z");
	g_assert_cmpstr(first, ==, "0001-01-01T00:00:00Z");
	g_assert_cmpstr(last, ==, "9999-12-31T23:59:59Z");
}

static void test_approximate(void)
{
	static const struct {
		const char *text;
		const char *expected; /* at 2024-03-31T10:20:30Z */
	} cases[] = {
		{"2025-12-29", "2025-12-29T00:00:00Z"},
		{" 2025-12-29 16:01", "2025-12-29T16:01:00Z"},
		{"2025-12-29T16:01:05Z", "2025-12-29T16:01:05Z"},
		{"2025-12-29T16:01:05+01:00", "2025-12-29T15:01:05Z"},
		{"2025-12-29 16:01:05 -0130", "2025-12-29T17:31:05Z"},
		{"2025-12-29t16:01+02", "2025-12-29T14:01:00Z"},
		{"1970-01-01T00:00+14:00", "1970-01-01T00:00:00Z"},
		{"@0", "1970-01-01T00:00:00Z"},
		{"@1767024065", "2025-12-29T16:01:05Z"},
		{"@253402300799", "9999-12-31T23:59:59Z"},
		{"now", "2024-03-31T10:20:30Z"},
		{"Today", "2024-03-31T00:00:00Z"},
		{"yesterday", "2024-03-30T00:00:00Z"},
		{"1.second.ago", "2024-03-31T10:20:29Z"},
		{"90 minutes ago", "2024-03-31T08:50:30Z"},
		{"1.hour ago", "2024-03-31T09:20:30Z"},
		{"3.days.ago", "2024-03-28T10:20:30Z"},
		{"2 Weeks Ago", "2024-03-17T10:20:30Z"},
		{"1.month.ago", "2024-02-29T10:20:30Z"},
		{"13.months.ago", "2023-02-28T10:20:30Z"},
		{"1 year ago", "2023-03-31T10:20:30Z"},
		{"0.days.ago", "2024-03-31T10:20:30Z"},
		{"999999999.years.ago", "1970-01-01T00:00:00Z"},
		{"999999999.weeks.ago", "1970-01-01T00:00:00Z"},
		{"last.week", "2024-03-24T10:20:30Z"},
		{"last month", "2024-02-29T10:20:30Z"},
		{"last.year", "2023-03-31T10:20:30Z"},
	};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *got = NULL;
		int64_t seconds;

		g_test_message("%s", cases[i].text);
		g_assert_true(
			timestamp_parse_approximate(cases[i].text, 1711880430, &seconds, &error));
		g_assert_no_error(error);
		got = str_dup(timestamp_format_utc(&arena, seconds));
		g_assert_cmpstr(got, ==, cases[i].expected);
	}
}

static void test_now_out_of_range(void)
{
	static const struct {
		int64_t now;
		const char *expected;
	} cases[] = {
		{INT64_MIN, "1970-01-01T00:00:00Z"},
		{-1, "1970-01-01T00:00:00Z"},
		{INT64_MAX, "9999-12-31T23:59:59Z"},
	};
	static const char *const texts[] = {"now", "0.seconds.ago", "0.months.ago"};
	static const char *const before[] = {"yesterday", "999999999.weeks.ago", "last.year"};
	g_auto(arena) arena = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t seconds;

		for (size_t j = 0; j < G_N_ELEMENTS(texts); j++) {
			g_autofree char *got = NULL;

			g_assert_true(timestamp_parse_approximate(texts[j], cases[i].now, &seconds,
								  NULL));
			got = str_dup(timestamp_format_utc(&arena, seconds));
			g_assert_cmpstr(got, ==, cases[i].expected);
		}
		for (size_t j = 0; j < G_N_ELEMENTS(before); j++) {
			g_assert_true(timestamp_parse_approximate(before[j], cases[i].now, &seconds,
								  NULL));
			g_assert_cmpint(seconds, >=, 0);
			g_assert_cmpint(seconds, <=, MAX(cases[i].now, 0));
		}
	}
}

static void test_approximate_refuses(void)
{
	static const char *const texts[] = {
		"",
		"tomorrow",
		"2025-12",
		"2025-13-01",
		"2025-02-29",
		"2025-1-1",
		"1969-12-31",
		"2025-12-29T",
		"2025-12-29T16",
		"2025-12-29T24:00",
		"2025-12-29T16:01:",
		"2025-12-29T16:01 CET",
		"2025-12-29T16:01+15:00",
		"2025-12-29T16:01Zz",
		"2025-12-29x",
		"@",
		"@-1",
		"@1x",
		"@253402300800",
		"@99999999999999999999999999",
		"days.ago",
		"3.days",
		"-3.days.ago",
		"3.fortnights.ago",
		"3.days.ago.ago",
		"last.day",
		"last.weeks",
		"last",
		"v6.1..v6.2",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		int64_t seconds = 42;

		g_test_message("%s", texts[i]);
		g_assert_false(timestamp_parse_approximate(texts[i], 1711880430, &seconds, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE);
		g_assert_nonnull(strstr(error->message, "3.days.ago"));
		g_assert_cmpint(seconds, ==, 42);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/timestamp/the-standard-form-is-read", test_standard_form);
	g_test_add_func("/timestamp/obsolete-forms-are-read", test_obsolete_forms);
	g_test_add_func("/timestamp/mailers-mistakes-are-read", test_mailers_mistakes);
	g_test_add_func("/timestamp/a-zone-out-of-range-or-unknown-is-utc",
			test_zones_that_count_as_utc);
	g_test_add_func("/timestamp/a-number-out-of-range-is-no-date", test_out_of_range);
	g_test_add_func("/timestamp/a-leap-second-is-the-second-before", test_leap_second);
	g_test_add_func("/timestamp/a-cut-date-is-not-read-past-its-end", test_cut_anywhere);
	g_test_add_func("/timestamp/long-dates-take-linear-time", test_long_dates);
	g_test_add_func("/timestamp/every-day-is-written-and-read", test_every_day);
	g_test_add_func("/timestamp/formats-end-with-the-calendar", test_formats);
	g_test_add_func("/timestamp/people-name-a-moment-in-many-forms", test_approximate);
	g_test_add_func("/timestamp/a-present-outside-the-calendar-is-its-first-or-last-second",
			test_now_out_of_range);
	g_test_add_func("/timestamp/other-forms-are-refused-with-the-list-of-forms",
			test_approximate_refuses);
	return g_test_run();
}
