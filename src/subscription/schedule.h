/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When a subscription is due.
 */
#ifndef TIDINGS_SUBSCRIPTION_SCHEDULE_H
#define TIDINGS_SUBSCRIPTION_SCHEDULE_H

#include "config/config.h"

#include <stdint.h>

/*
 * True if one of the moments that @subscription names has come since @last, by @now, both in
 * seconds; each is a time of the day in @zone. With INT64_MIN, never, it is due; after a pause it
 * is due once, however many moments have gone by.
 */
bool schedule_is_due(const struct config_subscription *subscription, int64_t last, int64_t now,
		     GTimeZone *zone);

#endif
