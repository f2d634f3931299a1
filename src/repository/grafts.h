/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Commits whose parents are others than they say: those at which a shallow clone ends
 * (gitrepository-layout(5), `shallow`), and those of the file `info/grafts`.
 */
#ifndef TIDINGS_REPOSITORY_GRAFTS_H
#define TIDINGS_REPOSITORY_GRAFTS_H

#include "base/str.h"

#include <git2.h>
#include <stdbool.h>

struct grafts;

/* Those of the repository at @git_directory. Lines that are none are left out. */
struct grafts *grafts_read(const char *git_directory);
void grafts_free(struct grafts *grafts);

/* True where a shallow clone ends at @commit: it has parents, which were not fetched. */
bool grafts_is_shallow(const struct grafts *grafts, const git_oid *commit);

/* The parents that @commit has instead of its own. False where it keeps these. */
bool grafts_find(const struct grafts *grafts, const git_oid *commit, const git_oid **ret_parents,
		 unsigned *ret_n_parents);

#endif
