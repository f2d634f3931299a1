/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A temporary folder with repositories in it, and mirrors of them. */
#ifndef TIDINGS_TESTS_MIRROR_FIXTURE_H
#define TIDINGS_TESTS_MIRROR_FIXTURE_H

#include "mirror/attempt.h"

struct fixture {
	char *folder;
	GString *told; /* all that mirrors told, a line each */
};

struct fixture *fixture_new(void);
void fixture_free(struct fixture *fixture);

/* Runs the lines of @script, a shell's, in the folder; none may fail. */
void fixture_script(const struct fixture *fixture, const char *script);

/* What @script prints, trimmed. g_free() it. */
char *fixture_output(const struct fixture *fixture, const char *script);

/* @name in the folder. g_free() it. */
char *fixture_path(const struct fixture *fixture, const char *name);

/*
 * Appends the commits @from to @to, each a mail at `m`, to the branch master of the repository
 * @name, which is made if it is not there.
 */
void fixture_commit(const struct fixture *fixture, const char *name, unsigned from, unsigned to);

/* file://FOLDER/NAME. g_free() it. */
char *fixture_url(const struct fixture *fixture, const char *name);

/* Fetches @url to the path @name of the folder, three commits a piece, with hardly a wait. */
bool fixture_fetch(struct fixture *fixture, const char *url, const char *name,
		   struct mirror_result *ret_result, GError **error);

/* The same with what @request says besides. */
bool fixture_fetch_as(struct fixture *fixture, struct mirror_request request, const char *name,
		      struct mirror_result *ret_result, GError **error);

/*
 * From now on git is watched: each run appends its arguments to the file `log` of the folder, and
 * then does first what @script, a shell's, says; it may exit in place of git.
 */
void fixture_watch_git(const struct fixture *fixture, const char *script);

/* How often a word of a run of git was @word since git is watched. */
unsigned fixture_count_runs(const struct fixture *fixture, const char *word);

typedef struct fixture fixture;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(fixture, fixture_free)

#endif
