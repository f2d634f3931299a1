/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the pages of a site are; within src/site only. */
#ifndef TIDINGS_SITE_LINKS_H
#define TIDINGS_SITE_LINKS_H

#include "render/page.h"
#include "site/plan.h"

/* What finds the pages of others for one page. */
struct site_links {
	struct page_links links; /* for struct page */
	const struct plan *plan;
	struct arena *arena; /* of the page's values */
	GArray *asked; /* uint64_t: plan_person_number() of each who was asked for; or NULL */
};

/*
 * Fills @ret_links for a page from which the site's top is @root: "../", "", or an address for a
 * document that is read elsewhere. All is borrowed; @ret_links must not move. Nobody notes who
 * is asked for, but where the caller sets `asked`.
 */
void site_links_init(struct site_links *ret_links, const struct plan *plan, struct arena *arena,
		     const char *root);

/* `KIND/NAME.html` in @arena, terminated. */
const char *site_path(struct arena *arena, const char *kind, str name);

#endif
