/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands of the program tidings-network: see program.c.
 */
#ifndef TIDINGS_CLI_NETWORK_H
#define TIDINGS_CLI_NETWORK_H

#include "cli/command.h"

/* Each a command_fn. */
int clone_run(const struct command_settings *settings, char **arguments);
int fetch_run(const struct command_settings *settings, char **arguments);
int follow_run(const struct command_settings *settings, char **arguments);
int send_run(const struct command_settings *settings, char **arguments);

#endif
