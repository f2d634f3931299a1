/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/formats.h"

void render_letter(const struct update *update, GString *out)
{
	const struct render_options plain = {0};
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *escaped = NULL;

	render_text(update, &plain, text);
	escaped = g_markup_escape_text(text->str, (gssize)text->len);
	g_string_append_printf(out,
			       "<!DOCTYPE html>\n"
			       "<html lang=\"en\">\n"
			       "<head><meta charset=\"utf-8\"><title>update</title></head>\n"
			       "<body><pre>\n%s</pre></body>\n"
			       "</html>\n",
			       escaped);
}
