/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static void print_commands(void)
{
	puts("Usage: tidings COMMAND [OPTIONS] [ARGUMENTS]\n"
	     "\n"
	     "tidings follows a mailing list on which software is made by patches: it reads\n"
	     "the list's public-inbox archive and tells what came in.\n"
	     "\n"
	     "Commands:");
	for (const struct command *command = commands; command->name; command++)
		printf("  %-10s %s\n", command->name, command->help);
	puts("\n"
	     "'tidings help COMMAND' and 'tidings COMMAND --help' show how a command is used,\n"
	     "'tidings --version' the version.\n"
	     "\n"
	     "Examples:\n"
	     "  tidings update kvm.git HEAD~300..HEAD\n"
	     "  tidings update --since yesterday --format json lists/qemu-devel");
}

int command_help(int n_arguments, char **arguments)
{
	const struct command *command;
	char *help[] = {NULL, (char[]){"--help"}, NULL};

	if (n_arguments < 2) {
		print_commands();
		return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
	}
	command = command_find(arguments[1]);
	if (!command)
		return command_report_unknown(arguments[1]);
	if (command->run == command_help) {
		print_commands();
		return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
	}
	help[0] = arguments[1];
	return command->run(2, help);
}
