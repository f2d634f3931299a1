/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/objects.h"

#include "base/limits.h"

#include <string.h>

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the indexes in @directory: sorted, as a directory has no order. */
static GPtrArray *list_indexes(const char *directory)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) entries = g_dir_open(directory, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries))) {
		if (g_str_has_prefix(name, "pack-") && g_str_has_suffix(name, ".idx"))
			g_ptr_array_add(names, g_strdup(name));
	}
	g_ptr_array_sort(names, compare_names);
	return names;
}

static bool add_packs(GPtrArray *packs, const char *objects, GError **error)
{
	g_autofree char *directory = g_build_filename(objects, "pack", NULL);
	g_autoptr(GPtrArray) names = list_indexes(directory);

	for (size_t i = 0; i < names->len; i++) {
		g_autofree char *path =
			g_build_filename(directory, (const char *)names->pdata[i], NULL);
		struct pack *pack;

		switch (pack_open(path, &pack, error)) {
		case PACK_OPENED:
			g_ptr_array_add(packs, pack);
			break;
		case PACK_UNKNOWN:
			break;
		case PACK_FAILED:
			return false;
		}
	}
	return true;
}

/*
 * Puts the directories that `info/alternates` of @objects names behind those
 * known. A path in quotes is left to libgit2, as is all else that is not found.
 */
static void add_alternates(GPtrArray *directories, const char *objects)
{
	g_autofree char *path = g_build_filename(objects, "info", "alternates", NULL);
	g_autofree char *text = NULL;
	size_t length;
	str rest;
	str line;

	if (!g_file_get_contents(path, &text, &length, NULL))
		return;
	rest = (str){.ptr = text, .len = length};
	while (str_next_line(&rest, &line)) {
		g_autofree char *name = str_dup(line);

		if (name[0] == '\0' || name[0] == '#' || name[0] == '"')
			continue;
		g_ptr_array_add(directories, g_canonicalize_filename(name, objects));
	}
}

GPtrArray *objects_open_packs(const char *directory, GError **error)
{
	g_autoptr(GPtrArray) packs = g_ptr_array_new_with_free_func((GDestroyNotify)pack_free);
	g_autoptr(GPtrArray) directories = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	size_t done = 0;

	g_ptr_array_add(directories, g_canonicalize_filename(directory, NULL));
	for (unsigned depth = 0; depth <= LIMIT_ALTERNATES; depth++) {
		for (size_t end = directories->len; done < end; done++) {
			char *objects = directories->pdata[done];

			if (!g_hash_table_add(seen, objects))
				continue;
			if (!add_packs(packs, objects, error))
				return NULL;
			add_alternates(directories, objects);
		}
	}
	return g_steal_pointer(&packs);
}

bool objects_find(const GPtrArray *packs, const git_oid *id, struct object_place *ret_place)
{
	for (unsigned i = 0; i < packs->len; i++) {
		uint64_t offset;

		if (!pack_find(packs->pdata[i], id->id, &offset))
			continue;
		*ret_place = (struct object_place){.pack = i, .offset = offset};
		return true;
	}
	return false;
}
