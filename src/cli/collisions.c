/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/query_command.h"
#include "flow/find_collisions.h"
#include "render/collision_list.h"

static bool answer(const struct query_request *request, GString *document, GError **error)
{
	const struct collisions_options options = {
		.id = request->words,
		.limit = request->find.limit,
	};
	g_autoptr(collision_list) list = find_collision_list(request->index, &options, error);

	if (!list)
		return false;
	if (request->json)
		collision_list_json(list, document);
	else
		collision_list_text(list, &request->render, request->verbose, document);
	return true;
}

static const struct query_command collisions = {
	.usage = {.command = "collisions",
		  .summary = "Lists open series that touch the same places, the nearest first, and "
			     "which of\n"
			     "them must go in first.",
		  .description =
			  "ID names one series, as for 'tidings show': those that collide with it\n"
			  "are listed, whatever became of it. Without one, all open series are "
			  "held\n"
			  "against each other.\n"
			  "\n"
			  "Examples:\n"
			  "  tidings collisions\n"
			  "  tidings collisions -v 20251229160105.1234-1-ann@example.org\n"
			  "\n"
			  "Exit status: 0 done, also if there are none, 1 failed, 2 used wrongly."},
	.arguments = "[ID]",
	.has_other_words = true,
	.verbose_help = "show Message-IDs and all files",
	.usual_limit = 50,
	.answer = answer,
};

int command_collisions(const struct command_settings *settings, char **arguments)
{
	return query_command_run(&collisions, settings, arguments);
}
