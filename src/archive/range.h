/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ends of a range as places: ids, refs and steps looked up in the
 * repositories of an archive.
 */
#ifndef TIDINGS_ARCHIVE_RANGE_H
#define TIDINGS_ARCHIVE_RANGE_H

#include "archive/archive_internal.h"

struct range {
	bool has_from;
	bool has_to; /* false only for an archive without commits */
	struct commit_place from; /* not part of the range */
	struct commit_place to; /* the last one of it */
};

/*
 * Resolves @text, or with NULL takes the whole archive. A name (HEAD, master,
 * a tag) means the newest epoch that knows it, an id is looked for in all of
 * them. Whether FROM comes before TO is not checked: that takes a walk.
 * Errors: USAGE, NOT_FOUND, AMBIGUOUS, CORRUPT, READ.
 */
bool range_resolve(struct archive *archive, const char *text, struct range *ret_range,
		   GError **error);

#endif
