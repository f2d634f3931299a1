/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `tidings update` in a format that is the mails themselves.
 */
#ifndef TIDINGS_CLI_UPDATE_MAILS_H
#define TIDINGS_CLI_UPDATE_MAILS_H

#include "cli/update_options.h"

/*
 * Writes the mails of the range of @request, in its format, to where @options say, which is
 * opened when there is something to write. Shows progress and names what is missing on
 * standard error. Errors: those of mails_read() and of output_open() and its like.
 */
bool update_mails(const struct update_options *options, const struct update_request *request,
		  GError **error);

#endif
