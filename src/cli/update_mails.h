/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `tidings update` in a format that is the mails themselves.
 */
#ifndef TIDINGS_CLI_UPDATE_MAILS_H
#define TIDINGS_CLI_UPDATE_MAILS_H

#include "flow/report.h"
#include "render/render.h"

/*
 * Writes the mails of the range of @request, as @format has them, to @path or standard output,
 * which is opened at the first one. @missing (char *) takes the names of those that are
 * missing. Errors: those of mails_read() and of output_open() and its like.
 */
bool update_mails_write(const struct report_request *request, const struct render_format *format,
			const char *path, GPtrArray *missing, GError **error);

#endif
