/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who the user is, as git knows it. */
#ifndef TIDINGS_REPOSITORY_IDENTITY_H
#define TIDINGS_REPOSITORY_IDENTITY_H

#include <glib.h>

/*
 * user.email of git-config(1): of the repository that the current directory is in, else of the
 * user, else of the system; GIT_DIR, GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM and
 * GIT_CONFIG_NOSYSTEM count as they do for git. g_free() it. NOT_FOUND where none is set, READ
 * where a file cannot be read.
 */
char *repository_user_email(GError **error);

#endif
