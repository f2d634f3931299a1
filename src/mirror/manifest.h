/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The manifest of a server of public-inbox: which repositories a list has there. A JSON
 * object; each key is the path of a repository on that server, each value an object with
 * `fingerprint`, `modified`, `description` and more, of which none need be there.
 */
#ifndef TIDINGS_MIRROR_MANIFEST_H
#define TIDINGS_MIRROR_MANIFEST_H

#include "base/str.h"

#include <glib.h>

struct manifest_epoch {
	unsigned number; /* of KEY/git/N.git */
	char *fingerprint; /* SHA-1 of what `git show-ref` prints; NULL if none is given */
};

struct manifest {
	GArray *epochs; /* struct manifest_epoch, ascending, each number once */
	char *description; /* of the list, in valid UTF-8 and one line; NULL */
	bool is_inbox_v1; /* no epochs: the address is the repository itself */
};

/*
 * Reads @bytes, JSON or JSON within gzip, which a server sends: at most LIMIT_MANIFEST_BYTES
 * of it when decompressed, LIMIT_EPOCHS epochs, and values within values as deep as jansson
 * reads. A manifest may be that of a whole server: of its lists the one counts whose path
 * ends as @name; of a manifest of one list alone that one, whatever its name. FETCH, with
 * what is wrong, for what is no manifest or names no such list. Freed with
 * manifest_free().
 */
struct manifest *manifest_read(str bytes, const char *name, GError **error);
void manifest_free(struct manifest *manifest);

typedef struct manifest manifest;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(manifest, manifest_free)

#endif
