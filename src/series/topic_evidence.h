/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Evidence that a posting and an older one are one work, and how sure it makes.
 */
#ifndef TIDINGS_SERIES_TOPIC_EVIDENCE_H
#define TIDINGS_SERIES_TOPIC_EVIDENCE_H

#include "series/posting.h"
#include "series/topic.h"

/* What the keys that both have tell (series/topic_keys.h). */
struct topic_hits {
	unsigned reasons; /* 1 << enum topic_reason */
	unsigned common; /* patches of the newer that the older has too */
	unsigned telling; /* of them, those whose title few works have, or whose change is equal */
	unsigned equal; /* of them, those with an equal patch id or blob */
};

/* Both postings, and where they stand. */
struct topic_pair {
	const struct record *records;
	const struct people *people;
	const struct posting *newer;
	const struct posting *older;
	struct topic_hits hits;
};

/* What two postings have that cannot be one work. */
#define TOPIC_POINTS_NONE (-1000)

/*
 * What speaks for a link that @pair makes, in points: ten make the odds ten times
 * as good. Its reasons go to @ret_reasons.
 */
int topic_weigh(const struct topic_pair *pair, unsigned *ret_reasons);

/* The sureness of so many points, in percent: 50 to 99; 0 below none. */
unsigned topic_sureness(int points);

#endif
