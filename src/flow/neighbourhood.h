/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A neighbourhood: threads of the index, whole, with the threads of all mails that are
 * of one posting with theirs, as records for src/series.
 */
#ifndef TIDINGS_FLOW_NEIGHBOURHOOD_H
#define TIDINGS_FLOW_NEIGHBOURHOOD_H

#include "index/messages.h"
#include "index/postings.h"

struct neighbourhood {
	struct arena texts;
	GArray *messages; /* struct stored_message, by arrival */
	struct record *records; /* of each message, with people */
	struct people *people;
	GHashTable *of_message; /* int64_t * to index + 1 */
	GArray *known_postings; /* int64_t, ascending: those that the index has of these mails */
};

/*
 * Gathers what is around @threads (int64_t). @fresh are messages that need not be
 * read: see struct evaluation_request. neighbourhood_clear() in any case.
 */
bool neighbourhood_gather(struct neighbourhood *neighbourhood, struct index *index,
			  const GArray *threads, const GArray *fresh, int64_t first_fresh,
			  GError **error);
void neighbourhood_clear(struct neighbourhood *neighbourhood);

/* Adds messages of the index that are not there yet; their records follow when it is made up. */
bool neighbourhood_add(struct neighbourhood *neighbourhood, struct index *index,
		       const int64_t *messages, unsigned n_messages, GError **error);

/* Puts the messages in order of arrival, and makes records and people of them anew. */
void neighbourhood_make_up(struct neighbourhood *neighbourhood);

/*
 * Makes people of these records alone (unsigned, ascending): the persons of the others mean
 * nothing from then on. Who is who then hangs on no mail that happens to be there too.
 */
void neighbourhood_narrow_people(struct neighbourhood *neighbourhood, const GArray *records);

/* The index of message @number, or RECORD_NONE. */
unsigned neighbourhood_find(const struct neighbourhood *neighbourhood, int64_t number);

/* Takes note in the index of what mails @fresh may meet that no thread joins to them. */
bool neighbourhood_announce(struct index *index, const GArray *fresh, GError **error);

#endif
