/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/bookmark.h"

#include "base/error.h"

#include <string.h>

#define GROUP "bookmark"
#define LIST_GROUP "list "

enum { VERSION = 1 };

static void clear_list(void *item)
{
	struct bookmark_list *list = item;

	g_free(list->name);
	g_free(list->path);
	g_free(list->commit);
	g_strfreev(list->ids);
}

struct bookmark *bookmark_new(void)
{
	struct bookmark *bookmark = g_new0(struct bookmark, 1);

	bookmark->seen_until = INT64_MIN;
	bookmark->told_until = INT64_MIN;
	bookmark->looked_at = INT64_MIN;
	bookmark->lists = g_array_new(FALSE, TRUE, sizeof(struct bookmark_list));
	g_array_set_clear_func(bookmark->lists, clear_list);
	return bookmark;
}

void bookmark_free(struct bookmark *bookmark)
{
	if (!bookmark)
		return;
	g_array_unref(bookmark->lists);
	g_free(bookmark);
}

struct bookmark_list *bookmark_add_list(struct bookmark *bookmark, const char *name,
					const char *path)
{
	struct bookmark_list list = {
		.name = g_strdup(name),
		.path = g_strdup(path),
		.ids = g_new0(char *, 1),
		.seen_until = INT64_MIN,
	};

	g_array_append_val(bookmark->lists, list);
	return &g_array_index(bookmark->lists, struct bookmark_list, bookmark->lists->len - 1);
}

struct bookmark_list *bookmark_copy_list(struct bookmark *bookmark,
					 const struct bookmark_list *list)
{
	struct bookmark_list *copy = bookmark_add_list(bookmark, list->name, list->path);

	copy->commit = g_strdup(list->commit);
	copy->number = list->number;
	copy->seen_until = list->seen_until;
	g_strfreev(copy->ids);
	copy->ids = g_strdupv(list->ids);
	return copy;
}

const struct bookmark_list *bookmark_find_list(const struct bookmark *bookmark, const char *name)
{
	for (unsigned i = 0; i < bookmark->lists->len; i++) {
		const struct bookmark_list *list =
			&g_array_index(bookmark->lists, struct bookmark_list, i);

		if (strcmp(list->name, name) == 0)
			return list;
	}
	return NULL;
}

/* A key file holds UTF-8 alone; of the ids of a list some are enough. */
static void save_list(const struct bookmark_list *list, GKeyFile *file)
{
	g_autofree char *group = g_strconcat(LIST_GROUP, list->name, NULL);
	g_autofree char *path = g_uri_escape_string(list->path, "/", FALSE);
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	for (char **id = list->ids; *id; id++) {
		if (g_utf8_validate(*id, -1, NULL))
			g_ptr_array_add(ids, *id);
	}
	g_key_file_set_string(file, group, "path", path);
	g_key_file_set_int64(file, group, "number", list->number);
	g_key_file_set_int64(file, group, "seen-until", list->seen_until);
	if (list->commit)
		g_key_file_set_string(file, group, "commit", list->commit);
	g_key_file_set_string_list(file, group, "last", (const char *const *)ids->pdata, ids->len);
}

void bookmark_save(const struct bookmark *bookmark, GKeyFile *file)
{
	g_autofree char *index = g_strdup_printf("%016" G_GINT64_MODIFIER "x", bookmark->index);

	g_key_file_set_integer(file, GROUP, "version", VERSION);
	g_key_file_set_string(file, GROUP, "index", index);
	g_key_file_set_int64(file, GROUP, "number", bookmark->number);
	g_key_file_set_int64(file, GROUP, "seen-until", bookmark->seen_until);
	g_key_file_set_int64(file, GROUP, "told-until", bookmark->told_until);
	g_key_file_set_int64(file, GROUP, "updates", bookmark->n_updates);
	g_key_file_set_int64(file, GROUP, "looked-at", bookmark->looked_at);
	for (unsigned i = 0; i < bookmark->lists->len; i++)
		save_list(&g_array_index(bookmark->lists, struct bookmark_list, i), file);
}

static bool fail(const char *path, const char *reason, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
		    "%s: it does not say how far the subscription was reported: %s; if it is "
		    "removed, the subscription begins anew",
		    path, reason);
	return false;
}

static bool load_number(GKeyFile *file, const char *path, const char *key, int64_t *ret_number,
			GError **error)
{
	g_autoptr(GError) reason = NULL;

	*ret_number = g_key_file_get_int64(file, GROUP, key, &reason);
	return !reason || fail(path, reason->message, error);
}

static bool load_version(GKeyFile *file, const char *path, GError **error)
{
	int64_t version = 0;

	if (!load_number(file, path, "version", &version, error))
		return false;
	if (version == VERSION)
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_VERSION,
		    "%s: it was written by another version of tidings", path);
	return false;
}

static bool load_index(GKeyFile *file, const char *path, struct bookmark *bookmark, GError **error)
{
	g_autofree char *text = g_key_file_get_string(file, GROUP, "index", NULL);

	if (text && g_ascii_string_to_unsigned(text, 16, 0, G_MAXUINT64, &bookmark->index, NULL))
		return true;
	return fail(path, "the key 'index' is wrong", error);
}

static bool load_list(GKeyFile *file, const char *where, const char *group,
		      struct bookmark *bookmark, GError **error)
{
	g_autofree char *escaped = g_key_file_get_string(file, group, "path", NULL);
	g_autofree char *path = escaped ? g_uri_unescape_string(escaped, NULL) : NULL;
	g_autoptr(GError) reason = NULL;
	struct bookmark_list *list;
	char **ids = g_key_file_get_string_list(file, group, "last", NULL, NULL);

	list = bookmark_add_list(bookmark, group + strlen(LIST_GROUP), path ? path : "");
	list->commit = g_key_file_get_string(file, group, "commit", NULL);
	list->number = g_key_file_get_int64(file, group, "number", &reason);
	if (!reason)
		list->seen_until = g_key_file_get_int64(file, group, "seen-until", &reason);
	if (ids) {
		g_strfreev(list->ids);
		list->ids = ids;
	}
	return !reason || fail(where, reason->message, error);
}

static bool load_lists(GKeyFile *file, const char *where, struct bookmark *bookmark, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

	for (char **group = groups; *group; group++) {
		if (g_str_has_prefix(*group, LIST_GROUP) &&
		    !load_list(file, where, *group, bookmark, error))
			return false;
	}
	return true;
}

struct bookmark *bookmark_load(GKeyFile *file, const char *path, GError **error)
{
	g_autoptr(bookmark) bookmark = bookmark_new();
	int64_t n_updates = 0;

	if (!load_version(file, path, error) || !load_index(file, path, bookmark, error) ||
	    !load_number(file, path, "number", &bookmark->number, error) ||
	    !load_number(file, path, "seen-until", &bookmark->seen_until, error) ||
	    !load_number(file, path, "told-until", &bookmark->told_until, error) ||
	    !load_number(file, path, "updates", &n_updates, error) ||
	    !load_number(file, path, "looked-at", &bookmark->looked_at, error))
		return NULL;
	bookmark->n_updates = (unsigned)n_updates;
	return load_lists(file, path, bookmark, error) ? g_steal_pointer(&bookmark) : NULL;
}
