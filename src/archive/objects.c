/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/objects.h"

#include "archive/small_file.h"
#include "base/limits.h"

#include <string.h>
#include <sys/stat.h>

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

/* The path that a line of `info/alternates` is, for g_free(); NULL where it is none. */
static char *read_alternate(str line)
{
	g_autofree char *text = str_dup(line);

	if (text[0] == '\0' || text[0] == '#')
		return NULL;
	if (text[0] != '"')
		return g_steal_pointer(&text);
	/* git quotes as C does. */
	if (line.len < 2 || text[line.len - 1] != '"')
		return NULL;
	text[line.len - 1] = '\0';
	return g_strcompress(text + 1);
}

/* Puts the directories that `info/alternates` of @objects names behind those known. */
static void add_alternates(GPtrArray *directories, const char *objects)
{
	g_autofree char *bytes = NULL;
	str rest;
	str line;

	if (small_file_read(objects, "info/alternates", &rest) != SMALL_FILE_READ)
		return;
	bytes = (char *)rest.ptr;
	while (str_next_line(&rest, &line) && directories->len < LIMIT_ALTERNATES) {
		g_autofree char *name = read_alternate(line);

		if (name)
			g_ptr_array_add(directories, g_canonicalize_filename(name, objects));
	}
}

/* True if @directory is there, and not one of @seen under another name. */
static bool is_new(GHashTable *seen, const char *directory)
{
	struct stat status;

	if (stat(directory, &status) != 0)
		return false;
	return g_hash_table_add(seen, g_strdup_printf("%ju %ju", (uintmax_t)status.st_dev,
						      (uintmax_t)status.st_ino));
}

GPtrArray *objects_open_packs(const char *directory, GError **error)
{
	g_autoptr(GPtrArray) packs = g_ptr_array_new_with_free_func((GDestroyNotify)pack_free);
	g_autoptr(GPtrArray) directories = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	size_t done = 0;

	g_ptr_array_add(directories, g_canonicalize_filename(directory, NULL));
	for (unsigned depth = 0; depth <= LIMIT_ALTERNATE_DEPTH; depth++) {
		for (size_t end = directories->len; done < end; done++) {
			const char *objects = directories->pdata[done];

			if (!is_new(seen, objects))
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
