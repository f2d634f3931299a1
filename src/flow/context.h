/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the index knows beside the mails of a collection: the rest of the postings that
 * they are of or answer, the other revisions of these works, and the replies to them; and
 * other works that may have waited so long that the update names them. It is put among
 * them as records of their own, so that src/series and src/outcome see the whole works;
 * src/update counts it nowhere.
 */
#ifndef TIDINGS_FLOW_CONTEXT_H
#define TIDINGS_FLOW_CONTEXT_H

#include "flow/collection.h"
#include "index/archives.h"

struct context_request {
	const struct mailmap *mailmap; /* or NULL */
	struct known_until until; /* what came later is left out */
	int64_t from; /* the time of the range: when the last mail before it came, ... */
	int64_t to; /* ... and when it ends */
	bool with_diffs; /* fill detail.diff of what is shown whole */
	/*
	 * Whose works are named though no mail of the collection is about them, as something
	 * landed, or they waited too long: those with a mail in any of these archives, ...
	 */
	const int64_t *archives;
	unsigned n_archives;
	/* ... of which, if it is set, it leaves in @postings (int64_t) those that are wanted. */
	bool (*narrow)(void *user, GArray *postings, GError **error);
	void *user;
};

/*
 * Adds to @collection, whose hashes must be the index's, what @index knows of its works.
 * Within a transaction; the errors are those of the index and of archive_read().
 */
bool context_add(struct index *index, const struct context_request *request,
		 struct collection *collection, GError **error);

/*
 * The moment at which the last mail of @selection came to @archive, which the index
 * numbers so; 0 is now.
 */
bool context_moment(struct index *index, int64_t archive, const struct selection *selection,
		    const struct collection *collection, struct known_until *ret_until,
		    GError **error);

#endif
