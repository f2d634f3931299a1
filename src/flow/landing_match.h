/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which patch of the index a commit is. Of all that it may be the one is taken that is
 * surest; of several the one that was sent last before the commit.
 */
#ifndef TIDINGS_FLOW_LANDING_MATCH_H
#define TIDINGS_FLOW_LANDING_MATCH_H

#include "index/landings.h"
#include "repository/repository.h"

struct landing_matcher;

/* Borrows both. */
struct landing_matcher *landing_matcher_new(struct index *index, struct repository *repository);
void landing_matcher_free(struct landing_matcher *matcher);

/*
 * Finds the landing of @changeset and writes it, or that there is none; the patches whose landings
 * changed are appended to @changed (int64_t messages), and *ret_is_new says whether it has
 * one now that it had not. Within a transaction that writes.
 * A commit that the repository no longer has is matched without its diff. Errors are
 * those of the index, and CORRUPT and READ of the repository.
 */
bool landing_matcher_match(struct landing_matcher *matcher, int64_t changeset, GArray *changed,
			   bool *ret_is_new, GError **error);

typedef struct landing_matcher landing_matcher;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(landing_matcher, landing_matcher_free)

#endif
