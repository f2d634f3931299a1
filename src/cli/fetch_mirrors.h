/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists and repositories brought up to date, several at once.
 */
#ifndef TIDINGS_CLI_FETCH_MIRRORS_H
#define TIDINGS_CLI_FETCH_MIRRORS_H

#include "config/config.h"
#include "mirror/mirror.h"

#include <glib.h>

/* One of them. Texts are borrowed. */
struct fetch {
	const char *name;
	const char *url; /* NULL: somebody else brings it up to date, and nothing is done */
	const char *path;
	bool is_project;
	unsigned newest; /* epochs; 0 for all */
	struct mirror_result result; /* if there is no error */
	GError *error; /* owned */
};

struct fetch fetch_of_list(const struct config_list *list);
struct fetch fetch_of_repository(const struct config_repository *repository);

/*
 * Fetches all of @fetches (struct fetch), as many at once as @settings say, and fills in what came
 * of each. Shows on standard error what is going on, where that is wanted. One that fails keeps
 * no other from it.
 */
void fetch_mirrors(GArray *fetches, const struct config_fetch *settings, bool with_progress);

/* An array of struct fetch, which frees their errors. */
GArray *fetches_new(void);

#endif
