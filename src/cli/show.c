/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/work_command.h"
#include "flow/work_show.h"
#include "render/work.h"

static unsigned add_entries(struct work_options *options, GOptionEntry *entries)
{
	entries[0] = (GOptionEntry){"patches",
				    'p',
				    0,
				    G_OPTION_ARG_NONE,
				    &options->patches,
				    "show the patches whole, with their diffs",
				    NULL};
	entries[1] = (GOptionEntry){"link",
				    0,
				    0,
				    G_OPTION_ARG_FILENAME,
				    &options->link,
				    "begin of links to mails, or '' for none",
				    "URL"};
	return 2;
}

static bool answer(const struct work_request *request, GString *document, GError **error)
{
	const struct work_options *options = request->options;
	str link = str_from(options->link ? options->link : ARGUMENTS_USUAL_LINK);
	g_autoptr(work_view) view = NULL;

	if (!work_show(request->work, link, &view, error))
		return false;
	if (options->shown.json)
		render_work_json(view, options->patches, document);
	else
		render_work_text(view, options->patches, &request->render, document);
	return true;
}

static const struct work_command show = {
	.usage = {.command = "show",
		  .summary = "Shows a series: what it says and changes, its other revisions, and "
			     "what was\n"
			     "answered.",
		  .description =
			  "ID is a Message-ID of any of its mails, a link to lore, a commit of an\n"
			  "archive, or a part of a title that no other series has.\n"
			  "\n"
			  "Examples:\n"
			  "  tidings show 20251229160105.1234-1-ann@example.org\n"
			  "  tidings show -p "
			  "https://lore.kernel.org/kvm/20251229160105.1@example.org/\n"
			  "  tidings show vgic: fix the lock\n"
			  "\n"
			  "Exit status: 0 done, 1 failed, 2 used wrongly."},
	.arguments = "ID",
	.add_entries = add_entries,
	.answer = answer,
};

int command_show(const struct command_settings *settings, char **arguments)
{
	return work_command_run(&show, settings, arguments);
}
