/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Commands: a table of them (main.c), a file each (update.c, ...). Those that speak to servers
 * are a program of their own (program.c, network_main.c), made of the same files.
 *
 * This room alone prints and decides on exit statuses. Results go to standard
 * output, everything else to standard error, each error once and as one line.
 */
#ifndef TIDINGS_CLI_COMMAND_H
#define TIDINGS_CLI_COMMAND_H

#include <glib.h>
#include <stdbool.h>

enum exit_status {
	EXIT_DONE = 0,
	EXIT_FAILED = 1, /* the work could not be done */
	EXIT_USAGE = 2, /* the command line is wrong */
};

/* What stands before the command's name. */
struct command_settings {
	const char *index; /* --db: path of the index, or NULL for the usual one */
};

/*
 * Runs a command. @arguments[0] is its name, NULL ends them. The vector is the
 * caller's; the command may reorder it, and take strings out of it.
 */
typedef int (*command_fn)(const struct command_settings *settings, char **arguments);

struct command {
	const char *name;
	const char *help; /* one line */
	command_fn run;
};

int command_update(const struct command_settings *settings, char **arguments);
int command_publish(const struct command_settings *settings, char **arguments);
int command_index(const struct command_settings *settings, char **arguments);
int command_search(const struct command_settings *settings, char **arguments);
int command_series(const struct command_settings *settings, char **arguments);
int command_status(const struct command_settings *settings, char **arguments);
int command_mine(const struct command_settings *settings, char **arguments);
int command_landed(const struct command_settings *settings, char **arguments);
int command_collisions(const struct command_settings *settings, char **arguments);
int command_repo(const struct command_settings *settings, char **arguments);
int command_show(const struct command_settings *settings, char **arguments);
int command_diff(const struct command_settings *settings, char **arguments);
int command_am(const struct command_settings *settings, char **arguments);
/* All commands that speak to servers: clone, fetch, follow, send. */
int command_network(const struct command_settings *settings, char **arguments);
int command_config(const struct command_settings *settings, char **arguments);
int command_help(const struct command_settings *settings, char **arguments);

/*
 * Takes the options that stand before a command's name off *@arguments. False, and an error is
 * told, where one of them lacks its value.
 */
bool command_take_settings(struct command_settings *settings, char ***arguments);

/* All commands; the last has a NULL name. */
extern const struct command commands[];

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);

/*
 * Writes "tidings: MESSAGE" to standard error, made harmless for a terminal,
 * and returns the exit status that fits: EXIT_USAGE for TIDINGS_ERROR_USAGE
 * and for errors of option parsing, EXIT_FAILED for all others.
 */
int command_report_error(const GError *error);

/* The same for a command that is not in the table. */
int command_report_unknown(const char *name);

/* The same for an argument of which a command has no use. */
int command_report_surplus(const char *argument);

/* Writes @text to standard output, and says so where that fails; the exit status. */
int command_print(const char *text);

#endif
