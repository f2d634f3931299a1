/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/query_command.h"
#include "render/mail_list.h"

static bool answer(const struct query_request *request, GString *document, GError **error)
{
	g_autoptr(mail_list) list =
		find_mail_list(request->index, request->source, &request->find, error);

	if (!list)
		return false;
	if (request->json)
		mail_list_json(list, document);
	else
		mail_list_text(list, &request->render, request->verbose, document);
	return true;
}

static const struct query_command search = {
	.usage = {.command = "search",
		  .summary = "Finds mails of the index, and shows the newest first.",
		  .description =
			  "QUERY is written as for lore's search: words, \"phrases\", prefixes,\n"
			  "AND, OR, NOT. tidings-search(1) has them all; the most used are\n"
			  "\n"
			  "  s:fix  f:ann  b:lock    in the subject, in From, in the body\n"
			  "  dfn:virt/kvm/           in the names of the diff's files\n"
			  "  d:20251201..  age:<2w   when it was sent\n"
			  "  is:patch  is:latest     what it is: also cover, reply, pull, new,\n"
			  "                          revised, resent, superseded, rfc, complete,\n"
			  "                          incomplete, answered, unanswered\n"
			  "\n"
			  "Examples:\n"
			  "  tidings search vgic is:patch\n"
			  "  tidings search 'dfn:virt/kvm/ is:latest age:>14d \"page table\"'\n"
			  "\n"
			  "Exit status: 0 done, also if nothing was found, 1 failed, 2 used "
			  "wrongly."},
	.arguments = "QUERY",
	.usual_limit = 50,
	.answer = answer,
};

int command_search(const struct command_settings *settings, char **arguments)
{
	return query_command_run(&search, settings, arguments);
}
