/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The password for a server, from where the configuration says that it stands.
 */
#ifndef TIDINGS_DELIVERY_PASSWORD_H
#define TIDINGS_DELIVERY_PASSWORD_H

#include "config/config.h"

#include <glib.h>

enum { PASSWORD_MAX_BYTES = 1024 };

/* Lives in the caller's storage and nowhere else. */
struct password {
	char text[PASSWORD_MAX_BYTES + 1];
};

/*
 * Reads the first line of the file, or of the output of the command, that @smtp names. Its
 * error output and its input are those of this program, so that it may ask. CONFIG for a file
 * that others can read, a command that fails, and for no password or one that is too long.
 * password_clear() in either case.
 */
bool password_read(const struct config_smtp *smtp, struct password *ret_password, GError **error);

/* Wipes it from memory. */
void password_clear(struct password *password);

typedef struct password password;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(password, password_clear)

#endif
