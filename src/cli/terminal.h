/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the terminal is, and progress shown on it.
 */
#ifndef TIDINGS_CLI_TERMINAL_H
#define TIDINGS_CLI_TERMINAL_H

#include "base/progress.h"

#include <stdbool.h>

/* Columns of the terminal that @descriptor is, 80 if it does not say; 0 if it is none. */
unsigned terminal_columns(int descriptor);

/*
 * Whether to colour what goes to @descriptor: @when is "always", "never" or
 * "auto"; "auto" means a terminal that is not "dumb" and no NO_COLOR in the
 * environment (https://no-color.org).
 */
bool terminal_wants_colour(int descriptor, const char *when);

/* A progress_show_fn: one line on standard error, rewritten each time. */
void terminal_show_progress(const char *what, size_t done, size_t total, void *user);

/* The same line, whatever it is to say: of valid UTF-8, made harmless for a terminal. */
void terminal_show_line(const char *text);

/* Wipes that line: before anything else is written to standard error. */
void terminal_end_progress(void);

#endif
