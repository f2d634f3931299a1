/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Commands that are programs of their own, as they need a library that the others are not to
 * wait for. Such a program gets the command line of tidings as it is.
 */
#include "cli/command.h"

#include "base/error.h"

#include <errno.h>
#include <unistd.h>

/* Beside this program, where a build leaves it; NULL if that place is not known. */
static char *path_beside(const char *program)
{
	g_autofree char *own = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = own ? g_path_get_dirname(own) : NULL;

	return folder ? g_build_filename(folder, program, NULL) : NULL;
}

/* The program's name, the options that stand before the command, and @arguments. */
static char **list_arguments(const char *program, const struct command_settings *settings,
			     char **arguments)
{
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();

	g_strv_builder_add(list, program);
	if (settings->index) {
		g_strv_builder_add(list, "--db");
		g_strv_builder_add(list, settings->index);
	}
	for (; *arguments; arguments++)
		g_strv_builder_add(list, *arguments);
	return g_strv_builder_end(list);
}

/* Becomes that program; returns only where there is none, or where it cannot be run. */
static int become(const char *program, const struct command_settings *settings, char **arguments)
{
	g_autofree char *beside = path_beside(program);
	g_autofree char *installed = g_build_filename(TIDINGS_PROGRAMS, program, NULL);
	g_auto(GStrv) list = list_arguments(program, settings, arguments);
	g_autoptr(GError) error = NULL;

	if (beside)
		execv(beside, list);
	if (!beside || errno == ENOENT)
		execv(installed, list);
	error = g_error_new(TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    "cannot run %s, which belongs to tidings: %s; is it installed whole?",
			    installed, g_strerror(errno));
	return command_report_error(error);
}

int command_network(const struct command_settings *settings, char **arguments)
{
	return become("tidings-network", settings, arguments);
}
