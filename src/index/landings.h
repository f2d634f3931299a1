/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which changeset is which patch; and which of them may be. */
#ifndef TIDINGS_INDEX_LANDINGS_H
#define TIDINGS_INDEX_LANDINGS_H

#include "index/changesets.h"
#include "landing/landing.h"

struct stored_landing {
	int64_t message; /* the patch */
	int64_t changeset;
	unsigned reasons; /* enum landing_reason */
	unsigned sureness; /* percent */
	enum compare_outcome change;
};

/* The landing of @changeset is @landing, or none where that is NULL. */
bool landings_set(struct index *index, int64_t changeset, const struct stored_landing *landing,
		  GError **error);

/*
 * Appends struct landing of @message, by the time of their commits; texts are in @arena.
 * All but the first, and what says that it was picked from elsewhere, are backports.
 */
bool landings_of_message(struct index *index, int64_t message, struct arena *arena,
			 GArray *landings, GError **error);

/* The patch that @changeset is; 0 where it is none. */
bool landings_of_changeset(struct index *index, int64_t changeset, int64_t *ret_message,
			   GError **error);

/* And how that is known; all zero where it is none. */
bool landings_load(struct index *index, int64_t changeset, struct stored_landing *ret_landing,
		   GError **error);

/* Appends the postings (int64_t) of which something was committed after @begin, until @end. */
bool landings_between(struct index *index, int64_t begin, int64_t end, GArray *postings,
		      GError **error);

/* Appends the messages (int64_t) that landed as commits of @repository. */
bool landings_of_repository(struct index *index, int64_t repository, GArray *messages,
			    GError **error);

/* What a changeset and a message may be found by. */
enum landing_key {
	LANDING_BY_LINK,
	LANDING_BY_TITLE,
	LANDING_BY_PATHS,
};
enum { LANDING_N_KEYS = 3 };

/* Of those under one key, this many are looked at. */
enum { LANDING_CANDIDATES = 64 };

/*
 * Appends the patches (int64_t) that @changeset may be by @key; those by paths were sent by its
 * author within two years before it. Without a link none was sent later than it was committed,
 * but for LANDING_CLOCK_SECONDS. Of too many the last ones sent.
 */
bool landings_candidates(struct index *index, const struct stored_changeset *changeset,
			 enum landing_key key, GArray *messages, GError **error);

/*
 * Appends the changesets (int64_t) of @repository that have a candidate by any key, each once,
 * ascending: of those up to @considered the ones that a message above @matched may be, and all
 * behind it.
 */
bool landings_to_match(struct index *index, const struct stored_repository *repository,
		       GArray *changesets, GError **error);

/*
 * When the first patches were sent that the index knows, but for one in a thousand, whose
 * dates may be wrong; INT64_MAX without any.
 */
bool landings_since(struct index *index, int64_t *ret_since, GError **error);

/* The largest number of a changeset of @repository; 0 without one. */
bool landings_last_changeset(struct index *index, int64_t repository, int64_t *ret_last,
			     GError **error);

#endif
