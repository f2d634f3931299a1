/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/query_command.h"

#include "cli/open_index.h"
#include "cli/pager.h"
#include "cli/terminal.h"
#include "render/escape.h"

#include <stdio.h>
#include <unistd.h>

enum { LIMIT_MAX = 999999999 };

static void fill_entries(const struct query_command *command, struct query_options *options,
			 GOptionEntry entries[QUERY_ENTRIES])
{
	const GOptionEntry common[] = {
		{"limit", 'n', 0, G_OPTION_ARG_FILENAME, &options->limit,
		 "show at most so many of them", "N"},
		{"verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose,
		 command->verbose_help ? command->verbose_help : "show Message-IDs, too", NULL},
		{"json", 0, 0, G_OPTION_ARG_NONE, &options->shown.json, "write JSON", NULL},
		{"color", 0, 0, G_OPTION_ARG_CALLBACK, arguments_parse_colour,
		 "auto (the default), always, never", "WHEN"},
		{"no-color", 0, 0, G_OPTION_ARG_NONE, &options->shown.no_colour, "as --color=never",
		 NULL},
		{"no-pager", 0, 0, G_OPTION_ARG_NONE, &options->shown.no_pager,
		 "write to the terminal itself", NULL},
		{"help", 'h', 0, G_OPTION_ARG_NONE, &options->shown.help, "show this", NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->words, NULL,
		 command->arguments},
	};
	unsigned n = command->add_entries ? command->add_entries(options, entries) : 0;

	if (command->all_help)
		entries[n++] = (GOptionEntry){
			"all", 'a', 0, G_OPTION_ARG_NONE, &options->all, command->all_help, NULL};
	for (unsigned i = 0; i < G_N_ELEMENTS(common); i++)
		entries[n++] = common[i];
	entries[n] = (GOptionEntry){0};
}

static bool read_limit(const struct query_command *command, const struct query_options *options,
		       unsigned *ret_limit, GError **error)
{
	*ret_limit = command->usual_limit;
	if (!options->limit)
		return true;
	if (str_to_uint(str_from(options->limit), LIMIT_MAX, ret_limit) && *ret_limit > 0)
		return true;
	return arguments_error(&command->usage, "--limit takes a number from 1 on, not",
			       options->limit, error);
}

/* Archives that a phrase could not be looked for in, or that nobody has read yet. */
static void tell_lost(const struct query_request *request)
{
	const GPtrArray *lost = mail_source_lost(request->source);

	for (unsigned i = 0; i < lost->len; i++) {
		g_autoptr(GString) line = g_string_new("tidings: cannot open the archive ");

		escape_terminal_line(line, str_from(g_ptr_array_index(lost, i)));
		fprintf(stderr, "%s: phrases are not found in its mails\n", line->str);
	}
}

static bool show(const struct query_command *command, const struct query_request *request,
		 const struct shown_options *shown, GError **error)
{
	g_autoptr(GString) document = g_string_new(NULL);

	if (!command->answer(request, document, error))
		return false;
	tell_lost(request);
	return pager_show(shown, (str){.ptr = document->str, .len = document->len}, error);
}

static bool run(const struct query_command *command, const struct command_settings *settings,
		const struct query_options *options, GError **error)
{
	g_autofree char *words = options->words ? g_strjoinv(" ", options->words) : g_strdup("");
	struct query_request request = {
		.options = options,
		.usage = &command->usage,
		.find = {.text = str_from(command->has_other_words ? options->query : words)},
		.words = str_from(words),
		.render = {.colour = shown_wants_colour(&options->shown, STDOUT_FILENO),
			   .columns = terminal_columns(STDOUT_FILENO)},
		.json = options->shown.json,
		.verbose = options->verbose,
	};
	g_auto(arena) texts = {0};
	g_autoptr(index_) index = NULL;
	g_autoptr(mail_source) source = NULL;
	int64_t now;

	arena_init(&texts);
	if (!read_limit(command, options, &request.find.limit, error) ||
	    !arguments_present(&now, error))
		return false;
	request.find.query = query_parse(&texts, request.find.text, now, error);
	if (!request.find.query)
		return false;
	index = open_index_to_ask(settings, error);
	if (!index)
		return false;
	source = mail_source_new(index);
	request.index = index;
	request.source = source;
	return show(command, &request, &options->shown, error);
}

int query_command_run(const struct query_command *command, const struct command_settings *settings,
		      char **arguments)
{
	struct query_options options = {0};
	GOptionEntry entries[QUERY_ENTRIES];
	g_autoptr(GError) error = NULL;
	int status = EXIT_DONE;

	fill_entries(command, &options, entries);
	if (arguments_begin(&command->usage, entries, &options, arguments, &status) &&
	    !run(command, settings, &options, &error))
		status = command_report_error(error);
	g_free(options.limit);
	g_free(options.query);
	g_free(options.since);
	g_free(options.until);
	g_free(options.shown.colour);
	g_strfreev(options.addresses);
	g_strfreev(options.words);
	return status;
}
