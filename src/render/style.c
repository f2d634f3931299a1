/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/style.h"

/* Select Graphic Rendition (ECMA-48, 8.3.117), which every terminal of today knows. */
static const char *const sequences[] = {
	[STYLE_HEADING] = "\033[1m",
	[STYLE_ID] = "\033[33m",
	[STYLE_ADDED] = "\033[32m",
	[STYLE_REMOVED] = "\033[31m",
	[STYLE_HUNK] = "\033[36m",
	[STYLE_SIGN_ADDED] = "\033[7;32m",
	[STYLE_SIGN_REMOVED] = "\033[7;31m",
	[STYLE_NEWER] = "\033[1m",
	[STYLE_NEWER_ADDED] = "\033[1;32m",
	[STYLE_NEWER_REMOVED] = "\033[1;31m",
	[STYLE_OLDER] = "\033[2m",
	[STYLE_OLDER_ADDED] = "\033[2;32m",
	[STYLE_OLDER_REMOVED] = "\033[2;31m",
};

void style_begin(GString *out, const struct render_options *options, enum style style)
{
	if (options->colour)
		g_string_append(out, sequences[style]);
}

void style_end(GString *out, const struct render_options *options)
{
	if (options->colour)
		g_string_append(out, "\033[m");
}
