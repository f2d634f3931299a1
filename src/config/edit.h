/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a configuration, UTF-8, with one key changed; within src/config only.
 */
#ifndef TIDINGS_CONFIG_EDIT_H
#define TIDINGS_CONFIG_EDIT_H

#include "base/str.h"
#include "config/key_name.h"

/*
 * Appends @text to @out, which is empty, so that GKeyFile reads @value, one line, for @name. Where several
 * lines say it, it is the last; where none does, it comes behind the keys of its section, and
 * where there is none, that comes last. All other lines stay as they are, byte for byte.
 */
void config_edit_set(str text, const struct config_key_name *name, const char *value, GString *out);

/*
 * Appends @text to @out, which is empty, without the lines that say @name, and without the header of its section
 * where that has no other keys; comments stay. False, and nothing is appended, where none does.
 */
bool config_edit_remove(str text, const struct config_key_name *name, GString *out);

#endif
