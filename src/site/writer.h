/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making the pages of a plan; within src/site only.
 *
 * Pages are made on several threads, each with an index and templates of its own; what they
 * share is only read, but for what `lock` guards.
 */
#ifndef TIDINGS_SITE_WRITER_H
#define TIDINGS_SITE_WRITER_H

#include "base/limits.h"
#include "base/workers.h"
#include "render/page.h"
#include "site/folder.h"
#include "site/manifest.h"
#include "site/plan.h"
#include "template/template_source.h"

/* A thread that makes pages. */
struct site_worker {
	struct index *index;
	struct template_source *source;
	struct template_set *templates;
	GArray *asked; /* uint64_t: who was asked for since the last page (site/links.h) */
};

struct site_writer {
	const struct site_request *request;
	const struct plan *plan;
	const struct folder *folder;
	const struct manifest *before;
	GHashTable *changed; /* set of uint64_t *: who has a page now and had none, or had one */
	str title; /* of the list */
	struct site_worker workers[LIMIT_WORKERS]; /* made when they are needed */
	GMutex lock; /* of all below */
	struct manifest *after;
	struct site_result result;
	size_t n_done; /* pages that were made, for the progress */
};

/* Templates and an index for @worker; NULL with the error of index_open(). */
struct site_worker *writer_worker(struct site_writer *writer, unsigned worker, GError **error);

/*
 * Notes the file @name with @key as one of the site; true if it must be made: also where somebody
 * whom it names has a page only now.
 */
bool writer_needs(struct site_writer *writer, const char *name, uint64_t key);

/*
 * Makes @n_pages on all threads, by workers_run() of base/workers.h, and tells the progress of
 * them: whichever thread was the last.
 */
bool writer_run(const struct site_writer *writer, size_t n_pages, batch_fn make, void *user,
		GError **error);

/* Tells the progress that so many pages more are to be made. */
void writer_expect(const struct site_writer *writer, size_t n_pages);

/*
 * Writes a page that was made, notes whom the thread @worker asked for since the page before it,
 * and tells the progress.
 */
bool writer_put(struct site_writer *writer, unsigned worker, const char *name,
		const GString *content, GError **error);

/* Makes all pages of one kind that changed. Errors: see site_publish(). */
bool write_update_pages(struct site_writer *writer, GError **error);
bool write_work_pages(struct site_writer *writer, GError **error);
bool write_person_pages(struct site_writer *writer, GError **error);

/* Makes what has no key: the lists, the search, the style, the feeds. */
bool write_front_pages(struct site_writer *writer, GError **error);

/* As page_begin(), with the values `list` and `feed`, which all pages of the site have. */
struct value *writer_begin_page(const struct site_writer *writer, const struct page *page,
				struct template_set *templates, str page_title, GError **error);

#endif
