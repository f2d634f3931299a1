/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/schedule.h"

enum { MINUTES_OF_HOUR = 60, SECONDS_OF_MINUTE = 60 };

typedef GDateTime *(*before_fn)(const struct config_subscription *subscription, GDateTime *now,
				GTimeZone *zone);

/* The day of @now, @days before, at the time of the subscription. */
static GDateTime *day_at(const struct config_subscription *subscription, GDateTime *now,
			 GTimeZone *zone, int days)
{
	g_autoptr(GDateTime) day = g_date_time_add_days(now, -days);

	return g_date_time_new(zone, g_date_time_get_year(day), g_date_time_get_month(day),
			       g_date_time_get_day_of_month(day),
			       (int)(subscription->at / MINUTES_OF_HOUR),
			       (int)(subscription->at % MINUTES_OF_HOUR), 0);
}

/* That day, or if its moment has not come yet, the one @period days before. */
static GDateTime *last_of_days(const struct config_subscription *subscription, GDateTime *now,
			       GTimeZone *zone, int days, int period)
{
	g_autoptr(GDateTime) moment = day_at(subscription, now, zone, days);

	if (g_date_time_compare(moment, now) <= 0)
		return g_steal_pointer(&moment);
	return day_at(subscription, now, zone, days + period);
}

static GDateTime *before_run(const struct config_subscription *subscription, GDateTime *now,
			     GTimeZone *zone)
{
	(void)subscription;
	(void)zone;
	return g_date_time_ref(now);
}

/* Counted backward: an hour may be there twice. */
static GDateTime *before_hour(const struct config_subscription *subscription, GDateTime *now,
			      GTimeZone *zone)
{
	int minutes = g_date_time_get_minute(now) - (int)(subscription->at % MINUTES_OF_HOUR);

	(void)zone;
	if (minutes < 0)
		minutes += MINUTES_OF_HOUR;
	return g_date_time_add_seconds(
		now, -(minutes * SECONDS_OF_MINUTE + (double)g_date_time_get_second(now)));
}

static GDateTime *before_day(const struct config_subscription *subscription, GDateTime *now,
			     GTimeZone *zone)
{
	return last_of_days(subscription, now, zone, 0, 1);
}

static GDateTime *before_week(const struct config_subscription *subscription, GDateTime *now,
			      GTimeZone *zone)
{
	int days = (g_date_time_get_day_of_week(now) - (int)subscription->on + 7) % 7;

	return last_of_days(subscription, now, zone, days, 7);
}

/* The last moment before now, by how often there is one. */
static const before_fn before[] = {
	[CONFIG_EVERY_RUN] = before_run,
	[CONFIG_EVERY_HOUR] = before_hour,
	[CONFIG_EVERY_DAY] = before_day,
	[CONFIG_EVERY_WEEK] = before_week,
};

bool schedule_is_due(const struct config_subscription *subscription, int64_t last, int64_t now,
		     GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now);
	g_autoptr(GDateTime) there = utc ? g_date_time_to_timezone(utc, zone) : NULL;
	g_autoptr(GDateTime) moment = NULL;

	/* A clock that is set beyond the calendar; or one that was set back since. */
	if (!there || last == INT64_MIN || last > now)
		return true;
	moment = before[subscription->every](subscription, there, zone);
	return subscription->every == CONFIG_EVERY_RUN || !moment ||
	       last < g_date_time_to_unix(moment);
}
