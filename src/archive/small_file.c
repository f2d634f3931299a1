/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/small_file.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The bytes of an open regular file. False where they are too many, or cannot be read. */
static bool read_whole(int file, size_t size, str *ret_bytes)
{
	g_autofree char *bytes = NULL;
	size_t length = 0;

	if (size > LIMIT_REFS_BYTES)
		return false;
	bytes = g_malloc(size + 1);
	while (length < size) {
		ssize_t n = read(file, bytes + length, size - length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		length += (size_t)n;
	}
	*ret_bytes = (str){.ptr = g_steal_pointer(&bytes), .len = length};
	return true;
}

enum small_file_result small_file_read(const char *directory, const char *name, str *ret_bytes)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	/* A pipe would be waited for. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum small_file_result result = SMALL_FILE_REFUSED;
	struct stat status;

	if (file < 0)
		return errno == ENOENT || errno == ENOTDIR ? SMALL_FILE_ABSENT : SMALL_FILE_REFUSED;
	if (fstat(file, &status) == 0) {
		if (S_ISDIR(status.st_mode))
			result = SMALL_FILE_ABSENT;
		else if (S_ISREG(status.st_mode) &&
			 read_whole(file, (size_t)status.st_size, ret_bytes))
			result = SMALL_FILE_READ;
	}
	close(file);
	return result;
}
