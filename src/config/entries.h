/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a configuration says, as it stands there: nothing is checked, so that one that is wrong
 * can be looked at too.
 */
#ifndef TIDINGS_CONFIG_ENTRIES_H
#define TIDINGS_CONFIG_ENTRIES_H

#include "config/key_name.h"

struct config_entry {
	struct config_key_name of;
	char *value; /* without blanks around it */
};

/*
 * All entries of the file @path, in its order (struct config_entry); none where there is no file.
 * Errors are those of config_read() for what is no such file. g_ptr_array_unref() it.
 */
GPtrArray *config_entries_read(const char *path, GError **error);

/* The value of @name, or NULL. Of several, the one that counts: the last. */
const char *config_entries_find(const GPtrArray *entries, const struct config_key_name *name);

/* True if there is an entry of the section @section, with that name. */
bool config_entries_have_section(const GPtrArray *entries, const struct config_key_name *name);

#endif
