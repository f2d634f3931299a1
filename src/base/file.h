/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that are written so that a full disk is never a success, and a kill leaves no half.
 */
#ifndef TIDINGS_BASE_FILE_H
#define TIDINGS_BASE_FILE_H

#include "base/str.h"

#include <glib.h>

/* Writes all of @bytes to @descriptor. False with errno. */
bool file_write_all(int descriptor, str bytes);

/*
 * Makes the file @path hold @bytes, and be on the disk: who is killed, or loses power, leaves it
 * as it was or as it is to be. It is written beside its place first; of a run that was killed a
 * file may stay there whose name begins with FILE_BESIDE. @mode is that of a new file. WRITE.
 */
#define FILE_BESIDE ".new-"
bool file_replace(const char *path, str bytes, unsigned mode, GError **error);

#endif
