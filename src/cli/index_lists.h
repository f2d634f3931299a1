/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index brought up to date with lists of the configuration, and with the repositories.
 */
#ifndef TIDINGS_CLI_INDEX_LISTS_H
#define TIDINGS_CLI_INDEX_LISTS_H

#include "config/config.h"
#include "index/index.h"

/*
 * Reads what is new of @list, with progress where that is wanted. Errors: those of archive_open(), which
 * say what brings a list here that is not there yet, and of ingest_archive().
 */
bool index_list(struct index *index, const struct config_list *list, bool with_progress,
		GError **error);

/*
 * Reads what is new in all repositories that the index knows, and in those of @config, which
 * are added. One that is not there is named on standard error, and no failure.
 */
bool index_repositories(struct index *index, const struct config *config, bool with_progress,
			GError **error);

#endif
