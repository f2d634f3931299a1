/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index: what was learned of the archives that were read. An open index and
 * the secret under which its hashes are computed; the tables are in files of
 * their own, named after what stands in them.
 *
 * All functions of this room but those that open and begin expect a transaction,
 * and have the errors of database_set_error().
 */
#ifndef TIDINGS_INDEX_INDEX_H
#define TIDINGS_INDEX_INDEX_H

#include "base/hash.h"
#include "index/database.h"

struct index {
	struct database *database;
	struct hash_key key;
	struct arena scratch; /* of the call at hand */
};

/* Opens or makes the index at @path. Errors: those of database_open(); USAGE for an empty path. */
struct index *index_open(const char *path, GError **error);
void index_close(struct index *index);

/*
 * Where the index stands if nobody says otherwise: `index.db` in the directory
 * tidings of $XDG_DATA_HOME (XDG Base Directory Specification). g_free() it.
 */
char *index_usual_path(void);

/* Deletes the files of the index at @path; true if there are none. WRITE. */
bool index_remove(const char *path, GError **error);

/* A hash of @text that is another one for each @kind. Never 0. */
int64_t index_hash(const struct index *index, unsigned kind, str text);

/* Tells this index from another one, also from one that is made anew in its place. */
uint64_t index_identity(const struct index *index);

typedef struct index index_;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(index_, index_close)

#endif
