/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program tidings-send, which `tidings send` becomes: it has one command. */
#include "cli/send.h"

#include <stdio.h>
#include <string.h>

int main(int n_arguments, char **arguments)
{
	struct command_settings settings = {0};

	(void)n_arguments;
	arguments++;
	if (!command_take_settings(&settings, &arguments))
		return EXIT_USAGE;
	if (!arguments[0] || strcmp(arguments[0], "send") != 0) {
		fprintf(stderr, "tidings: this program is a part of 'tidings send'\n");
		return EXIT_USAGE;
	}
	return send_run(&settings, arguments);
}
