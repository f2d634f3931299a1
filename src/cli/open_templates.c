/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/open_templates.h"

#include "base/error.h"

char *open_templates_folder(const char *folder, GError **error)
{
	if (!folder)
		return g_build_filename(g_get_user_config_dir(), "tidings", "templates", NULL);
	if (g_file_test(folder, G_FILE_TEST_IS_DIR))
		return g_strdup(folder);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
		    "%s: there is no such folder of templates", folder);
	return NULL;
}

struct template_source *open_templates(const char *folder, GError **error)
{
	g_autofree char *own = open_templates_folder(folder, error);

	return own ? template_source_new(own) : NULL;
}
