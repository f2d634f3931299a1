/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index that a command works with.
 */
#ifndef TIDINGS_CLI_OPEN_INDEX_H
#define TIDINGS_CLI_OPEN_INDEX_H

#include "cli/command.h"
#include "index/index.h"

/* Where it is: --db, else the usual place. g_free() it. */
char *open_index_path(const struct command_settings *settings);

/* Says on standard error that another run has to be waited for: for database_set_waiting(). */
void open_index_tell_waiting(void *user);

/*
 * Opens it, with the errors of index_open(); NOT_FOUND where there is none, unless @make says
 * to make it. Who has to wait for another run that
 * writes is told so on standard error.
 */
struct index *open_index(const struct command_settings *settings, bool make, GError **error);

/*
 * The index for a command that only asks. VERSION where a new version has emptied it, so
 * that the archives must be read first.
 */
struct index *open_index_to_ask(const struct command_settings *settings, GError **error);

#endif
