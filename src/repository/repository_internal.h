/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of this room share of a repository. */
#ifndef TIDINGS_REPOSITORY_REPOSITORY_INTERNAL_H
#define TIDINGS_REPOSITORY_REPOSITORY_INTERNAL_H

#include "repository/grafts.h"
#include "repository/repository.h"

#include <git2.h>

struct repository {
	char *path; /* what repository_path() returns */
	char *git_directory; /* of several work trees the common one */
	GPtrArray *packs; /* of struct pack */
	git_repository *library;
	git_odb *objects; /* any thread may use it: libgit2 locks */
	struct grafts *grafts;
	bool is_partial; /* git fetches objects when it needs them: some are not there */
};

#endif
