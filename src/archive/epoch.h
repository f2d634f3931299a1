/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One git repository of an archive: its tip, its commits, trees and blobs.
 *
 * Objects are read from its packs by src/pack, which is fast, and all others
 * by libgit2, which knows where else they may be and is started when it is
 * asked for the first time. An epoch is one thread's; another one may read
 * from its packs with an unpacker of its own.
 *
 * Archives grow by a commit a mail on a straight line, so that a place in one
 * is an epoch and a commit, and the way back from it leads along the first
 * parents and then to the tip of the epoch before.
 */
#ifndef TIDINGS_ARCHIVE_EPOCH_H
#define TIDINGS_ARCHIVE_EPOCH_H

#include "archive/archive.h"
#include "archive/commit_table.h"
#include "archive/git_library.h"
#include "archive/git_objects.h"
#include "archive/objects.h"
#include "pack/unpacker.h"

/* libgit2's view of a repository. */
struct library_view {
	git_repository *repository;
	git_odb *objects;
	git_odb_object *last; /* the object that was read last */
};

/* Commits that were read lately: the ends of a range are looked for before it is walked. */
enum { RECENT_COMMITS = 4096 };

struct epoch {
	unsigned number;
	char *path; /* as it was given */
	bool is_plain; /* its files are where plain_repository.h looks for them */
	char *git_directory; /* of several work trees the common one */
	GPtrArray *packs; /* of struct pack */
	struct unpacker *unpacker; /* or NULL, until something is read */
	struct library_view library; /* zeroed until epoch_library() */
	struct recent_commit *recent; /* RECENT_COMMITS, each where its id says; or NULL */
	struct commit_table *commits; /* of all, or NULL until epoch_read_all_commits() */
	GHashTable *shallow; /* set of the commits at which a shallow clone ends, or NULL */
	bool has_tip; /* false where no mail came yet */
	git_oid tip;
};

/* Where a commit stands. */
struct commit_place {
	size_t epoch; /* index into archive->epochs */
	git_oid id;
};

struct commit {
	struct commit_place place;
	struct commit_head head; /* without a parent where a shallow clone ends */
	enum mail_change change; /* MAIL_CHANGE_UNKNOWN where nobody has looked */
	git_oid mail; /* that the change is about */
};

struct recent_commit {
	bool is_set;
	git_oid id;
	struct commit_head head;
};

enum epoch_result {
	EPOCH_OPENED,
	EPOCH_NO_REPOSITORY, /* there is none at the path; no error is set */
	EPOCH_FAILED, /* NOT_ARCHIVE for SHA-256, READ for a pack that cannot be, else CORRUPT */
};

/* Opens the repository at @path, bare or with a work tree. The caller frees it. */
enum epoch_result epoch_open(const char *path, unsigned number, struct epoch **ret_epoch,
			     GError **error);
void epoch_free(struct epoch *epoch);

/*
 * libgit2's view of the repository, opened at the first call. NULL with CORRUPT,
 * or READ where libgit2 cannot start. Owned by the epoch.
 */
struct library_view *epoch_library(struct epoch *epoch, GError **error);

/*
 * Reads object @id. READ_MISSING where the repository does not have it. The bytes
 * are valid until the next call of a function that reads from this epoch.
 */
enum read_result epoch_read_object(struct epoch *epoch, const git_oid *id,
				   struct object *ret_object, GError **error);

/*
 * Reads all commits ahead, for epoch_read_commit(): for who will ask for most of
 * them.
 */
void epoch_read_all_commits(struct epoch *epoch, unsigned n_workers);

/* Gives back the memory that reading took; what was read is not valid any more. */
void epoch_rest(struct epoch *epoch);

/* CORRUPT where the commit is damaged or not there. */
bool epoch_read_commit(struct epoch *epoch, const struct commit_place *place,
		       struct commit *ret_commit, GError **error);

/* The tree @id of @commit, with the errors and for as long as epoch_read_object(). */
enum read_result epoch_read_tree(struct epoch *epoch, const struct commit *commit,
				 const git_oid *id, str *ret_tree, GError **error);

/* Sets CORRUPT: the bytes of the tree of @commit make no tree. */
void epoch_set_tree_error(const struct epoch *epoch, const struct commit *commit, GError **error);

/* The mail @id that @commit brought; likewise. It is not cut. */
enum read_result epoch_read_mail(struct epoch *epoch, const git_oid *id, const git_oid *commit,
				 str *ret_mail, GError **error);

/*
 * As the function above, for a mail at @place, with an @unpacker of the caller's,
 * and for as long as that one's. What it cannot read, epoch_read_mail() may.
 */
enum unpack_result epoch_unpack_mail(const struct epoch *epoch, struct unpacker *unpacker,
				     const struct object_place *place, bool is_base,
				     const git_oid *commit, str *ret_mail, GError **error);

/* The first line of the repository's description without git's default, or NULL. g_free() it. */
char *epoch_description(const struct epoch *epoch);

/* The same of the file at @path. */
char *description_read(const char *path);

/* The newest commit of the newest of @epochs before index @end that has one. */
bool epochs_tip(const GPtrArray *epochs, size_t end, struct commit_place *ret_place);

/*
 * A walk back that must end: in a damaged repository a commit may be its own
 * ancestor. Zeroed at the beginning. This is R. P. Brent's way to find a circle: a
 * commit is remembered for twice as many steps as the one before it was.
 */
struct walk_guard {
	struct commit_place remembered; /* epochs may share commits */
	uint64_t n_steps;
	uint64_t n_remembered; /* steps after which the next one is */
};

/* Takes note of the step to @place. False, with CORRUPT, where the walk goes in a circle. */
bool walk_guard_step(struct walk_guard *guard, const struct commit_place *place,
		     const GPtrArray *epochs, GError **error);

/* The commit before @commit, in its epoch or the one before. False at the archive's start. */
bool epochs_step_back(const GPtrArray *epochs, const struct commit *commit,
		      struct commit_place *ret_place);

typedef struct epoch epoch;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(epoch, epoch_free)

#endif
