/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/work_command.h"

#include "cli/open_index.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/terminal.h"
#include "render/escape.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void fill_entries(const struct work_command *command, struct work_options *options,
			 GOptionEntry entries[WORK_ENTRIES])
{
	const GOptionEntry common[] = {
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

	for (unsigned i = 0; i < G_N_ELEMENTS(common); i++)
		entries[n++] = common[i];
	entries[n] = (GOptionEntry){0};
}

void work_command_tell(str note)
{
	g_autoptr(GString) line = g_string_new("tidings: ");

	escape_terminal_line(line, note);
	fprintf(stderr, "%s\n", line->str);
}

/* What the document may lack for want of an archive. */
static void tell_lost(const struct work *work)
{
	const GPtrArray *lost = mail_source_lost(work->source);

	for (unsigned i = 0; i < lost->len; i++) {
		g_autofree char *note =
			g_strdup_printf("cannot read the archive %s: it is gone, or has changed "
					"since it was indexed",
					(const char *)lost->pdata[i]);

		work_command_tell(str_from(note));
	}
}

/* True for `v1..v2`, `..v3`, `v2`, `rfc..`: what no title is. */
static bool is_range(const char *word)
{
	const char *digits = g_str_has_prefix(word, "v") ? word + 1 : NULL;

	if (strstr(word, "..") && !strchr(word, '@'))
		return true;
	return digits && *digits && digits[strspn(digits, "0123456789.")] == '\0';
}

/* The words that name the series, joined: a title may go without quotes. */
static char *take_id(const struct work_command *command, const struct work_options *options,
		     str *ret_range)
{
	g_autoptr(GStrvBuilder) id = g_strv_builder_new();
	g_auto(GStrv) words = NULL;
	unsigned n_words = options->words ? g_strv_length(options->words) : 0;

	*ret_range = (str){0};
	if (command->has_range && n_words > 1 && is_range(options->words[n_words - 1]))
		*ret_range = str_from(options->words[--n_words]);
	for (unsigned i = 0; i < n_words; i++)
		g_strv_builder_add(id, options->words[i]);
	words = g_strv_builder_end(id);
	return g_strjoinv(" ", words);
}

static bool run(const struct work_command *command, const struct command_settings *settings,
		const struct work_options *options, GError **error)
{
	struct work_request request = {
		.options = options,
		.render = {.colour = shown_wants_colour(&options->shown, STDOUT_FILENO),
			   .columns = terminal_columns(STDOUT_FILENO)},
	};
	g_autofree char *id = take_id(command, options, &request.range);
	g_autoptr(GString) document = g_string_new(NULL);
	g_autoptr(index_) index = NULL;
	g_autoptr(work) work = NULL;
	str text;

	if (*id == '\0')
		return arguments_error(&command->usage, "no ID given", NULL, error);
	index = open_index_to_ask(settings, error);
	if (!index)
		return false;
	work = work_open(index, str_from(id), error);
	if (!work)
		return false;
	request.work = work;
	if (!command->answer(&request, document, error))
		return false;
	tell_lost(work);
	/* Nobody knows how long a pager stays: what was read must not hold back who writes. */
	g_clear_pointer(&work, work_free);
	text = (str){.ptr = document->str, .len = document->len};
	if (options->output)
		return output_write(options->output, text, error);
	return pager_show(&options->shown, text, error);
}

int work_command_run(const struct work_command *command, const struct command_settings *settings,
		     char **arguments)
{
	struct work_options options = {0};
	GOptionEntry entries[WORK_ENTRIES];
	g_autoptr(GError) error = NULL;
	int status = EXIT_DONE;

	fill_entries(command, &options, entries);
	if (!arguments_parse(&command->usage, entries, &options, arguments, &error)) {
		status = command_report_error(error);
	} else if (options.shown.help) {
		g_autofree char *help = arguments_help(&command->usage, entries, &options);

		status = command_print(help);
	} else if (!run(command, settings, &options, &error)) {
		status = command_report_error(error);
	}
	g_free(options.shown.colour);
	g_free(options.link);
	g_free(options.revision);
	g_free(options.output);
	g_strfreev(options.words);
	return status;
}
