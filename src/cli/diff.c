/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/work_command.h"
#include "flow/work_diff.h"
#include "render/difference.h"

static void tell_missing(const struct difference_view *view)
{
	for (unsigned i = 0; i < view->n_missing; i++) {
		g_autofree char *note = g_strdup_printf("<" STR_FMT "> takes no part: no archive "
							"has it any more",
							STR_ARG(view->missing[i]));

		work_command_tell(str_from(note));
	}
}

static bool answer(const struct work_request *request, GString *document, GError **error)
{
	g_autoptr(difference_view) view = NULL;
	unsigned older;
	unsigned newer;

	if (!work_choose_range(request->work, request->range, &older, &newer, error) ||
	    !work_diff(request->work, older, newer, &view, error))
		return false;
	tell_missing(view);
	if (request->options->shown.json)
		render_difference_json(view, document);
	else
		render_difference_text(view, &request->render, document);
	return true;
}

static const struct work_command diff = {
	.usage = {.command = "diff",
		  .summary = "Shows what changed between two revisions of a series, as git "
			     "range-diff does,\n"
			     "from the mails alone.",
		  .description = "ID is as for 'tidings show'. vA..vB are revisions of its series; "
				 "'vA..' ends\n"
				 "with the newest, '..vB' begins with the one before vB. Without "
				 "them it is\n"
				 "the newest and the one before it.\n"
				 "\n"
				 "Examples:\n"
				 "  tidings diff 20251229160105.1234-1-ann@example.org\n"
				 "  tidings diff vgic: fix the lock v1..v3\n"
				 "\n"
				 "Exit status: 0 done, 1 failed, 2 used wrongly."},
	.arguments = "ID [vA..vB]",
	.has_range = true,
	.answer = answer,
};

int command_diff(const struct command_settings *settings, char **arguments)
{
	return work_command_run(&diff, settings, arguments);
}
