/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a site was made of the last time: each file with its key, and each update in few words.
 * It stands in the site's folder. Whoever spoils it has all pages made again, and no more.
 *
 * Lines of words, a tab between each two:
 *
 *	tidings-site 1 SETTINGS
 *	file KEY NAME
 *	people NAME NUMBER...
 *	update NAME LAST FROM TO MAILS PATCHES REPLIES PARTICIPANTS SERIES REVISED LANDED
 */
#ifndef TIDINGS_SITE_MANIFEST_H
#define TIDINGS_SITE_MANIFEST_H

#include "base/arena.h"
#include "view/site_view.h"

#include <glib.h>

#define MANIFEST_NAME ".tidings-site"

struct manifest {
	struct arena texts; /* owns all that is below */
	uint64_t settings; /* a sum of what all pages depend on */
	GHashTable *files; /* name (char *) to its key (uint64_t *) */
	/* Name (char *) to GArray of uint64_t, ascending: whom the file names, with a page or without. */
	GHashTable *people;
	GHashTable *updates; /* name (char *) to struct site_update * */
};

/* An empty one, of a new site. manifest_clear() it. */
void manifest_init(struct manifest *manifest);
void manifest_clear(struct manifest *manifest);

/*
 * Reads @text. A line that is none is left out, and so is a file whose name could not be of a
 * site: what a manifest names may be removed. Of another version nothing is read.
 */
void manifest_parse(struct manifest *manifest, str text);

/* Appends the text of @manifest, in order of names. */
void manifest_write(const struct manifest *manifest, GString *out);

/* Adds a file, or an update; what was there under that name is replaced. Texts are copied. */
void manifest_add_file(struct manifest *manifest, const char *name, uint64_t key);
void manifest_add_update(struct manifest *manifest, const struct site_update *update);

/* Adds whom the file @name names, each as often as may be, in any order; @numbers is copied. */
void manifest_add_people(struct manifest *manifest, const char *name, const GArray *numbers);

/* Those of @name, or NULL. */
const GArray *manifest_people(const struct manifest *manifest, const char *name);

/* True if @name is there with that key. */
bool manifest_has(const struct manifest *manifest, const char *name, uint64_t key);

/* The update of that name, or NULL. */
const struct site_update *manifest_update(const struct manifest *manifest, const char *name);

#endif
