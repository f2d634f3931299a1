/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A project's repository, into which patches land: its commits, read at once and later
 * by and by, its tags, and the change of a single commit.
 */
#ifndef TIDINGS_REPOSITORY_REPOSITORY_H
#define TIDINGS_REPOSITORY_REPOSITORY_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/progress.h"
#include "base/str.h"
#include "patch/change_hash.h"

#include <glib.h>

enum { COMMIT_ID_BYTES = 20 };

struct repository;

/*
 * Opens the repository at @path: bare, with a work tree, or a linked one. NOT_FOUND,
 * READ, CORRUPT; NOT_ARCHIVE for a path that is no repository.
 */
struct repository *repository_open(const char *path, GError **error);
void repository_close(struct repository *repository);

/*
 * Its directory, canonical: how the index knows it. That of the work tree where there is one
 * and the repository in it; of all its linked work trees the same.
 */
const char *repository_path(const struct repository *repository);

struct repository_ref {
	str name; /* "refs/tags/v6.12"; of HEAD "HEAD" */
	unsigned char commit[COMMIT_ID_BYTES]; /* a tag is peeled */
	bool is_tag;
	int64_t tagged_at; /* of an annotated tag, else of its commit; 0 for others */
};

/*
 * Appends struct repository_ref: HEAD, branches, remote branches and tags that lead to commits,
 * by name; texts are in @arena. At most LIMIT_REFS.
 */
bool repository_refs(struct repository *repository, struct arena *arena, GArray *refs,
		     GError **error);

struct repository_commit {
	unsigned char id[COMMIT_ID_BYTES];
	unsigned char (*parents)[COMMIT_ID_BYTES];
	unsigned n_parents;
	struct mailbox author; /* name and address, UTF-8 */
	int64_t authored_at;
	int64_t committed_at;
	str title; /* the message's first paragraph as one line (git's %s), UTF-8 */
	str *links; /* Message-IDs that its message links to or names, the last trailer first;
		     * "Link:", "Message-Id:", "Closes:" not told apart */
	unsigned n_links;
	str picked_from; /* "(cherry picked from commit X)", "commit X upstream."; else empty */
	/*
	 * Of the change against its first parent, renames not looked for: a path that is gone
	 * and one that came. Of a merge nothing, and of a commit whose parent, or one of whose
	 * trees, is not there: where a shallow clone ends, and in a partial one.
	 */
	unsigned n_files; /* 0 for a merge and an empty change */
	struct change_hash hash; /* zero too where the change has more than LIMIT_DIFF_FILES */
};

struct repository_request {
	const unsigned char (
		*known)[COMMIT_ID_BYTES]; /* read before: they and their ancestors are left out */
	unsigned n_known; /* one that is not there any more counts for nothing */
	/*
	 * No ancestor of a known commit is missing from known. Then none of them is read, which
	 * else takes as long as for the new ones; tips of refs, without this, will do as well.
	 */
	bool known_is_whole;
	int64_t since; /* commits committed before are left out, with their ancestors */
	unsigned n_workers; /* 0: as many as the machine has processors */
	struct progress *progress; /* or NULL; its total is set here */
};

struct repository_commits {
	struct arena texts;
	struct repository_commit *commits; /* parents before children; of equals by id */
	size_t n_commits;
};

/* All commits that the refs lead to, but for what @request leaves out. Freed with _free(). */
struct repository_commits *repository_read_commits(struct repository *repository,
						   const struct repository_request *request,
						   GError **error);
void repository_commits_free(struct repository_commits *commits);

struct repository_change {
	str message; /* whole, UTF-8 */
	str diff; /* as `git show --format= --full-index -M` gives it, its bytes unchanged */
};

/*
 * The change of @commit against its first parent, in @arena. NOT_FOUND without the commit. The
 * diff is empty where a shallow clone ends and where a partial one lacks a file of it, and
 * ends at LIMIT_MAIL_BYTES.
 */
bool repository_read_change(struct repository *repository,
			    const unsigned char commit[COMMIT_ID_BYTES], struct arena *arena,
			    struct repository_change *ret_change, GError **error);

typedef struct repository repository;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(repository, repository_close)
typedef struct repository_commits repository_commits;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(repository_commits, repository_commits_free)

#endif
