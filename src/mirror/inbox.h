/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An inbox of epochs: what its server says that there is, and copies of that. */
#ifndef TIDINGS_MIRROR_INBOX_H
#define TIDINGS_MIRROR_INBOX_H

#include "mirror/attempt.h"
#include "mirror/manifest.h"

/*
 * Asks the server for the manifest of the list at the run's address. NULL in @ret_manifest, which
 * manifest_free() frees, if it says that there is none. Errors as mirror_fetch().
 */
bool inbox_ask(struct mirror_run *run, struct manifest **ret_manifest, GError **error);

/*
 * Makes @path, or brings it up to date, from what @manifest names. Where one epoch fails
 * the others are still tried, and the error is that of the first.
 */
bool inbox_update(struct mirror_run *run, const char *path, const struct manifest *manifest,
		  struct mirror_result *ret_result, GError **error);

/*
 * Writes @description, of a list, to @path/description where it says another one. NULL leaves
 * what is there. WRITE where that fails.
 */
bool inbox_describe(const char *path, const char *description, GError **error);

#endif
