/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The values of keys, from text to field; within src/config only.
 */
#ifndef TIDINGS_CONFIG_VALUE_H
#define TIDINGS_CONFIG_VALUE_H

#include "config/keys.h"

/* Where a value stands: for errors, and for paths that are relative. */
struct config_place {
	const char *path; /* of the file */
	const char *section;
	const char *name; /* of a section that is named; else NULL */
};

/* Sets CONFIG: "PATH: [SECTION] KEY: WHAT VALUE"; @value may be NULL. False. */
bool config_fail(const struct config_place *place, const char *key, const char *what,
		 const char *value, GError **error);

/*
 * Sets the field of @key in @item, the struct of its section, to what @text says, or to what is
 * usual for NULL. CONFIG where it makes no sense. The field was zero before.
 */
bool config_set(const struct config_place *place, const struct config_key *key, void *item,
		const char *text, GError **error);

/* Frees what the fields of @section in @item hold, but not @item. */
void config_clear_item(const struct config_section *section, void *item);

#endif
