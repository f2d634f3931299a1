/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/mirror.h"

#include "base/error.h"
#include "base/str.h"
#include "mirror/address.h"
#include "mirror/attempt.h"
#include "mirror/copy.h"
#include "mirror/inbox.h"
#include "mirror/lock.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PERMISSIONS = 0777 };

/* What is there already. */
enum standing {
	STANDING_NOTHING,
	STANDING_EPOCHS,
	STANDING_REPOSITORY,
	STANDING_OTHER, /* it is not ours */
};

static bool is_empty_folder(const char *path)
{
	g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);

	return entries && !g_dir_read_name(entries);
}

static enum standing look_at(const char *path)
{
	g_autofree char *epochs = g_build_filename(path, "git", NULL);

	if (!g_file_test(path, G_FILE_TEST_EXISTS) || is_empty_folder(path))
		return STANDING_NOTHING;
	if (copy_is_there(path))
		return STANDING_REPOSITORY;
	return g_file_test(epochs, G_FILE_TEST_IS_DIR) ? STANDING_EPOCHS : STANDING_OTHER;
}

static bool fail(int code, const char *where, const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, code, "%s: %s", where, what);
	return false;
}

static bool fetch_repository(struct mirror_run *run, const char *path, const char *description,
			     struct mirror_result *ret_result, GError **error)
{
	const struct copy copy = {.url = run->request->url, .path = path};
	struct mirror_result result = {.n_epochs = 1, .n_new_epochs = !copy_is_there(path)};

	if (!copy_update(run, &copy, &result.changed, error) ||
	    !inbox_describe(path, description, error))
		return false;
	*ret_result = result;
	return true;
}

/* Of a list that has no epochs there, of a v1 inbox, or of a project. */
static bool fetch_without_epochs(struct mirror_run *run, const char *path, const char *description,
				 struct mirror_result *ret_result, GError **error)
{
	g_autofree char *shown = address_shown(run->request->url);

	if (look_at(path) != STANDING_EPOCHS)
		return fetch_repository(run, path, description, ret_result, error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
		    "cannot fetch %s: the server names no epochs any more, of which %s has some; "
		    "did the list move?",
		    shown, path);
	return false;
}

static bool fetch_epochs(struct mirror_run *run, const char *path, const struct manifest *manifest,
			 struct mirror_result *ret_result, GError **error)
{
	g_autofree char *shown = address_shown(run->request->url);

	if (look_at(path) != STANDING_REPOSITORY)
		return inbox_update(run, path, manifest, ret_result, error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
		    "cannot fetch %s: it is a list of epochs, and %s a single repository; another "
		    "path is needed",
		    shown, path);
	return false;
}

static bool fetch(struct mirror_run *run, const char *path, struct mirror_result *ret_result,
		  GError **error)
{
	g_autoptr(manifest) manifest = NULL;

	if (look_at(path) == STANDING_OTHER)
		return fail(TIDINGS_ERROR_WRITE, path, "it is there, and no mirror", error);
	if (run->request->is_project || !address_is_web(run->request->url))
		return fetch_without_epochs(run, path, NULL, ret_result, error);
	if (!inbox_ask(run, &manifest, error))
		return false;
	if (!manifest || manifest->is_inbox_v1)
		return fetch_without_epochs(run, path, manifest ? manifest->description : NULL,
					    ret_result, error);
	return fetch_epochs(run, path, manifest, ret_result, error);
}

/* Without slashes at its end: the lock stands beside it. */
static char *clean_path(const char *path)
{
	str clean = str_from(path);

	while (clean.len > 1 && str_ends(clean, STR("/")))
		clean.len--;
	return str_dup(clean);
}

static bool make_folder_above(const char *path, GError **error)
{
	g_autofree char *above = g_path_get_dirname(path);

	if (g_mkdir_with_parents(above, PERMISSIONS) == 0)
		return true;
	return fail(TIDINGS_ERROR_WRITE, above, g_strerror(errno), error);
}

bool mirror_fetch_at_pace(const struct mirror_request *request, const struct mirror_pace *pace,
			  struct mirror_result *ret_result, GError **error)
{
	g_autofree char *path = clean_path(request->path);
	g_autofree char *lock = g_strconcat(path, ".lock", NULL);
	struct mirror_run run = {.request = request, .pace = pace, .lock = -1};
	bool good;

	if (!mirror_is_address(request->url))
		return fail(TIDINGS_ERROR_USAGE, request->url, "this is no address", error);
	if (!make_folder_above(path, error) || !lock_take(lock, &run.lock, error))
		return false;
	good = fetch(&run, path, ret_result, error);
	close(run.lock);
	return good;
}

bool mirror_fetch(const struct mirror_request *request, struct mirror_result *ret_result,
		  GError **error)
{
	return mirror_fetch_at_pace(request, &mirror_usual_pace, ret_result, error);
}
