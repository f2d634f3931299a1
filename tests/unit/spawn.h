/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How tests start programs. To copy a sanitized process takes some 50 ms. GLib starts a
 * program without a copy where it has nothing to do in between: descriptors stay open, and
 * it is env(1) that goes to another folder.
 */
#ifndef TIDINGS_TESTS_SPAWN_H
#define TIDINGS_TESTS_SPAWN_H

#include <glib.h>

#define SPAWN_FLAGS (G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN)

/* The first arguments of what runs in @folder. */
#define SPAWN_IN(folder) "env", "-C", folder

#endif
