/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files are named here, one by one: libgit2 is told to look for none, as no setting of a
 * user may change what an archive says (archive/git_library.c), and does not know the variables.
 */
#include "repository/identity.h"

#include "archive/git_library.h"

#include <stdlib.h>

typedef git_config config;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(config, git_config_free)

/* A file that is not there says nothing. */
static bool add_file(git_config *files, const char *path, git_config_level_t level,
		     const git_repository *repository, GError **error)
{
	if (!g_file_test(path, G_FILE_TEST_EXISTS) ||
	    git_config_add_file_ondisk(files, path, level, repository, 1) == 0)
		return true;
	git_library_error(error, TIDINGS_ERROR_READ, "cannot read git's configuration '%s'", path);
	return false;
}

static bool add_of_system(git_config *files, const git_repository *repository, GError **error)
{
	const char *path = getenv("GIT_CONFIG_SYSTEM");
	const char *without = getenv("GIT_CONFIG_NOSYSTEM");

	if (without && *without && strcmp(without, "0") != 0)
		return true;
	return add_file(files, path ? path : "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM, repository,
			error);
}

static bool add_of_user(git_config *files, const git_repository *repository, GError **error)
{
	const char *path = getenv("GIT_CONFIG_GLOBAL");
	g_autofree char *newer = g_build_filename(g_get_user_config_dir(), "git", "config", NULL);
	g_autofree char *usual = g_build_filename(g_get_home_dir(), ".gitconfig", NULL);

	if (path)
		return add_file(files, path, GIT_CONFIG_LEVEL_GLOBAL, repository, error);
	return add_file(files, newer, GIT_CONFIG_LEVEL_XDG, repository, error) &&
	       add_file(files, usual, GIT_CONFIG_LEVEL_GLOBAL, repository, error);
}

static bool add_of_repository(git_config *files, const git_repository *repository, GError **error)
{
	g_autofree char *path =
		repository ? g_build_filename(git_repository_commondir(repository), "config", NULL)
			   : NULL;

	return !path || add_file(files, path, GIT_CONFIG_LEVEL_LOCAL, repository, error);
}

static char *read_email(const git_repository *repository, GError **error)
{
	git_config *made = NULL;
	g_autoptr(config) files = NULL;
	git_buf value = {0};
	char *email = NULL;

	if (git_config_new(&made) < 0) {
		git_library_error(error, TIDINGS_ERROR_READ, "cannot read git's configuration");
		return NULL;
	}
	files = made;
	if (!add_of_system(files, repository, error) || !add_of_user(files, repository, error) ||
	    !add_of_repository(files, repository, error))
		return NULL;
	if (git_config_get_string_buf(&value, files, "user.email") == 0 && value.size > 0)
		email = g_strndup(value.ptr, value.size);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "git knows no user.email; set it with 'git config --global user.email "
			    "ADDRESS'");
	git_buf_dispose(&value);
	return email;
}

char *repository_user_email(GError **error)
{
	const char *directory = getenv("GIT_DIR");
	git_repository *repository = NULL;
	char *email;

	if (!git_library_begin(error))
		return NULL;
	/* What cannot be opened is no repository that one is in. */
	git_repository_open_ext(&repository, directory ? directory : ".",
				directory ? GIT_REPOSITORY_OPEN_NO_SEARCH : 0, NULL);
	email = read_email(repository, error);
	git_repository_free(repository);
	git_library_end();
	return email;
}
