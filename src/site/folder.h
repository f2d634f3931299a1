/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folder that a site is published to: files are written whole or not at all, and only
 * those whose bytes changed.
 *
 * A file is made beside its place and renamed onto it, so that a web server never serves a
 * half. A lock keeps a second run out.
 */
#ifndef TIDINGS_SITE_FOLDER_H
#define TIDINGS_SITE_FOLDER_H

#include "base/str.h"

#include <glib.h>

struct folder;

/*
 * Opens or makes the folder @path. Errors: WRITE where that fails; BUSY while another run
 * publishes to it; USAGE for a folder that is not empty and has no manifest: it is
 * somebody's, and not of a site.
 */
struct folder *folder_open(const char *path, const char *manifest, GError **error);

/* Unlocks it. NULL is allowed. */
void folder_close(struct folder *folder);

/*
 * Makes the file @name, a relative path of our own, hold @content; *ret_written says whether it
 * did not before. Threads may write different files at the same time. WRITE.
 */
bool folder_write(const struct folder *folder, const char *name, str content, bool *ret_written,
		  GError **error);

bool folder_has(const struct folder *folder, const char *name);

/* The content of the file @name; false where it cannot be read. The caller frees it. */
bool folder_read(const struct folder *folder, const char *name, char **ret_content,
		 size_t *ret_length);

/* Removes the file @name; true if it is not there, or a folder is. WRITE. */
bool folder_remove(const struct folder *folder, const char *name, GError **error);

/* Waits until what was written is on the disk. WRITE. */
bool folder_sync(const struct folder *folder, GError **error);

typedef struct folder folder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(folder, folder_close)

#endif
