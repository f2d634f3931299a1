/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/update_new.h"

#include "base/error.h"
#include "cli/configuration.h"
#include "cli/index_lists.h"
#include "cli/mail_settings.h"
#include "cli/open_index.h"
#include "cli/open_templates.h"
#include "cli/output.h"
#include "cli/prepared_file.h"
#include "cli/subscription_run.h"
#include "cli/terminal.h"
#include "cli/update_document.h"

#include <stdio.h>
#include <unistd.h>

static bool index_all(struct index *index, const struct update_options *options,
		      const struct config_subscription *subscription, GError **error)
{
	g_autoptr(GPtrArray) lists = subscription_lists(options->config, subscription);
	bool with_progress = update_wants_progress(options);

	for (unsigned i = 0; i < lists->len; i++) {
		if (!index_list(index, g_ptr_array_index(lists, i), with_progress, error))
			return false;
	}
	return index_repositories(index, options->config, with_progress, error);
}

static bool write_waiting(const struct subscription_run *run, const struct prepared *prepared,
			  GError **error)
{
	if (prepared_write_file(prepared, error))
		return true;
	g_prefix_error(error, "subscription %s: an update waits to be written: ",
		       run->request.subscription->name);
	return false;
}

/* Goes on with @prepared, which an earlier run has left. */
static bool finish(struct subscription_run *run, const struct update_options *options,
		   const struct prepared *prepared, GError **error)
{
	const char *name = run->request.subscription->name;

	/* Of a mail that waits, and nothing else, nobody has anything yet: it is new still. */
	if (prepared->mail == PREPARED_MAIL_WAITING && !prepared->file)
		return options->dry_run || store_drop(run->store, error);
	if (prepared->mail == PREPARED_MAIL_NONE && !options->dry_run)
		return write_waiting(run, prepared, error) && store_finish(run->store, error) &&
		       subscription_run_reopen(run, error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_BUSY,
		    "subscription %s: an update is on its way; 'tidings %s %s' goes on with it",
		    name, prepared->mail == PREPARED_MAIL_NONE ? "update --new" : "follow", name);
	return false;
}

static bool finish_prepared(struct subscription_run *run, const struct update_options *options,
			    GError **error)
{
	g_autoptr(GError) reason = NULL;
	g_autoptr(prepared) prepared = store_prepared(run->store, &reason);

	if (!reason)
		return !prepared || finish(run, options, prepared, error);
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}

/* Where the command line does not say it, the mail is that which the subscription sends. */
static bool read_mailboxes(const struct update_options *options,
			   const struct config_subscription *subscription,
			   struct mail_settings *mail, GError **error)
{
	if (options->from || options->to || !subscription->mail)
		return mail_settings_read(options, mail, error);
	return mail_settings_of_subscription(options->config, subscription, mail, error);
}

/* The document, in the format and with the words that the command line wants. */
static bool make_document(const struct subscription_run *run, const struct update_options *options,
			  const struct update_request *request, GString *out, GError **error)
{
	const struct config_subscription *subscription = run->request.subscription;
	const char *templates_folder =
		options->templates ? options->templates : subscription->templates;
	int target = options->output ? -1 : STDOUT_FILENO;
	struct progress progress = {
		.show = terminal_show_progress,
		.what = "Reading mails",
		.every = UPDATE_PROGRESS_STEP,
	};
	const struct news_style style = {
		.title = options->title,
		.mailmap = options->mailmap ? options->mailmap : subscription->mailmap,
		.link = arguments_link(options->link,
				       subscription_link(options->config, subscription)),
		.top = request->report.top,
		.with_diffs = request->report.with_diffs,
		.progress = update_wants_progress(options) ? &progress : NULL,
	};
	struct render_options render_options = {
		.colour = shown_wants_colour(&options->shown, target),
		.columns = terminal_columns(target),
	};
	g_autoptr(template_source) source = open_templates(templates_folder, error);
	g_autoptr(template_set) templates = NULL;
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
	g_auto(mail_settings) mail = {0};
	bool done;

	if (!source || (request->format->needs_mailboxes &&
			!read_mailboxes(options, subscription, &mail, error)))
		return false;
	templates = template_set_new(template_source_find, source);
	render_options.templates = templates;
	render_options.from = mail.from;
	render_options.to = mail.to;
	render_options.n_to = mail.n_to;
	done = subscription_run_write(run, request->format, &style, &render_options, missing, out,
				      error);
	if (style.progress)
		terminal_end_progress();
	update_tell_missing(subscription->name, missing);
	return done;
}

/* What goes to a file goes there once, whenever this run is killed. */
static bool write_to_file(struct subscription_run *run, const char *path, GString *document,
			  GError **error)
{
	g_autoptr(prepared) prepared = prepared_new();

	prepared->next = g_steal_pointer(&run->news->next);
	prepared->file = g_canonicalize_filename(path, NULL);
	prepared->document = g_string_new_len(document->str, (gssize)document->len);
	if (!store_prepare(run->store, prepared, error))
		return false;
	if (prepared_write_file(prepared, error))
		return store_finish(run->store, error);
	/* It was told nowhere: another place may be named. */
	store_drop(run->store, NULL);
	return false;
}

/* A terminal, a pipe: what is written there cannot be written again. */
static bool is_stream(const char *path)
{
	return g_file_test(path, G_FILE_TEST_EXISTS) &&
	       !g_file_test(path, G_FILE_TEST_IS_REGULAR) && !g_file_test(path, G_FILE_TEST_IS_DIR);
}

static bool report_news(struct subscription_run *run, const struct update_options *options,
			const struct update_request *request, GError **error)
{
	g_autoptr(GString) document = g_string_new(NULL);

	if (run->news->messages->len == 0)
		fprintf(stderr, "tidings: nothing new to the subscription %s\n",
			run->request.subscription->name);
	else if (!make_document(run, options, request, document, error))
		return false;
	if (options->output && !is_stream(options->output) && !options->dry_run &&
	    document->len > 0)
		return write_to_file(run, options->output, document, error);
	if (document->len > 0 &&
	    !output_write(options->output, (str){document->str, document->len}, error))
		return false;
	return options->dry_run || store_set_bookmark(run->store, run->news->next, error);
}

bool update_new(const struct command_settings *settings, const struct update_options *options,
		const struct update_request *request, GError **error)
{
	const struct config_subscription *subscription =
		configuration_subscription(options->config, options->subscription, error);
	g_autoptr(index_) index = NULL;
	/* It closes its transaction before the index is. */
	g_auto(subscription_run) run = {0};
	int64_t now;

	if (!subscription || !arguments_present(&now, error) ||
	    !subscription_run_open(&run, options->config, subscription, now, error) ||
	    !finish_prepared(&run, options, error))
		return false;
	index = open_index(settings, true, error);
	if (!index || !index_all(index, options, subscription, error) ||
	    !subscription_run_look(&run, index, error))
		return false;
	return report_news(&run, options, request, error);
}
