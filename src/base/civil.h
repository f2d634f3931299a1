/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calendar days and times of day to seconds and back; within src/base only.
 * The calendar is the Gregorian one, without leap seconds.
 */
#ifndef TIDINGS_BASE_CIVIL_H
#define TIDINGS_BASE_CIVIL_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	CIVIL_FIRST_YEAR = 1970, /* of the dates that are read */
	CIVIL_LAST_YEAR = 9999,
	CIVIL_OFFSET_MINUTES = 14 * 60, /* the zones farthest from Greenwich */
};

#define CIVIL_LAST_SECOND INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

struct civil {
	unsigned year;
	unsigned month; /* 1 to 12 */
	unsigned day; /* from 1 */
	unsigned hour;
	unsigned minute;
	unsigned second; /* 60 in a leap second, which counts as the second before */
};

/*
 * The seconds of @civil in UTC. False where a field is out of its range, the
 * month has no such day, or the year is not 1970 to 9999.
 */
bool civil_to_seconds(const struct civil *civil, int64_t *ret_seconds);

/*
 * The day and time in UTC, and in @ret_date, unless it is NULL, the day for
 * GLib's calendar. Before the year 1 or after 9999, the first or the last
 * second that there is.
 */
struct civil civil_from_seconds(int64_t seconds, GDate *ret_date);

/* The first second of the day, in UTC. */
int64_t civil_day_start(const GDate *date);

#endif
