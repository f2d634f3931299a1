/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/folder.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
	char *path;
	int descriptor; /* of the folder; it has the lock, too */
};

static bool fail(const struct folder *folder, const char *name, int reason, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write to %s/%s: %s",
		    folder->path, name, g_strerror(reason));
	return false;
}

/* A run that was killed at its very begin has left no more than a manifest in the making. */
static bool is_empty(const char *path, const char *manifest)
{
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	g_autofree char *beside = g_strconcat(manifest, ".new", NULL);
	const char *name = directory ? g_dir_read_name(directory) : NULL;

	if (name && strcmp(name, beside) == 0)
		name = g_dir_read_name(directory);
	return directory && !name;
}

static bool lock(const struct folder *folder, GError **error)
{
	if (flock(folder->descriptor, LOCK_EX | LOCK_NB) == 0)
		return true;
	if (errno != EWOULDBLOCK)
		return fail(folder, "", errno, error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_BUSY,
		    "%s: another run publishes to it; try again when it is done", folder->path);
	return false;
}

static bool is_ours(const struct folder *folder, const char *manifest, GError **error)
{
	if (folder_has(folder, manifest) || is_empty(folder->path, manifest))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "%s: not empty, and no site of tidings; name a new or an empty folder",
		    folder->path);
	return false;
}

struct folder *folder_open(const char *path, const char *manifest, GError **error)
{
	g_autoptr(folder) folder = g_new0(struct folder, 1);

	folder->path = g_strdup(path);
	folder->descriptor = -1;
	if (g_mkdir_with_parents(path, 0777) == 0)
		folder->descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->descriptor < 0) {
		fail(folder, "", errno, error);
		return NULL;
	}
	if (!lock(folder, error) || !is_ours(folder, manifest, error))
		return NULL;
	return g_steal_pointer(&folder);
}

void folder_close(struct folder *folder)
{
	if (!folder)
		return;
	if (folder->descriptor >= 0)
		close(folder->descriptor);
	g_free(folder->path);
	g_free(folder);
}

bool folder_has(const struct folder *folder, const char *name)
{
	struct stat status;

	return fstatat(folder->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(status.st_mode);
}

bool folder_read(const struct folder *folder, const char *name, char **ret_content,
		 size_t *ret_length)
{
	g_autofree char *path = g_build_filename(folder->path, name, NULL);

	return g_file_get_contents(path, ret_content, ret_length, NULL);
}

static bool holds(const struct folder *folder, const char *name, str content)
{
	struct stat status;
	g_autofree char *known = NULL;
	size_t length;

	if (fstatat(folder->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISREG(status.st_mode) || (uint64_t)status.st_size != content.len)
		return false;
	return folder_read(folder, name, &known, &length) &&
	       str_equal((str){.ptr = known, .len = length}, content);
}

/* Writes @content to @descriptor and closes it: 0, or why it could not. */
static int fill(int descriptor, str content)
{
	int reason = file_write_all(descriptor, content) ? 0 : errno;

	/* Some file systems tell of a full disk only here. */
	if (close(descriptor) != 0 && reason == 0)
		reason = errno;
	return reason;
}

/* Makes @name hold @content, and nobody can see it before it does: 0, or why it could not. */
static int replace(const struct folder *folder, const char *name, const char *beside, str content)
{
	int descriptor;
	int reason;

	/* What a run that was killed has left, or somebody's link: it is not written through. */
	unlinkat(folder->descriptor, beside, 0);
	descriptor =
		openat(folder->descriptor, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	reason = descriptor < 0 ? errno : fill(descriptor, content);
	if (reason == 0 && renameat(folder->descriptor, beside, folder->descriptor, name) != 0)
		reason = errno;
	if (reason != 0)
		unlinkat(folder->descriptor, beside, 0);
	return reason;
}

/* Makes the folder @parent within the site's; a link is none. */
static bool make_parent(const struct folder *folder, const char *parent, GError **error)
{
	struct stat status;

	if (mkdirat(folder->descriptor, parent, 0777) == 0)
		return true;
	if (errno != EEXIST ||
	    fstatat(folder->descriptor, parent, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return fail(folder, parent, errno, error);
	return S_ISDIR(status.st_mode) || fail(folder, parent, ENOTDIR, error);
}

bool folder_write(const struct folder *folder, const char *name, str content, bool *ret_written,
		  GError **error)
{
	g_autofree char *parent = g_path_get_dirname(name);
	g_autofree char *beside = g_strconcat(name, ".new", NULL);
	int reason;

	*ret_written = !holds(folder, name, content);
	if (!*ret_written)
		return true;
	if (!make_parent(folder, parent, error))
		return false;
	reason = replace(folder, name, beside, content);
	return reason == 0 || fail(folder, name, reason, error);
}

bool folder_remove(const struct folder *folder, const char *name, GError **error)
{
	/* What is a folder by now, or below a file, is no file of that name. */
	if (unlinkat(folder->descriptor, name, 0) == 0 || errno == ENOENT || errno == ENOTDIR ||
	    errno == EISDIR)
		return true;
	return fail(folder, name, errno, error);
}

bool folder_sync(const struct folder *folder, GError **error)
{
	return syncfs(folder->descriptor) == 0 || fail(folder, "", errno, error);
}
