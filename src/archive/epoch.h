/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One git repository of an archive: its tip, its commits, trees and blobs.
 *
 * Archives grow by a commit a mail on a straight line, so that a place in one
 * is an epoch and a commit, and the way back from it leads along the first
 * parents and then to the tip of the epoch before.
 */
#ifndef TIDINGS_ARCHIVE_EPOCH_H
#define TIDINGS_ARCHIVE_EPOCH_H

#include "archive/archive.h"
#include "archive/git_library.h"

struct epoch {
	unsigned number;
	char *path;
	git_repository *repository;
	git_odb *objects;
	GHashTable *shallow; /* set of the commits at which a shallow clone ends, or NULL */
	bool has_tip; /* false where no mail came yet */
	git_oid tip;
};

/* Where a commit stands. */
struct commit_place {
	size_t epoch; /* index into archive->epochs */
	git_oid id;
};

/* What is needed of a commit. */
struct commit {
	struct commit_place place;
	git_oid tree;
	bool has_parent;
	git_oid parent; /* the first one */
	int64_t committed_at;
};

enum epoch_result {
	EPOCH_OPENED,
	EPOCH_NO_REPOSITORY, /* there is none at the path; no error is set */
	EPOCH_FAILED, /* NOT_ARCHIVE for SHA-256, else CORRUPT */
};

/* Opens the repository at @path, bare or with a work tree. The caller frees it. */
enum epoch_result epoch_open(const char *path, unsigned number, struct epoch **ret_epoch,
			     GError **error);
void epoch_free(struct epoch *epoch);

/* CORRUPT where the commit is damaged or not there. */
bool epoch_read_commit(struct epoch *epoch, const struct commit_place *place,
		       struct commit *ret_commit, GError **error);

/* The tree @id of @commit, which the caller frees. */
enum read_result epoch_read_tree(struct epoch *epoch, const struct commit *commit,
				 const git_oid *id, git_tree **ret_tree, GError **error);

/* The mail @id that @commit brought. */
enum read_result epoch_read_blob(struct epoch *epoch, const git_oid *id, const git_oid *commit,
				 struct raw_mail *ret_raw, GError **error);

/* The first line of the repository's description without git's default, or NULL. g_free() it. */
char *epoch_description(const struct epoch *epoch);

/* The same of the file at @path. */
char *description_read(const char *path);

/* The newest commit of the newest of @epochs before index @end that has one. */
bool epochs_tip(const GPtrArray *epochs, size_t end, struct commit_place *ret_place);

/* The commit before @commit, in its epoch or the one before. False at the archive's start. */
bool epochs_step_back(const GPtrArray *epochs, const struct commit *commit,
		      struct commit_place *ret_place);

typedef struct epoch epoch;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(epoch, epoch_free)

#endif
