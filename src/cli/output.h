/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing a finished document, so that a full disk is never a success.
 */
#ifndef TIDINGS_CLI_OUTPUT_H
#define TIDINGS_CLI_OUTPUT_H

#include "base/str.h"

#include <glib.h>

/*
 * Writes @document to the file @path, or to standard output for NULL, and
 * checks every write and the close. TIDINGS_ERROR_WRITE, naming the file.
 */
bool output_write(const char *path, str document, GError **error);

#endif
