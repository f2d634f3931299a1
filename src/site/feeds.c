/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/feeds.h"

#include "render/atom.h"
#include "render/escape.h"
#include "render/feed.h"
#include "site/links.h"
#include "site/report_of.h"

enum { UPDATES_MAX = 50 }; /* entries of the feed of updates */

/* The address of @name below the site's, with one slash between; empty where it has none. */
static str address_of(const struct site_writer *writer, struct arena *arena, str name)
{
	str url = str_from(writer->request->url);

	if (url.len == 0)
		return (str){0};
	if (!str_ends(url, STR("/")))
		url = arena_join(arena, url, STR("/"));
	return arena_join(arena, url, name);
}

bool feeds_write_series(const struct site_writer *writer, struct site_worker *worker, GString *out,
			GError **error)
{
	const GArray *planned = writer->plan->updates;
	unsigned last = planned->len - 1;
	g_autoptr(report) report = report_of_updates(
		writer->request,
		&g_array_index(planned, struct planned_update, last > 0 ? last - 1 : 0),
		&g_array_index(planned, struct planned_update, last), writer->title, error);
	g_auto(arena) arena = {0};
	g_autofree char *root = NULL;
	struct site_links links;
	struct page page = {.arena = &arena, .link = str_from(writer->request->link)};

	if (!report)
		return false;
	arena_init(&arena);
	root = str_dup(address_of(writer, &arena, (str){0}));
	site_links_init(&links, writer->plan, &arena, root);
	if (writer->request->url)
		page.links = &links.links;
	return feed_write(report->update, &page, worker->templates,
			  address_of(writer, &arena, STR("series.atom")),
			  address_of(writer, &arena, STR("index.html")), out, error);
}

/* "12 patches in 5 series, 3 of them new", as a paragraph. */
static str describe(struct arena *arena, const struct site_update *update)
{
	g_autofree char *words = g_strdup_printf(
		"<p>%u mails, %u patches, %u replies by %u people; %u series, %u of them revised; "
		"%u landed.</p>",
		update->mails, update->patches, update->replies, update->participants,
		update->series, update->revised, update->landed);

	return arena_str(arena, str_from(words));
}

static void append_entry(const struct site_writer *writer, struct arena *arena,
			 const struct site_update *update, GString *out)
{
	str path =
		arena_join(arena, arena_join(arena, STR("updates/"), update->name), STR(".html"));
	str period = arena_join(arena, arena_join(arena, update->name, STR(" to ")), update->last);
	str name = arena_join(arena, arena_join(arena, writer->title, STR("\n")), period);
	const struct atom_entry entry = {
		.title = arena_join(arena, arena_join(arena, writer->title, STR(": ")), period),
		.id = atom_id_of_name(arena, name),
		.updated = arena_join(arena, update->last, STR("T23:59:59Z")),
		.page = address_of(writer, arena, path),
		.content = describe(arena, update),
	};

	atom_append_entry(out, &entry);
}

void feeds_write_updates(const struct site_writer *writer, const struct site_update *updates,
			 unsigned n_updates, GString *out)
{
	unsigned oldest = n_updates > UPDATES_MAX ? n_updates - UPDATES_MAX : 0;
	g_auto(arena) arena = {0};
	struct atom_feed feed = {0};

	arena_init(&arena);
	feed.title = arena_join(&arena, writer->title, STR(" mailing list: updates"));
	feed.self = address_of(writer, &arena, STR("updates.atom"));
	feed.page = address_of(writer, &arena, STR("index.html"));
	feed.id = feed.self.len > 0 ? feed.self : atom_id_of_name(&arena, feed.title);
	if (n_updates > 0)
		feed.updated = arena_join(&arena, updates[n_updates - 1].last, STR("T23:59:59Z"));
	atom_begin(out, &feed);
	for (unsigned i = n_updates; i > oldest; i--)
		append_entry(writer, &arena, &updates[i - 1], out);
	atom_end(out);
}
