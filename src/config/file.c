/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/file.h"

#include "base/error.h"

#include <string.h>

struct config_header config_header_read(const char *group)
{
	const char *blank = strchr(group, ' ');

	if (!blank)
		return (struct config_header){.section = g_strdup(group)};
	return (struct config_header){
		.section = g_strndup(group, (gsize)(blank - group)),
		.name = g_strstrip(g_strdup(blank)),
	};
}

void config_header_clear(struct config_header *header)
{
	g_free(header->section);
	g_free(header->name);
}

static bool fail(const char *path, const GError *reason, GError **error)
{
	g_set_error(error, TIDINGS_ERROR,
		    reason->domain == G_KEY_FILE_ERROR ? TIDINGS_ERROR_CONFIG : TIDINGS_ERROR_READ,
		    "%s: %s", path, reason->message);
	return false;
}

bool config_file_load(GKeyFile *file, const char *path, GError **error)
{
	g_autoptr(GError) reason = NULL;

	if (g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &reason))
		return true;
	if (g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
	    g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
		return true;
	return fail(path, reason, error);
}

bool config_file_parse(GKeyFile *file, const char *text, size_t length, const char *path,
		       GError **error)
{
	g_autoptr(GError) reason = NULL;

	if (g_key_file_load_from_data(file, text, length, G_KEY_FILE_NONE, &reason))
		return true;
	return fail(path, reason, error);
}
