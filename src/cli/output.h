/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing a document, so that a full disk is never a success.
 */
#ifndef TIDINGS_CLI_OUTPUT_H
#define TIDINGS_CLI_OUTPUT_H

#include "base/str.h"

#include <glib.h>

/* Where a document goes that is written part by part. */
struct output {
	const char *path; /* NULL for standard output; borrowed */
	int descriptor;
};

/*
 * Opens the file @path, made or emptied, or standard output for NULL. All three check what
 * they do: TIDINGS_ERROR_WRITE, naming the file. After true, output_close() ends it, whatever
 * output_append() said.
 */
bool output_open(struct output *output, const char *path, GError **error);
bool output_append(const struct output *output, str part, GError **error);
bool output_close(struct output *output, GError **error);

/* The same of a whole document. */
bool output_write(const char *path, str document, GError **error);

#endif
