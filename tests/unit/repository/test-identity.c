/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "repository/identity.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A home, and a repository beside it, that vanish with the test. */
struct place {
	char *folder;
	char *repository;
	char *global;
};

static void write_file(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(g_mkdir_with_parents(parent, 0755), ==, 0);
	g_file_set_contents(path, text, -1, &error);
	g_assert_no_error(error);
}

static void set_up(struct place *place, const void *unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	place->folder = g_dir_make_tmp("tidings-identity-XXXXXX", &error);
	g_assert_no_error(error);
	place->repository = g_build_filename(place->folder, "lamps", NULL);
	place->global = g_build_filename(place->folder, "global", NULL);
	write_file(place->repository, ".git/HEAD", "ref: refs/heads/main\n");
	write_file(place->repository, ".git/objects/info/x", "");
	write_file(place->repository, ".git/refs/heads/x", "");
	write_file(place->repository, ".git/config", "[core]\n\trepositoryformatversion = 0\n");
	write_file(place->repository, "src/lamp.c", "");
	g_assert_cmpint(g_chdir(place->folder), ==, 0);
	g_unsetenv("GIT_DIR");
	g_setenv("GIT_CONFIG_NOSYSTEM", "1", TRUE);
	g_setenv("GIT_CONFIG_GLOBAL", place->global, TRUE);
	g_setenv("GIT_CEILING_DIRECTORIES", place->folder, TRUE);
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder && (name = g_dir_read_name(folder))) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		remove_all(child);
	}
	g_remove(path);
}

static void tear_down(struct place *place, const void *unused)
{
	(void)unused;
	g_assert_cmpint(g_chdir("/"), ==, 0);
	remove_all(place->folder);
	g_free(place->folder);
	g_free(place->repository);
	g_free(place->global);
}

static void enter(const struct place *place, const char *folder)
{
	g_autofree char *path = g_build_filename(place->repository, folder, NULL);

	g_assert_cmpint(g_chdir(path), ==, 0);
}

static void expect_email(const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *email = repository_user_email(&error);

	g_assert_no_error(error);
	g_assert_cmpstr(email, ==, expected);
}

static void test_without_a_repository_it_is_the_users(struct place *place, const void *unused)
{
	(void)unused;
	write_file(place->folder, "global", "[user]\n\temail = ann@example.org\n");
	expect_email("ann@example.org");
}

static void test_the_repositorys_goes_first(struct place *place, const void *unused)
{
	(void)unused;
	write_file(place->folder, "global", "[user]\n\temail = ann@example.org\n");
	enter(place, "src");
	expect_email("ann@example.org");
	write_file(place->repository, ".git/config", "[user]\n\temail = ann@example.com\n");
	expect_email("ann@example.com");
}

static void test_a_named_repository_counts_wherever_one_is(struct place *place, const void *unused)
{
	g_autofree char *directory = g_build_filename(place->repository, ".git", NULL);

	(void)unused;
	write_file(place->repository, ".git/config", "[user]\n\temail = ann@example.com\n");
	g_setenv("GIT_DIR", directory, TRUE);
	expect_email("ann@example.com");
}

static void test_the_systems_is_the_last(struct place *place, const void *unused)
{
	g_autofree char *system = g_build_filename(place->folder, "system", NULL);

	(void)unused;
	write_file(place->folder, "system", "[user]\n\temail = all@example.net\n");
	g_setenv("GIT_CONFIG_NOSYSTEM", "0", TRUE);
	g_setenv("GIT_CONFIG_SYSTEM", system, TRUE);
	expect_email("all@example.net");
	write_file(place->folder, "global", "[user]\n\temail = ann@example.org\n");
	expect_email("ann@example.org");
}

static void test_without_one_the_error_says_what_to_do(struct place *place, const void *unused)
{
	g_autoptr(GError) error = NULL;

	(void)place;
	(void)unused;
	g_assert_null(repository_user_email(&error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
	g_assert_nonnull(strstr(error->message, "git config --global user.email"));
}

static void test_an_empty_one_is_none(struct place *place, const void *unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	write_file(place->folder, "global", "[user]\n\temail =\n");
	g_assert_null(repository_user_email(&error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
}

static void test_a_file_that_is_no_configuration_is_an_error(struct place *place,
							     const void *unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	write_file(place->folder, "global", "[user\n");
	g_assert_null(repository_user_email(&error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ);
	g_assert_nonnull(strstr(error->message, place->global));
}

#define ADD(name, function) \
	g_test_add("/identity/" name, struct place, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("without-a-repository-it-is-the-users", test_without_a_repository_it_is_the_users);
	ADD("the-repositorys-goes-first", test_the_repositorys_goes_first);
	ADD("a-named-repository-counts-wherever-one-is",
	    test_a_named_repository_counts_wherever_one_is);
	ADD("the-systems-is-the-last", test_the_systems_is_the_last);
	ADD("without-one-the-error-says-what-to-do", test_without_one_the_error_says_what_to_do);
	ADD("an-empty-one-is-none", test_an_empty_one_is_none);
	ADD("a-file-that-is-no-configuration-is-an-error",
	    test_a_file_that_is_no_configuration_is_an_error);
	return g_test_run();
}
