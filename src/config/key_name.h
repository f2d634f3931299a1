/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A key as one names it where no file is at hand: `mail.from`, `list.kvm.url`.
 */
#ifndef TIDINGS_CONFIG_KEY_NAME_H
#define TIDINGS_CONFIG_KEY_NAME_H

#include "config/keys.h"

/* Texts that it owns; config_key_name_clear() frees them. */
struct config_key_name {
	char *section;
	char *name; /* NULL without one; it may hold full stops */
	char *key;
};

/* Takes @text apart at its first and its last full stop. CONFIG where a part is missing. */
bool config_key_name_split(const char *text, struct config_key_name *ret_name, GError **error);

/*
 * The key in the table; NULL, and CONFIG with what may be meant, for what is none, and for a
 * name that is none, is missing, or is one too many.
 */
const struct config_key *config_key_name_find(const struct config_key_name *name, GError **error);

/* As config_key_name_split() takes it apart. g_free() it. */
char *config_key_name_join(const char *section, const char *name, const char *key);

void config_key_name_clear(struct config_key_name *name);

typedef struct config_key_name config_key_name;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(config_key_name, config_key_name_clear)

#endif
