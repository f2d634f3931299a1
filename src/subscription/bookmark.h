/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How far a subscription was reported: what it remembers from one update to the next.
 *
 * Of a list of commits its last mail tells where it ended, however the index was made since.
 * An mbox and a Maildir have no order that stays; there the number of the last sighting does
 * (index/sightings.h), as long as the index is the one that gave it.
 */
#ifndef TIDINGS_SUBSCRIPTION_BOOKMARK_H
#define TIDINGS_SUBSCRIPTION_BOOKMARK_H

#include "base/str.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { BOOKMARK_IDS = 16 }; /* last mails of a list that are named */

struct bookmark_list {
	char *name; /* of the list, in the configuration */
	char *path; /* of its archive */
	char *commit; /* that brought its last mail; NULL for an mbox and a Maildir */
	char **ids; /* Message-IDs of its last mails, the last first; never NULL */
	int64_t number; /* of the last sighting of all when it was looked at; -1 for none of this index */
	int64_t seen_until; /* when its last mail came then; INT64_MIN before any */
};

struct bookmark {
	uint64_t index; /* index_identity() of the index that numbered */
	int64_t number; /* of the last sighting of that one */
	int64_t seen_until; /* when the last mail came to any list; INT64_MIN before any */
	int64_t told_until; /* likewise, of what there was an update of */
	unsigned n_updates; /* that were made */
	int64_t looked_at; /* when it was looked last, by the clock; INT64_MIN for never */
	GArray *lists; /* struct bookmark_list */
};

struct bookmark *bookmark_new(void);
void bookmark_free(struct bookmark *bookmark);

/* Adds a list without mails; it lives as long as no other is added. */
struct bookmark_list *bookmark_add_list(struct bookmark *bookmark, const char *name,
					const char *path);

/* Adds @list, which is another bookmark's, as it is; as above. */
struct bookmark_list *bookmark_copy_list(struct bookmark *bookmark,
					 const struct bookmark_list *list);

/* NULL where the list was not followed yet. */
const struct bookmark_list *bookmark_find_list(const struct bookmark *bookmark, const char *name);

/*
 * As the groups of a key file that are the bookmark's, and back. From what is none: CORRUPT, naming
 * @path, the file that it was read from, and what to do.
 */
void bookmark_save(const struct bookmark *bookmark, GKeyFile *file);
struct bookmark *bookmark_load(GKeyFile *file, const char *path, GError **error);

typedef struct bookmark bookmark;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bookmark, bookmark_free)

#endif
