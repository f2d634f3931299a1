/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The document that `update` writes and `send` sends: from a command line to its bytes.
 */
#ifndef TIDINGS_CLI_UPDATE_DOCUMENT_H
#define TIDINGS_CLI_UPDATE_DOCUMENT_H

#include "cli/command.h"
#include "cli/mail_settings.h"
#include "cli/update_options.h"

/*
 * Makes the report of @request, which update_options_request() made of @options, and appends
 * it to @document in its format. @mail is looked at where the format needs mailboxes. Shows
 * progress and names what is missing on standard error; the errors of report_make().
 */
bool update_document(const struct command_settings *settings, const struct update_options *options,
		     const struct update_request *request, const struct mail_settings *mail,
		     GString *document, GError **error);

#endif
