/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who gave a trailer, and whether two of them were given by one. For the ledger.
 *
 * Two are one if they are one person (people/people.h), or may be by people_maybe_same(), or if
 * their addresses are equal without regard to case; of an address that nobody
 * wrote from, also by the name that stands before it, if that has two words.
 */
#ifndef TIDINGS_OUTCOME_GIVER_H
#define TIDINGS_OUTCOME_GIVER_H

#include "base/arena.h"
#include "people/people.h"

struct givers;

/* Small numbers, from 1, in the order in which they were asked for. */
typedef unsigned giver_id;

#define GIVER_NONE 0U

/* @people is borrowed. */
struct givers *givers_new(const struct people *people);
void givers_free(struct givers *givers);

struct giver {
	giver_id id;
	person_id person; /* PERSON_NONE where nobody of that address is known */
	bool is_anothers; /* the address is not the sender's */
};

/* Who wrote as @person; GIVER_NONE for PERSON_NONE. */
giver_id giver_of_person(struct givers *givers, person_id person);

/* True if @person is, or may be, one of @persons. */
bool giver_is_any(struct givers *givers, person_id person, const person_id *persons,
		  unsigned n_persons);

/*
 * Whom @names stands for in a mail of @sender: the sender, where it has no address. Where
 * @sender is PERSON_NONE, a message's trailer is meant, which anybody may have given.
 */
struct giver giver_of_trailer(struct givers *givers, struct mailbox names, person_id sender);

typedef struct givers givers;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(givers, givers_free)

#endif
