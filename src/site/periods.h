/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mails of an archive cut into updates; within src/site only.
 *
 * Times of arrival need not ascend in an archive, but ranges of commits follow one another:
 * an update ends before the first mail that came in a later period, and each mail is of one.
 */
#ifndef TIDINGS_SITE_PERIODS_H
#define TIDINGS_SITE_PERIODS_H

#include "site/plan.h"

/*
 * Appends struct planned_update to @updates, without keys: those of @places (struct
 * work_place). Periods without a mail are left out. Texts are in @arena.
 */
void periods_cut(struct arena *arena, enum site_period period, const GArray *places,
		 GArray *updates);

/* The first mails of @places alone, up to @n_places, as if they were one update. */
struct planned_update periods_first(struct arena *arena, const GArray *places, unsigned n_places);

/*
 * Sets their keys, by what became known until the end of each: @events (struct known_event).
 * Keys are computed under @key, which is that of the index.
 */
void periods_set_keys(const struct hash_key *key, const GArray *events, GArray *updates);

#endif
