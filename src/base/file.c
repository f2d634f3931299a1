/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

bool file_write_all(int descriptor, str bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(descriptor, bytes.ptr, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes = str_skip(bytes, (size_t)written);
	}
	return true;
}

/* Writes @bytes to @descriptor and closes it. False with errno. */
static bool fill(int descriptor, str bytes)
{
	int reason = file_write_all(descriptor, bytes) && fsync(descriptor) == 0 ? 0 : errno;

	/* Some file systems tell of a full disk only here. */
	if (close(descriptor) != 0 && reason == 0)
		reason = errno;
	errno = reason;
	return reason == 0;
}

static bool write_beside(const char *beside, str bytes, unsigned mode)
{
	int descriptor;

	/* What a run that was killed has left, or somebody's link: it is not written through. */
	g_unlink(beside);
	descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	return descriptor >= 0 && fill(descriptor, bytes);
}

/* The name is on the disk when its folder is. Some file systems know no such thing. */
static void sync_folder_of(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (descriptor < 0)
		return;
	fsync(descriptor);
	close(descriptor);
}

bool file_replace(const char *path, str bytes, unsigned mode, GError **error)
{
	g_autofree char *beside = g_strconcat(path, ".new", NULL);
	int reason;

	if (write_beside(beside, bytes, mode) && g_rename(beside, path) == 0) {
		sync_folder_of(path);
		return true;
	}
	reason = errno;
	g_unlink(beside);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write to %s: %s", path,
		    g_strerror(reason));
	return false;
}
