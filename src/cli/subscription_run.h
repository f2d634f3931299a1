/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A subscription while it is reported: its state locked, what is new to it known.
 */
#ifndef TIDINGS_CLI_SUBSCRIPTION_RUN_H
#define TIDINGS_CLI_SUBSCRIPTION_RUN_H

#include "render/render.h"
#include "subscription/news.h"
#include "subscription/store.h"

/* One run. Borrowed until it is closed: configuration, subscription, index. */
struct subscription_run {
	struct news_request request;
	struct filter *filter;
	struct store *store;
	struct bookmark *bookmark; /* NULL before the first update */
	struct index *index; /* NULL until it is looked at */
	struct news *news; /* NULL until then */
};

/*
 * Locks the state of @subscription, and reads it. @now is of the clock. Errors: those of
 * store_open(), of store_bookmark() and of filter_new(); CONFIG for a `since` that is no time.
 * subscription_run_close() in either case, of what was zero before.
 */
bool subscription_run_open(struct subscription_run *run, const struct config *config,
			   const struct config_subscription *subscription, int64_t now,
			   GError **error);
void subscription_run_close(struct subscription_run *run);

/* Reads the bookmark again, after an update was finished. */
bool subscription_run_reopen(struct subscription_run *run, GError **error);

/*
 * Looks in @index, which was brought up to date, for what is new. From here on the run reads one
 * state of the index. The errors of news_find().
 */
bool subscription_run_look(struct subscription_run *run, struct index *index, GError **error);

/* The format of the file of @subscription. CONFIG for none, and for one of ranges alone. */
bool subscription_run_format(const struct config *config,
			     const struct config_subscription *subscription,
			     const struct render_format **ret_format, GError **error);

/* Whether its updates need addresses: those of a file that is a mail are for its fields. */
bool subscription_run_needs_mailboxes(const struct config_subscription *subscription);

/*
 * Whether all that @subscription says can be done, as far as that is known without an archive:
 * the filter, the times, the format, the addresses. CONFIG.
 */
bool subscription_run_check(const struct config *config,
			    const struct config_subscription *subscription, GError **error);

/* Ends that reading, if it has begun: the news can be told no more. */
void subscription_run_end_look(struct subscription_run *run);

/*
 * Appends the update of what is new in @format to @out. What is missing from the archives is named
 * in @missing (char *). Errors: those of report_messages() and of mails_of_messages(), and of
 * render_fn.
 */
bool subscription_run_write(const struct subscription_run *run, const struct render_format *format,
			    const struct news_style *style, const struct render_options *options,
			    GPtrArray *missing, GString *out, GError **error);

typedef struct subscription_run subscription_run;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(subscription_run, subscription_run_close)

#endif
