/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/epoch.h"

#include "archive/archive_internal.h"
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

/*
 * A fetch into a new repository may leave HEAD at a branch that never comes;
 * public-inbox always writes to master.
 */
static bool find_tip(struct epoch *epoch, GError **error)
{
	static const char *const names[] = {"HEAD", "refs/heads/master"};

	for (size_t i = 0; i < G_N_ELEMENTS(names) && !epoch->has_tip; i++) {
		int result = git_reference_name_to_id(&epoch->tip, epoch->repository, names[i]);

		if (result != 0 && result != GIT_ENOTFOUND) {
			git_library_error(error, TIDINGS_ERROR_CORRUPT,
					  "repository '%s': cannot read %s", epoch->path, names[i]);
			return false;
		}
		epoch->has_tip = result == 0;
	}
	return true;
}

/* A commit named in the file `shallow` has parents that were not fetched. */
static void read_shallow(struct epoch *epoch)
{
	g_autofree char *path =
		g_build_filename(git_repository_path(epoch->repository), "shallow", NULL);
	g_autofree char *text = NULL;
	size_t length;
	str rest;
	str line;

	if (!g_file_get_contents(path, &text, &length, NULL))
		return;
	epoch->shallow = oid_set_new();
	rest = (str){.ptr = text, .len = length};
	while (str_next_line(&rest, &line)) {
		git_oid id;

		if (git_oid_fromstrn(&id, line.ptr, line.len) == 0)
			oid_set_add(epoch->shallow, &id);
	}
}

enum epoch_result epoch_open(const char *path, unsigned number, struct epoch **ret_epoch,
			     GError **error)
{
	g_autoptr(epoch) opened = g_new0(struct epoch, 1);
	int result;

	opened->number = number;
	opened->path = g_strdup(path);
	result = git_repository_open_ext(&opened->repository, path, GIT_REPOSITORY_OPEN_NO_SEARCH,
					 NULL);
	if (result == GIT_ENOTFOUND)
		return EPOCH_NO_REPOSITORY;
	if (result != 0 || git_repository_odb(&opened->objects, opened->repository) != 0) {
		set_open_error(path, error);
		return EPOCH_FAILED;
	}
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
	git_odb_free(epoch->objects);
	git_repository_free(epoch->repository);
	g_free(epoch->path);
	g_free(epoch);
}

static void set_object_error(const struct epoch *epoch, const char *what, const git_oid *commit,
			     GError **error)
{
	char id[ARCHIVE_ID_BYTES];

	git_oid_tostr(id, sizeof(id), commit);
	git_library_error(error, TIDINGS_ERROR_CORRUPT, "repository '%s': cannot read %s %s",
			  epoch->path, what, id);
}

bool epoch_read_commit(struct epoch *epoch, const struct commit_place *place,
		       struct commit *ret_commit, GError **error)
{
	g_autoptr(git_commit) object = NULL;
	struct commit commit = {.place = *place};

	if (git_commit_lookup(&object, epoch->repository, &place->id) != 0) {
		set_object_error(epoch, "commit", &place->id, error);
		return false;
	}
	commit.tree = *git_commit_tree_id(object);
	commit.committed_at = git_commit_time(object);
	commit.has_parent = git_commit_parentcount(object) > 0;
	if (epoch->shallow && g_hash_table_contains(epoch->shallow, &place->id))
		commit.has_parent = false;
	if (commit.has_parent)
		commit.parent = *git_commit_parent_id(object, 0);
	*ret_commit = commit;
	return true;
}

/*
 * Why object @id of @commit could not be read, which libgit2's result does not
 * tell: a delta whose base is gone, which is damage, is "not found" as well.
 */
static enum read_result explain_failure(const struct epoch *epoch, const git_oid *id,
					const char *what, const git_oid *commit, GError **error)
{
	g_autoptr(GError) reason = NULL;

	/* Before the search, which makes libgit2 forget what it complained of. */
	set_object_error(epoch, what, commit, &reason);
	if (!git_odb_exists(epoch->objects, id))
		return READ_MISSING;
	g_propagate_error(error, g_steal_pointer(&reason));
	return READ_FAILED;
}

enum read_result epoch_read_tree(struct epoch *epoch, const struct commit *commit,
				 const git_oid *id, git_tree **ret_tree, GError **error)
{
	if (git_tree_lookup(ret_tree, epoch->repository, id) == 0)
		return READ_OK;
	return explain_failure(epoch, id, "the tree of commit", &commit->place.id, error);
}

/* False with libgit2's error set. */
static bool read_blob(struct epoch *epoch, const git_oid *id, git_odb_object **ret_object)
{
	if (git_odb_read(ret_object, epoch->objects, id) != 0)
		return false;
	if (git_odb_object_type(*ret_object) == GIT_OBJECT_BLOB)
		return true;
	git_odb_object_free(*ret_object);
	git_error_set_str(GIT_ERROR_OBJECT, "the object is no blob");
	return false;
}

static void release_object(void *object)
{
	git_odb_object_free(object);
}

/* Takes @object over. One that is too long must not stay while its mail waits to be read. */
static struct raw_mail raw_mail_of(git_odb_object *object)
{
	str bytes = {.ptr = git_odb_object_data(object), .len = git_odb_object_size(object)};
	char *copy;

	if (bytes.len <= LIMIT_MAIL_BYTES)
		return raw_mail_over(bytes, release_object, object);
	copy = g_memdup2(bytes.ptr, LIMIT_MAIL_BYTES);
	git_odb_object_free(object);
	return raw_mail_over((str){.ptr = copy, .len = LIMIT_MAIL_BYTES}, g_free, copy);
}

enum read_result epoch_read_blob(struct epoch *epoch, const git_oid *id, const git_oid *commit,
				 struct raw_mail *ret_raw, GError **error)
{
	git_odb_object *object = NULL;

	if (!read_blob(epoch, id, &object))
		return explain_failure(epoch, id, "the mail of commit", commit, error);
	*ret_raw = raw_mail_of(object);
	return READ_OK;
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
	g_autofree char *path =
		g_build_filename(git_repository_path(epoch->repository), "description", NULL);

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
	if (!commit->has_parent)
		return epochs_tip(epochs, commit->place.epoch, ret_place);
	*ret_place = (struct commit_place){.epoch = commit->place.epoch, .id = commit->parent};
	return true;
}
