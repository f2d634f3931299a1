/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/output.h"
#include "render/escape.h"

#include <stdio.h>
#include <string.h>

int command_report_error(const GError *error)
{
	g_autoptr(GString) line = g_string_new("tidings: ");
	bool usage = error->domain == G_OPTION_ERROR ||
		     g_error_matches(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE);

	escape_terminal_line(line, str_from(error->message));
	fprintf(stderr, "%s\n", line->str);
	return usage ? EXIT_USAGE : EXIT_FAILED;
}

int command_print(const char *text)
{
	g_autoptr(GError) error = NULL;

	if (!output_write(NULL, str_from(text), &error))
		return command_report_error(error);
	return EXIT_DONE;
}

int command_report_unknown(const char *name)
{
	g_autoptr(GError) error = g_error_new(TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
					      "no such command: %s; see 'tidings help'", name);

	return command_report_error(error);
}

int command_report_surplus(const char *argument)
{
	g_autoptr(GError) error =
		g_error_new(TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "too many arguments: %s", argument);

	return command_report_error(error);
}

bool command_take_settings(struct command_settings *settings, char ***arguments)
{
	while (**arguments) {
		const char *argument = **arguments;

		if (g_str_has_prefix(argument, "--db=")) {
			settings->index = argument + strlen("--db=");
		} else if (strcmp(argument, "--db") == 0 && (*arguments)[1]) {
			settings->index = *++*arguments;
		} else if (strcmp(argument, "--db") == 0) {
			fprintf(stderr, "tidings: --db needs the path of an index\n");
			return false;
		} else {
			return true;
		}
		++*arguments;
	}
	return true;
}
