/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/change.h"

#include "base/error.h"
#include "config/edit.h"
#include "config/store.h"
#include "config/value.h"

#include <string.h>

static struct config_place place_of(const struct config_key_name *name, const char *path)
{
	return (struct config_place){path, name->section, name->name};
}

bool config_change_check(const struct config_key_name *name, const char *value, const char *path,
			 GError **error)
{
	const struct config_key *key = config_key_name_find(name, error);
	const struct config_section *section;
	const struct config_place place = place_of(name, path);
	g_autofree void *item = NULL;
	bool is_set;

	if (!key)
		return false;
	if (strpbrk(value, "\r\n"))
		return config_fail(&place, name->key, "a value is one line", NULL, error);
	section = config_section_find(name->section);
	item = g_malloc0(section->bytes);
	is_set = config_set(&place, key, item, value, error);
	config_clear_item(section, item);
	return is_set;
}

static bool check_all(const char *path, const struct config_change *changes, unsigned n_changes,
		      GError **error)
{
	for (unsigned i = 0; i < n_changes; i++) {
		if (changes[i].value &&
		    !config_change_check(changes[i].of, changes[i].value, path, error))
			return false;
	}
	return true;
}

static bool not_there(const struct config_key_name *name, const char *path, GError **error)
{
	g_autofree char *whole = config_key_name_join(name->section, name->name, name->key);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND, "%s: nothing is said for %s",
		    path, whole);
	return false;
}

/* @text with @change, in its place. */
static bool apply(const char *path, const struct config_change *change, GString **text,
		  GError **error)
{
	str before = {.ptr = (*text)->str, .len = (*text)->len};
	GString *after = g_string_new(NULL);

	if (change->value) {
		g_autofree char *value = g_strstrip(g_strdup(change->value));

		config_edit_set(before, change->of, value, after);
	} else if (!config_edit_remove(before, change->of, after)) {
		g_string_free(after, TRUE);
		return not_there(change->of, path, error);
	}
	g_string_free(*text, TRUE);
	*text = after;
	return true;
}

/* See config_change(): what is wrong already cannot be made worse than that. */
static bool judge(const char *path, str before, str after, GError **error)
{
	g_autoptr(GError) reason = NULL;
	g_autoptr(config) changed = config_parse(after.ptr, after.len, path, &reason);
	g_autoptr(config) old = NULL;

	if (changed)
		return true;
	old = config_parse(before.ptr, before.len, path, NULL);
	if (!old)
		return true;
	g_set_error(error, TIDINGS_ERROR, reason->code, "%s; nothing was changed", reason->message);
	return false;
}

static bool change_file(const struct config_store *store, const char *path,
			const struct config_change *changes, unsigned n_changes, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GString) text = NULL;
	str before = {0};
	str after;

	if (!config_store_read(store, &bytes, &before.len, error))
		return false;
	before.ptr = bytes;
	text = g_string_new_len(bytes, (gssize)before.len);
	for (unsigned i = 0; i < n_changes; i++) {
		if (!apply(path, &changes[i], &text, error))
			return false;
	}
	after = (str){.ptr = text->str, .len = text->len};
	if (str_equal(before, after))
		return true;
	return judge(path, before, after, error) && config_store_write(store, after, error);
}

bool config_change(const char *path, const struct config_change *changes, unsigned n_changes,
		   GError **error)
{
	g_autoptr(config_store) store = NULL;

	if (!check_all(path, changes, n_changes, error))
		return false;
	store = config_store_open(path, error);
	return store && change_file(store, path, changes, n_changes, error);
}
