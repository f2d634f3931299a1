/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of works, and of the ids that lead to them. */
#include "base/hash.h"
#include "base/limits.h"
#include "base/timestamp.h"
#include "flow/work_diff.h"
#include "flow/work_show.h"
#include "render/page_site.h"
#include "site/links.h"
#include "site/report_of.h"
#include "site/writer.h"

/* The works whose pages must be made. */
struct wanted_pages {
	struct site_writer *writer;
	GArray *wanted; /* unsigned: indices of plan->works */
};

/* The page of one work while it is being made. */
struct making {
	struct work *work;
	struct arena arena; /* of the values, and of what follows */
	GPtrArray *differences; /* struct difference_view * */
	struct site_revision *revisions;
	unsigned n_revisions;
};

static void free_difference(gpointer difference)
{
	difference_view_free(difference);
}

static void making_init(struct making *making)
{
	*making = (struct making){0};
	arena_init(&making->arena);
	making->differences = g_ptr_array_new_with_free_func(free_difference);
}

static void making_clear(struct making *making)
{
	/* They borrow the work. */
	g_ptr_array_unref(making->differences);
	work_free(making->work);
	arena_clear(&making->arena);
}

/* How @posting differs from the one before; nothing for the first, and past the limit. */
static bool find_difference(struct making *making, unsigned posting,
			    const struct difference_view **ret_difference, GError **error)
{
	unsigned older = work_before(making->work, posting);
	struct difference_view *difference;

	*ret_difference = NULL;
	if (older == POSTING_NONE || making->differences->len >= LIMIT_SITE_DIFFERENCES)
		return true;
	if (!work_diff(making->work, older, posting, &difference, error))
		return false;
	g_ptr_array_add(making->differences, difference);
	*ret_difference = difference;
	return true;
}

static bool add_revision(struct making *making, unsigned posting, GError **error)
{
	const struct work *work = making->work;
	const struct posting *shown = &work->set.postings->items[posting];
	struct site_revision *revision = &making->revisions[making->n_revisions++];

	*revision = (struct site_revision){
		.name = revision_format(&making->arena, shown->revision),
		.message_id = work->around.records[shown->head].message_id,
		.date = timestamp_format_utc(&making->arena,
					     work->around.records[shown->head].sent_at),
		.subject = work->details[shown->head].subject,
		.n_patches = shown->n_patches,
	};
	return find_difference(making, posting, &revision->difference, error);
}

static bool add_revisions(struct making *making, GError **error)
{
	const struct topic *topic = making->work->topic;

	making->revisions =
		arena_new_array(&making->arena, struct site_revision, topic->n_postings);
	for (unsigned i = topic->n_postings; i > 0; i--) {
		if (!add_revision(making, topic->postings[i - 1], error))
			return false;
	}
	return true;
}

static bool make_page(const struct site_writer *writer, struct site_worker *worker,
		      struct making *making, GString *out, GError **error)
{
	struct site_links links;
	const struct page page = {
		.arena = &making->arena,
		.link = str_from(writer->request->link),
		.links = &links.links,
		.with_diffs = true,
	};
	g_autoptr(work_view) view = NULL;
	struct site_work_page shown;
	struct value *root;

	if (!work_show(making->work, page.link, &view, error) || !add_revisions(making, error))
		return false;
	site_links_init(&links, writer->plan, &making->arena, "../");
	links.asked = worker->asked;
	shown = (struct site_work_page){view, making->revisions, making->n_revisions};
	root = writer_begin_page(writer, &page, worker->templates, work_view_series(view)->title,
				 error);
	if (!root)
		return false;
	page_set_work(&page, root, &shown);
	return page_write(worker->templates, "work.html", root, out, error);
}

static bool write_page(struct site_writer *writer, unsigned number, unsigned index, GError **error)
{
	const struct planned_work *planned =
		&g_array_index(writer->plan->works, struct planned_work, index);
	struct site_worker *worker = writer_worker(writer, number, error);
	g_autoptr(GString) out = g_string_new(NULL);
	struct making making;
	bool done;

	if (!worker)
		return false;
	making_init(&making);
	making.work = work_open_posting(worker->index, planned->latest, error);
	done = making.work && make_page(writer, worker, &making, out, error) &&
	       writer_put(writer, number, site_path(&making.arena, "series", planned->row.name),
			  out, error);
	making_clear(&making);
	return done;
}

static bool write_wanted(void *user, unsigned worker, size_t batch, GError **error)
{
	const struct wanted_pages *list = user;

	return write_page(list->writer, worker, g_array_index(list->wanted, unsigned, batch),
			  error);
}

/* A sum of what a page shows that leads to the one of @work. */
static uint64_t key_of_moved(const struct hash_key *key, const struct planned_work *work,
			     const struct planned_address *address)
{
	uint64_t sum =
		hash_chain(hash_bytes(key, work->row.name), hash_bytes(key, work->row.title));

	return hash_chain(sum, hash_bytes(key, address->head_id));
}

/* A page that leads to another one: it needs no script. */
static bool write_moved(struct site_writer *writer, const struct planned_work *work,
			const struct planned_address *address, GError **error)
{
	struct site_worker *worker = writer_worker(writer, 0, error);
	g_auto(arena) arena = {0};
	struct site_links links;
	const struct page page = {.arena = &arena, .links = &links.links};
	g_autoptr(GString) out = NULL;
	const char *path;
	struct value *root;

	if (!worker)
		return false;
	arena_init(&arena);
	path = site_path(&arena, "series", page_name_of(&arena, address->id));
	if (!writer_needs(writer, path, key_of_moved(&worker->index->key, work, address)))
		return true;
	site_links_init(&links, writer->plan, &arena, "../");
	links.asked = worker->asked;
	root = writer_begin_page(writer, &page, worker->templates, work->row.title, error);
	if (!root)
		return false;
	value_set_text(&arena, root, "title", work->row.title);
	value_set_text(&arena, root, "page", arena_join(&arena, work->row.name, STR(".html")));
	value_set_text(&arena, root, "anchor",
		       arena_join(&arena, STR("r-"), page_name_of(&arena, address->head_id)));
	writer_expect(writer, 1);
	out = g_string_new(NULL);
	return page_write(worker->templates, "moved.html", root, out, error) &&
	       writer_put(writer, 0, path, out, error);
}

static bool choose(struct site_writer *writer, unsigned index, GArray *wanted, GError **error)
{
	const struct planned_work *work =
		&g_array_index(writer->plan->works, struct planned_work, index);
	g_auto(arena) arena = {0};

	arena_init(&arena);
	if (writer_needs(writer, site_path(&arena, "series", work->row.name), work->key))
		g_array_append_val(wanted, index);
	for (unsigned i = 0; i < work->n_addresses; i++) {
		if (!write_moved(writer, work, &work->addresses[i], error))
			return false;
	}
	return true;
}

bool write_work_pages(struct site_writer *writer, GError **error)
{
	g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct wanted_pages list = {writer, wanted};

	for (unsigned i = 0; i < writer->plan->works->len; i++) {
		if (!choose(writer, i, wanted, error))
			return false;
	}
	return writer_run(writer, wanted->len, write_wanted, &list, error);
}
