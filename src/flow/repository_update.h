/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One project repository: what is new in it, and which patches that is. */
#ifndef TIDINGS_FLOW_REPOSITORY_UPDATE_H
#define TIDINGS_FLOW_REPOSITORY_UPDATE_H

#include "flow/repositories.h"
#include "index/repositories.h"

/*
 * Reads and matches what is new of @stored, and adds to @news. Not
 * within a transaction. Errors: those of repository_open(), repository_read_commits(), and
 * of the index.
 */
bool repository_update(struct index *index, const struct repositories_request *request,
		       const struct stored_repository *stored, struct repository_news *news,
		       GError **error);

/* Works out the outcomes of @messages (int64_t), whose landings changed, anew. */
bool repository_refresh(struct index *index, const GArray *messages, GError **error);

#endif
