/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The works that may collide, and which of them rests on which. For find_collisions.c.
 *
 * Live is a work that is open, and of which something was heard in the last
 * LIVE_DAYS: what is older is sent again before anybody takes it.
 */
#ifndef TIDINGS_FLOW_COLLISION_ORDERS_H
#define TIDINGS_FLOW_COLLISION_ORDERS_H

#include "base/arena.h"
#include "index/index.h"
#include "outcome/outcome.h"

enum {
	LIVE_DAYS = 90,
	NEEDED_DAYS = 365, /* the same of a work that a live one rests on */
};

struct live_work {
	int64_t topic;
	int64_t posting; /* the latest */
	int64_t arrived_at;
	enum outcome_state state; /* at the time of the last mail */
};

struct live_works {
	struct index *index;
	int64_t now;
	GArray *works; /* struct live_work: by arrival, then what others rest on */
	GHashTable *by_topic; /* int64_t *, which it owns, to the number plus one */
};

void live_works_init(struct live_works *works, struct index *index);
void live_works_clear(struct live_works *works);

/* Adds all that are live. */
bool live_works_load(struct live_works *works, GError **error);

/* Adds @topic, whatever became of it, if it is not there. */
bool live_works_add(struct live_works *works, int64_t topic, GError **error);

/* Gives them their numbers, by arrival. */
void live_works_sort(struct live_works *works);

/* The number of @topic, which must be there. */
unsigned live_works_find(const struct live_works *works, int64_t topic);

static inline unsigned live_works_count(const struct live_works *works)
{
	return works->works->len;
}

static inline const struct live_work *live_work_at(const struct live_works *works, unsigned number)
{
	return &g_array_index(works->works, struct live_work, number);
}

/* That one work rests on another one. */
struct work_order {
	unsigned first; /* works; the smaller number */
	unsigned second;
	bool is_second_first; /* the second one must go in first */
	const char *reason; /* dependency_reason() */
	str text;
};

/*
 * Appends struct work_order, by first and second: what the latest posting of each work says,
 * or of those that concern the work @asked, if that is not COLLISION_ALL. A dependency leads
 * to the work of the mails that it may mean (index/collisions.h); a title, where it leads to
 * one work alone, and an older one. The other work must be open and heard of within NEEDED_DAYS, or have landed since
 * OUTCOME_QUIET_DAYS, and then be named by its mails, and not as a commit or by a title that
 * may be a commit's. Where it is not among @works, it is added behind them. Texts are in
 * @arena.
 */
bool work_orders_load(struct live_works *works, unsigned asked, struct arena *arena, GArray *orders,
		      GError **error);

/* The first of @orders between two works, or behind; orders->len where there is none. */
unsigned work_orders_find(const GArray *orders, unsigned first, unsigned second);

#endif
