/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/folder.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANIFEST ".manifest"

/* A temporary folder, and in it the one that is published to, `site`. */
struct place {
	char *path;
	char *site;
	struct folder *folder;
};

static void place_init(struct place *place)
{
	g_autoptr(GError) error = NULL;

	place->path = g_dir_make_tmp("tidings-test-XXXXXX", &error);
	g_assert_no_error(error);
	place->site = g_build_filename(place->path, "site", NULL);
	place->folder = folder_open(place->site, MANIFEST, &error);
	g_assert_no_error(error);
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) folder =
		g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;

	while (folder && (name = g_dir_read_name(folder))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		remove_all(inner);
	}
	g_assert_cmpint(g_remove(path), ==, 0);
}

static void place_clear(struct place *place)
{
	folder_close(place->folder);
	remove_all(place->path);
	g_free(place->path);
	g_free(place->site);
}

static char *path_in(const struct place *place, const char *name)
{
	return g_build_filename(place->path, name, NULL);
}

static void put(const struct place *place, const char *name, const char *text)
{
	g_autofree char *path = path_in(place, name);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void expect(const struct place *place, const char *name, const char *expected)
{
	g_autofree char *path = path_in(place, name);
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, expected);
}

static bool is_there(const struct place *place, const char *name)
{
	g_autofree char *path = path_in(place, name);

	return g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

/* Whether it was written. */
static bool write_file(const struct place *place, const char *name, const char *content)
{
	g_autoptr(GError) error = NULL;
	bool written;

	g_assert_true(folder_write(place->folder, name, str_from(content), &written, &error));
	g_assert_no_error(error);
	return written;
}

static void test_a_file_holds_what_was_written(void)
{
	static const char *const contents[] = {"one", "two", "longer", "", "x"};
	struct place place;

	place_init(&place);
	for (size_t i = 0; i < G_N_ELEMENTS(contents); i++) {
		g_assert_true(write_file(&place, "index.html", contents[i]));
		g_assert_true(write_file(&place, "w/a.html", contents[i]));
		expect(&place, "site/index.html", contents[i]);
		expect(&place, "site/w/a.html", contents[i]);
		g_assert_false(is_there(&place, "site/index.html.new"));
		g_assert_false(is_there(&place, "site/w/a.html.new"));
	}
	place_clear(&place);
}

static void test_the_same_content_is_not_written_again(void)
{
	struct place place;
	g_autofree char *path = NULL;
	struct stat before;
	struct stat after;

	place_init(&place);
	path = path_in(&place, "site/index.html");
	write_file(&place, "index.html", "one");
	g_assert_cmpint(stat(path, &before), ==, 0);
	g_assert_false(write_file(&place, "index.html", "one"));
	g_assert_cmpint(stat(path, &after), ==, 0);
	g_assert_cmpuint(after.st_ino, ==, before.st_ino);
	g_assert_true(write_file(&place, "index.html", "two"));
	g_assert_cmpint(stat(path, &after), ==, 0);
	g_assert_cmpuint(after.st_ino, !=, before.st_ino);
	g_assert_true(write_file(&place, "empty", ""));
	g_assert_false(write_file(&place, "empty", ""));
	place_clear(&place);
}

static void test_whoever_reads_the_old_file_reads_it_to_its_end(void)
{
	struct place place;
	g_autofree char *path = NULL;
	char text[4] = {0};
	FILE *file;

	place_init(&place);
	write_file(&place, "index.html", "one");
	path = path_in(&place, "site/index.html");
	file = g_fopen(path, "r");
	write_file(&place, "index.html", "two");
	g_assert_cmpuint(fread(text, 1, 3, file), ==, 3);
	g_assert_cmpstr(text, ==, "one");
	fclose(file);
	place_clear(&place);
}

static void test_what_a_link_leads_to_is_left_alone(void)
{
	struct place place;
	g_autofree char *link = NULL;
	g_autofree char *beside = NULL;
	g_autofree char *target = NULL;
	g_autoptr(GError) error = NULL;
	bool written;

	place_init(&place);
	link = path_in(&place, "site/index.html");
	beside = path_in(&place, "site/other.html.new");
	target = path_in(&place, "theirs");
	put(&place, "theirs", "one");
	g_assert_cmpint(symlink(target, link), ==, 0);
	g_assert_false(folder_has(place.folder, "index.html"));
	/* Even where it holds the same. */
	g_assert_true(write_file(&place, "index.html", "one"));
	g_assert_true(folder_has(place.folder, "index.html"));
	g_assert_true(write_file(&place, "index.html", "two"));
	expect(&place, "theirs", "one");
	/* And so where the file beside is made. */
	g_assert_cmpint(symlink(target, beside), ==, 0);
	g_assert_true(folder_write(place.folder, "other.html", STR("x"), &written, &error));
	g_assert_no_error(error);
	expect(&place, "theirs", "one");
	place_clear(&place);
}

static void test_what_was_left_of_a_run_that_ended_is_replaced(void)
{
	struct place place;

	place_init(&place);
	put(&place, "site/index.html.new", "half of a page that was longer");
	g_assert_true(write_file(&place, "index.html", "page"));
	expect(&place, "site/index.html", "page");
	g_assert_false(is_there(&place, "site/index.html.new"));
	place_clear(&place);
}

static void test_what_cannot_be_written_is_an_error(void)
{
	static const char *const names[] = {"folder", "file/a.html", "a/b/c.html"};
	struct place place;

	place_init(&place);
	write_file(&place, "folder/a.html", "x");
	write_file(&place, "file", "x");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		bool written;

		g_assert_false(folder_write(place.folder, names[i], STR("x"), &written, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE);
	}
	g_assert_false(is_there(&place, "site/folder.new"));
	place_clear(&place);
}

static void test_a_file_is_removed_and_need_not_be_there(void)
{
	static const char *const names[] = {"a.html", "a.html", "w/a.html", "w/gone", "gone/a",
					    /* A folder is no file of ours. */
					    "w", "w/", "b.html/a"};
	struct place place;

	place_init(&place);
	write_file(&place, "a.html", "x");
	write_file(&place, "b.html", "x");
	write_file(&place, "w/a.html", "x");
	write_file(&place, "w/b.html", "x");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("%s", names[i]);
		g_assert_true(folder_remove(place.folder, names[i], &error));
		g_assert_no_error(error);
	}
	g_assert_false(is_there(&place, "site/a.html"));
	g_assert_false(is_there(&place, "site/w/a.html"));
	expect(&place, "site/b.html", "x");
	expect(&place, "site/w/b.html", "x");
	place_clear(&place);
}

static void test_a_file_is_read(void)
{
	struct place place;
	g_autofree char *text = NULL;
	size_t length;

	place_init(&place);
	write_file(&place, "a.html", "text");
	g_assert_true(folder_read(place.folder, "a.html", &text, &length));
	g_assert_cmpstr(text, ==, "text");
	g_assert_cmpuint(length, ==, 4);
	g_clear_pointer(&text, g_free);
	g_assert_false(folder_read(place.folder, "gone", &text, &length));
	g_assert_true(folder_sync(place.folder, NULL));
	place_clear(&place);
}

static void expect_open(const char *path, int code)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(folder) folder = folder_open(path, MANIFEST, &error);

	if (code < 0) {
		g_assert_no_error(error);
		g_assert_nonnull(folder);
	} else {
		g_assert_error(error, TIDINGS_ERROR, code);
		g_assert_null(folder);
	}
}

static void test_a_second_run_is_kept_out(void)
{
	struct place place;

	place_init(&place);
	for (unsigned i = 0; i < 2; i++)
		expect_open(place.site, TIDINGS_ERROR_BUSY);
	g_clear_pointer(&place.folder, folder_close);
	expect_open(place.site, -1);
	expect_open(place.site, -1);
	place_clear(&place);
}

static void test_a_folder_of_somebody_is_no_site(void)
{
	struct place place;
	g_autofree char *theirs = NULL;
	g_autofree char *new = NULL;
	g_autofree char *file = NULL;
	g_autofree char *manifest = NULL;

	place_init(&place);
	theirs = path_in(&place, "theirs");
	new = path_in(&place, "new/and/deeper");
	file = path_in(&place, "file");
	manifest = path_in(&place, "theirs/" MANIFEST);
	put(&place, "file", "x");
	g_assert_cmpint(g_mkdir(theirs, 0700), ==, 0);
	expect_open(theirs, -1);
	put(&place, "theirs/letter", "x");
	expect_open(theirs, TIDINGS_ERROR_USAGE);
	g_assert_cmpint(symlink(file, manifest), ==, 0);
	expect_open(theirs, TIDINGS_ERROR_USAGE);
	g_assert_cmpint(g_unlink(manifest), ==, 0);
	put(&place, "theirs/" MANIFEST, "");
	expect_open(theirs, -1);
	expect_open(new, -1);
	expect_open(file, TIDINGS_ERROR_WRITE);
	place_clear(&place);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/folder/a-file-holds-what-was-written",
			test_a_file_holds_what_was_written);
	g_test_add_func("/folder/the-same-content-is-not-written-again",
			test_the_same_content_is_not_written_again);
	g_test_add_func("/folder/whoever-reads-the-old-file-reads-it-to-its-end",
			test_whoever_reads_the_old_file_reads_it_to_its_end);
	g_test_add_func("/folder/what-a-link-leads-to-is-left-alone",
			test_what_a_link_leads_to_is_left_alone);
	g_test_add_func("/folder/what-was-left-of-a-run-that-ended-is-replaced",
			test_what_was_left_of_a_run_that_ended_is_replaced);
	g_test_add_func("/folder/what-cannot-be-written-is-an-error",
			test_what_cannot_be_written_is_an_error);
	g_test_add_func("/folder/a-file-is-removed-and-need-not-be-there",
			test_a_file_is_removed_and_need_not_be_there);
	g_test_add_func("/folder/a-file-is-read", test_a_file_is_read);
	g_test_add_func("/folder/a-second-run-is-kept-out", test_a_second_run_is_kept_out);
	g_test_add_func("/folder/a-folder-of-somebody-is-no-site",
			test_a_folder_of_somebody_is_no_site);
	return g_test_run();
}
