/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/output.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool fail(const char *path, int reason, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write to %s: %s",
		    path ? path : "standard output", g_strerror(reason));
	return false;
}

static bool write_all(int descriptor, str document)
{
	while (document.len) {
		ssize_t written = write(descriptor, document.ptr, document.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		document = str_skip(document, (size_t)written);
	}
	return true;
}

bool output_write(const char *path, str document, GError **error)
{
	int descriptor = STDOUT_FILENO;

	if (path)
		descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (descriptor < 0)
		return fail(path, errno, error);
	if (!write_all(descriptor, document)) {
		int reason = errno;

		if (path)
			close(descriptor);
		return fail(path, reason, error);
	}
	/* Some file systems tell of a full disk only here. */
	if (close(descriptor) != 0)
		return fail(path, errno, error);
	return true;
}
