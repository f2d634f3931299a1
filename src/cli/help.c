/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/command.h"

#include <string.h>

static int print_commands(void)
{
	g_autoptr(GString) text = g_string_new(
		"Usage: tidings [--db PATH] COMMAND [OPTIONS] [ARGUMENTS]\n"
		"\n"
		"tidings follows a mailing list on which software is made by patches: it reads\n"
		"the list's public-inbox archive and tells what came in.\n"
		"\n"
		"Commands:\n");

	for (const struct command *command = commands; command->name; command++)
		g_string_append_printf(text, "  %-10s  %s\n", command->name, command->help);
	g_string_append(
		text,
		"\n"
		"'tidings help COMMAND' and 'tidings COMMAND --help' show how a command is used,\n"
		"'tidings --version' the version.\n"
		"\n"
		"Examples:\n"
		"  tidings update kvm.git HEAD~300..HEAD\n"
		"  tidings update --since yesterday --format json lists/qemu-devel\n");
	return command_print(text->str);
}

int command_help(const struct command_settings *settings, char **arguments)
{
	const struct command *command;
	char *help[] = {NULL, (char[]){"--help"}, NULL};

	if (!arguments[1] || strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "-h") == 0)
		return print_commands();
	if (arguments[2])
		return command_report_surplus(arguments[2]);
	command = command_find(arguments[1]);
	if (!command)
		return command_report_unknown(arguments[1]);
	if (command->run == command_help)
		return print_commands();
	help[0] = arguments[1];
	return command->run(settings, help);
}
