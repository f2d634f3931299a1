/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kill at a chosen moment, for LD_PRELOAD: of the calls that change a file whose path begins with
 * one of $KILLED_AT_FILES, which colons part, the one of number $KILLED_AT_CALL is not made: the
 * program is killed by SIGKILL in its place. The first one is 1.
 */
/* Both names of a function are wanted, and not one in place of the other. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int n_calls;

static bool is_watched(const char *path)
{
	const char *prefix = getenv("KILLED_AT_FILES");

	while (prefix) {
		size_t length = strcspn(prefix, ":");

		if (length > 0 && strncmp(path, prefix, length) == 0)
			return true;
		prefix = prefix[length] ? prefix + length + 1 : NULL;
	}
	return false;
}

static void count_path(const char *path)
{
	const char *last = getenv("KILLED_AT_CALL");

	if (is_watched(path) && last && ++n_calls == atoi(last))
		raise(SIGKILL);
}

static void count_file(int file)
{
	char link[64];
	char path[4096];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
	length = readlink(link, path, sizeof(path) - 1);
	if (length < 0)
		return;
	path[length] = '\0';
	count_path(path);
}

static int open_counted(const char *name, const char *path, int flags, mode_t mode)
{
	int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, name);

	if (flags & O_CREAT)
		count_path(path);
	return next(path, flags, mode);
}

static mode_t mode_of(int flags, va_list rest)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
	va_list rest;
	mode_t mode;

	va_start(rest, flags);
	mode = mode_of(flags, rest);
	va_end(rest);
	return open_counted("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list rest;
	mode_t mode;

	va_start(rest, flags);
	mode = mode_of(flags, rest);
	va_end(rest);
	return open_counted("open64", path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t count)
{
	ssize_t (*next)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");

	count_file(file);
	return next(file, bytes, count);
}

int fsync(int file)
{
	int (*next)(int) = dlsym(RTLD_NEXT, "fsync");

	count_file(file);
	return next(file);
}

int rename(const char *from, const char *to)
{
	int (*next)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");

	count_path(to);
	return next(from, to);
}

int unlink(const char *path)
{
	int (*next)(const char *) = dlsym(RTLD_NEXT, "unlink");

	count_path(path);
	return next(path);
}
