/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/render.h"

#include "render/formats.h"

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
		.name = "mail",
		.help = "a mail, as 'tidings send' sends it: the text, and a page",
		.render = render_mail,
		.needs_mailboxes = true,
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
