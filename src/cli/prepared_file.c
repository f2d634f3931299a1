/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/prepared_file.h"

#include "base/error.h"

#include <errno.h>

static bool fail(const char *path, const char *reason, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write to %s: %s", path,
		    reason);
	return false;
}

bool prepared_write_file(const struct prepared *prepared, GError **error)
{
	g_autofree char *folder = NULL;
	g_autoptr(GError) reason = NULL;

	if (!prepared->file)
		return true;
	folder = g_path_get_dirname(prepared->file);
	if (g_mkdir_with_parents(folder, 0777) != 0)
		return fail(folder, g_strerror(errno), error);
	if (g_file_set_contents_full(
		    prepared->file, prepared->document->str, (gssize)prepared->document->len,
		    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &reason))
		return true;
	return fail(prepared->file, reason->message, error);
}
