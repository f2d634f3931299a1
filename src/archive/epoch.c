/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/epoch.h"

#include "archive/archive_internal.h"
#include "archive/plain_repository.h"
#include "archive/small_file.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

/* libgit2 says of such a repository only that it does not know an extension. */
static bool uses_sha256(const char *path)
{
	static const char *const configs[] = {"config", ".git/config"};

	for (size_t i = 0; i < G_N_ELEMENTS(configs); i++) {
		g_autofree char *file = g_build_filename(path, configs[i], NULL);
		git_config *config = NULL;
		git_buf format = GIT_BUF_INIT;
		bool found;

		if (!g_file_test(file, G_FILE_TEST_IS_REGULAR))
			continue;
		found = git_config_open_ondisk(&config, file) == 0 &&
			git_config_get_string_buf(&format, config, "extensions.objectformat") ==
				0 &&
			g_strcmp0(format.ptr, "sha256") == 0;
		git_buf_dispose(&format);
		git_config_free(config);
		if (found)
			return true;
	}
	return false;
}

static void set_open_error(const char *path, GError **error)
{
	g_autoptr(GError) reason = NULL;

	/* Looking for the format makes libgit2 forget what it complained of. */
	git_library_error(&reason, TIDINGS_ERROR_CORRUPT, "cannot open repository '%s'", path);
	if (!uses_sha256(path)) {
		g_propagate_error(error, g_steal_pointer(&reason));
		return;
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_ARCHIVE,
		    "repository '%s' has SHA-256 object ids, which libgit2 does not read; convert "
		    "it, or export its mails to an mbox",
		    path);
}

static enum epoch_result open_library(struct epoch *epoch, GError **error)
{
	struct library_view *library = &epoch->library;
	int result;

	if (!git_library_begin(error))
		return EPOCH_FAILED;
	result = git_repository_open_ext(&library->repository, epoch->path,
					 GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	if (result == 0 && git_repository_odb(&library->objects, library->repository) == 0)
		return EPOCH_OPENED;
	if (result != GIT_ENOTFOUND)
		set_open_error(epoch->path, error);
	g_clear_pointer(&library->repository, git_repository_free);
	git_library_end();
	return result == GIT_ENOTFOUND ? EPOCH_NO_REPOSITORY : EPOCH_FAILED;
}

static void close_library(struct library_view *library)
{
	if (!library->repository)
		return;
	git_odb_object_free(library->last);
	git_odb_free(library->objects);
	git_repository_free(library->repository);
	git_library_end();
}

struct library_view *epoch_library(struct epoch *epoch, GError **error)
{
	if (!epoch->library.repository && open_library(epoch, error) != EPOCH_OPENED) {
		if (error && !*error)
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
				    "'%s' is a repository no longer", epoch->path);
		return NULL;
	}
	return &epoch->library;
}

/*
 * A fetch into a new repository may leave HEAD at a branch that never comes;
 * public-inbox always writes to master.
 */
static bool find_tip(struct epoch *epoch, GError **error)
{
	static const char *const names[] = {"HEAD", "refs/heads/master"};
	const struct library_view *library;

	epoch->has_tip =
		epoch->is_plain && plain_repository_head(epoch->git_directory, &epoch->tip);
	if (epoch->has_tip)
		return true;
	library = epoch_library(epoch, error);
	for (size_t i = 0; library && i < G_N_ELEMENTS(names) && !epoch->has_tip; i++) {
		int result = git_reference_name_to_id(&epoch->tip, library->repository, names[i]);

		if (result != 0 && result != GIT_ENOTFOUND) {
			git_library_error(error, TIDINGS_ERROR_CORRUPT,
					  "repository '%s': cannot read %s", epoch->path, names[i]);
			return false;
		}
		epoch->has_tip = result == 0;
	}
	return library;
}

/* A commit named in the file `shallow` has parents that were not fetched. */
static void read_shallow(struct epoch *epoch)
{
	g_autofree char *bytes = NULL;
	str rest;
	str line;

	if (small_file_read(epoch->git_directory, "shallow", &rest) != SMALL_FILE_READ)
		return;
	bytes = (char *)rest.ptr;
	epoch->shallow = oid_set_new();
	while (str_next_line(&rest, &line)) {
		git_oid id;

		if (oid_parse(line, &id))
			oid_set_add(epoch->shallow, &id);
	}
}

/* Finds the git directory and opens the packs, wherever they are. */
static enum epoch_result find_repository(struct epoch *epoch, GError **error)
{
	g_autofree char *objects = NULL;

	epoch->git_directory = plain_repository_find(epoch->path);
	epoch->is_plain = epoch->git_directory;
	if (!epoch->is_plain) {
		enum epoch_result result = open_library(epoch, error);

		if (result != EPOCH_OPENED)
			return result;
		epoch->git_directory =
			g_strdup(git_repository_commondir(epoch->library.repository));
	}
	objects = g_build_filename(epoch->git_directory, "objects", NULL);
	epoch->packs = objects_open_packs(objects, error);
	return epoch->packs ? EPOCH_OPENED : EPOCH_FAILED;
}

enum epoch_result epoch_open(const char *path, unsigned number, struct epoch **ret_epoch,
			     GError **error)
{
	g_autoptr(epoch) opened = NULL;
	enum epoch_result result;

	if (is_no_repository(path))
		return EPOCH_NO_REPOSITORY;
	opened = g_new0(struct epoch, 1);
	opened->number = number;
	opened->path = g_strdup(path);
	result = find_repository(opened, error);
	if (result != EPOCH_OPENED)
		return result;
	read_shallow(opened);
	if (!find_tip(opened, error))
		return EPOCH_FAILED;
	*ret_epoch = g_steal_pointer(&opened);
	return EPOCH_OPENED;
}

void epoch_free(struct epoch *epoch)
{
	if (!epoch)
		return;
	g_clear_pointer(&epoch->shallow, g_hash_table_unref);
	close_library(&epoch->library);
	epoch_rest(epoch);
	g_clear_pointer(&epoch->packs, g_ptr_array_unref);
	g_free(epoch->git_directory);
	g_free(epoch->path);
	g_free(epoch);
}

char *description_read(const char *path)
{
	char text[LIMIT_DESCRIPTION_BYTES];
	FILE *file = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? fopen(path, "rbe") : NULL;
	str rest;
	str line;

	if (!file)
		return NULL;
	rest = (str){.ptr = text, .len = fread(text, 1, sizeof(text), file)};
	fclose(file);
	if (!str_next_line(&rest, &line))
		return NULL;
	line = str_trim(line);
	if (line.len == 0 || str_starts(line, STR("Unnamed repository")))
		return NULL;
	return str_dup(line);
}

char *epoch_description(const struct epoch *epoch)
{
	g_autofree char *path = g_build_filename(epoch->git_directory, "description", NULL);

	return description_read(path);
}

bool epochs_tip(const GPtrArray *epochs, size_t end, struct commit_place *ret_place)
{
	for (size_t i = end; i-- > 0;) {
		const struct epoch *epoch = epochs->pdata[i];

		if (!epoch->has_tip)
			continue;
		*ret_place = (struct commit_place){.epoch = i, .id = epoch->tip};
		return true;
	}
	return false;
}

bool epochs_step_back(const GPtrArray *epochs, const struct commit *commit,
		      struct commit_place *ret_place)
{
	if (!commit->head.has_parent)
		return epochs_tip(epochs, commit->place.epoch, ret_place);
	*ret_place = (struct commit_place){.epoch = commit->place.epoch, .id = commit->head.parent};
	return true;
}

bool walk_guard_step(struct walk_guard *guard, const struct commit_place *place,
		     const GPtrArray *epochs, GError **error)
{
	const struct epoch *epoch = epochs->pdata[place->epoch];
	char id[ARCHIVE_ID_BYTES];

	if (guard->n_steps > 0 && guard->remembered.epoch == place->epoch &&
	    git_oid_equal(&guard->remembered.id, &place->id)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "repository '%s': commit %s is its own ancestor", epoch->path,
			    git_oid_tostr(id, sizeof(id), &place->id));
		return false;
	}
	if (guard->n_steps++ >= guard->n_remembered) {
		guard->remembered = *place;
		guard->n_remembered = 2 * guard->n_steps;
	}
	return true;
}
