/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a repository has: its branches and tags, here or on a server. */
#ifndef TIDINGS_MIRROR_REFS_H
#define TIDINGS_MIRROR_REFS_H

#include "base/str.h"
#include "mirror/attempt.h"

struct refs {
	GString *listing; /* `ID REF` a line, as `git show-ref` prints them */
	char *head; /* the ref that HEAD stands for; NULL if that is not known */
	char *head_id; /* the commit of HEAD; NULL if there is none */
};

/* Asks the server at @url, as git_try(). refs_clear() it where that succeeds. */
bool refs_ask(const struct mirror_run *run, const char *url, struct refs *ret_refs,
	      struct attempt *attempt, GError **error);

/* Appends what the repository @path has to @listing, in the same form. */
bool refs_list(const struct mirror_run *run, const char *path, GString *listing, GError **error);

/* What `git ls-remote --symref` prints; lines of another kind count for nothing. */
void refs_read(str output, struct refs *ret_refs);
void refs_clear(struct refs *refs);

/*
 * The ref of @listing that HEAD is to stand for: that of the server, else @current, else a branch
 * at the server's HEAD, else the first branch. NULL where there is no branch. g_free() it.
 */
char *refs_choose_head(str listing, const struct refs *server, const char *current);

/* True if @fingerprint, of a manifest, is that of @listing. NULL is none's. */
bool refs_have_fingerprint(str listing, const char *fingerprint);

typedef struct refs refs;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(refs, refs_clear)

#endif
