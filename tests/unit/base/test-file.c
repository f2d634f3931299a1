/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A folder of its own, and the path of a file in it that is not there. */
struct place {
	char *folder;
	char *path;
	char *beside;
};

static void place_init(struct place *place, gconstpointer unused)
{
	(void)unused;
	place->folder = g_dir_make_tmp("file-XXXXXX", NULL);
	place->path = g_build_filename(place->folder, "lamp", NULL);
	place->beside = g_strconcat(place->path, ".new", NULL);
}

static void place_clear(struct place *place, gconstpointer unused)
{
	(void)unused;
	g_remove(place->path);
	g_remove(place->beside);
	/* Nothing is left beside it. */
	g_assert_cmpint(g_rmdir(place->folder), ==, 0);
	g_free(place->folder);
	g_free(place->path);
	g_free(place->beside);
}

static void assert_holds(const char *path, const char *expected)
{
	g_autofree char *content = NULL;

	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	g_assert_cmpstr(content, ==, expected);
}

static void test_a_file_is_replaced_whole(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_true(file_replace(place->path, STR("a long first text"), 0600, &error));
	assert_holds(place->path, "a long first text");
	g_assert_true(file_replace(place->path, STR("second"), 0600, &error));
	assert_holds(place->path, "second");
	g_assert_true(file_replace(place->path, (str){0}, 0600, &error));
	assert_holds(place->path, "");
}

static void test_nothing_else_in_the_folder_is_touched(struct place *place, gconstpointer unused)
{
	(void)unused;
	g_assert_true(g_file_set_contents(place->beside, "somebody's", -1, NULL));
	g_assert_true(file_replace(place->path, STR("whole"), 0600, NULL));
	assert_holds(place->path, "whole");
	assert_holds(place->beside, "somebody's");
}

static void test_a_new_file_has_its_mode(struct place *place, gconstpointer unused)
{
	GStatBuf status;

	(void)unused;
	g_assert_true(file_replace(place->path, STR("whole"), 0600, NULL));
	g_assert_cmpint(g_stat(place->path, &status), ==, 0);
	g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
}

static void test_a_failure_leaves_what_was_there(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	/* A folder cannot be replaced by a file. */
	g_assert_cmpint(g_mkdir(place->path, 0700), ==, 0);
	g_assert_false(file_replace(place->path, STR("new"), 0600, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE);
	g_assert_nonnull(strstr(error->message, place->path));
	g_assert_true(g_file_test(place->path, G_FILE_TEST_IS_DIR));
}

static void test_a_full_disk_is_no_success(struct place *place, gconstpointer unused)
{
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	(void)place;
	(void)unused;
	g_assert_cmpint(full, >=, 0);
	errno = 0;
	g_assert_false(file_write_all(full, STR("a")));
	g_assert_cmpint(errno, ==, ENOSPC);
	g_assert_true(file_write_all(full, (str){0}));
	close(full);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(struct place *place, gconstpointer unused);
	} tests[] = {
		{"/file/a-file-is-replaced-whole", test_a_file_is_replaced_whole},
		{"/file/nothing-else-in-the-folder-is-touched",
		 test_nothing_else_in_the_folder_is_touched},
		{"/file/a-new-file-has-its-mode", test_a_new_file_has_its_mode},
		{"/file/a-failure-leaves-what-was-there", test_a_failure_leaves_what_was_there},
		{"/file/a-full-disk-is-no-success", test_a_full_disk_is_no_success},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct place, NULL, place_init, tests[i].run,
			   place_clear);
	return g_test_run();
}
