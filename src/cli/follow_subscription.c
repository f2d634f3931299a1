/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/follow_subscription.h"

#include "base/error.h"
#include "base/timestamp.h"
#include "cli/arguments.h"
#include "cli/configuration.h"
#include "cli/deliver.h"
#include "cli/mail_settings.h"
#include "cli/open_index.h"
#include "cli/open_templates.h"
#include "cli/terminal.h"
#include "cli/update_document.h"
#include "render/escape.h"
#include "site/site.h"

#include <stdio.h>

enum {
	PAGES_STEP = 20, /* between two lines of progress */
};

bool followed_reports(const struct config_subscription *subscription)
{
	return subscription->file || subscription->mail;
}

bool followed_has_target(const struct config_subscription *subscription)
{
	return followed_reports(subscription) || subscription->site;
}

static const struct config_subscription *subscription_of(const struct followed *followed)
{
	return followed->run.request.subscription;
}

/* "NAME: WORDS" as a line of its own. */
static void append_line(const struct followed *followed, const char *words, GString *text)
{
	g_string_append_printf(text, "%s: ", subscription_of(followed)->name);
	escape_terminal_line(text, str_from(words));
	g_string_append_c(text, '\n');
}

static void tell_unsure(const struct followed *followed, const char *unsure)
{
	g_autoptr(GString) line = g_string_new("tidings: ");

	append_line(followed, unsure, line);
	fputs(line->str, stderr);
}

/* Delivers @prepared, and tells. */
static bool deliver_and_tell(const struct followed *followed, struct prepared *prepared,
			     const char *what, GString *text, bool *ret_is_unsure, GError **error)
{
	g_autoptr(GString) done = g_string_new(NULL);
	g_autofree char *unsure = NULL;
	g_autofree char *words = NULL;
	bool good = deliver(followed->run.store, prepared, followed->run.request.config, done,
			    &unsure, error);

	*ret_is_unsure |= unsure != NULL;
	if (unsure)
		tell_unsure(followed, unsure);
	if (done->len > 0) {
		words = g_strdup_printf("%s %s", what, done->str);
		append_line(followed, words, text);
	}
	/* What is killed before this tells it again with the next run. */
	return good && store_finish(followed->run.store, error);
}

static void set_envelope(struct prepared *prepared, const struct mail_settings *mail)
{
	prepared->mail = PREPARED_MAIL_WAITING;
	prepared->from = str_dup(mail->from.address);
	prepared->to = g_new0(char *, mail->n_to + 1);
	for (unsigned i = 0; i < mail->n_to; i++)
		prepared->to[i] = str_dup(mail->to[i].address);
}

/* Who gets a mail that nobody has yet is what the configuration says now. */
static bool renew_envelope(const struct followed *followed, struct prepared *prepared,
			   GError **error)
{
	const struct config_subscription *subscription = subscription_of(followed);
	g_auto(mail_settings) mail = {0};

	g_clear_pointer(&prepared->from, g_free);
	g_clear_pointer(&prepared->to, g_strfreev);
	if (!subscription->mail) {
		prepared->mail = PREPARED_MAIL_NONE;
		return true;
	}
	if (!mail_settings_of_subscription(followed->run.request.config, subscription, &mail,
					   error))
		return false;
	set_envelope(prepared, &mail);
	return true;
}

/* Goes on with @prepared. Of what waits as a mail alone nobody has anything: it is new still. */
static bool finish(const struct followed *followed, struct prepared *prepared, GString *text,
		   bool *ret_is_unsure, GError **error)
{
	if (prepared->mail == PREPARED_MAIL_WAITING && !prepared->file)
		return store_drop(followed->run.store, error);
	if (prepared->mail == PREPARED_MAIL_WAITING && !renew_envelope(followed, prepared, error))
		return false;
	return deliver_and_tell(followed, prepared, "an update that waited was", text,
				ret_is_unsure, error);
}

bool followed_finish(const struct followed *followed, GString *text, bool *ret_is_unsure,
		     GError **error)
{
	g_autoptr(GError) reason = NULL;
	g_autoptr(prepared) prepared = store_prepared(followed->run.store, &reason);

	if (!reason)
		return !prepared || finish(followed, prepared, text, ret_is_unsure, error);
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}

/* The path with {date} and {number} replaced: of the last mail, and of the update. */
static char *expand_path(const char *path, const struct news *news)
{
	g_auto(arena) arena = {0};
	g_autoptr(GString) expanded = g_string_new(path);
	g_autofree char *number = g_strdup_printf("%u", news->next->n_updates);
	g_autofree char *date = NULL;

	arena_init(&arena);
	date = str_dup(timestamp_format_day(&arena, news->until));
	g_string_replace(expanded, "{date}", date, 0);
	g_string_replace(expanded, "{number}", number, 0);
	return g_string_free(g_steal_pointer(&expanded), FALSE);
}

/* An update in the making. */
struct making {
	const struct followed *followed;
	struct template_set *templates;
	struct prepared *prepared;
};

/* In one format; what is missing from the archives is told once for each. */
static bool make_document(const struct making *making, const struct render_format *format,
			  const struct mail_settings *mail, GString *out, GError **error)
{
	const struct subscription_run *run = &making->followed->run;
	const struct config_subscription *subscription = run->request.subscription;
	const struct news_style style = {
		.mailmap = subscription->mailmap,
		.link = arguments_link(NULL, subscription_link(run->request.config, subscription)),
		.top = ARGUMENTS_USUAL_TOP,
		.with_diffs = format->needs_diffs,
	};
	const struct render_options options = {
		.templates = making->templates,
		.from = mail->from,
		.to = mail->to,
		.n_to = mail->n_to,
	};
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);

	if (!subscription_run_write(run, format, &style, &options, missing, out, error))
		return false;
	update_tell_missing(subscription->name, missing);
	return true;
}

static bool make_file(const struct making *making, const struct mail_settings *mail, GError **error)
{
	const struct followed *followed = making->followed;
	const struct render_format *format;

	if (!subscription_run_format(followed->run.request.config, subscription_of(followed),
				     &format, error))
		return false;
	making->prepared->file = expand_path(subscription_of(followed)->file, followed->run.news);
	making->prepared->document = g_string_new(NULL);
	return make_document(making, format, mail, making->prepared->document, error);
}

static bool make_mail(const struct making *making, const struct mail_settings *mail, GError **error)
{
	set_envelope(making->prepared, mail);
	making->prepared->message = g_string_new(NULL);
	return make_document(making, render_format_find("mail"), mail, making->prepared->message,
			     error);
}

static bool make_all(const struct making *making, GError **error)
{
	const struct followed *followed = making->followed;
	const struct config_subscription *subscription = subscription_of(followed);
	g_auto(mail_settings) mail = {0};

	if (subscription_run_needs_mailboxes(subscription) &&
	    !mail_settings_of_subscription(followed->run.request.config, subscription, &mail,
					   error))
		return false;
	return (!subscription->file || make_file(making, &mail, error)) &&
	       (!subscription->mail || make_mail(making, &mail, error));
}

static struct prepared *prepare(struct followed *followed, GError **error)
{
	g_autoptr(template_source) source =
		open_templates(subscription_of(followed)->templates, error);
	g_autoptr(template_set) templates = NULL;
	g_autoptr(prepared) prepared = prepared_new();
	struct making making = {.followed = followed, .prepared = prepared};

	if (!source)
		return NULL;
	templates = template_set_new(template_source_find, source);
	making.templates = templates;
	if (!make_all(&making, error))
		return NULL;
	prepared->next = g_steal_pointer(&followed->run.news->next);
	if (!store_prepare(followed->run.store, prepared, error))
		return NULL;
	return g_steal_pointer(&prepared);
}

static bool report_nothing(const struct followed *followed, GString *text, GError **error)
{
	const struct bookmark *before = followed->run.bookmark;
	struct bookmark *next = followed->run.news->next;

	append_line(followed, "nothing new", text);
	/* It stays due: else what comes with the list would wait for the next time. */
	if (followed->lacks_list)
		next->looked_at = before ? before->looked_at : INT64_MIN;
	return store_set_bookmark(followed->run.store, next, error);
}

bool followed_report(struct followed *followed, struct index *index, GString *text,
		     bool *ret_is_unsure, GError **error)
{
	g_autoptr(prepared) prepared = NULL;
	g_autofree char *what = NULL;
	unsigned n;

	if (!subscription_run_look(&followed->run, index, error))
		return false;
	n = followed->run.news->messages->len;
	followed->lacks_list |= followed->run.news->n_left > 0;
	if (n == 0)
		return report_nothing(followed, text, error);
	prepared = prepare(followed, error);
	if (!prepared)
		return false;
	what = g_strdup_printf("an update of %u mail%s was", n, n == 1 ? "" : "s");
	return deliver_and_tell(followed, prepared, what, text, ret_is_unsure, error);
}

static enum site_period period_of(const struct config_subscription *subscription)
{
	static const enum site_period periods[] = {
		[CONFIG_PERIOD_DAY] = SITE_DAY,
		[CONFIG_PERIOD_WEEK] = SITE_WEEK,
		[CONFIG_PERIOD_MONTH] = SITE_MONTH,
	};

	return periods[subscription->site_period];
}

/* Where the site is served, or its part @below; NULL where nobody says. */
static char *url_of(const struct config_subscription *subscription, const char *below)
{
	const char *url = subscription->site_url;

	if (!url || !below)
		return g_strdup(url);
	return g_strconcat(url, g_str_has_suffix(url, "/") ? "" : "/", below, "/", NULL);
}

/* The site of one list: of the subscription's only one, or one of several, in a folder below. */
static bool publish_list(const struct followed *followed, const struct config_list *list,
			 const char *below, const char *index, const char *templates,
			 bool with_progress, GError **error)
{
	const struct config_subscription *subscription = subscription_of(followed);
	struct progress pages = {
		.show = terminal_show_progress, .what = "Writing pages", .every = PAGES_STEP};
	g_autofree char *folder = g_build_filename(subscription->site, below, NULL);
	g_autofree char *url = url_of(subscription, below);
	struct archive_name archive =
		configuration_archive(followed->run.request.config, list->name);
	const struct site_request request = {
		.folder = folder,
		.archive = archive.path,
		.quoting = archive.quoting,
		.index = index,
		.title = archive.title ? archive.title : list->name,
		.link = arguments_link(NULL, archive.link),
		.url = url,
		.templates = templates,
		.version = TIDINGS_VERSION,
		.period = period_of(subscription),
		.top = ARGUMENTS_USUAL_TOP,
		.progress = with_progress ? &pages : NULL,
		.tell_waiting = open_index_tell_waiting,
	};
	struct site_result result;
	bool done = site_publish(&request, &result, error);

	if (with_progress)
		terminal_end_progress();
	return done;
}

/* What fails of one list keeps no other from it; the first error is the one that is told. */
static bool publish_lists(const struct followed *followed, const char *index, const char *templates,
			  bool with_progress, GError **error)
{
	const struct news_request *request = &followed->run.request;
	g_autoptr(GPtrArray) lists = subscription_lists(request->config, request->subscription);
	bool good = true;

	for (unsigned i = 0; i < lists->len; i++) {
		const struct config_list *list = lists->pdata[i];
		const char *below = lists->len > 1 ? list->name : NULL;

		good = publish_list(followed, list, below, index, templates, with_progress,
				    good ? error : NULL) &&
		       good;
	}
	return good;
}

bool followed_publish(const struct followed *followed, const struct command_settings *settings,
		      bool with_progress, GString *text, GError **error)
{
	const struct news_request *request = &followed->run.request;
	g_autofree char *index = open_index_path(settings);
	g_autofree char *templates = open_templates_folder(request->subscription->templates, error);
	g_autofree char *words = NULL;

	if (!templates || !publish_lists(followed, index, templates, with_progress, error))
		return false;
	if (!followed->lacks_list &&
	    !store_set_published_at(followed->run.store, request->now, error))
		return false;
	words = g_strdup_printf("the site in %s is up to date", request->subscription->site);
	append_line(followed, words, text);
	return true;
}
