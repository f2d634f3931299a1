/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * People: who stands behind a name and an address.
 *
 * A person is known by an address without regard to ASCII case; a mailmap
 * joins several addresses to one. A name alone joins nobody in the
 * statistics (two people may share one), but people_maybe_same() uses it
 * where other evidence stands beside it.
 */
#ifndef TIDINGS_PEOPLE_PEOPLE_H
#define TIDINGS_PEOPLE_PEOPLE_H

#include "base/mailbox.h"
#include "people/mailmap.h"

typedef unsigned person_id; /* an index, from 0, in the order of people_add() */

#define PERSON_NONE ((person_id)-1)

struct people;

/* @mailmap may be NULL; it is borrowed and must outlive the result. */
struct people *people_new(const struct mailmap *mailmap);
void people_free(struct people *people);

/*
 * The person of @mailbox, added if new. An empty address with a name is a
 * person of that name; an empty mailbox is PERSON_NONE. The text is copied.
 */
person_id people_add(struct people *people, struct mailbox mailbox);

/*
 * As people_add(), but in passing: how one is shown whom others were added as stays, and of
 * one who was met alone it is the name met first.
 */
person_id people_meet(struct people *people, struct mailbox mailbox);

/* As people_add(), but adds nobody: PERSON_NONE for one who is not known. */
person_id people_find(const struct people *people, struct mailbox mailbox);

unsigned people_count(const struct people *people);

/*
 * How a person is shown: the address first seen, and the name seen most often
 * with it (of equals, the one seen first; a name that is only the address
 * does not count, nor do the distinct names of one address beyond
 * LIMIT_PERSON_NAMES). Empty for PERSON_NONE. Valid until the next people_add().
 */
struct mailbox people_mailbox(const struct people *people, person_id person);

/*
 * The domain of an address in lower case: what follows the last `@`; empty
 * without one. Valid as long as @people.
 */
str people_domain(const struct people *people, person_id person);

/* True if @name has two words at least: one word is the name of many. */
bool people_is_full_name(str name);

/*
 * What is the same for names that may be one person's: without case, accents left as they
 * are. NULL where @name is no full name. The caller frees it.
 */
char *people_fold_name(str name);

/*
 * True if @a and @b are one person, or may be: both were seen with the same full
 * name (people_fold_name()). False if one is PERSON_NONE.
 */
bool people_maybe_same(const struct people *people, person_id a, person_id b);

/*
 * True if @names, as a trailer names somebody, may be @sender who wrote it: the same person, by
 * people_maybe_same() where that one is known, by their name of two words, or by what stands
 * before the `@` of both addresses. False if @sender is PERSON_NONE.
 */
bool people_may_be(const struct people *people, struct mailbox names, person_id sender);

/*
 * Who wrote a mail, where a list or a relay rewrote From (DMARC, RFC 7489).
 * @from is rewritten if its name ends in " via LIST", "(via LIST)" or " via",
 * or if its address begins with "devnull+". The name is then what stands
 * before, without quotes, and the address that of @reply_to if it is a
 * person's: not @from's, not one on a known list server, none whose part
 * before the `@` is that of @from or the name of the list. @original_from
 * (X-Original-From) goes before all that if it has an address. Slices point
 * into the arguments; an empty mailbox is one that the mail does not have.
 */
struct mailbox people_true_sender(struct mailbox from, struct mailbox original_from,
				  struct mailbox reply_to);

typedef struct people people;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(people, people_free)

#endif
