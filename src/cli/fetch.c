/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/arguments.h"
#include "cli/configuration.h"
#include "cli/fetch_mirrors.h"
#include "cli/network.h"
#include "cli/output.h"
#include "render/escape.h"

#include <string.h>
#include <unistd.h>

struct fetch_options {
	struct shown_options shown;
	gboolean progress;
	gboolean no_progress;
	char **names;
};

static const struct command_usage usage = {
	.command = "fetch",
	.summary = "Brings lists and repositories up to date: what came since, new epochs, too.",
	.description =
		"NAME is a list or a repository of the configuration; without one, all that have\n"
		"an address are fetched, several at once. What was there stays whole whatever\n"
		"happens. What is new is read into the index by the commands that need it.\n"
		"\n"
		"Examples:\n"
		"  tidings fetch\n"
		"  tidings fetch kvm qemu-devel\n"
		"\n"
		"Exit status: 0 done, 1 one of them failed, 2 used wrongly.",
};

static void add_all(const struct config *config, GArray *fetches)
{
	for (unsigned i = 0; i < config->lists->len; i++) {
		struct fetch fetch =
			fetch_of_list(&g_array_index(config->lists, struct config_list, i));

		if (fetch.url)
			g_array_append_val(fetches, fetch);
	}
	for (unsigned i = 0; i < config->repositories->len; i++) {
		struct fetch fetch = fetch_of_repository(
			&g_array_index(config->repositories, struct config_repository, i));

		if (fetch.url)
			g_array_append_val(fetches, fetch);
	}
}

/* A list and a repository may have one name: then both are meant. */
static bool add_named(const struct config *config, const char *name, GArray *fetches,
		      GError **error)
{
	const struct config_list *list = config_list_find(config, name);
	bool is_found = list != NULL;

	if (list) {
		struct fetch fetch = fetch_of_list(list);

		g_array_append_val(fetches, fetch);
	}
	for (unsigned i = 0; i < config->repositories->len; i++) {
		const struct config_repository *repository =
			&g_array_index(config->repositories, struct config_repository, i);
		struct fetch fetch = fetch_of_repository(repository);

		if (strcmp(repository->name, name) != 0)
			continue;
		is_found = true;
		g_array_append_val(fetches, fetch);
	}
	return is_found || configuration_list(config, name, error);
}

static bool is_named_before(char **names, char **name)
{
	for (; names < name; names++) {
		if (strcmp(*names, *name) == 0)
			return true;
	}
	return false;
}

static bool add_wanted(const struct fetch_options *options, const struct config *config,
		       GArray *fetches, GError **error)
{
	if (!options->names)
		add_all(config, fetches);
	for (char **name = options->names; name && *name; name++) {
		/* Whoever names one twice means it once. */
		if (is_named_before(options->names, name))
			continue;
		if (!add_named(config, *name, fetches, error))
			return false;
	}
	if (fetches->len > 0)
		return true;
	return arguments_error(&usage, "no list has an address yet; 'tidings clone' adds one", NULL,
			       error);
}

static void append_result(GString *text, const struct fetch *fetch)
{
	const struct mirror_result *result = &fetch->result;

	escape_terminal_line(text, str_from(fetch->name));
	if (!fetch->url) {
		g_string_append(text, ": it has no address, and is read where it is\n");
		return;
	}
	g_string_append(text, result->changed ? ": brought up to date" : ": up to date");
	if (result->n_new_epochs)
		g_string_append_printf(text, ", %u new epoch%s", result->n_new_epochs,
				       result->n_new_epochs == 1 ? "" : "s");
	g_string_append_c(text, '\n');
}

static int tell(const GArray *fetches, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	int status = EXIT_DONE;

	for (unsigned i = 0; i < fetches->len; i++) {
		const struct fetch *fetch = &g_array_index(fetches, struct fetch, i);

		if (fetch->error)
			status = command_report_error(fetch->error);
		else
			append_result(text, fetch);
	}
	return output_write(NULL, (str){text->str, text->len}, error) ? status : EXIT_FAILED;
}

static int run(const struct fetch_options *options, GError **error)
{
	g_autoptr(config) config = configuration_read(error);
	g_autoptr(GArray) fetches = fetches_new();

	if (!config || !add_wanted(options, config, fetches, error))
		return EXIT_FAILED;
	fetch_mirrors(fetches, &config->fetch,
		      options->progress || (!options->no_progress && isatty(STDERR_FILENO)));
	return tell(fetches, error);
}

int fetch_run(const struct command_settings *settings, char **arguments)
{
	struct fetch_options options = {0};
	const GOptionEntry entries[] = {
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
		 "show progress, terminal or not", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options.no_progress, "show none", NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options.shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.names, NULL,
		 "[NAME...]"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	int status;

	(void)settings;
	if (arguments_begin(&usage, entries, &options, arguments, &status)) {
		status = run(&options, &error);
		if (error)
			status = command_report_error(error);
	}
	g_strfreev(options.names);
	return status;
}
