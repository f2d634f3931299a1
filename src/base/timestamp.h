/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Points in civil time, as mails write them and as people ask for them.
 *
 * Nothing here reads the clock, the time zone or the locale of the machine:
 * what is relative to the present takes it as @now. Seconds count from
 * 1970-01-01T00:00:00Z without leap seconds.
 */
#ifndef TIDINGS_BASE_TIMESTAMP_H
#define TIDINGS_BASE_TIMESTAMP_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>

enum { SECONDS_PER_DAY = 24 * 60 * 60 };

/*
 * Reads the date of a mail: RFC 5322, 3.3 with the obsolete forms of 4.3, and
 * what mailers write besides: no week day, a two-digit year, zone names,
 * comments, surplus blanks, an asctime() date. Without a time it is midnight.
 * Where the zone is out of range, unknown or missing, the time is read as UTC.
 * A leap second counts as the second before it. False where there is no day,
 * month or year, where the year as it is written is not 1970 to 9999, or where
 * another number is out of its range.
 */
bool timestamp_parse_mail(str text, int64_t *ret_seconds);

/*
 * Reads the moment that a person gives to --since or --until: an ISO 8601 date
 * (`2025-12-29`, its first second in UTC) or date and time (`2025-12-29 16:01`,
 * `2025-12-29T16:01:05Z`, `+01:00`; UTC without a zone), `@SECONDS`, `now`,
 * `today`, `yesterday` (their first seconds in UTC), `N.UNITS.ago` and
 * `N UNITS ago` with second(s), minute(s), hour(s), day(s), week(s), month(s),
 * year(s), and `last.week`, `last.month`, `last.year`, which are one of the
 * unit ago. Months and years go by the calendar. What is before 1970 counts as
 * its first second, and a @now after 9999 as the last second of that.
 * TIDINGS_ERROR_USAGE, with the forms that are understood, for anything else.
 */
bool timestamp_parse_approximate(const char *text, int64_t now, int64_t *ret_seconds,
				 GError **error);

/*
 * `2025-12-29T16:01:05Z`; what lies before the year 1 or after 9999 is written
 * as the first or the last second of these. The text lives in @arena.
 */
str timestamp_format_utc(struct arena *arena, int64_t seconds);

/* The day of it alone: `2025-12-29`. */
str timestamp_format_day(struct arena *arena, int64_t seconds);

/* The day in UTC, as days since 1970-01-01; those before count down. */
int64_t timestamp_day(int64_t seconds);

/* `Mon Dec 29 16:01:05 2025` in UTC, as asctime() and the lines of an mbox have it; likewise. */
str timestamp_format_asctime(struct arena *arena, int64_t seconds);

/*
 * `Mon, 29 Dec 2025 16:01:05 +0000`, the date of a mail (RFC 5322, 3.3), with the same bounds.
 * The text lives in @arena.
 */
str timestamp_format_mail(struct arena *arena, int64_t seconds);

#endif
