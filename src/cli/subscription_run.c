/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/subscription_run.h"

#include "base/error.h"
#include "base/timestamp.h"
#include "cli/mail_settings.h"
#include "flow/mails.h"

#include <string.h>

static bool read_since(const struct config *config, const struct config_subscription *subscription,
		       int64_t now, int64_t *ret_since, GError **error)
{
	g_autoptr(GError) reason = NULL;

	if (timestamp_parse_approximate(subscription->since, now, ret_since, &reason))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: [subscription %s] since: %s",
		    config->path, subscription->name, reason->message);
	return false;
}

bool subscription_run_format(const struct config *config,
			     const struct config_subscription *subscription,
			     const struct render_format **ret_format, GError **error)
{
	const struct render_format *format = render_format_find(subscription->format);

	if (format && !format->needs_classic) {
		*ret_format = format;
		return true;
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: [subscription %s] format: %s: %s", config->path, subscription->name,
		    format ? "this one is of ranges alone" : "there is no such format",
		    subscription->format);
	return false;
}

bool subscription_run_needs_mailboxes(const struct config_subscription *subscription)
{
	return subscription->mail ||
	       (subscription->file && strcmp(subscription->format, "mail") == 0);
}

bool subscription_run_check(const struct config *config,
			    const struct config_subscription *subscription, GError **error)
{
	g_autoptr(filter) filter = filter_new(config, subscription, 0, error);
	g_auto(mail_settings) mail = {0};
	const struct render_format *format;
	int64_t since;

	return filter && read_since(config, subscription, 0, &since, error) &&
	       subscription_run_format(config, subscription, &format, error) &&
	       (!subscription_run_needs_mailboxes(subscription) ||
		mail_settings_of_subscription(config, subscription, &mail, error));
}

bool subscription_run_reopen(struct subscription_run *run, GError **error)
{
	g_autoptr(GError) reason = NULL;

	bookmark_free(run->bookmark);
	run->bookmark = store_bookmark(run->store, &reason);
	run->request.bookmark = run->bookmark;
	if (!reason)
		return true;
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}

bool subscription_run_open(struct subscription_run *run, const struct config *config,
			   const struct config_subscription *subscription, int64_t now,
			   GError **error)
{
	g_autofree char *path = store_usual_path(subscription->name);

	run->request = (struct news_request){
		.config = config,
		.subscription = subscription,
		.now = now,
	};
	run->filter = filter_new(config, subscription, now, error);
	run->request.filter = run->filter;
	if (!run->filter || !read_since(config, subscription, now, &run->request.since, error))
		return false;
	run->store = store_open(path, error);
	return run->store && subscription_run_reopen(run, error);
}

void subscription_run_end_look(struct subscription_run *run)
{
	/* Nothing was written: there is nothing that could be lost. */
	if (run->index)
		database_roll_back(run->index->database);
	run->index = NULL;
}

void subscription_run_close(struct subscription_run *run)
{
	subscription_run_end_look(run);
	news_free(run->news);
	bookmark_free(run->bookmark);
	store_close(run->store);
	filter_free(run->filter);
}

bool subscription_run_look(struct subscription_run *run, struct index *index, GError **error)
{
	if (!database_begin_reading(index->database, error))
		return false;
	run->index = index;
	run->news = news_find(index, &run->request, error);
	return run->news;
}

/* Whoever takes mails for a format that is the mails themselves. */
struct taking {
	const struct render_format *format;
	GString *out;
};

static bool take_mail(void *user, const struct range_mail *mail, GError **error)
{
	const struct taking *taking = user;

	(void)error;
	taking->format->append_mail(taking->out, mail->bytes, mail->arrived_at);
	return true;
}

static bool write_report(const struct subscription_run *run, const struct render_format *format,
			 const struct news_style *style, const struct render_options *options,
			 GPtrArray *missing, GString *out, GError **error)
{
	g_autoptr(report) report = news_report(run->index, &run->request, run->news, style, error);

	if (!report)
		return false;
	for (unsigned i = 0; i < report->collection->missing->len; i++)
		g_ptr_array_add(missing, g_strdup(report->collection->missing->pdata[i]));
	return format->render(report->update, options, out, error);
}

bool subscription_run_write(const struct subscription_run *run, const struct render_format *format,
			    const struct news_style *style, const struct render_options *options,
			    GPtrArray *missing, GString *out, GError **error)
{
	struct taking taking = {format, out};
	const GArray *messages = run->news->messages;

	if (!format->append_mail)
		return write_report(run, format, style, options, missing, out, error);
	return mails_of_messages(run->index, (const struct sighted *)(void *)messages->data,
				 messages->len, take_mail, &taking, missing, error);
}
