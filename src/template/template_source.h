/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where templates come from: a folder of the user's, whose files stand for those of the same
 * name that are built in (templates/ of the source).
 */
#ifndef TIDINGS_TEMPLATE_TEMPLATE_SOURCE_H
#define TIDINGS_TEMPLATE_TEMPLATE_SOURCE_H

#include "base/str.h"

#include <glib.h>

/* A file of templates/, as scripts/embed-templates writes them. */
struct built_in_template {
	const char *name; /* "update.html" */
	const char *text; /* not terminated */
	size_t length;
};

/* All of them; the last has a NULL name. */
extern const struct built_in_template built_in_templates[];

struct template_source;

/* @folder is a path, or NULL for what is built in alone; it need not be there. */
struct template_source *template_source_new(const char *folder);

/* Texts that were found are gone. NULL is allowed. */
void template_source_free(struct template_source *source);

/*
 * A template_find_fn whose user is the source: NOT_FOUND where neither the folder nor the
 * program has @name, or where it is no plain name of a file; READ where the file cannot be
 * read, or is larger than LIMIT_TEMPLATE_BYTES. The text is the source's.
 */
bool template_source_find(void *source, const char *name, str *ret_text, GError **error);

typedef struct template_source template_source;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(template_source, template_source_free)

#endif
