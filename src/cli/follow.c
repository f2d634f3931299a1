/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A round: lock what is due, fetch, index, report. What fails of one list or subscription is
 * told, and keeps no other from it; the next round does what this one could not.
 */
#include "base/error.h"
#include "cli/arguments.h"
#include "cli/configuration.h"
#include "cli/fetch_mirrors.h"
#include "cli/follow_subscription.h"
#include "cli/index_lists.h"
#include "cli/network.h"
#include "cli/open_index.h"
#include "cli/output.h"
#include "subscription/schedule.h"

#include <unistd.h>

struct follow_options {
	struct shown_options shown;
	gboolean now;
	gboolean no_fetch;
	gboolean progress;
	gboolean no_progress;
	char **names;
};

static const struct command_usage usage = {
	.command = "follow",
	.summary = "Does what subscriptions are due for: fetches their lists, reports what is new\n"
		   "to a file or as a mail, and publishes their sites.",
	.description =
		"SUBSCRIPTION is one of the configuration; without one, all that have a file, "
		"mail\n"
		"or site are looked at. One that is not due is left alone, so that this may run\n"
		"every few minutes: by the timer that is installed,\n"
		"  systemctl --user enable --now tidings-follow.timer\n"
		"or by cron. It may be stopped at any moment: no mail of a list is reported twice\n"
		"or missed, and the next run goes on. After a pause one update tells of all that\n"
		"came.\n"
		"\n"
		"Examples:\n"
		"  tidings follow\n"
		"  tidings follow --now mine\n"
		"\n"
		"Exit status: 0 done, 1 something failed, 2 used wrongly.",
};

/* One round. */
struct round {
	const struct command_settings *settings;
	const struct follow_options *options;
	const struct config *config;
	struct index *index; /* NULL until it is needed */
	GPtrArray *followed; /* struct followed * */
	GPtrArray *lists; /* const struct config_list *: of those that are due, each once */
	const struct output *output; /* standard output, which is told what was done */
	GString *text; /* of that, what is not written yet */
	int64_t now;
	bool with_progress;
	bool has_failed;
};

static void free_followed(void *item)
{
	struct followed *followed = item;

	subscription_run_close(&followed->run);
	g_free(followed);
}

/* Tells @reason, and forgets it. */
static void tell_failure(struct round *round, GError **reason)
{
	command_report_error(*reason);
	g_clear_error(reason);
	round->has_failed = true;
}

/* The same, of a subscription. */
static void tell_failure_of(struct round *round, const struct followed *followed, GError **reason)
{
	g_prefix_error(reason, "subscription %s: ", followed->run.request.subscription->name);
	tell_failure(round, reason);
}

static void find_due(const struct round *round, struct followed *followed, GTimeZone *zone)
{
	const struct config_subscription *subscription = followed->run.request.subscription;
	const struct bookmark *bookmark = followed->run.bookmark;
	int64_t looked_at = bookmark ? bookmark->looked_at : INT64_MIN;

	followed->is_due =
		followed_reports(subscription) &&
		(round->options->now || schedule_is_due(subscription, looked_at, round->now, zone));
	followed->is_site_due =
		subscription->site &&
		(round->options->now ||
		 schedule_is_due(subscription, store_published_at(followed->run.store), round->now,
				 zone));
}

/* Delivers what an earlier run left; what is remembered is another then. */
static bool finish(struct round *round, struct followed *followed, GError **error)
{
	return followed_finish(followed, round->text, &round->has_failed, error) &&
	       subscription_run_reopen(&followed->run, error);
}

static bool is_at_work(const struct followed *followed)
{
	return followed->is_due || followed->is_site_due;
}

/* Writes what was done so far: a run that is stopped later has told it. */
static void flush(struct round *round)
{
	g_autoptr(GError) reason = NULL;
	str text = {round->text->str, round->text->len};

	if (!output_append(round->output, text, &reason))
		tell_failure(round, &reason);
	g_string_truncate(round->text, 0);
}

/* Another run does it: that is no failure where it was not asked for by its name. */
static void tell_busy(struct round *round, const struct followed *followed, GError **reason)
{
	bool has_failed = round->has_failed;

	tell_failure_of(round, followed, reason);
	if (!round->options->names)
		round->has_failed = has_failed;
}

/* Opens it, goes on with what an earlier run left, and finds out whether it is due. */
static bool begin(struct round *round, struct followed *followed,
		  const struct config_subscription *subscription, GTimeZone *zone)
{
	g_autoptr(GError) reason = NULL;

	if (subscription_run_open(&followed->run, round->config, subscription, round->now,
				  &reason) &&
	    finish(round, followed, &reason)) {
		find_due(round, followed, zone);
	} else if (g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_BUSY)) {
		tell_busy(round, followed, &reason);
	} else {
		tell_failure_of(round, followed, &reason);
	}
	flush(round);
	return is_at_work(followed);
}

/* What is not due is let go at once: others may have it. */
static void take_subscription(struct round *round, const struct config_subscription *subscription,
			      GTimeZone *zone)
{
	struct followed *followed = g_new0(struct followed, 1);

	if (begin(round, followed, subscription, zone))
		g_ptr_array_add(round->followed, followed);
	else
		free_followed(followed);
}

/* The subscriptions that are meant: each once. False for a name that is none. */
static bool choose(const struct round *round, GPtrArray *chosen, GError **error)
{
	for (char **name = round->options->names; name && *name; name++) {
		const struct config_subscription *subscription =
			configuration_subscription(round->config, *name, error);

		if (!subscription)
			return false;
		if (!g_ptr_array_find(chosen, subscription, NULL))
			g_ptr_array_add(chosen, (void *)subscription);
	}
	for (unsigned i = 0; !round->options->names && i < round->config->subscriptions->len; i++)
		g_ptr_array_add(chosen, &g_array_index(round->config->subscriptions,
						       struct config_subscription, i));
	return true;
}

/* True if one of @chosen has somewhere to go to, and so each that was named. */
static bool check_targets(const struct round *round, const GPtrArray *chosen, GError **error)
{
	unsigned n = 0;

	for (unsigned i = 0; i < chosen->len; i++) {
		const struct config_subscription *subscription = chosen->pdata[i];

		n += followed_has_target(subscription);
		if (followed_has_target(subscription) || !round->options->names)
			continue;
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
			    "%s: [subscription %s] has neither file nor mail nor site to go to; "
			    "'tidings update --new %s' shows it",
			    round->config->path, subscription->name, subscription->name);
		return false;
	}
	if (n > 0)
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "%s: no subscription has a file, mail or site to go to; see tidings-config(5)",
		    round->config->path);
	return false;
}

/* One that has nowhere to go to any more may have left something that waits. */
static bool take_subscriptions(struct round *round, GError **error)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_local();
	g_autoptr(GPtrArray) chosen = g_ptr_array_new();

	if (!choose(round, chosen, error))
		return false;
	for (unsigned i = 0; i < chosen->len; i++)
		take_subscription(round, chosen->pdata[i], zone);
	return check_targets(round, chosen, error);
}

static void add_lists_of(struct round *round, const struct followed *followed)
{
	g_autoptr(GPtrArray) lists =
		subscription_lists(round->config, followed->run.request.subscription);

	for (unsigned i = 0; i < lists->len; i++) {
		if (!g_ptr_array_find(round->lists, lists->pdata[i], NULL))
			g_ptr_array_add(round->lists, lists->pdata[i]);
	}
}

/* The subscriptions that @list is of lack it. */
static void mark_lacking(struct round *round, const struct config_list *list)
{
	for (unsigned i = 0; i < round->followed->len; i++) {
		struct followed *followed = round->followed->pdata[i];
		g_autoptr(GPtrArray) lists = NULL;

		lists = subscription_lists(round->config, followed->run.request.subscription);
		followed->lacks_list |= g_ptr_array_find(lists, list, NULL);
	}
}

/* Lists first, then repositories. */
static GArray *list_fetches(const struct round *round)
{
	GArray *fetches = fetches_new();

	for (unsigned i = 0; i < round->lists->len; i++) {
		struct fetch fetch = fetch_of_list(round->lists->pdata[i]);

		g_array_append_val(fetches, fetch);
	}
	for (unsigned i = 0; i < round->config->repositories->len; i++) {
		struct fetch fetch = fetch_of_repository(
			&g_array_index(round->config->repositories, struct config_repository, i));

		g_array_append_val(fetches, fetch);
	}
	return fetches;
}

static void fetch_all(struct round *round)
{
	g_autoptr(GArray) fetches = list_fetches(round);

	fetch_mirrors(fetches, &round->config->fetch, round->with_progress);
	for (unsigned i = 0; i < fetches->len; i++) {
		struct fetch *fetch = &g_array_index(fetches, struct fetch, i);

		if (!fetch->error)
			continue;
		tell_failure(round, &fetch->error);
		if (i < round->lists->len)
			mark_lacking(round, round->lists->pdata[i]);
	}
}

static void index_all(struct round *round)
{
	g_autoptr(GError) reason = NULL;

	for (unsigned i = 0; i < round->lists->len; i++) {
		if (index_list(round->index, round->lists->pdata[i], round->with_progress, &reason))
			continue;
		tell_failure(round, &reason);
		mark_lacking(round, round->lists->pdata[i]);
	}
	if (!index_repositories(round->index, round->config, round->with_progress, &reason))
		tell_failure(round, &reason);
}

static void report_and_publish(struct round *round, struct followed *followed)
{
	g_autoptr(GError) reason = NULL;

	if (followed->is_due &&
	    !followed_report(followed, round->index, round->text, &round->has_failed, &reason))
		tell_failure_of(round, followed, &reason);
	/* The site is written by another connection, for which this one must not hold the index. */
	subscription_run_end_look(&followed->run);
	if (followed->is_site_due && !followed_publish(followed, round->settings,
						       round->with_progress, round->text, &reason))
		tell_failure_of(round, followed, &reason);
	flush(round);
}

static bool do_round(struct round *round, GError **error)
{
	for (unsigned i = 0; i < round->followed->len; i++) {
		add_lists_of(round, round->followed->pdata[i]);
	}
	if (round->lists->len == 0)
		return true;
	if (!round->options->no_fetch)
		fetch_all(round);
	round->index = open_index(round->settings, true, error);
	if (!round->index)
		return false;
	index_all(round);
	for (unsigned i = 0; i < round->followed->len; i++) {
		report_and_publish(round, round->followed->pdata[i]);
	}
	return true;
}

static bool run_round(struct round *round, GError **error)
{
	struct output output;
	bool done;

	if (!output_open(&output, NULL, error))
		return false;
	round->output = &output;
	done = arguments_present(&round->now, error) && take_subscriptions(round, error) &&
	       do_round(round, error);
	return output_close(&output, done ? error : NULL) && done;
}

static bool run(const struct command_settings *settings, const struct follow_options *options,
		bool *ret_has_failed, GError **error)
{
	g_autoptr(config) config = configuration_read(error);
	g_autoptr(index_) index = NULL;
	g_autoptr(GPtrArray) followed = g_ptr_array_new_with_free_func(free_followed);
	g_autoptr(GPtrArray) lists = g_ptr_array_new();
	g_autoptr(GString) text = g_string_new(NULL);
	struct round round = {
		.settings = settings,
		.options = options,
		.config = config,
		.followed = followed,
		.lists = lists,
		.text = text,
		.with_progress =
			options->progress || (!options->no_progress && isatty(STDERR_FILENO)),
	};
	bool done = config && run_round(&round, error);

	index = round.index;
	*ret_has_failed = round.has_failed;
	return done;
}

int follow_run(const struct command_settings *settings, char **arguments)
{
	struct follow_options options = {0};
	const GOptionEntry entries[] = {
		{"now", 0, 0, G_OPTION_ARG_NONE, &options.now, "do it, whether it is due or not",
		 NULL},
		{"no-fetch", 0, 0, G_OPTION_ARG_NONE, &options.no_fetch,
		 "report what is here, and ask no server of a list", NULL},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
		 "show progress, terminal or not", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options.no_progress, "show none", NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options.shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.names, NULL,
		 "[SUBSCRIPTION...]"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	bool has_failed = false;
	int status = EXIT_DONE;

	if (arguments_begin(&usage, entries, &options, arguments, &status)) {
		if (!run(settings, &options, &has_failed, &error))
			status = command_report_error(error);
		else if (has_failed)
			status = EXIT_FAILED;
	}
	g_strfreev(options.names);
	return status;
}
