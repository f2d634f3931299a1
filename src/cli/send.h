/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command `send`, of the program tidings-send.
 */
#ifndef TIDINGS_CLI_SEND_H
#define TIDINGS_CLI_SEND_H

#include "cli/command.h"

/* A command_fn. */
int send_run(const struct command_settings *settings, char **arguments);

#endif
