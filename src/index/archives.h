/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The archives that the index knows, up to where each was read, and where mails
 * stand in them.
 */
#ifndef TIDINGS_INDEX_ARCHIVES_H
#define TIDINGS_INDEX_ARCHIVES_H

#include "index/index.h"

/* Up to where an epoch was read: struct archive_point of src/archive, as it is stored. */
struct stored_point {
	unsigned epoch;
	char tip[65]; /* a commit in hexadecimal, terminated */
};

/* Where a mail stands: struct arrival of src/archive, as it is stored. */
struct stored_place {
	int64_t archive;
	int64_t number; /* of all mails of the archive, in order of arrival, from 1 */
	int64_t message;
	unsigned epoch;
	unsigned char object[20]; /* zeroed where there is none, as in an mbox */
	unsigned char commit[20];
	uint64_t position;
	uint64_t length;
	int64_t arrived_at;
	int quality; /* which of several copies is shown: the one with the largest */
};

/* The archive at @path, made canonical by the caller; 0 where it is not known. */
bool archives_find(struct index *index, str path, int64_t *ret_archive, GError **error);

struct stored_archive {
	int64_t id;
	str path;
	str title; /* how a reader knows the list; maybe empty */
	unsigned quoting; /* enum mbox_quoting of src/archive */
};

/* Adds it; its id is set. */
bool archives_add(struct index *index, struct stored_archive *archive, GError **error);

/* All archives (struct stored_archive), by number; texts in @arena. */
bool archives_list(struct index *index, struct arena *arena, GArray *archives, GError **error);

/* The one with number @id among @archives (struct stored_archive), or NULL. */
const struct stored_archive *archives_pick(const GArray *archives, int64_t id);

/* The points of @archive, by epoch: array of struct stored_point. */
GArray *archives_points(struct index *index, int64_t archive, GError **error);
bool archives_set_points(struct index *index, int64_t archive, const GArray *points,
			 GError **error);

/* The number of the last place of @archive; 0 where it has none. */
bool places_last(struct index *index, int64_t archive, int64_t *ret_number, GError **error);

/* The commit, in hexadecimal, of that place; NULL where there is none, or no place. g_free() it. */
bool places_last_commit(struct index *index, int64_t archive, char **ret_commit, GError **error);

bool places_add(struct index *index, const struct stored_place *place, GError **error);

/*
 * Forgets where mails stand in @archive; or the mails with the @n_objects blobs
 * @objects alone, each of 20 bytes, one after the other. Until
 * archives_set_forgotten() says that what follows from that has been done,
 * archives_has_forgotten() is true.
 */
bool places_forget_all(struct index *index, int64_t archive, GError **error);
bool places_forget(struct index *index, int64_t archive, const unsigned char *objects,
		   size_t n_objects, GError **error);

bool archives_has_forgotten(struct index *index, int64_t archive, bool *ret_has, GError **error);
bool archives_set_forgotten(struct index *index, int64_t archive, bool has, GError **error);

/* The places of @message: array of struct stored_place, the best first. */
bool places_of_message(struct index *index, int64_t message, GArray *places, GError **error);

/* What was known at some moment: all that had come to one archive, and to others by then. */
struct known_until {
	int64_t archive; /* 0 for all that is known now */
	int64_t number; /* of the last place of it; 0 where times tell that too */
	int64_t arrived_at; /* in other archives; the latest that counts */
};

/* Whether @message was known at that moment. */
bool places_known(struct index *index, int64_t message, const struct known_until *until,
		  bool *ret_known, GError **error);

/* True for an index that was emptied by a new version, until an archive is read again. */
bool archives_are_unread(struct index *index, bool *ret_are, GError **error);

/* When the mail of the last place of @archive before @number came; INT64_MIN without one. */
bool places_before(struct index *index, int64_t archive, int64_t number, int64_t *ret_arrived_at,
		   GError **error);

/* The number of the place in @archive of the mail that @commit brought; 0 where none did. */
bool places_find_commit(struct index *index, int64_t archive, const unsigned char commit[20],
			int64_t *ret_number, GError **error);

#endif
