/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An update as one page that needs nothing else, and as the HTML of a mail. */
#include "render/formats.h"
#include "render/page.h"

static bool write_update(const struct update *update, const struct render_options *options,
			 const char *template, bool with_diffs, GString *out, GError **error)
{
	g_auto(arena) arena = {0};
	const struct page page = {
		.arena = &arena,
		.link = update->link,
		.with_diffs = with_diffs,
	};
	struct value *root;

	arena_init(&arena);
	root = page_begin(&page, options->templates, page_title_of_update(&arena, update), error);
	if (!root)
		return false;
	value_set_nothing(&arena, root, "feed");
	value_set_nothing(&arena, root, "before");
	value_set_nothing(&arena, root, "after");
	page_set_update(&page, root, update);
	return page_write(options->templates, template, root, out, error);
}

bool render_html(const struct update *update, const struct render_options *options, GString *out,
		 GError **error)
{
	return write_update(update, options, "update.html", true, out, error);
}

bool render_letter(const struct update *update, const struct render_options *options, GString *out,
		   GError **error)
{
	return write_update(update, options, "letter.html", false, out, error);
}
