/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/civil.h"

#include "base/timestamp.h"

static const int64_t julian_of_1970 = 719163; /* g_date_get_julian() of 1970-01-01 */
static const int64_t first_second = -INT64_C(62135596800); /* 0001-01-01T00:00:00Z */

bool civil_to_seconds(const struct civil *civil, int64_t *ret_seconds)
{
	GDate date;

	if (civil->year < CIVIL_FIRST_YEAR || civil->year > CIVIL_LAST_YEAR)
		return false;
	if (civil->month < 1 || civil->month > 12 || civil->day < 1 || civil->day > 31)
		return false;
	if (!g_date_valid_dmy((GDateDay)civil->day, (GDateMonth)civil->month,
			      (GDateYear)civil->year))
		return false;
	if (civil->hour > 23 || civil->minute > 59 || civil->second > 60)
		return false;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)civil->day, (GDateMonth)civil->month,
		       (GDateYear)civil->year);
	*ret_seconds = civil_day_start(&date) + (int64_t)civil->hour * 3600 +
		       (int64_t)civil->minute * 60 + MIN(civil->second, 59);
	return true;
}

struct civil civil_from_seconds(int64_t seconds, GDate *ret_date)
{
	int64_t since_start = CLAMP(seconds, first_second, CIVIL_LAST_SECOND) - first_second;
	unsigned second_of_day = (unsigned)(since_start % SECONDS_PER_DAY);
	GDate date;

	g_date_clear(&date, 1);
	/* GLib counts the first day of the year 1 as day 1. */
	g_date_set_julian(&date, (guint32)(since_start / SECONDS_PER_DAY) + 1);
	if (ret_date)
		*ret_date = date;
	return (struct civil){
		.year = g_date_get_year(&date),
		.month = (unsigned)g_date_get_month(&date),
		.day = g_date_get_day(&date),
		.hour = second_of_day / 3600,
		.minute = second_of_day / 60 % 60,
		.second = second_of_day % 60,
	};
}

int64_t civil_day_start(const GDate *date)
{
	return ((int64_t)g_date_get_julian(date) - julian_of_1970) * SECONDS_PER_DAY;
}
