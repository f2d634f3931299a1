/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/prepared_file.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>

bool prepared_write_file(const struct prepared *prepared, GError **error)
{
	g_autofree char *folder = NULL;

	if (!prepared->file)
		return true;
	folder = g_path_get_dirname(prepared->file);
	if (g_mkdir_with_parents(folder, 0777) == 0)
		return file_replace(prepared->file,
				    (str){prepared->document->str, prepared->document->len}, 0666,
				    error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot make %s: %s", folder,
		    g_strerror(errno));
	return false;
}
