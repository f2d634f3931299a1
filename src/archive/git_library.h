/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libgit2 as this room wants it: its settings, its errors, sets of ids.
 */
#ifndef TIDINGS_ARCHIVE_GIT_LIBRARY_H
#define TIDINGS_ARCHIVE_GIT_LIBRARY_H

#include "base/error.h"
#include "base/str.h"

#include <git2.h>
#include <glib.h>
#include <stdbool.h>

/*
 * Each begin is matched by one end; libgit2 counts them. False, with READ,
 * where it cannot start.
 */
bool git_library_begin(GError **error);
void git_library_end(void);

/* Sets @error to the text of @format and, behind a colon, what libgit2 last complained of. */
void git_library_error(GError **error, enum tidings_error code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* The id that the 40 hexadecimal digits of @hex are. False for any other text. */
bool oid_parse(str hex, git_oid *ret_id);

/* A set of ids that copies what oid_set_add() puts in. Freed with g_hash_table_unref(). */
GHashTable *oid_set_new(void);
void oid_set_add(GHashTable *set, const git_oid *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(git_reference, git_reference_free)

#endif
