/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/schedule.h"

#include <glib.h>

/* The second of `2026-03-29T01:30:00+01:00`. */
static int64_t second_of(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

	g_assert_nonnull(time);
	return g_date_time_to_unix(time);
}

static bool is_due(const struct config_subscription *subscription, const char *last,
		   const char *now)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

	g_assert_nonnull(zone);
	return schedule_is_due(subscription, last ? second_of(last) : INT64_MIN, second_of(now),
			       zone);
}

static void test_it_is_due_when_a_moment_has_come(void)
{
	static const struct {
		enum config_every every;
		unsigned at; /* minutes */
		unsigned on;
		const char *last;
		const char *now;
		bool is_due;
	} cases[] = {
		{CONFIG_EVERY_RUN, 0, 1, "2026-11-30T12:00:00Z", "2026-11-30T12:00:00Z", true},
		{CONFIG_EVERY_HOUR, 0, 1, "2026-11-30T12:00:00Z", "2026-11-30T12:59:59Z", false},
		{CONFIG_EVERY_HOUR, 0, 1, "2026-11-30T12:59:59Z", "2026-11-30T13:00:00Z", true},
		{CONFIG_EVERY_HOUR, 15, 1, "2026-11-30T12:16:00Z", "2026-11-30T13:14:00Z", false},
		{CONFIG_EVERY_HOUR, 15, 1, "2026-11-30T12:14:00Z", "2026-11-30T12:15:00Z", true},
		/* 07:00 in Berlin is 06:00 in winter and 05:00 in summer. */
		{CONFIG_EVERY_DAY, 420, 1, "2026-11-30T06:00:00Z", "2026-11-30T23:00:00Z", false},
		{CONFIG_EVERY_DAY, 420, 1, "2026-11-30T05:59:59Z", "2026-11-30T06:00:00Z", true},
		{CONFIG_EVERY_DAY, 420, 1, "2026-11-29T07:00:00Z", "2026-11-30T05:59:59Z", false},
		{CONFIG_EVERY_DAY, 420, 1, "2026-07-01T04:59:59Z", "2026-07-01T05:00:00Z", true},
		{CONFIG_EVERY_DAY, 420, 1, "2026-07-01T05:00:00Z", "2026-07-01T06:00:00Z", false},
		/* A pause of days. */
		{CONFIG_EVERY_DAY, 420, 1, "2026-11-20T06:00:00Z", "2026-11-30T01:00:00Z", true},
		/* 02:30 is not there on that day, and there twice on the other. */
		{CONFIG_EVERY_DAY, 150, 1, "2026-03-28T01:30:00Z", "2026-03-29T12:00:00Z", true},
		{CONFIG_EVERY_DAY, 150, 1, "2026-10-25T02:00:00Z", "2026-10-25T12:00:00Z", false},
		{CONFIG_EVERY_WEEK, 420, 5, "2026-11-27T06:00:00Z", "2026-12-04T05:59:00Z", false},
		{CONFIG_EVERY_WEEK, 420, 5, "2026-11-27T06:00:00Z", "2026-12-04T06:00:00Z", true},
		{CONFIG_EVERY_WEEK, 420, 5, "2026-11-27T05:00:00Z", "2026-11-28T00:00:00Z", true},
		{CONFIG_EVERY_WEEK, 0, 1, "2026-11-30T00:00:00+01:00", "2026-12-06T23:59:59+01:00",
		 false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct config_subscription subscription = {
			.every = cases[i].every, .at = cases[i].at, .on = cases[i].on};

		g_test_message("case %zu", i);
		g_assert_cmpint(is_due(&subscription, cases[i].last, cases[i].now), ==,
				cases[i].is_due);
	}
}

static void test_what_never_was_looked_at_is_due(void)
{
	const struct config_subscription subscription = {.every = CONFIG_EVERY_WEEK, .on = 1};

	g_assert_true(is_due(&subscription, NULL, "2026-11-30T12:00:00Z"));
}

static void test_a_clock_that_was_set_back_stops_nothing(void)
{
	const struct config_subscription subscription = {.every = CONFIG_EVERY_DAY, .on = 1};

	g_assert_true(is_due(&subscription, "2027-11-30T12:00:00Z", "2026-11-30T12:00:00Z"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/schedule/it-is-due-when-a-moment-has-come",
			test_it_is_due_when_a_moment_has_come);
	g_test_add_func("/schedule/what-never-was-looked-at-is-due",
			test_what_never_was_looked_at_is_due);
	g_test_add_func("/schedule/a-clock-that-was-set-back-stops-nothing",
			test_a_clock_that_was_set_back_stops_nothing);
	return g_test_run();
}
