/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/status.h"

#include "render/status_list.h"

bool status_answer(const struct query_request *request, const struct status_options *options,
		   GString *document, GError **error)
{
	g_autoptr(status_list) list =
		find_status_list(request->index, request->source, options, error);

	if (!list)
		return false;
	if (request->json)
		status_list_json(list, document);
	else
		status_list_text(list, &request->render, request->verbose, document);
	return true;
}

static bool answer(const struct query_request *request, GString *document, GError **error)
{
	const struct status_options options = {
		.find = request->find,
		.with_closed = request->options->all,
	};

	return status_answer(request, &options, document, error);
}

static const struct query_command status = {
	.usage = {.command = "status",
		  .summary = "Lists open works, the most urgent first: whose turn it is and since "
			     "when, the\n"
			     "state and what it rests on.",
		  .description = "QUERY says which ones, as 'tidings help search' explains it: "
				 "those of which\n"
				 "a mail has what it asks for.\n"
				 "\n"
				 "Examples:\n"
				 "  tidings status\n"
				 "  tidings status --verbose dfn:virt/kvm/\n"
				 "  tidings status --all f:ann s:lamp\n"
				 "\n"
				 "Exit status: 0 done, also if nothing was found, 1 failed, 2 used "
				 "wrongly."},
	.arguments = "[QUERY]",
	.all_help = "also works that landed, or were dropped",
	.verbose_help = "show Message-IDs, all reasons, who reviewed",
	.usual_limit = 50,
	.answer = answer,
};

int command_status(const struct command_settings *settings, char **arguments)
{
	return query_command_run(&status, settings, arguments);
}
