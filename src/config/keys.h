/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of what a configuration may say. A new key is a row here and a field of struct
 * config; reading, defaults, errors and freeing follow from the row.
 */
#ifndef TIDINGS_CONFIG_KEYS_H
#define TIDINGS_CONFIG_KEYS_H

#include "config/config.h"

#include <glib.h>
#include <stddef.h>

/* What a value is, and the type of the field that takes it. */
enum config_kind {
	CONFIG_TEXT, /* char * */
	CONFIG_PATH, /* char *: `~/` is the home, else from the folder of the configuration on */
	CONFIG_TEXTS, /* char **: separated by `;` */
	CONFIG_COMMAND, /* char **: quoted as for a shell, which never sees it */
	CONFIG_CHOICE, /* unsigned: one of the choices */
	CONFIG_NUMBER, /* unsigned: from 1 on */
};

struct config_choice {
	const char *word;
	unsigned value;
};

struct config_key {
	const char *section;
	const char *name;
	const char *help; /* one line */
	const char *usual; /* the value where there is none; NULL: nothing */
	const struct config_choice *choices; /* of a CHOICE; the last has a NULL word */
	size_t offset; /* of its field in struct config */
	unsigned max; /* of a NUMBER */
	enum config_kind kind;
};

/* All keys, those of one section together; the last has a NULL section. */
extern const struct config_key config_keys[];

/* The key of that name, or NULL. */
const struct config_key *config_key_find(const char *section, const char *name);

/*
 * The key of @section, and the section, that @name is most likely meant to be: the one
 * that fewest changes of one letter, or of the order of two, lead to. NULL where more than
 * one letter and every third would change.
 */
const char *config_key_nearest(const char *section, const char *name);
const char *config_section_nearest(const char *name);

#endif
