/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of lists a subscription is about.
 *
 * Who follows a work follows all of it: its other revisions and the replies to it. So what is
 * asked for is asked of works, and a mail is wanted if a work is that it is of, or that
 * its thread is about. A mail is wanted by itself, too: what somebody wrote, the talk about
 * an area that no patch has come of.
 *
 * A posting must hold for each key that was given, one of its texts: for `areas` its own area, or
 * one above it; for `paths` a file of its patches; for the rest a query. A work is wanted
 * if one of its postings holds.
 */
#ifndef TIDINGS_SUBSCRIPTION_FILTER_H
#define TIDINGS_SUBSCRIPTION_FILTER_H

#include "config/config.h"
#include "flow/mail_source.h"
#include "index/index.h"

struct filter;

/*
 * The filter of @subscription, which it borrows. Its MAINTAINERS file is read here. Relative times
 * of its query are resolved against @now. Errors, which name file, section and key: CONFIG for
 * a query, a word of a state, or a section that is none; READ.
 */
struct filter *filter_new(const struct config *config,
			  const struct config_subscription *subscription, int64_t now,
			  GError **error);
void filter_free(struct filter *filter);

/*
 * Leaves in @sighted (struct sighted) what is wanted, in its order. Within a transaction; @source
 * is of @index. Errors: those of the index, and of mail_source_read().
 */
bool filter_messages(const struct filter *filter, struct index *index, struct mail_source *source,
		     GArray *sighted, GError **error);

/* The same of @postings (int64_t): those of works that are wanted. */
bool filter_postings(const struct filter *filter, struct index *index, struct mail_source *source,
		     GArray *postings, GError **error);

typedef struct filter filter;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(filter, filter_free)

#endif
