/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/leftovers.h"

#include "base/str.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* A place in a repository. */
struct place {
	const char *path;
	const char *name;
	bool is_folder;
	bool is_object; /* below `objects` */
};

/* Called for each; true if a folder is to be entered. */
typedef bool (*visit_fn)(const struct place *place, void *user);

static bool is_folder(const char *path)
{
	struct stat status;

	/* A link to one is none. */
	return g_lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The paths of folders are appended to @folders. */
static void visit_folder(const char *top, const char *folder, GPtrArray *folders, visit_fn visit,
			 void *user)
{
	g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
	g_autofree char *objects = g_build_filename(top, "objects", NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		const struct place place = {
			.path = path,
			.name = name,
			.is_folder = is_folder(path),
			.is_object = g_str_has_prefix(folder, objects),
		};

		if (visit(&place, user) && place.is_folder)
			g_ptr_array_add(folders, g_steal_pointer(&path));
	}
}

/* All folders, @top first, each before what is in it. No recursion: a server names refs. */
static GPtrArray *walk(const char *top, visit_fn visit, void *user)
{
	GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(folders, g_strdup(top));
	for (size_t i = 0; i < folders->len; i++)
		visit_folder(top, folders->pdata[i], folders, visit, user);
	return folders;
}

static bool remove_file(const struct place *place, void *user)
{
	(void)user;
	if (!place->is_folder)
		g_unlink(place->path);
	return true;
}

void leftovers_remove_tree(const char *path)
{
	g_autoptr(GPtrArray) folders = NULL;

	if (!is_folder(path)) {
		g_unlink(path);
		return;
	}
	folders = walk(path, remove_file, NULL);
	for (size_t i = folders->len; i-- > 0;)
		g_rmdir(folders->pdata[i]);
}

/* One that fetch-pack made for a pack of which nothing is used yet; others are the user's. */
static bool is_keep_of_fetch(const struct place *place)
{
	g_autofree char *text = NULL;

	return g_str_has_suffix(place->name, ".keep") &&
	       g_file_get_contents(place->path, &text, NULL, NULL) &&
	       g_str_has_prefix(text, "fetch-pack ");
}

static bool is_leftover(const struct place *place)
{
	static const char *const beginnings[] = {"tmp_", ".tmp-", "incoming-"};

	if (!place->is_object)
		return !place->is_folder && (g_str_has_suffix(place->name, ".lock") ||
					     g_str_equal(place->name, "packed-refs.new") ||
					     g_str_equal(place->name, "gc.pid"));
	for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++) {
		if (g_str_has_prefix(place->name, beginnings[i]))
			return true;
	}
	return !place->is_folder &&
	       (g_str_has_suffix(place->name, ".lock") || is_keep_of_fetch(place));
}

static bool remove_leftover(const struct place *place, void *user)
{
	bool *was_cut = user;

	if (!is_leftover(place))
		return true;
	*was_cut = *was_cut || g_str_has_prefix(place->name, "tmp_pack_");
	leftovers_remove_tree(place->path);
	return false;
}

bool leftovers_remove(const char *path)
{
	bool was_cut = false;

	g_ptr_array_free(walk(path, remove_leftover, &was_cut), TRUE);
	return was_cut;
}
