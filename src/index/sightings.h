/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sightings: that a message was seen in an archive for the first time.
 *
 * They are numbered in the order in which the index learned of them, and no number is given
 * twice. An archive that is read again, as an mbox is that grew or an epoch whose history was
 * rewritten, brings none for what stood in it already, wherever it stands there now; nor does what
 * was away for a time, as of a mailbox that was read while a mail program wrote it anew. So one
 * number says what of an archive is new to whoever remembers it, as long as the archive stays
 * where it is.
 */
#ifndef TIDINGS_INDEX_SIGHTINGS_H
#define TIDINGS_INDEX_SIGHTINGS_H

#include "index/index.h"

/* A mail that is seen. */
struct seen {
	int64_t archive;
	int64_t message;
	str message_id;
	uint64_t text_hash;
};

/*
 * Adds the sighting of a message in an archive, if it is the first. @may_be_back says whether any
 * sighting is of a message that went: sightings_have_departed().
 */
bool sightings_add(struct index *index, const struct seen *seen, bool may_be_back, GError **error);
bool sightings_have_departed(struct index *index, bool *ret_have, GError **error);

/*
 * The messages of the table `homeless` go: their sightings are kept under what they said, for when
 * they come again.
 */
bool sightings_depart(struct index *index, GError **error);

/* The largest number that was ever given; 0 for none. */
bool sightings_last(struct index *index, int64_t *ret_number, GError **error);

/* From where on the mails of an archive are new. */
enum boundary_kind {
	BOUNDARY_SIGHTING, /* behind the sighting of that number */
	BOUNDARY_PLACE, /* behind the place of that number in the archive */
	BOUNDARY_TIME, /* that came at that second or later */
};

struct boundary {
	int64_t archive;
	enum boundary_kind kind;
	int64_t number;
	bool brings; /* what stands behind it is new */
	bool excludes; /* what stands before it is not, wherever else it stands */
};

/* A message that is new, and when it came first. */
struct sighted {
	int64_t message;
	int64_t arrived_at;
};

/*
 * Appends the messages (struct sighted) that stand behind a boundary that brings, and before none
 * that excludes: each once, by arrival, then as they were indexed.
 */
bool sightings_behind(struct index *index, const struct boundary *boundaries, unsigned n_boundaries,
		      GArray *messages, GError **error);

/*
 * The number of the last place of @archive at which a mail with one of the ids stands; 0 where
 * none does. NULL ends the ids.
 */
bool sightings_place_of_ids(struct index *index, int64_t archive, char *const *ids,
			    int64_t *ret_number, GError **error);

/*
 * Appends the Message-IDs (char *, which the array must free) of the last mails of @archive that
 * have one, the last first, at most @n_ids.
 */
bool sightings_last_ids(struct index *index, int64_t archive, unsigned n_ids, GPtrArray *ids,
			GError **error);

/*
 * The latest time at which a mail came to @archive, but for those after @end, whose clocks were
 * wrong; INT64_MIN for none.
 */
bool sightings_latest(struct index *index, int64_t archive, int64_t end, int64_t *ret_arrived_at,
		      GError **error);

#endif
