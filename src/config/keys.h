/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two tables of what a configuration may say: its sections and their keys. What reads it,
 * describes it and checks it goes by them; another key is another row.
 */
#ifndef TIDINGS_CONFIG_KEYS_H
#define TIDINGS_CONFIG_KEYS_H

#include "config/config.h"

#include <stddef.h>

enum config_kind {
	CONFIG_TEXT, /* char * */
	CONFIG_PATH, /* char *; ~/ is the home folder, and what is relative begins at the file */
	CONFIG_TEXTS, /* char **, `;` between them */
	CONFIG_COMMAND, /* char **: a program and its arguments, quoted as in a shell */
	CONFIG_CHOICE, /* unsigned: one of a few words */
	CONFIG_NUMBER, /* unsigned: 1 to key->max; 0 where it was not said */
	CONFIG_TIME_OF_DAY, /* unsigned: minutes, of `07:30` */
};

struct config_choice {
	const char *word;
	unsigned value;
};

/* A section. One that is named may be there several times: `[list kvm]`. */
struct config_section {
	const char *name;
	const char *help; /* one line */
	bool is_named;
	/* In struct config: of its fields, or if it is named of the array of such structs. */
	size_t offset;
	size_t bytes; /* of its struct; a named one begins with its name, a char * */
};

struct config_key {
	const char *section;
	const char *name;
	const char *help; /* one line */
	const char *usual; /* the value where there is none; NULL: nothing */
	const struct config_choice *choices; /* of a CHOICE; the last has a NULL word */
	size_t offset; /* of its field in the struct of the section */
	unsigned max; /* of a NUMBER */
	enum config_kind kind;
};

/* All sections; the last has a NULL name. */
extern const struct config_section config_sections[];

/* All keys, those of one section together; the last has a NULL section. */
extern const struct config_key config_keys[];

/* The section or key of that name, or NULL. */
const struct config_section *config_section_find(const char *name);
const struct config_key *config_key_find(const char *section, const char *name);

/*
 * The key of @section, and the section, that @name is most likely meant to be: see
 * config_nearest().
 */
const char *config_key_nearest(const char *section, const char *name);
const char *config_section_nearest(const char *name);

#endif
