/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changing the configuration from a program, as its user would by hand.
 */
#ifndef TIDINGS_CONFIG_CHANGE_H
#define TIDINGS_CONFIG_CHANGE_H

#include "config/key_name.h"

/* Borrows both. */
struct config_change {
	const struct config_key_name *of;
	const char *value; /* NULL removes it */
};

/*
 * Whether @value is one for @name, whatever else the file @path says: UTF-8 on one line, and what
 * the kind of the key asks for. CONFIG, and for what is no key that of config_key_name_find().
 */
bool config_change_check(const struct config_key_name *name, const char *value, const char *path,
			 GError **error);

/*
 * Makes all of @changes to the file @path, or none. Lines that are not concerned stay as they are,
 * comments among them; a section that has no keys left goes. A file that is not there is made, and
 * its folder. It is replaced whole, under a lock, so that of two runs neither loses what the
 * other changed.
 *
 * A sound file stays one: a change after which config_read() would fail is refused. So keys
 * that need one another are set by one call. In a file that is wrong already any key may be set
 * to a value that it can have, and any be removed, known or not: else it could not be mended step
 * by step.
 *
 * Errors: READ, WRITE; NOT_FOUND for a key to be removed that is not there; CONFIG as
 * config_change_check() has it, and for a change that is refused, with what would be wrong.
 */
bool config_change(const char *path, const struct config_change *changes, unsigned n_changes,
		   GError **error);

#endif
