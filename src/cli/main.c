/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/output.h"
#include "render/escape.h"

#include <stdio.h>
#include <string.h>

const struct command commands[] = {
	{.name = "update", .help = "report what reached a list", .run = command_update},
	{.name = "index", .help = "read archives into the index", .run = command_index},
	{.name = "status", .help = "list open works by urgency", .run = command_status},
	{.name = "mine", .help = "list what waits for me, and my works", .run = command_mine},
	{.name = "landed", .help = "list what landed, where and when", .run = command_landed},
	{.name = "collisions", .help = "list series that collide", .run = command_collisions},
	{.name = "repo", .help = "name the repositories of projects", .run = command_repo},
	{.name = "series", .help = "list series and their revisions", .run = command_series},
	{.name = "search", .help = "search mails", .run = command_search},
	{.name = "show", .help = "show a series and the replies to it", .run = command_show},
	{.name = "diff", .help = "show what changed between revisions", .run = command_diff},
	{.name = "am", .help = "write a series for git am", .run = command_am},
	{.name = "help", .help = "show how a command is used", .run = command_help},
	{.name = NULL},
};

const struct command *command_find(const char *name)
{
	for (const struct command *command = commands; command->name; command++) {
		if (strcmp(command->name, name) == 0)
			return command;
	}
	return NULL;
}

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

/* Takes `--db PATH` or `--db=PATH` off @arguments. */
static bool take_settings(struct command_settings *settings, char ***arguments)
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

int main(int n_arguments, char **arguments)
{
	const struct command *command;
	struct command_settings settings = {0};
	const char *name;

	(void)n_arguments;
	arguments++;
	if (!take_settings(&settings, &arguments))
		return EXIT_USAGE;
	name = arguments[0];
	if (!name) {
		fprintf(stderr, "tidings: no command; see 'tidings help'\n");
		return EXIT_USAGE;
	}
	if (strcmp(name, "--version") == 0)
		return command_print("tidings " TIDINGS_VERSION "\n");
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = "help";
	command = command_find(name);
	if (!command)
		return command_report_unknown(name);
	return command->run(&settings, arguments);
}
