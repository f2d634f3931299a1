/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pages of a site that are of no single update (page_update.c): of a work, of a person, the
 * lists, and what the search looks through. doc/templates.md names their values.
 */
#ifndef TIDINGS_RENDER_PAGE_SITE_H
#define TIDINGS_RENDER_PAGE_SITE_H

#include "render/page.h"
#include "view/site_view.h"

/* The values of a work's page, in @map. */
void page_set_work(const struct page *page, struct value *map, const struct site_work_page *work);

/* The values of a person's page, in @map. */
void page_set_site_person(const struct page *page, struct value *map,
			  const struct site_person *person);

/* The list @name of updates, the newest first; @updates are by time. And a plot of them. */
void page_set_site_updates(const struct page *page, struct value *map,
			   const struct site_update *updates, unsigned n_updates);

/* The lists `people` and `open`: who has a page, and works in which somebody has to act. */
void page_set_site_people(const struct page *page, struct value *map,
			  const struct site_person *people, unsigned n_people);
void page_set_site_open(const struct page *page, struct value *map, const struct site_work *works,
			unsigned n_works);

/*
 * Appends a script that hands the works to search.js, as JSON (RFC 8259): title, author, day,
 * state, revision, page, and what else finds them.
 */
void search_append_works(GString *out, const struct site_work *works, unsigned n_works);

#endif
