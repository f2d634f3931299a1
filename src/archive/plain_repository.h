/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is needed of a repository at each start, read from its files: where it
 * is, and the commit at its HEAD. To start libgit2 takes longer than to report
 * on a day, so that it is left for what is not plain: other formats, linked
 * work trees, refs to refs. gitrepository-layout(5), git-pack-refs(1).
 */
#ifndef TIDINGS_ARCHIVE_PLAIN_REPOSITORY_H
#define TIDINGS_ARCHIVE_PLAIN_REPOSITORY_H

#include <git2.h>
#include <stdbool.h>

/* True where libgit2 need not look whether there is one at @path, bare or with a work tree. */
bool is_no_repository(const char *path);

/*
 * The git directory of the repository at @path, if it is plain: its own objects
 * and refs, format 0 or 1 without extensions. NULL where libgit2 must look.
 * g_free() it.
 */
char *plain_repository_find(const char *path);

/*
 * The commit at HEAD: an id, or a branch that has one. False where libgit2 must
 * look, also where there is no commit yet.
 */
bool plain_repository_head(const char *git_directory, git_oid *ret_tip);

#endif
