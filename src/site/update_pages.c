/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of updates, and what the lists of them say. */
#include "base/hash.h"
#include "base/timestamp.h"
#include "flow/report.h"
#include "site/links.h"
#include "site/report_of.h"
#include "site/writer.h"

/* The updates that must be made. */
struct wanted_pages {
	struct site_writer *writer;
	GArray *wanted; /* unsigned: indices of plan->updates */
};

static const struct planned_update *update_at(const struct site_writer *writer, unsigned i)
{
	return &g_array_index(writer->plan->updates, struct planned_update, i);
}

static str short_id(str id)
{
	enum { ID_DIGITS = 9 };

	return str_slice(id, 0, ID_DIGITS);
}

static struct site_update summarize(struct arena *arena, const struct planned_update *planned,
				    const struct update *update)
{
	struct site_update summary = {
		.name = planned->name,
		.last = timestamp_format_day(arena, planned->end - 1),
		.from = short_id(update->from),
		.to = short_id(update->to),
		.mails = update->counts.mails,
		.patches = update->counts.patches,
		.replies = update->counts.replies,
		.participants = update->counts.participants,
		.series = update->n_series,
		.landed = update->n_landed,
	};

	for (unsigned i = 0; i < update->n_series; i++)
		summary.revised += update->series[i].state != SERIES_NEW;
	return summary;
}

/* The address of the update before, or after; nothing at the ends. */
static void set_neighbour(const struct site_writer *writer, struct arena *arena, struct value *root,
			  const char *name, unsigned index)
{
	if (index >= writer->plan->updates->len) {
		value_set_nothing(arena, root, name);
		return;
	}
	value_set_text(arena, root, name,
		       arena_join(arena, update_at(writer, index)->name, STR(".html")));
}

static bool make_page(struct site_writer *writer, struct site_worker *worker, struct arena *arena,
		      unsigned index, const struct update *update, GString *out, GError **error)
{
	struct site_links links;
	struct page page = {
		.arena = arena,
		.link = str_from(writer->request->link),
		.links = &links.links,
	};
	struct value *root;

	site_links_init(&links, writer->plan, arena, "../");
	links.asked = worker->asked;
	root = page_begin(&page, worker->templates, page_title_of_update(arena, update), error);
	if (!root)
		return false;
	value_set_text(arena, root, "feed", STR("../series.atom"));
	set_neighbour(writer, arena, root, "before", index - 1);
	set_neighbour(writer, arena, root, "after", index + 1);
	page_set_update(&page, root, update);
	return page_write(worker->templates, "update.html", root, out, error);
}

static bool write_page(struct site_writer *writer, unsigned number, unsigned index, GError **error)
{
	struct site_worker *worker = writer_worker(writer, number, error);
	const struct planned_update *planned = update_at(writer, index);
	g_autoptr(report) report = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	g_auto(arena) arena = {0};
	struct site_update summary;

	if (!worker)
		return false;
	report = report_of_update(writer->request, planned, writer->title, error);
	if (!report)
		return false;
	arena_init(&arena);
	summary = summarize(&arena, planned, report->update);
	g_mutex_lock(&writer->lock);
	manifest_add_update(writer->after, &summary);
	g_mutex_unlock(&writer->lock);
	return make_page(writer, worker, &arena, index, report->update, out, error) &&
	       writer_put(writer, number, site_path(&arena, "updates", planned->name), out, error);
}

static bool write_wanted(void *user, unsigned worker, size_t batch, GError **error)
{
	const struct wanted_pages *list = user;

	return write_page(list->writer, worker, g_array_index(list->wanted, unsigned, batch),
			  error);
}

/* The page leads to those beside it: a sum of which they are, too. */
static uint64_t key_of(const struct site_writer *writer, unsigned index)
{
	uint64_t key = update_at(writer, index)->key;

	if (index > 0)
		key = hash_chain(key, (uint64_t)update_at(writer, index - 1)->begin);
	if (index + 1 < writer->plan->updates->len)
		key = hash_chain(key, (uint64_t)update_at(writer, index + 1)->begin);
	return key;
}

/* An update is as it was if its page is, and what the lists say of it is known. */
static void choose(struct site_writer *writer, unsigned index, GArray *wanted)
{
	const struct planned_update *planned = update_at(writer, index);
	g_autofree char *key = str_dup(planned->name);
	const struct site_update *known = manifest_update(writer->before, key);
	g_auto(arena) arena = {0};
	bool is_needed;

	arena_init(&arena);
	is_needed = writer_needs(writer, site_path(&arena, "updates", planned->name),
				 key_of(writer, index));
	if (is_needed || !known)
		g_array_append_val(wanted, index);
	else
		manifest_add_update(writer->after, known);
}

bool write_update_pages(struct site_writer *writer, GError **error)
{
	g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct wanted_pages list = {writer, wanted};

	for (unsigned i = 0; i < writer->plan->updates->len; i++)
		choose(writer, i, wanted);
	return writer_run(writer, wanted->len, write_wanted, &list, error);
}
