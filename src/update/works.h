/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of an update that name works: what landed, what waits, what went quiet. */
#ifndef TIDINGS_UPDATE_WORKS_H
#define TIDINGS_UPDATE_WORKS_H

#include "update/build.h"

/* The time of the mails that are counted. */
struct update_period {
	int64_t since; /* the earliest arrival; INT64_MAX without one */
	int64_t until; /* the latest; INT64_MIN */
};

struct update_period update_period_of(const struct update_material *material);

/* Fills update->landed, waiting, quiet and pace. */
void works_build(struct update *update, const struct update_material *material);

#endif
