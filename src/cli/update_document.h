/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The document that `update` writes and `send` sends: from a command line to its bytes.
 */
#ifndef TIDINGS_CLI_UPDATE_DOCUMENT_H
#define TIDINGS_CLI_UPDATE_DOCUMENT_H

#include "cli/command.h"
#include "cli/mail_settings.h"
#include "cli/update_options.h"

enum { UPDATE_PROGRESS_STEP = 200 }; /* mails between two lines of progress */

bool update_wants_progress(const struct update_options *options);

/* Names on standard error what is missing (char *) from @archive, a path or a name. */
void update_tell_missing(const char *archive, const GPtrArray *missing);

/*
 * Makes the report of @request, which update_options_request() made of @options, and appends
 * it to @document in its format. @mail is looked at where the format needs mailboxes. Shows
 * progress and names what is missing on standard error. Errors: those of report_make(), and of
 * render_fn (render/render.h).
 */
bool update_document(const struct command_settings *settings, const struct update_options *options,
		     const struct update_request *request, const struct mail_settings *mail,
		     GString *document, GError **error);

#endif
