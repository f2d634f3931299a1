/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `tidings repo` shows: the repositories in which landings are looked for. */
#ifndef TIDINGS_VIEW_REPOSITORY_LIST_H
#define TIDINGS_VIEW_REPOSITORY_LIST_H

#include "base/arena.h"
#include "base/str.h"

#include <glib.h>

struct repository_row {
	str name; /* the last part of its path, or as it was named */
	str path;
	size_t n_commits; /* that the index knows */
	size_t n_landed; /* patches of the index that landed there */
	str last; /* when the newest commit was made: `2025-12-29T16:01:05Z`; empty without one */
	bool is_absent; /* it cannot be opened now */
};

struct repository_list {
	struct arena arena; /* owns all that is below */
	struct repository_row *rows; /* by name */
	unsigned n_rows;
};

struct repository_list *repository_list_new(void);

/* NULL is allowed. */
void repository_list_free(struct repository_list *list);

typedef struct repository_list repository_list;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(repository_list, repository_list_free)

#endif
