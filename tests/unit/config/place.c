/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "place.h"

#include <glib/gstdio.h>

void place_init(struct place *place, gconstpointer unused)
{
	(void)unused;
	place->folder = g_dir_make_tmp("config-XXXXXX", NULL);
	place->path = g_build_filename(place->folder, "config", NULL);
}

void place_clear(struct place *place, gconstpointer unused)
{
	GDir *dir = g_dir_open(place->folder, 0, NULL);
	const char *name;

	(void)unused;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(place->folder, name, NULL);

		g_remove(path);
	}
	g_dir_close(dir);
	g_rmdir(place->folder);
	g_free(place->folder);
	g_free(place->path);
}

void place_write(const struct place *place, const char *text)
{
	g_assert_true(g_file_set_contents(place->path, text, -1, NULL));
}

void place_expect(const struct place *place, const char *text)
{
	GDir *dir = g_dir_open(place->folder, 0, NULL);
	g_autofree char *found = NULL;
	const char *name;

	g_assert_true(g_file_get_contents(place->path, &found, NULL, NULL));
	g_assert_cmpstr(found, ==, text);
	while ((name = g_dir_read_name(dir)))
		g_assert_cmpstr(name, ==, "config");
	g_dir_close(dir);
}
