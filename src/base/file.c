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

/* Writes @bytes to a new file in the folder of @path; its path, or NULL with errno. */
static char *write_beside(const char *path, str bytes, unsigned mode)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *beside = g_strdup_printf("%s/" FILE_BESIDE "%s-XXXXXX", folder, name);
	int descriptor = g_mkstemp_full(beside, O_WRONLY | O_CLOEXEC, (int)mode);
	int reason;

	if (descriptor < 0)
		return NULL;
	if (fill(descriptor, bytes))
		return g_steal_pointer(&beside);
	reason = errno;
	g_unlink(beside);
	errno = reason;
	return NULL;
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
	g_autofree char *beside = write_beside(path, bytes, mode);
	int reason;

	if (beside && g_rename(beside, path) == 0) {
		sync_folder_of(path);
		return true;
	}
	reason = errno;
	if (beside)
		g_unlink(beside);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write to %s: %s", path,
		    g_strerror(reason));
	return false;
}
