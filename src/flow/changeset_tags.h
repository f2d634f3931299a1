/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * After a repository was read: commits that no ref leads to any more go, and each of the
 * others has the first tag, by time, that contains it.
 */
#ifndef TIDINGS_FLOW_CHANGESET_TAGS_H
#define TIDINGS_FLOW_CHANGESET_TAGS_H

#include "index/changesets.h"

/*
 * @refs (struct repository_ref) are all that the repository has now, tags among them. The
 * patches (int64_t) whose landings are gone, or have another tag, are appended to
 * @changed. Within a transaction that writes.
 */
bool changeset_tags_update(struct index *index, int64_t repository, const GArray *refs,
			   GArray *changed, GError **error);

#endif
