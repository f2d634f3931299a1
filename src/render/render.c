/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/render.h"

#include "render/formats.h"
#include "render/mbox.h"

#include <string.h>

const struct render_format render_formats[] = {
	{
		.name = "text",
		.help = "for people: what came in, one entry a series",
		.render = render_text,
	},
	{
		.name = "classic",
		.help = "the report as it was before tidings, byte for byte",
		.render = render_classic,
		.needs_classic = true,
	},
	{
		.name = "json",
		.help = "for programs: all that is known, schema tidings-update/1",
		.render = render_json,
	},
	{
		.name = "html",
		.help = "one page for browsers, phones and paper, with plots and diffs",
		.render = render_html,
		.needs_diffs = true,
	},
	{
		.name = "markdown",
		.help = "for wikis and forges (CommonMark)",
		.render = render_markdown,
	},
	{
		.name = "atom",
		.help = "for feed readers: an entry a series",
		.render = render_atom,
	},
	{
		.name = "mail",
		.help = "a mail, as 'tidings send' sends it: the text, and a page",
		.render = render_mail,
		.needs_mailboxes = true,
	},
	{
		.name = "mbox",
		.help = "the mails themselves, quoted as mboxrd",
		.append_mail = mbox_append,
	},
	{0},
};

const struct render_format *render_format_find(const char *name)
{
	for (const struct render_format *format = render_formats; format->name; format++) {
		if (strcmp(format->name, name) == 0)
			return format;
	}
	return NULL;
}
