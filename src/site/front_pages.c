/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What leads to all other pages. It is made each time: it follows from the plan alone. */
#include "base/timestamp.h"
#include "render/escape.h"
#include "render/page_site.h"
#include "site/feeds.h"
#include "site/links.h"
#include "site/writer.h"

/* A page at the site's top while it is being made. */
struct front {
	struct site_writer *writer;
	struct site_worker *worker;
	struct arena arena;
	struct site_links links;
	struct page page;
	struct site_update *updates; /* by time */
	unsigned n_updates;
	struct site_person *people;
	struct site_work *works;
};

static bool put(struct front *front, const char *name, const GString *out, GError **error)
{
	writer_expect(front->writer, 1);
	manifest_add_file(front->writer->after, name, 0);
	front->writer->result.n_files++;
	return writer_put(front->writer, 0, name, out, error);
}

static void fill_lists(struct front *front)
{
	const struct plan *plan = front->writer->plan;

	front->updates = arena_new_array(&front->arena, struct site_update, plan->updates->len);
	front->people = arena_new_array(&front->arena, struct site_person, plan->people->len);
	front->works = arena_new_array(&front->arena, struct site_work, plan->works->len);
	for (unsigned i = 0; i < plan->updates->len; i++) {
		const struct planned_update *planned =
			&g_array_index(plan->updates, struct planned_update, i);
		g_autofree char *name = str_dup(planned->name);
		const struct site_update *update = manifest_update(front->writer->after, name);

		if (!update)
			continue;
		front->updates[front->n_updates] = *update;
		front->updates[front->n_updates++].number = timestamp_day(planned->begin);
	}
	for (unsigned i = 0; i < plan->people->len; i++)
		front->people[i] = g_array_index(plan->people, struct planned_person, i).row;
	for (unsigned i = 0; i < plan->works->len; i++)
		front->works[i] = g_array_index(plan->works, struct planned_work, i).row;
}

/* A page of the template @name, whose values @fill sets. */
static bool write_page(struct front *front, const char *name, str title,
		       void (*fill)(const struct front *front, struct value *root), GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct value *root = writer_begin_page(front->writer, &front->page,
					       front->worker->templates, title, error);

	if (!root)
		return false;
	fill(front, root);
	return page_write(front->worker->templates, name, root, out, error) &&
	       put(front, name, out, error);
}

static void fill_index(const struct front *front, struct value *root)
{
	page_set_site_updates(&front->page, root, front->updates, front->n_updates);
}

static void fill_people(const struct front *front, struct value *root)
{
	page_set_site_people(&front->page, root, front->people, front->writer->plan->people->len);
}

static void fill_open(const struct front *front, struct value *root)
{
	page_set_site_open(&front->page, root, front->works, front->writer->plan->works->len);
}

static void fill_nothing(const struct front *front, struct value *root)
{
	(void)front;
	(void)root;
}

/* A template that goes out as it stands: a style, a script. */
static bool write_file(struct front *front, const char *name, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	return page_write(front->worker->templates, name, value_new_map(&front->arena), out,
			  error) &&
	       put(front, name, out, error);
}

static bool write_search(struct front *front, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool done;

	search_append_works(out, front->works, front->writer->plan->works->len);
	front->page.with_scripts = true;
	done = put(front, "works.js", out, error) && write_file(front, "search.js", error) &&
	       write_page(front, "search.html", STR("Search"), fill_nothing, error);
	front->page.with_scripts = false;
	return done;
}

static bool write_feeds(struct front *front, GError **error)
{
	g_autoptr(GString) series = g_string_new(NULL);
	g_autoptr(GString) updates = g_string_new(NULL);

	if (!feeds_write_series(front->writer, front->worker, series, error) ||
	    !put(front, "series.atom", series, error))
		return false;
	feeds_write_updates(front->writer, front->updates, front->n_updates, updates);
	return put(front, "updates.atom", updates, error);
}

static bool write_all(struct front *front, GError **error)
{
	fill_lists(front);
	return write_file(front, "style.css", error) && write_search(front, error) &&
	       write_feeds(front, error) &&
	       write_page(front, "people.html", STR("People"), fill_people, error) &&
	       write_page(front, "open.html", STR("Open series"), fill_open, error) &&
	       write_page(front, "index.html", front->writer->title, fill_index, error);
}

bool write_front_pages(struct site_writer *writer, GError **error)
{
	struct front front = {.writer = writer, .worker = writer_worker(writer, 0, error)};
	bool done;

	if (!front.worker)
		return false;
	arena_init(&front.arena);
	site_links_init(&front.links, writer->plan, &front.arena, "");
	front.page = (struct page){
		.arena = &front.arena,
		.link = str_from(writer->request->link),
		.links = &front.links.links,
	};
	done = write_all(&front, error);
	arena_clear(&front.arena);
	return done;
}
