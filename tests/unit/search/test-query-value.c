/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/arena.h"
#include "base/timestamp.h"
#include "search/query_value.h"

enum { NOW = 1764590400 }; /* 2025-12-01T12:00:00Z */

struct span_case {
	const char *text;
	const char *from; /* NULL: open */
	const char *to;
};

static void check_end(bool has_end, int64_t end, const char *expected)
{
	g_auto(arena) arena = {0};
	g_autofree char *got = NULL;

	g_assert_true(has_end == (expected != NULL));
	if (!has_end)
		return;
	got = str_dup(timestamp_format_utc(&arena, end));
	g_assert_cmpstr(got, ==, expected);
}

static void check_times(enum query_form form, const struct span_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct query_span span;

		g_test_message("%s", cases[i].text);
		g_assert_true(query_value_read(form, str_from(cases[i].text), NOW, &span));
		check_end(span.has_from, span.from, cases[i].from);
		check_end(span.has_to, span.to, cases[i].to);
	}
}

static void check_refused(enum query_form form, const char *const *texts)
{
	for (; *texts; texts++) {
		struct query_span span = {.from = 42};

		g_test_message("%s", *texts);
		g_assert_false(query_value_read(form, str_from(*texts), NOW, &span));
		g_assert_cmpint(span.from, ==, 42);
	}
}

static void test_days(void)
{
	static const struct span_case cases[] = {
		{"20251120", "2025-11-20T00:00:00Z", "2025-11-20T23:59:59Z"},
		{"2025-11-20", "2025-11-20T00:00:00Z", "2025-11-20T23:59:59Z"},
		{"yesterday", "2025-11-30T00:00:00Z", "2025-11-30T23:59:59Z"},
		{"5.days.ago", "2025-11-26T00:00:00Z", "2025-11-26T23:59:59Z"},
		{"5 days ago", "2025-11-26T00:00:00Z", "2025-11-26T23:59:59Z"},
		{"20251101..20251120", "2025-11-01T00:00:00Z", "2025-11-20T23:59:59Z"},
		{"2025-11-01..", "2025-11-01T00:00:00Z", NULL},
		{"..2025-11-01", NULL, "2025-11-01T23:59:59Z"},
		{"2.weeks.ago..", "2025-11-17T00:00:00Z", NULL},
		{"..2.days.ago", NULL, "2025-11-29T23:59:59Z"},
		{"2.weeks.ago..1.week.ago", "2025-11-17T00:00:00Z", "2025-11-24T23:59:59Z"},
		{"last.week..yesterday", "2025-11-24T00:00:00Z", "2025-11-30T23:59:59Z"},
		{"20251130235959..", "2025-11-30T00:00:00Z", NULL},
		{"@1764590400", "2025-12-01T00:00:00Z", "2025-12-01T23:59:59Z"},
		{">20251120", "2025-11-21T00:00:00Z", NULL},
		{">=20251120", "2025-11-20T00:00:00Z", NULL},
		{"<20251120", NULL, "2025-11-19T23:59:59Z"},
		{"<=20251120", NULL, "2025-11-20T23:59:59Z"},
	};

	check_times(QUERY_FORM_DAY, cases, G_N_ELEMENTS(cases));
}

static void test_times(void)
{
	static const struct span_case cases[] = {
		{"20251120101112..", "2025-11-20T10:11:12Z", NULL},
		{"20251120101112..20251120101113", "2025-11-20T10:11:12Z", "2025-11-20T10:11:13Z"},
		{"2025-11-20T10:11:12+01:00..", "2025-11-20T09:11:12Z", NULL},
		{"20251120101112", "2025-11-20T10:11:12Z", "2025-11-21T10:11:11Z"},
		{"20251120", "2025-11-20T00:00:00Z", "2025-11-20T23:59:59Z"},
		{"20251101..20251120", "2025-11-01T00:00:00Z", "2025-11-20T23:59:59Z"},
		{"..today", NULL, "2025-12-01T23:59:59Z"},
		{"2.hours.ago..now", "2025-12-01T10:00:00Z", "2025-12-01T12:00:00Z"},
		{"1764590400..", "2025-12-01T12:00:00Z", NULL},
		{">20251120101112", "2025-11-20T10:11:13Z", NULL},
		{"<20251120101112", NULL, "2025-11-20T10:11:11Z"},
	};

	check_times(QUERY_FORM_TIME, cases, G_N_ELEMENTS(cases));
}

static void test_ages(void)
{
	static const struct span_case cases[] = {
		{">14d", NULL, "2025-11-17T11:59:59Z"},
		{">=14d", NULL, "2025-11-17T12:00:00Z"},
		{"<2w", "2025-11-17T12:00:01Z", NULL},
		{"<=2w", "2025-11-17T12:00:00Z", NULL},
		{"3d..10d", "2025-11-21T12:00:00Z", "2025-11-28T12:00:00Z"},
		{"3d..", NULL, "2025-11-28T12:00:00Z"},
		{"..3d", "2025-11-28T12:00:00Z", NULL},
		{"3d", "2025-11-27T12:00:01Z", "2025-11-28T12:00:00Z"},
		{"<5h", "2025-12-01T07:00:01Z", NULL},
		{"<1m", "2025-11-01T12:00:01Z", NULL},
		{"1m..1y", "2024-12-01T12:00:00Z", "2025-11-01T12:00:00Z"},
		{"99999y", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
	};

	check_times(QUERY_FORM_AGE, cases, G_N_ELEMENTS(cases));
}

static void test_numbers(void)
{
	static const struct {
		const char *text;
		int64_t from; /* -1: open */
		int64_t to;
	} cases[] = {
		{"2", 2, 2},	{">2", 3, -1},
		{">=2", 2, -1}, {"<2", -1, 1},
		{"<=2", -1, 2}, {"2..5", 2, 5},
		{"2..", 2, -1}, {"..5", -1, 5},

		{"007", 7, 7},	{"999999999", 999999999, 999999999},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_span span;
		str text = str_from(cases[i].text);

		g_test_message("%s", cases[i].text);
		g_assert_true(query_value_read(QUERY_FORM_NUMBER, text, NOW, &span));
		g_assert_cmpint(span.has_from ? span.from : -1, ==, cases[i].from);
		g_assert_cmpint(span.has_to ? span.to : -1, ==, cases[i].to);
	}
}

static void test_refused(void)
{
	static const char *const times[] = {
		"",
		"..",
		"soon",
		"20251301",
		"2025113",
		"20250229",
		"2025-11-",
		"20251120..soon",
		"...20251120",
		"20251120...",
		">",
		"><20251120",
		"20251120,20251121",
		"123456789012345678901234567890123456789012345678901234567890"
		"1234567890",
		"20251120..20251119",
		NULL};
	static const char *const ages[] = {"",	"14", "d",	 "14x", "14dd", "-1d", "10d..3d",
					   ">", "..", "100000d", "1.d", "14D",	NULL};
	static const char *const numbers[] = {"",  "..",	 "v2", "-1",  "1.5", "5..2",
					      ">", "1000000000", "2 ", "0x2", NULL};

	check_refused(QUERY_FORM_DAY, times);
	check_refused(QUERY_FORM_TIME, times);
	check_refused(QUERY_FORM_AGE, ages);
	check_refused(QUERY_FORM_NUMBER, numbers);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/query-value/days-are-whole", test_days);
	g_test_add_func("/query-value/times-are-to-the-second", test_times);
	g_test_add_func("/query-value/ages-count-back-from-now", test_ages);
	g_test_add_func("/query-value/numbers", test_numbers);
	g_test_add_func("/query-value/anything-else-is-refused", test_refused);
	return g_test_run();
}
