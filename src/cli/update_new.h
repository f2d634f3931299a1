/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `tidings update --new`: what is new to a subscription.
 */
#ifndef TIDINGS_CLI_UPDATE_NEW_H
#define TIDINGS_CLI_UPDATE_NEW_H

#include "cli/update_options.h"

/*
 * Brings the index up to date with the lists of the subscription that @options name, and writes
 * the update of what is new to where they say; then that is new no more, but for --dry-run. Without
 * anything new nothing is written, and standard error says so. Progress, and what is missing, are
 * told there, too. Errors: CONFIG for an unknown subscription; BUSY while another run reports it,
 * or an update of it waits to be delivered; those of index_list(), of subscription_run_write() and
 * of output_write().
 */
bool update_new(const struct command_settings *settings, const struct update_options *options,
		const struct update_request *request, GError **error);

#endif
