/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who a mail is from, and who it goes to.
 */
#ifndef TIDINGS_CLI_MAIL_SETTINGS_H
#define TIDINGS_CLI_MAIL_SETTINGS_H

#include "base/mailbox.h"
#include "cli/update_options.h"
#include "config/config.h"

struct mail_settings {
	struct mailbox from;
	struct mailbox *to;
	unsigned n_to;
};

/*
 * Takes from @options, else from their configuration, who it is from and who it
 * goes to; the mailboxes point into both, and their addresses are such that
 * message_address_is_valid(). USAGE where that is said nowhere or on the command line wrongly,
 * CONFIG where the configuration says it wrongly. mail_settings_clear() in either case, of what
 * was zero before.
 */
bool mail_settings_read(const struct update_options *options, struct mail_settings *ret_settings,
			GError **error);

/* The same of a mail that a subscription of @config sends. */
bool mail_settings_of_subscription(const struct config *config,
				   const struct config_subscription *subscription,
				   struct mail_settings *ret_settings, GError **error);
void mail_settings_clear(struct mail_settings *settings);

typedef struct mail_settings mail_settings;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(mail_settings, mail_settings_clear)

#endif
