/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a repository: libgit2 finds it, its packs are read by src/pack. */
#include "repository/repository.h"

#include "archive/git_library.h"
#include "archive/objects.h"
#include "archive/plain_repository.h"
#include "archive/small_file.h"
#include "repository/repository_internal.h"

/* libgit2 says of such a repository only that it does not know an extension. */
static bool uses_sha256(const char *path)
{
	static const char *const configs[] = {".git/config", "config"};
	bool found = false;

	for (size_t i = 0; i < G_N_ELEMENTS(configs) && !found; i++) {
		g_autofree char *bytes = NULL;
		str config;
		str line;

		if (small_file_read(path, configs[i], &config) != SMALL_FILE_READ)
			continue;
		bytes = (char *)config.ptr;
		while (str_next_line(&config, &line) && !found)
			found = str_starts_nocase(str_trim(line), STR("objectformat")) &&
				str_ends_nocase(str_trim(line), STR("sha256"));
	}
	return found;
}

static void set_open_error(const char *path, int result, GError **error)
{
	g_autoptr(GError) reason = NULL;

	git_library_error(&reason, TIDINGS_ERROR_CORRUPT, "cannot open repository '%s'", path);
	if (uses_sha256(path))
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_ARCHIVE,
			    "repository '%s' has SHA-256 object ids, which libgit2 does not read",
			    path);
	else if (result == GIT_ENOTFOUND)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_ARCHIVE,
			    "'%s' is no git repository", path);
	else
		g_propagate_error(error, g_steal_pointer(&reason));
}

static bool check_path(const char *path, GError **error)
{
	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "there is no repository '%s'", path);
		return false;
	}
	if (!is_no_repository(path))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_ARCHIVE, "'%s' is no git repository",
		    path);
	return false;
}

/* The git directory, or the directory that it lies in as ".git". g_free() it. */
static char *name_directory(const char *git_directory)
{
	g_autofree char *canonical = g_canonicalize_filename(git_directory, NULL);
	g_autofree char *last = g_path_get_basename(canonical);

	return strcmp(last, ".git") == 0 ? g_path_get_dirname(canonical)
					 : g_steal_pointer(&canonical);
}

/* Whether one of the packs was fetched from where the other objects are. */
static bool has_promisor_pack(const GPtrArray *packs)
{
	for (unsigned i = 0; i < packs->len; i++) {
		const struct pack *pack = packs->pdata[i];
		g_autofree char *stem = g_strndup(pack->path, strlen(pack->path) - strlen(".pack"));
		g_autofree char *mark = g_strconcat(stem, ".promisor", NULL);

		if (g_file_test(mark, G_FILE_TEST_EXISTS))
			return true;
	}
	return false;
}

static bool open_library(struct repository *repository, const char *path, GError **error)
{
	int result;

	if (!git_library_begin(error))
		return false;
	result = git_repository_open_ext(&repository->library, path, GIT_REPOSITORY_OPEN_NO_SEARCH,
					 NULL);
	if (result == 0)
		result = git_repository_odb(&repository->objects, repository->library);
	if (result == 0)
		return true;
	set_open_error(path, result, error);
	if (!repository->library)
		git_library_end();
	return false;
}

struct repository *repository_open(const char *path, GError **error)
{
	g_autoptr(repository) opened = g_new0(struct repository, 1);
	g_autofree char *objects = NULL;

	if (!check_path(path, error) || !open_library(opened, path, error))
		return NULL;
	opened->git_directory =
		g_canonicalize_filename(git_repository_commondir(opened->library), NULL);
	opened->path = name_directory(opened->git_directory);
	objects = g_build_filename(opened->git_directory, "objects", NULL);
	opened->packs = objects_open_packs(objects, error);
	if (!opened->packs)
		return NULL;
	opened->is_partial = has_promisor_pack(opened->packs);
	opened->grafts = grafts_read(opened->git_directory);
	return g_steal_pointer(&opened);
}

void repository_close(struct repository *repository)
{
	if (!repository)
		return;
	grafts_free(repository->grafts);
	g_clear_pointer(&repository->packs, g_ptr_array_unref);
	if (repository->library) {
		git_odb_free(repository->objects);
		git_repository_free(repository->library);
		git_library_end();
	}
	g_free(repository->git_directory);
	g_free(repository->path);
	g_free(repository);
}

const char *repository_path(const struct repository *repository)
{
	return repository->path;
}
