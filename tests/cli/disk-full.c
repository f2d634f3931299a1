/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A disk that runs full, for LD_PRELOAD: writes to files whose path begins with
 * $DISK_FULL_FILES fail with ENOSPC once $DISK_FULL_ROOM bytes were written. How many
 * were written in all stands in the file $DISK_FULL_TELL in the end.
 */
/* Both names of a function are wanted, and not one in place of the other. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long long n_written;

static bool is_watched(int file)
{
	const char *prefix = getenv("DISK_FULL_FILES");
	char link[64];
	char path[4096];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
	length = readlink(link, path, sizeof(path) - 1);
	if (!prefix || length < 0)
		return false;
	path[length] = '\0';
	return strncmp(path, prefix, strlen(prefix)) == 0;
}

/* True, with errno set, if @count more bytes of @file have no room. */
static bool is_full(int file, size_t count)
{
	const char *room = getenv("DISK_FULL_ROOM");

	if (!is_watched(file))
		return false;
	n_written += (long long)count;
	if (!room || n_written <= atoll(room))
		return false;
	errno = ENOSPC;
	return true;
}

ssize_t write(int file, const void *bytes, size_t count)
{
	ssize_t (*next)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");

	return is_full(file, count) ? -1 : next(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
	ssize_t (*next)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");

	return is_full(file, count) ? -1 : next(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
	ssize_t (*next)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");

	return is_full(file, count) ? -1 : next(file, bytes, count, at);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("DISK_FULL_TELL");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%lld\n", n_written);
	fclose(file);
}
