/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The program tidings-network, which tidings becomes for the commands that speak to servers: see
 * program.c.
 */
#include "cli/network.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	command_fn run;
} network_commands[] = {
	{"clone", clone_run},
	{"fetch", fetch_run},
	{"follow", follow_run},
	{"send", send_run},
};

static command_fn find(const char *name)
{
	for (size_t i = 0; name && i < G_N_ELEMENTS(network_commands); i++) {
		if (strcmp(network_commands[i].name, name) == 0)
			return network_commands[i].run;
	}
	return NULL;
}

int main(int n_arguments, char **arguments)
{
	struct command_settings settings = {0};
	command_fn run;

	(void)n_arguments;
	/* Who starts this program may ignore the ends of children, and that is inherited. */
	signal(SIGCHLD, SIG_DFL);
	arguments++;
	if (!command_take_settings(&settings, &arguments))
		return EXIT_USAGE;
	run = find(arguments[0]);
	if (!run) {
		fprintf(stderr, "tidings: this program is a part of 'tidings'\n");
		return EXIT_USAGE;
	}
	return run(&settings, arguments);
}
