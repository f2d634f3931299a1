/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is new to a subscription: behind its bookmark, in its lists, by its filter.
 */
#ifndef TIDINGS_SUBSCRIPTION_NEWS_H
#define TIDINGS_SUBSCRIPTION_NEWS_H

#include "config/config.h"
#include "flow/report_messages.h"
#include "subscription/bookmark.h"
#include "subscription/filter.h"

struct news_request {
	const struct config *config;
	const struct config_subscription *subscription;
	const struct filter *filter; /* of the subscription */
	const struct bookmark *bookmark; /* NULL for the first update */
	int64_t since; /* where the first update begins */
	int64_t now; /* of the clock: when this is looked for */
};

struct news {
	GArray *messages; /* struct sighted: what is new, and wanted */
	GArray *archives; /* int64_t: numbers of the lists in the index */
	unsigned n_left; /* lists that are left for the next time */
	int64_t told_until; /* the time that an update of it is about: see struct messages_request */
	int64_t until;
	struct bookmark *next; /* that holds once this was reported; its n_updates is that */
};

/*
 * Looks for it. The index is within a transaction that lasts until the update is made. A list
 * that is not there, or that the index does not know as it is now, is left for the next time: the
 * bookmark says of it what it said, or where it begins when it comes. A list that the bookmark does not name was subscribed, or
 * fetched, later: of it is new what came after the last mail of all lists. Errors: those of the
 * index, of mail_source_read(), and of archive_open() but NOT_FOUND.
 */
struct news *news_find(struct index *index, const struct news_request *request, GError **error);
void news_free(struct news *news);

/* What an update of news is to say beside its mails. All is borrowed. */
struct news_style {
	const char *title; /* NULL: subscription_title() */
	const char *mailmap; /* path, or NULL */
	const char *link; /* what a Message-ID is appended to */
	unsigned top;
	bool with_diffs;
	struct progress *progress; /* or NULL */
};

/* The update of @news, with the errors of report_messages(). Within the same transaction. */
struct report *news_report(struct index *index, const struct news_request *request,
			   const struct news *news, const struct news_style *style, GError **error);

/* How the archive of @list is quoted, where it is an mbox. */
enum mbox_quoting subscription_list_quoting(const struct config_list *list);

/*
 * The lists of @subscription (const struct config_list *), as it names them, or all. The caller
 * unrefs the array.
 */
GPtrArray *subscription_lists(const struct config *config,
			      const struct config_subscription *subscription);

/* The link of its one list; NULL where there are several, or none is said. */
const char *subscription_link(const struct config *config,
			      const struct config_subscription *subscription);

/* How its updates are called: by its title; else by that of its one list; else by its name. */
const char *subscription_title(const struct config *config,
			       const struct config_subscription *subscription);

typedef struct news news;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(news, news_free)

#endif
