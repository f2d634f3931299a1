/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of people: all that they show is in the plan. */
#include "render/page_site.h"
#include "render/text_parts.h"
#include "site/links.h"
#include "site/writer.h"

static bool write_page(struct site_writer *writer, const char *path,
		       const struct planned_person *person, GError **error)
{
	struct site_worker *worker = writer_worker(writer, 0, error);
	g_autoptr(GString) out = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct site_links links;
	const struct page page = {
		.arena = &arena,
		.link = str_from(writer->request->link),
		.links = &links.links,
	};
	struct value *root;

	if (!worker)
		return false;
	writer_expect(writer, 1);
	arena_init(&arena);
	site_links_init(&links, writer->plan, &arena, "../");
	links.asked = worker->asked;
	root = writer_begin_page(writer, &page, worker->templates, text_name(person->row.person),
				 error);
	if (!root)
		return false;
	page_set_site_person(&page, root, &person->row);
	return page_write(worker->templates, "person-page.html", root, out, error) &&
	       writer_put(writer, 0, path, out, error);
}

bool write_person_pages(struct site_writer *writer, GError **error)
{
	for (unsigned i = 0; i < writer->plan->people->len; i++) {
		const struct planned_person *person =
			&g_array_index(writer->plan->people, struct planned_person, i);
		g_auto(arena) arena = {0};
		const char *path;

		arena_init(&arena);
		path = site_path(&arena, "people", person->row.name);
		if (writer_needs(writer, path, person->key) &&
		    !write_page(writer, path, person, error))
			return false;
	}
	return true;
}
