/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Project repositories in the index: added, read, matched with the patches that it knows.
 */
#ifndef TIDINGS_FLOW_REPOSITORIES_H
#define TIDINGS_FLOW_REPOSITORIES_H

#include "base/progress.h"
#include "index/repositories.h"
#include "view/repository_list.h"

struct repositories_request {
	unsigned n_workers; /* 0 for as many as the machine has processors */
	struct progress *progress; /* or NULL; its total is set here */
};

/* What was new in one of them. */
struct repository_news {
	char *name;
	char *path;
	size_t n_commits; /* that were read */
	size_t n_landed; /* landings that were found */
	bool is_absent; /* it cannot be opened: what is new there is not known */
};

struct repositories_result {
	GArray *news; /* struct repository_news, by name */
};

void repositories_result_clear(struct repositories_result *result);

/*
 * Adds the repository at @path as @name (NULL: the last part of its path, without ".git") and
 * reads it. One that is known is renamed and read. Errors: those of repository_open(), of the
 * index; USAGE where another one has the name.
 */
bool repositories_add(struct index *index, const char *path, const char *name,
		      const struct repositories_request *request,
		      struct repositories_result *ret_result, GError **error);

/*
 * Adds the repository at @path as @name, or renames it, without reading it: the next
 * repositories_update() does. Errors as of repositories_add().
 */
bool repositories_name(struct index *index, const char *path, const char *name, GError **error);

/*
 * Adds those that another index knows (struct stored_repository) by path and name, opened or not;
 * the next repositories_update() reads them. Errors of the index; USAGE as repositories_add().
 */
bool repositories_adopt(struct index *index, const GArray *known, GError **error);

/* Forgets the repository with that name or path, and all that landed there. NOT_FOUND. */
bool repositories_remove(struct index *index, const char *name, GError **error);

/*
 * Reads what is new in all repositories, and matches it, and mails that are new, with the rest.
 * The caller clears the result.
 */
bool repositories_update(struct index *index, const struct repositories_request *request,
			 struct repositories_result *ret_result, GError **error);

struct repository_list *repositories_list(struct index *index, GError **error);

#endif
