/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of a configuration as bytes that are replaced; within src/config only.
 */
#ifndef TIDINGS_CONFIG_STORE_H
#define TIDINGS_CONFIG_STORE_H

#include "base/str.h"

#include <glib.h>

/* A file that no other run replaces meanwhile. */
struct config_store;

/*
 * Locks the file @path, which need not be there, and waits for a run that has it; makes its folder.
 * Where it is a link, what is meant is the file it leads to. WRITE. The lock is a file beside it,
 * which goes with config_store_close().
 */
struct config_store *config_store_open(const char *path, GError **error);
void config_store_close(struct config_store *store);

/* Its bytes; those of none where it is not there. READ. g_free() them. */
bool config_store_read(const struct config_store *store, char **ret_text, size_t *ret_length,
		       GError **error);

/*
 * Makes it hold @text: whole or not at all, also for who reads it meanwhile. It keeps its mode; a
 * new one is for its user alone. WRITE.
 */
bool config_store_write(const struct config_store *store, str text, GError **error);

typedef struct config_store config_store;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(config_store, config_store_close)

#endif
