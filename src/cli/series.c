/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/query_command.h"
#include "render/series_list.h"

static bool answer(const struct query_request *request, GString *document, GError **error)
{
	struct find_options find = request->find;
	g_autoptr(series_list) list = NULL;

	find.each_posting = request->options->all;
	list = find_series_list(request->index, request->source, &find, error);
	if (!list)
		return false;
	if (request->json)
		series_list_json(list, document);
	else
		series_list_text(list, &request->render, request->verbose, document);
	return true;
}

static const struct query_command series = {
	.usage = {.command = "series",
		  .summary = "Lists the series of the index, the newest first: of each work its "
			     "latest\n"
			     "revision.",
		  .description = "QUERY says which ones, as 'tidings help search' explains it: "
				 "those of which\n"
				 "a mail has what it asks for.\n"
				 "\n"
				 "Examples:\n"
				 "  tidings series\n"
				 "  tidings series dfn:virt/kvm/ is:unanswered 'age:>14d'\n"
				 "  tidings series --all f:ann s:lamp\n"
				 "\n"
				 "Exit status: 0 done, also if nothing was found, 1 failed, 2 used "
				 "wrongly."},
	.arguments = "[QUERY]",
	.all_help = "each revision, and not the latest alone",
	.usual_limit = 100,
	.answer = answer,
};

int command_series(const struct command_settings *settings, char **arguments)
{
	return query_command_run(&series, settings, arguments);
}
