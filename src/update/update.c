/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "update/update.h"

enum {
	HOUR = 60 * 60,
	DAY = 24 * HOUR,
};

const struct update_wait update_waits[UPDATE_N_WAITS] = {
	{.name = "an hour", .seconds = HOUR},	  {.name = "6 hours", .seconds = 6 * HOUR},
	{.name = "a day", .seconds = DAY},	  {.name = "3 days", .seconds = 3 * DAY},
	{.name = "a week", .seconds = 7 * DAY},	  {.name = "2 weeks", .seconds = 14 * DAY},
	{.name = "30 days", .seconds = 30 * DAY}, {.name = "longer", .seconds = INT64_MAX},
};

void update_free(struct update *update)
{
	if (!update)
		return;
	arena_clear(&update->arena);
	g_free(update);
}
