/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * git as the judge of what the patch room reads. For tests only.
 */
#ifndef TIDINGS_TESTS_ASK_GIT_H
#define TIDINGS_TESTS_ASK_GIT_H

#include "../spawn.h"
#include "base/str.h"

#include <glib.h>
#include <glib/gstdio.h>

/* Skips the test, and returns false, where there is no git. */
static inline bool have_git(void)
{
	g_autofree char *path = g_find_program_in_path("git");

	if (!path)
		g_test_skip("git is not installed");
	return path != NULL;
}

/*
 * What the shell prints for @script, outside of any repository, with @patch in
 * the file "patch". The caller frees the result.
 */
static inline char *ask_git(const char *script, str patch)
{
	g_autofree char *folder = g_dir_make_tmp("tidings-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "patch", NULL);
	const char *argv[] = {SPAWN_IN(folder), "sh", "-c", script, NULL};
	g_auto(GStrv) environment = g_get_environ();
	char *output = NULL;

	environment =
		g_environ_setenv(environment, "GIT_CEILING_DIRECTORIES", g_get_tmp_dir(), TRUE);
	environment = g_environ_setenv(environment, "GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	environment = g_environ_setenv(environment, "GIT_CONFIG_NOSYSTEM", "1", TRUE);
	g_assert_true(g_file_set_contents(path, patch.ptr, (gssize)patch.len, NULL));
	g_assert_true(g_spawn_sync(NULL, (char **)argv, environment,
				   SPAWN_FLAGS | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
				   NULL, NULL, NULL));
	g_unlink(path);
	g_rmdir(folder);
	return output;
}

#endif
