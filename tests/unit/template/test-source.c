/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "template/template_source.h"

#include "base/error.h"
#include "base/limits.h"

#include <glib/gstdio.h>

/* A folder with files in it. */
struct folder {
	char *path;
	GPtrArray *files; /* their paths */
};

static void folder_init(struct folder *folder)
{
	g_autoptr(GError) error = NULL;

	folder->path = g_dir_make_tmp("tidings-test-XXXXXX", &error);
	g_assert_no_error(error);
	folder->files = g_ptr_array_new_with_free_func(g_free);
}

static void folder_clear(struct folder *folder)
{
	for (unsigned i = 0; i < folder->files->len; i++)
		g_assert_cmpint(g_remove(folder->files->pdata[i]), ==, 0);
	g_assert_cmpint(g_rmdir(folder->path), ==, 0);
	g_ptr_array_unref(folder->files);
	g_free(folder->path);
}

static void put(struct folder *folder, const char *name, const char *text, size_t length)
{
	char *path = g_build_filename(folder->path, name, NULL);

	g_assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
	g_ptr_array_add(folder->files, path);
}

static str find(struct template_source *source, const char *name)
{
	g_autoptr(GError) error = NULL;
	str text = {0};

	g_assert_true(template_source_find(source, name, &text, &error));
	g_assert_no_error(error);
	return text;
}

static void expect_error(struct template_source *source, const char *name, int code)
{
	g_autoptr(GError) error = NULL;
	str text;

	g_test_message("%s", name);
	g_assert_false(template_source_find(source, name, &text, &error));
	g_assert_error(error, TIDINGS_ERROR, code);
}

static void test_what_is_built_in_is_found(void)
{
	g_autoptr(template_source) source = template_source_new(NULL);
	unsigned n = 0;

	for (const struct built_in_template *file = built_in_templates; file->name; file++, n++) {
		str text = find(source, file->name);

		g_assert_cmpuint(text.len, ==, file->length);
		g_assert_true(text.len > 0);
	}
	g_assert_cmpuint(n, >, 0);
	g_assert_true(str_starts(find(source, "head.html"), STR("<!doctype html>\n")));
}

static void test_an_own_file_stands_for_the_one_that_is_built_in(void)
{
	struct folder folder;
	struct template_source *source;

	folder_init(&folder);
	put(&folder, "update.html", "mine\n", 5);
	put(&folder, "of-my-own.html", "a\0b", 3);
	put(&folder, "empty.html", "", 0);
	source = template_source_new(folder.path);
	g_assert_true(str_equal(find(source, "update.html"), STR("mine\n")));
	g_assert_true(str_equal(find(source, "of-my-own.html"), STR("a\0b")));
	g_assert_cmpuint(find(source, "empty.html").len, ==, 0);
	g_assert_true(str_starts(find(source, "head.html"), STR("<!doctype html>\n")));
	template_source_free(source);
	folder_clear(&folder);
}

static void test_a_folder_need_not_be_there(void)
{
	struct folder folder;
	static const char *const paths[] = {"gone", "file", "file/gone"};

	folder_init(&folder);
	put(&folder, "file", "x", 1);
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_autofree char *path = g_build_filename(folder.path, paths[i], NULL);
		g_autoptr(template_source) source = template_source_new(path);

		g_assert_true(str_starts(find(source, "head.html"), STR("<!doctype html>\n")));
		expect_error(source, "no-such.html", TIDINGS_ERROR_NOT_FOUND);
	}
	folder_clear(&folder);
}

static void test_a_name_is_no_path(void)
{
	static const char *const names[] = {
		"",
		".",
		"..",
		".hidden",
		"/",
		"a/head.html",
		"./head.html",
		"../head.html",
		"/etc/hostname",
		"head.html/",
		"HEAD.HTML",
	};
	struct folder folder;
	struct template_source *source;

	folder_init(&folder);
	put(&folder, ".hidden", "x", 1);
	source = template_source_new(folder.path);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		expect_error(source, names[i], TIDINGS_ERROR_NOT_FOUND);
	template_source_free(source);
	folder_clear(&folder);
}

static void test_a_file_has_a_largest_size(void)
{
	g_autofree char *text = g_strnfill(LIMIT_TEMPLATE_BYTES + 1, 'x');
	struct folder folder;
	struct template_source *source;

	folder_init(&folder);
	put(&folder, "large.html", text, LIMIT_TEMPLATE_BYTES);
	put(&folder, "head.html", text, LIMIT_TEMPLATE_BYTES + 1);
	source = template_source_new(folder.path);
	g_assert_cmpuint(find(source, "large.html").len, ==, LIMIT_TEMPLATE_BYTES);
	expect_error(source, "head.html", TIDINGS_ERROR_READ);
	template_source_free(source);
	folder_clear(&folder);
}

static void test_what_cannot_be_read_is_no_reason_for_the_one_that_is_built_in(void)
{
	struct folder folder;
	struct template_source *source;
	char *path;

	folder_init(&folder);
	path = g_build_filename(folder.path, "head.html", NULL);
	g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
	g_ptr_array_add(folder.files, path);
	source = template_source_new(folder.path);
	expect_error(source, "head.html", TIDINGS_ERROR_READ);
	template_source_free(source);
	folder_clear(&folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/template-source/what-is-built-in-is-found",
			test_what_is_built_in_is_found);
	g_test_add_func("/template-source/an-own-file-stands-for-the-one-that-is-built-in",
			test_an_own_file_stands_for_the_one_that_is_built_in);
	g_test_add_func("/template-source/a-folder-need-not-be-there",
			test_a_folder_need_not_be_there);
	g_test_add_func("/template-source/a-name-is-no-path", test_a_name_is_no_path);
	g_test_add_func("/template-source/a-file-has-a-largest-size",
			test_a_file_has_a_largest_size);
	g_test_add_func("/template-source/what-cannot-be-read-is-no-reason-for-the-one-that-is-"
			"built-in",
			test_what_cannot_be_read_is_no_reason_for_the_one_that_is_built_in);
	return g_test_run();
}
