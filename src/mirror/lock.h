/* SPDX-License-Identifier: GPL-2.0-or-later */
/* That one run at a time works on a mirror. */
#ifndef TIDINGS_MIRROR_LOCK_H
#define TIDINGS_MIRROR_LOCK_H

#include <glib.h>
#include <stdbool.h>

/*
 * Locks the file @path, which is made and stays: whoever removed it could lock another one than
 * who waits for it. The lock is held as long as @ret_descriptor, or a copy that a program
 * inherited, is open. BUSY where another has it, WRITE where the file cannot be made.
 */
bool lock_take(const char *path, int *ret_descriptor, GError **error);

#endif
