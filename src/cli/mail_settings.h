/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who a mail is from, who it goes to, and the configuration that says the rest.
 */
#ifndef TIDINGS_CLI_MAIL_SETTINGS_H
#define TIDINGS_CLI_MAIL_SETTINGS_H

#include "base/mailbox.h"
#include "cli/update_options.h"
#include "config/config.h"

struct mail_settings {
	char *path; /* of the configuration, whether it is there or not */
	struct config *config;
	struct mailbox from;
	struct mailbox *to;
	unsigned n_to;
};

/*
 * Reads the configuration, and takes from @options, else from there, who it is from and who it
 * goes to; the mailboxes point into both, and their addresses are such that
 * message_address_is_valid(). USAGE where that is said nowhere or on the command line wrongly,
 * and the errors of config_read(). mail_settings_clear() in either case.
 */
bool mail_settings_read(const struct update_options *options, struct mail_settings *ret_settings,
			GError **error);
void mail_settings_clear(struct mail_settings *settings);

typedef struct mail_settings mail_settings;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(mail_settings, mail_settings_clear)

#endif
