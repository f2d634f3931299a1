/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

const struct command commands[] = {
	{.name = "update", .help = "report what reached a list", .run = command_update},
	{.name = "clone", .help = "get a list, from its address", .run = command_network},
	{.name = "fetch", .help = "bring lists up to date", .run = command_network},
	{.name = "follow", .help = "report what is new to subscriptions", .run = command_network},
	{.name = "send", .help = "mail what reached a list", .run = command_network},
	{.name = "publish", .help = "write a site of a list", .run = command_publish},
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
	{.name = "config", .help = "show the configuration, or change it", .run = command_config},
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

int main(int n_arguments, char **arguments)
{
	const struct command *command;
	struct command_settings settings = {0};
	const char *name;

	(void)n_arguments;
	arguments++;
	if (!command_take_settings(&settings, &arguments))
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
