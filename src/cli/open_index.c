/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/open_index.h"

#include "base/error.h"
#include "index/archives.h"

#include <stdio.h>

char *open_index_path(const struct command_settings *settings)
{
	return settings->index ? g_strdup(settings->index) : index_usual_path();
}

void open_index_tell_waiting(void *user)
{
	(void)user;
	fprintf(stderr, "tidings: waiting for another run that writes to the index\n");
}

struct index *open_index(const struct command_settings *settings, bool make, GError **error)
{
	g_autofree char *path = open_index_path(settings);
	struct index *index;

	if (!make && *path && !g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "there is no index '%s'; make it with 'tidings index ARCHIVE'", path);
		return NULL;
	}
	index = index_open(path, error);

	if (index)
		database_set_waiting(index->database, open_index_tell_waiting, NULL);
	return index;
}

struct index *open_index_to_ask(const struct command_settings *settings, GError **error)
{
	g_autoptr(index_) index = open_index(settings, false, error);
	bool are_unread;

	if (!index || !archives_are_unread(index, &are_unread, error))
		return NULL;
	if (are_unread) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_VERSION,
			    "the index '%s' was made by an older tidings, which kept less of the "
			    "mails; read them again with 'tidings index'",
			    database_path(index->database));
		return NULL;
	}
	return g_steal_pointer(&index);
}
