/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The small text files of a repository: HEAD, config, packed-refs, shallow, alternates. */
#ifndef TIDINGS_ARCHIVE_SMALL_FILE_H
#define TIDINGS_ARCHIVE_SMALL_FILE_H

#include "base/str.h"

enum small_file_result {
	SMALL_FILE_READ,
	SMALL_FILE_ABSENT, /* there is none, or a directory of that name */
	SMALL_FILE_REFUSED, /* it cannot be read, is no regular file, or is over LIMIT_REFS_BYTES */
};

/*
 * Reads the file @name in @directory; the caller frees the bytes with g_free().
 * Never waits, whatever stands there.
 */
enum small_file_result small_file_read(const char *directory, const char *name, str *ret_bytes);

#endif
