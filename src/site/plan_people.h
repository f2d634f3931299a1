/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who has a page in a site; within src/site only. */
#ifndef TIDINGS_SITE_PLAN_PEOPLE_H
#define TIDINGS_SITE_PLAN_PEOPLE_H

#include "site/plan.h"

/*
 * Fills plan->people and plan->addresses, from the patches of @archive and from who looked at
 * plan->works. A person is an address, whatever its case. Errors of the index.
 */
bool plan_people(struct plan *plan, struct index *index, int64_t archive, GError **error);

/* The number of the page that an e-mail address has, or would have: its name is this in hex. */
uint64_t plan_person_number(str address);

/* The number of a page that is there. */
uint64_t plan_number_of(str name);

#endif
