/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All works of an archive at once, for whoever shows them all: under which mails they are
 * known, who has part in them, and whether anything of them changed since.
 *
 * Each function is one or two passes over whole tables, in the order of their keys.
 */
#ifndef TIDINGS_INDEX_WORKS_H
#define TIDINGS_INDEX_WORKS_H

#include "index/index.h"
#include "series/record.h"

/* A mail of @archive, where it stands. */
struct work_place {
	int64_t arrived_at;
	bool has_commit;
	unsigned char commit[20];
};

/* Appends struct work_place: all mails of @archive, in order of arrival. */
bool works_places(struct index *index, int64_t archive, GArray *places, GError **error);

/* An id that a work with a mail in the archive is, or once was, known by. */
struct work_id {
	int64_t topic; /* of the work: its oldest posting */
	int64_t posting;
	str id; /* Message-ID; maybe empty */
	str head_id; /* that of the posting's head */
	bool is_latest; /* of the posting */
};

/*
 * Appends struct work_id, by topic, then by arrival: of each posting its head, and what came
 * before that one, and so may have been the head until then. Texts are in @arena.
 */
bool works_ids(struct index *index, int64_t archive, struct arena *arena, GArray *ids,
	       GError **error);

/* A patch or a cover letter of the archive, and whose it is. */
struct work_patch {
	int64_t topic;
	enum record_kind kind;
	struct mailbox author;
	int64_t arrived_at;
};

/* Appends struct work_patch, in order of arrival; the same mail counts once. */
bool works_patches(struct index *index, int64_t archive, struct arena *arena, GArray *patches,
		   GError **error);

/*
 * Into @states, a table of int64_t * (topics) to uint64_t *, all of which it owns: a sum of all
 * that the index says of a work, its threads and what became of it. While it is the same, so
 * is what is shown of the work.
 */
bool works_states(struct index *index, GHashTable *states, GError **error);

/* A moment at which something became known, and a sum of what. */
struct known_event {
	int64_t at;
	uint64_t sum;
};

/*
 * Appends struct known_event, by time: mails that came to any archive,
 * commits that landed, and tags that they got.
 */
bool works_events(struct index *index, GArray *events, GError **error);

#endif
