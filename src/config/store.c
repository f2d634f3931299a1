/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/store.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	MODE_OF_FILE = 0600, /* it may name a program that says a password */
	MODE_OF_FOLDER = 0700,
	MODE_BITS = 07777,
	LINKS_MAX = 40, /* as Linux has it */
};

struct config_store {
	char *path; /* where the file itself is */
	char *lock_path;
	int lock;
};

static bool fail(enum tidings_error code, const char *what, const char *path, GError **error)
{
	int reason = errno;

	g_set_error(error, TIDINGS_ERROR, code, "cannot %s %s: %s", what, path, g_strerror(reason));
	return false;
}

/* realpath() would not do: the file that a link leads to may not be there yet. */
static char *follow_links(const char *path)
{
	char *file = g_strdup(path);

	for (unsigned i = 0; i < LINKS_MAX; i++) {
		g_autofree char *target = g_file_read_link(file, NULL);
		g_autofree char *folder = g_path_get_dirname(file);

		if (!target)
			break;
		g_free(file);
		file = g_path_is_absolute(target) ? g_strdup(target)
						  : g_build_filename(folder, target, NULL);
	}
	return file;
}

/* True if the lock's file is still the one that others open. */
static bool is_in_place(const struct config_store *store)
{
	struct stat opened;
	struct stat found;

	return fstat(store->lock, &opened) == 0 && stat(store->lock_path, &found) == 0 &&
	       opened.st_ino == found.st_ino && opened.st_dev == found.st_dev;
}

static bool wait_for(int lock)
{
	while (flock(lock, LOCK_EX) != 0) {
		if (errno != EINTR)
			return false;
	}
	return true;
}

/* Who had the lock removes its file: then it is to be made anew, and had by one alone. */
static bool take_lock(struct config_store *store, GError **error)
{
	for (;;) {
		store->lock = open(store->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
				   MODE_OF_FILE);
		if (store->lock < 0)
			return fail(TIDINGS_ERROR_WRITE, "create", store->lock_path, error);
		if (!wait_for(store->lock)) {
			fail(TIDINGS_ERROR_WRITE, "lock", store->lock_path, error);
			close(store->lock);
			store->lock = -1;
			return false;
		}
		if (is_in_place(store))
			return true;
		close(store->lock);
		store->lock = -1;
	}
}

struct config_store *config_store_open(const char *path, GError **error)
{
	g_autoptr(config_store) store = g_new0(struct config_store, 1);
	g_autofree char *folder = NULL;

	store->lock = -1;
	store->path = follow_links(path);
	folder = g_path_get_dirname(store->path);
	store->lock_path = g_strconcat(store->path, ".lock", NULL);
	if (g_mkdir_with_parents(folder, MODE_OF_FOLDER) != 0) {
		fail(TIDINGS_ERROR_WRITE, "create", folder, error);
		return NULL;
	}
	if (!take_lock(store, error))
		return NULL;
	return g_steal_pointer(&store);
}

void config_store_close(struct config_store *store)
{
	if (!store)
		return;
	if (store->lock >= 0) {
		/* Before it is unlocked: nobody else can have it now. */
		g_unlink(store->lock_path);
		close(store->lock);
	}
	g_free(store->path);
	g_free(store->lock_path);
	g_free(store);
}

bool config_store_read(const struct config_store *store, char **ret_text, size_t *ret_length,
		       GError **error)
{
	g_autoptr(GError) reason = NULL;

	if (g_file_get_contents(store->path, ret_text, ret_length, &reason))
		return true;
	if (g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
		*ret_text = g_strdup("");
		*ret_length = 0;
		return true;
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ, "%s", reason->message);
	return false;
}

/* What the file at @path is to be open to. */
static mode_t mode_of(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 ? found.st_mode & MODE_BITS : MODE_OF_FILE;
}

bool config_store_write(const struct config_store *store, str text, GError **error)
{
	g_autofree char *beside = g_strconcat(store->path, ".XXXXXX", NULL);
	int descriptor = g_mkstemp_full(beside, O_RDWR | O_CLOEXEC, MODE_OF_FILE);
	bool is_written;

	if (descriptor < 0)
		return fail(TIDINGS_ERROR_WRITE, "create", beside, error);
	is_written = file_write_all(descriptor, text) &&
		     fchmod(descriptor, mode_of(store->path)) == 0 && fsync(descriptor) == 0;
	if (close(descriptor) != 0)
		is_written = false;
	if (is_written && g_rename(beside, store->path) == 0)
		return true;
	fail(TIDINGS_ERROR_WRITE, "write", store->path, error);
	g_unlink(beside);
	return false;
}
