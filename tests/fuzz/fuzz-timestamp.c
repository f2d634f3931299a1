/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates, as mails write them and as people ask for them. */
#include "fuzz.h"

#include "base/error.h"
#include "base/timestamp.h"

static const int64_t first_second = -14 * 60 * 60; /* of 1970, far in the east */
static const int64_t last_second = INT64_C(253402300799) + 14 * 60 * 60; /* of 9999, in the west */

/* What is read is within the contract, and nothing is written where there is no date. */
static void check_mail(str text)
{
	int64_t seconds = INT64_MIN;

	if (timestamp_parse_mail(text, &seconds))
		g_assert(seconds >= first_second && seconds <= last_second);
	else
		g_assert(seconds == INT64_MIN);
}

/* Likewise; a moment in the calendar is written and read again in UTC. */
static void check_approximate(str text)
{
	static const int64_t now = 1711880430;
	g_auto(arena) arena = {0};
	g_autoptr(GError) error = NULL;
	g_autofree char *terminated = str_dup(text);
	g_autofree char *written = NULL;
	int64_t seconds = -1;
	int64_t again;

	if (!timestamp_parse_approximate(terminated, now, &seconds, &error)) {
		g_assert(seconds == -1);
		g_assert(g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE));
		return;
	}
	g_assert(!error);
	g_assert(seconds >= 0 && seconds <= last_second);
	written = str_dup(timestamp_format_utc(&arena, seconds));
	g_assert(timestamp_parse_approximate(written, now, &again, NULL));
	g_assert(again == MIN(seconds, last_second - 14 * 60 * 60));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};

	check_mail(text);
	check_approximate(text);
	return 0;
}
