/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/open_index.h"
#include "cli/pager.h"
#include "cli/repository_report.h"
#include "cli/terminal.h"
#include "flow/repositories.h"
#include "render/escape.h"
#include "render/repository_list.h"

#include <unistd.h>

struct repo_options {
	struct shown_options shown; /* the first: see arguments_parse_colour() */
	gboolean progress;
	gboolean no_progress;
	char **words; /* the action and its arguments */
};

/* What is asked for, ready to be done. */
struct repo_request {
	const struct repo_options *options;
	struct index *index;
	char **arguments; /* of the action */
	GString *document; /* what is told of it */
	bool is_incomplete; /* a repository could not be opened */
};

struct repo_action {
	const char *name;
	unsigned n_required; /* arguments */
	unsigned n_allowed;
	bool makes_index;
	bool lists; /* the list is its answer */
	/* NULL: nothing is to be done. */
	bool (*run)(struct repo_request *request, GError **error);
};

static const struct command_usage usage = {
	.command = "repo",
	.summary = "Names the repositories of projects in which it is looked for what landed.",
	.description =
		"ACTION is one of these:\n"
		"  add PATH [NAME]  read that repository, and all that is new in the others\n"
		"  update           read what is new in all of them\n"
		"  remove NAME      forget it, and what landed there\n"
		"  list             list them; so does no action at all\n"
		"\n"
		"PATH is a git repository, bare or not. NAME stands for it in what is shown; it\n"
		"is the last part of PATH if none is given.\n"
		"\n"
		"Examples:\n"
		"  tidings repo add ~/src/linux\n"
		"  tidings repo add ~/src/linux-stable stable\n"
		"  tidings repo update\n"
		"\n"
		"Exit status: 0 done, 1 failed or one of them cannot be opened, 2 used wrongly.",
};

/* Adds the repository at @path, or without one reads those that are known. */
static bool read_commits(struct repo_request *request, const char *path, GError **error)
{
	const struct repo_options *options = request->options;
	const struct repository_report_request reading = {
		.path = path,
		.name = path ? request->arguments[1] : NULL,
		.with_progress =
			options->progress || (!options->no_progress && isatty(STDERR_FILENO)),
	};
	unsigned n_absent;

	if (!repository_report(request->index, &reading, request->document, &n_absent, error))
		return false;
	request->is_incomplete = n_absent > 0;
	return true;
}

static bool add(struct repo_request *request, GError **error)
{
	return read_commits(request, request->arguments[0], error);
}

static bool read_all(struct repo_request *request, GError **error)
{
	return read_commits(request, NULL, error);
}

static bool take_out(struct repo_request *request, GError **error)
{
	if (!repositories_remove(request->index, request->arguments[0], error))
		return false;
	escape_terminal_line(request->document, str_from(request->arguments[0]));
	g_string_append(request->document, ": forgotten\n");
	return true;
}

static const struct repo_action actions[] = {
	{.name = "list", .lists = true},
	{.name = "add", .n_required = 1, .n_allowed = 2, .makes_index = true, .run = add},
	{.name = "remove", .n_required = 1, .n_allowed = 1, .run = take_out},
	{.name = "update", .run = read_all},
};

/* The action of @options and how many arguments it has; the first one is that of no words. */
static const struct repo_action *find_action(const struct repo_options *options,
					     unsigned *ret_n_arguments, GError **error)
{
	*ret_n_arguments = 0;
	if (!options->words)
		return &actions[0];
	*ret_n_arguments = g_strv_length(options->words) - 1;
	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
		if (g_str_equal(options->words[0], actions[i].name))
			return &actions[i];
	}
	arguments_error(&usage, "the actions are add, remove, list and update, not",
			options->words[0], error);
	return NULL;
}

static bool append_list(struct repo_request *request, GError **error)
{
	const struct shown_options *shown = &request->options->shown;
	const struct render_options render = {
		.colour = shown_wants_colour(shown, STDOUT_FILENO),
		.columns = terminal_columns(STDOUT_FILENO),
	};
	g_autoptr(repository_list) list = repositories_list(request->index, error);

	if (!list)
		return false;
	if (shown->json)
		repository_list_json(list, request->document);
	else
		repository_list_text(list, &render, request->document);
	return true;
}

static bool run_action(const struct repo_action *action, struct repo_request *request,
		       GError **error)
{
	const struct shown_options *shown = &request->options->shown;

	if (action->run && !action->run(request, error))
		return false;
	/* Programs get the list as it is then, whatever was done. */
	if (shown->json)
		g_string_truncate(request->document, 0);
	if ((action->lists || shown->json) && !append_list(request, error))
		return false;
	return pager_show(shown, (str){request->document->str, request->document->len}, error);
}

static int run(const struct command_settings *settings, const struct repo_options *options,
	       GError **error)
{
	unsigned n_arguments;
	const struct repo_action *action = find_action(options, &n_arguments, error);
	g_autoptr(GString) document = g_string_new(NULL);
	g_autoptr(index_) index = NULL;
	struct repo_request request = {.options = options, .document = document};

	if (!action)
		return EXIT_FAILED;
	if (n_arguments < action->n_required || n_arguments > action->n_allowed) {
		arguments_error(&usage,
				n_arguments < action->n_required ? "an argument is missing"
								 : "too many arguments",
				options->words[n_arguments], error);
		return EXIT_FAILED;
	}
	index = open_index(settings, action->makes_index, error);
	if (!index)
		return EXIT_FAILED;
	request.index = index;
	request.arguments = options->words ? options->words + 1 : NULL;
	if (!run_action(action, &request, error))
		return EXIT_FAILED;
	return request.is_incomplete ? EXIT_FAILED : EXIT_DONE;
}

int command_repo(const struct command_settings *settings, char **arguments)
{
	struct repo_options options = {0};
	const GOptionEntry entries[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.shown.json,
		 "write the list as JSON, after what is done", NULL},
		{"color", 0, 0, G_OPTION_ARG_CALLBACK, arguments_parse_colour,
		 "auto (the default), always, never", "WHEN"},
		{"no-color", 0, 0, G_OPTION_ARG_NONE, &options.shown.no_colour, "as --color=never",
		 NULL},
		{"no-pager", 0, 0, G_OPTION_ARG_NONE, &options.shown.no_pager,
		 "write to the terminal itself", NULL},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
		 "show progress, terminal or not", NULL},
		{"no-progress", 0, 0, G_OPTION_ARG_NONE, &options.no_progress, "show none", NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options.shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.words, NULL,
		 "[ACTION...]"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	int status;

	if (arguments_begin(&usage, entries, &options, arguments, &status)) {
		status = run(settings, &options, &error);
		if (error)
			status = command_report_error(error);
	}
	g_free(options.shown.colour);
	g_strfreev(options.words);
	return status;
}
