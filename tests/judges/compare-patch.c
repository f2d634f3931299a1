/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Says what the patch room reads in each file of a folder, for patches.sh:
 *
 *	id NAME ID          `none` where there is no patch id
 *	file NAME INSERTIONS DELETIONS PATH     as git apply --numstat gives it
 *	damaged NAME
 *
 * Columns are separated by tabs.
 */
#include "patch/diff.h"
#include "patch/patch_id.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

static void print_file(const char *name, const struct diff_file *file)
{
	str path = diff_file_path(file);

	if (file->binary)
		printf("file\t%s\t-\t-\t" STR_FMT "\n", name, STR_ARG(path));
	else
		printf("file\t%s\t%u\t%u\t" STR_FMT "\n", name, file->insertions, file->deletions,
		       STR_ARG(path));
}

static void print_patch(struct arena *arena, const char *name, str bytes)
{
	char id[PATCH_ID_BYTES];
	struct diff diff;

	printf("id\t%s\t%s\n", name, patch_id_compute(bytes, id) ? id : "none");
	diff_parse(arena, bytes, &diff);
	for (unsigned i = 0; i < diff.n_files; i++)
		print_file(name, &diff.files[i]);
	if (diff.damaged)
		printf("damaged\t%s\n", name);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) folder = NULL;
	g_auto(arena) arena = {0};
	const char *name;

	if (argc != 2) {
		fprintf(stderr, "usage: compare-patch FOLDER\n");
		return 2;
	}
	folder = g_dir_open(argv[1], 0, &error);
	while (folder && (name = g_dir_read_name(folder))) {
		g_autofree char *path = g_build_filename(argv[1], name, NULL);
		g_autofree char *bytes = NULL;
		gsize size;

		if (!g_file_get_contents(path, &bytes, &size, &error))
			break;
		print_patch(&arena, name, (str){.ptr = bytes, .len = size});
		arena_reset(&arena);
	}
	if (error) {
		fprintf(stderr, "compare-patch: %s\n", error->message);
		return 1;
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
