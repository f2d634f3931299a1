/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/prepared_file.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <stdlib.h>

enum { MODE = 0666 };

bool prepared_write_file(const struct prepared *prepared, GError **error)
{
	str document;
	g_autofree char *folder = NULL;
	char *linked;
	bool good;

	if (!prepared->file)
		return true;
	document = (str){prepared->document->str, prepared->document->len};
	folder = g_path_get_dirname(prepared->file);
	if (g_mkdir_with_parents(folder, 0777) != 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot make %s: %s", folder,
			    g_strerror(errno));
		return false;
	}
	linked = realpath(prepared->file, NULL);
	good = file_replace(linked ? linked : prepared->file, document, MODE, error);
	free(linked);
	return good;
}
