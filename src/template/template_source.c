/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "template/template_source.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

struct template_source {
	char *folder;
	GPtrArray *texts; /* char *: of files that were read */
};

struct template_source *template_source_new(const char *folder)
{
	struct template_source *source = g_new0(struct template_source, 1);

	source->folder = g_strdup(folder);
	source->texts = g_ptr_array_new_with_free_func(g_free);
	return source;
}

void template_source_free(struct template_source *source)
{
	if (!source)
		return;
	g_free(source->folder);
	g_ptr_array_unref(source->texts);
	g_free(source);
}

/* A template may name another, but no path. */
static bool is_plain_name(const char *name)
{
	return name[0] != '\0' && name[0] != '.' && !strchr(name, '/');
}

/* False without an error where the folder has no such file. */
static bool read_own(struct template_source *source, const char *name, str *ret_text,
		     GError **error)
{
	g_autofree char *path = NULL;
	g_autoptr(GError) reason = NULL;
	char *text;
	size_t length;

	if (!source->folder)
		return false;
	path = g_build_filename(source->folder, name, NULL);
	if (!g_file_get_contents(path, &text, &length, &reason)) {
		if (!g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) &&
		    !g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ, "%s",
				    reason->message);
		return false;
	}
	g_ptr_array_add(source->texts, text);
	if (length > LIMIT_TEMPLATE_BYTES) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ,
			    "%s: a template has %d bytes at most", path, LIMIT_TEMPLATE_BYTES);
		return false;
	}
	*ret_text = (str){.ptr = text, .len = length};
	return true;
}

static bool find_built_in(const char *name, str *ret_text)
{
	for (const struct built_in_template *file = built_in_templates; file->name; file++) {
		if (strcmp(file->name, name) == 0) {
			*ret_text = (str){.ptr = file->text, .len = file->length};
			return true;
		}
	}
	return false;
}

bool template_source_find(void *user, const char *name, str *ret_text, GError **error)
{
	struct template_source *source = user;
	g_autoptr(GError) reason = NULL;

	if (is_plain_name(name)) {
		if (read_own(source, name, ret_text, &reason))
			return true;
		if (reason) {
			g_propagate_error(error, g_steal_pointer(&reason));
			return false;
		}
		if (find_built_in(name, ret_text))
			return true;
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND, "there is no template %s", name);
	return false;
}
