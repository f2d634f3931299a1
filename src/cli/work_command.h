/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the commands about one series have in common: options, the ID, the index, and
 * where the document goes.
 */
#ifndef TIDINGS_CLI_WORK_COMMAND_H
#define TIDINGS_CLI_WORK_COMMAND_H

#include "cli/arguments.h"
#include "cli/command.h"
#include "flow/work.h"
#include "render/render.h"

struct work_options {
	struct shown_options shown; /* the first: see arguments_parse_colour() */
	gboolean patches;
	gboolean exact;
	gboolean strict;
	char *link;
	char *revision;
	char *output;
	char **words; /* ID, and of diff the range */
};

/* What is asked for, ready to be answered. */
struct work_request {
	const struct work_options *options;
	struct render_options render;
	struct work *work;
	str range; /* of a command that has_range; else empty */
};

enum { WORK_ENTRIES = 16 };

struct work_command {
	struct command_usage usage;
	const char *arguments; /* as the help has them: "ID" */
	bool has_range; /* the last word may be one */
	/* Adds the command's own options, fewer than WORK_ENTRIES - 8; their number. NULL: none. */
	unsigned (*add_entries)(struct work_options *options, GOptionEntry *entries);
	/* Appends the document. */
	bool (*answer)(const struct work_request *request, GString *document, GError **error);
};

/* Runs the command; the exit status. */
int work_command_run(const struct work_command *command, const struct command_settings *settings,
		     char **arguments);

/* Writes "tidings: NOTE" to standard error, made harmless for a terminal. */
void work_command_tell(str note);

#endif
