/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One subscription of `tidings follow`: what is new to it prepared, delivered, published.
 */
#ifndef TIDINGS_CLI_FOLLOW_SUBSCRIPTION_H
#define TIDINGS_CLI_FOLLOW_SUBSCRIPTION_H

#include "cli/command.h"
#include "cli/subscription_run.h"

/* A subscription that is followed, and what of it is to be done. */
struct followed {
	struct subscription_run run; /* open */
	bool is_due; /* it is to be looked what is new */
	bool is_site_due;
	bool lacks_list; /* one of its lists could not be fetched or read */
};

/* Whether @subscription has anywhere to go to, without which there is nothing to follow. */
bool followed_has_target(const struct config_subscription *subscription);

/* Whether what is new goes anywhere: to a file, or as a mail. */
bool followed_reports(const struct config_subscription *subscription);

/*
 * Delivers what an earlier run left. A line on what was done goes to @text. The errors are those of
 * store_prepared() and of deliver(); a mail of which it is not known whether it was taken is told
 * on standard error, and *ret_is_unsure set.
 */
bool followed_finish(const struct followed *followed, GString *text, bool *ret_is_unsure,
		     GError **error);

/*
 * Looks in @index for what is new, prepares the update of it, and delivers that; as above. Where
 * a list is lacking and nothing is new, it stays due. Errors: those of subscription_run_look() and
 * subscription_run_write(); CONFIG for a format or an address that is none.
 */
bool followed_report(struct followed *followed, struct index *index, GString *text,
		     bool *ret_is_unsure, GError **error);

/* Brings the site up to date, of which the errors are those of site_publish(). */
bool followed_publish(const struct followed *followed, const struct command_settings *settings,
		      bool with_progress, GString *text, GError **error);

#endif
