/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/writer.h"

#include "site/report_of.h"

struct site_worker *writer_worker(struct site_writer *writer, unsigned number, GError **error)
{
	struct site_worker *worker = &writer->workers[number];

	if (worker->index)
		return worker;
	worker->index = index_open(writer->request->index, error);
	if (!worker->index)
		return NULL;
	worker->source = template_source_new(writer->request->templates);
	worker->templates = template_set_new(template_source_find, worker->source);
	worker->asked = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	return worker;
}

/* Whether somebody whom the page @name shows has a page since, or none any more. */
static bool shows_changed_people(const struct site_writer *writer, const char *name)
{
	const GArray *people = manifest_people(writer->before, name);

	if (!people || g_hash_table_size(writer->changed) == 0)
		return false;
	for (unsigned i = 0; i < people->len; i++) {
		if (g_hash_table_contains(writer->changed, &g_array_index(people, uint64_t, i)))
			return true;
	}
	return false;
}

/* Those of a page that stays as it is; one that is made again notes its own. */
static void keep_people(struct site_writer *writer, const char *name)
{
	const GArray *people = manifest_people(writer->before, name);

	if (people)
		manifest_add_people(writer->after, name, people);
}

bool writer_needs(struct site_writer *writer, const char *name, uint64_t key)
{
	manifest_add_file(writer->after, name, key);
	writer->result.n_files++;
	/* With other settings no page is as it would be now. */
	if (writer->before->settings != writer->after->settings ||
	    !manifest_has(writer->before, name, key) || !folder_has(writer->folder, name) ||
	    shows_changed_people(writer, name))
		return true;
	keep_people(writer, name);
	return false;
}

void writer_expect(const struct site_writer *writer, size_t n_pages)
{
	if (writer->request->progress)
		writer->request->progress->total += n_pages;
}

bool writer_run(const struct site_writer *writer, size_t n_pages, batch_fn make, void *user,
		GError **error)
{
	writer_expect(writer, n_pages);
	if (!workers_run(site_n_workers(writer->request), n_pages, make, user, error))
		return false;
	progress_reach(writer->request->progress, writer->n_done);
	return true;
}

bool writer_put(struct site_writer *writer, unsigned worker, const char *name,
		const GString *content, GError **error)
{
	GArray *asked = writer->workers[worker].asked;
	bool written;
	size_t n_done;

	if (!folder_write(writer->folder, name, (str){.ptr = content->str, .len = content->len},
			  &written, error))
		return false;
	g_mutex_lock(&writer->lock);
	manifest_add_people(writer->after, name, asked);
	g_array_set_size(asked, 0);
	writer->result.n_made++;
	writer->result.n_written += written;
	n_done = ++writer->n_done;
	g_mutex_unlock(&writer->lock);
	/* Whoever shows it need not expect several threads. */
	if (worker == 0)
		progress_reach(writer->request->progress, n_done);
	return true;
}

struct value *writer_begin_page(const struct site_writer *writer, const struct page *page,
				struct template_set *templates, str page_title, GError **error)
{
	struct value *root = page_begin(page, templates, page_title, error);

	if (!root)
		return NULL;
	value_set_text(page->arena, root, "list", writer->title);
	value_set_text(page->arena, root, "feed",
		       arena_join(page->arena, str_from(page->links->root), STR("series.atom")));
	return root;
}
