/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Showing a document as git does it: through a pager where it goes to a terminal.
 */
#ifndef TIDINGS_CLI_PAGER_H
#define TIDINGS_CLI_PAGER_H

#include "base/str.h"
#include "cli/arguments.h"

/*
 * Writes @document to standard output; on a terminal, unless @shown says --no-pager,
 * through the program that TIDINGS_PAGER, else PAGER names, else less, with LESS=FRX
 * unless that is set; `cat` and the empty text mean none. A pager that was left early is
 * no error. WRITE as for output_write().
 */
bool pager_show(const struct shown_options *shown, str document, GError **error);

#endif
