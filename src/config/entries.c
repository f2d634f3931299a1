/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/entries.h"

#include "config/file.h"

#include <string.h>

static void free_entry(void *data)
{
	struct config_entry *entry = data;

	config_key_name_clear(&entry->of);
	g_free(entry->value);
	g_free(entry);
}

static void add_group(GKeyFile *file, const char *group, GPtrArray *entries)
{
	g_auto(config_header) header = config_header_read(group);
	g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);

	for (char **key = keys; key && *key; key++) {
		struct config_entry *entry = g_new0(struct config_entry, 1);

		entry->of.section = g_strdup(header.section);
		entry->of.name = g_strdup(header.name);
		entry->of.key = g_strdup(*key);
		entry->value = g_strstrip(g_key_file_get_value(file, group, *key, NULL));
		g_ptr_array_add(entries, entry);
	}
}

GPtrArray *config_entries_read(const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(free_entry);
	g_auto(GStrv) groups = NULL;

	if (!config_file_load(file, path, error))
		return NULL;
	groups = g_key_file_get_groups(file, NULL);
	for (char **group = groups; *group; group++)
		add_group(file, *group, entries);
	return g_steal_pointer(&entries);
}

static bool is_of_section(const struct config_key_name *a, const struct config_key_name *b)
{
	return strcmp(a->section, b->section) == 0 && g_strcmp0(a->name, b->name) == 0;
}

const char *config_entries_find(const GPtrArray *entries, const struct config_key_name *name)
{
	for (unsigned i = entries->len; i-- > 0;) {
		const struct config_entry *entry = entries->pdata[i];

		if (is_of_section(&entry->of, name) && strcmp(entry->of.key, name->key) == 0)
			return entry->value;
	}
	return NULL;
}

bool config_entries_have_section(const GPtrArray *entries, const struct config_key_name *name)
{
	for (unsigned i = 0; i < entries->len; i++) {
		const struct config_entry *entry = entries->pdata[i];

		if (is_of_section(&entry->of, name))
			return true;
	}
	return false;
}
