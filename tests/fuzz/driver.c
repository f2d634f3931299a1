/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stands for libFuzzer in the ordinary tests: runs the target once over each
 * file of the folders, and over each file, that it is given. One TAP line for
 * each of them. A folder without a file fails: its corpus was lost.
 *
 * An input is copied into memory of its exact size, so that a sanitizer sees
 * a read past its end.
 */
#include "fuzz.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool run_file(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	g_autofree uint8_t *input = NULL;
	gsize size;

	if (!g_file_get_contents(path, &text, &size, &error)) {
		printf("# %s\n", error->message);
		return false;
	}
	/* Written before the run, so that a crash names its input. */
	printf("# %s\n", path);
	fflush(stdout);
	input = g_memdup2(text, size);
	LLVMFuzzerTestOneInput(input, size);
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool run_folder(const char *path)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	bool good = true;
	const char *name;

	while (folder && (name = g_dir_read_name(folder)))
		g_ptr_array_add(names, g_build_filename(path, name, NULL));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++)
		good = run_file(names->pdata[i]) && good;
	if (names->len == 0)
		printf("# no input in %s\n", path);
	return good && names->len > 0;
}

int main(int argc, char **argv)
{
	bool all_good = argc > 1;

	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++) {
		bool is_folder = g_file_test(argv[i], G_FILE_TEST_IS_DIR);
		bool good = is_folder ? run_folder(argv[i]) : run_file(argv[i]);

		printf("%s %d - %s\n", good ? "ok" : "not ok", i, argv[i]);
		all_good = all_good && good;
	}
	return all_good ? 0 : 1;
}
