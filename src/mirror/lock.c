/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/lock.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum { PERMISSIONS = 0666 };

static bool fail(const char *path, int why, GError **error)
{
	if (why == EWOULDBLOCK)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_BUSY,
			    "another run fetches: it holds %s", path);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot lock %s: %s", path,
			    g_strerror(why));
	return false;
}

static int lock_file(int file)
{
	int result;

	do
		result = flock(file, LOCK_EX | LOCK_NB);
	while (result != 0 && errno == EINTR);
	return result;
}

bool lock_take(const char *path, int *ret_descriptor, GError **error)
{
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, PERMISSIONS);
	int why;

	if (file < 0)
		return fail(path, errno, error);
	if (lock_file(file) == 0) {
		*ret_descriptor = file;
		return true;
	}
	why = errno;
	close(file);
	return fail(path, why, error);
}
