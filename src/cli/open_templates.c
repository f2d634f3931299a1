/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/open_templates.h"

#include "base/error.h"

struct template_source *open_templates(const char *folder, GError **error)
{
	g_autofree char *usual =
		g_build_filename(g_get_user_config_dir(), "tidings", "templates", NULL);

	if (folder && !g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "%s: there is no such folder of templates", folder);
		return NULL;
	}
	return template_source_new(folder ? folder : usual);
}
