/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages in HTML: the values that their templates show, and writing them.
 *
 * page.c has what all pages share, page_series.c the values of a series, page_update.c those
 * of an update, page_outcome.c those of what became of a posting; page_diff.c and plot.c have
 * what writes itself. doc/templates.md names all
 * values; it changes with these files.
 *
 * Every text goes through escape_markup() when the template is written. A link that comes
 * from a mail is its Message-ID alone, percent-encoded, behind a prefix of the user's.
 */
#ifndef TIDINGS_RENDER_PAGE_H
#define TIDINGS_RENDER_PAGE_H

#include "base/arena.h"
#include "render/plot.h"
#include "template/template.h"
#include "template/value.h"
#include "update/update.h"

#include <glib.h>

/*
 * Where the other pages of a site are. NULL functions, or none of it, for a page that stands
 * alone. Addresses are relative to the page, without markup; empty where there is no page.
 */
struct page_links {
	const char *root; /* of the site: "../", or "" */
	void *user;
	str (*find_work)(void *user, str message_id); /* the page of the work that a mail is of */
	str (*find_person)(void *user, str address);
};

/* A page that is being made. All of it is borrowed. */
struct page {
	struct arena *arena; /* of the values */
	str link; /* what a Message-ID is appended to; empty for no links */
	const struct page_links *links; /* NULL for a page that stands alone */
	bool with_scripts; /* its policy allows those of its site */
	bool with_diffs; /* show the diffs of patches, where they are known */
};

/*
 * The root of the values, with what templates/head.html shows: the title, the style and the
 * policy. A page that stands alone has the style in it, and the policy allows that text alone
 * (CSP Level 3, hash sources); the pages of a site share a file. Errors are those of
 * template_get() for "style.css".
 */
struct value *page_begin(const struct page *page, struct template_set *templates, str title,
			 GError **error);

/* Writes the template @name. Errors are those of template_get() and template_write(). */
bool page_write(struct template_set *templates, const char *name, const struct value *root,
		GString *out, GError **error);

/* Sets in @map: `name`, `address` and `page`, of the person's page or nothing; in a map. */
void page_set_person(const struct page *page, struct value *map, const char *name,
		     struct mailbox person);

/* Where the mail can be read: what `link` is set to. Nothing without a prefix or an id. */
void page_set_link(const struct page *page, struct value *map, str message_id);

/* A text made with GString, kept: @words is freed. */
void page_set_words(const struct page *page, struct value *map, const char *name, GString *words);

/*
 * What has a heading where it is not empty: nothing, or a map with the list `items`, which is
 * returned. NULL for nothing.
 */
struct value *page_set_items(const struct page *page, struct value *map, const char *name,
			     unsigned n_items);

/* "3 patches". */
void page_set_count(const struct page *page, struct value *map, const char *name, unsigned number,
		    const char *one, const char *many);

/* The number of a patch, or a dash for 0. */
str page_number(const struct page *page, unsigned number);

/* A name for a mail that may stand in an address: 16 hexadecimal digits of its id's SHA-256. */
str page_name_of(struct arena *arena, str message_id);

/* What an address in a page leads to a series by: one for each Message-ID. */
str page_anchor_of(struct arena *arena, const struct update_series *series);

/* The values of @series, in @map; @anchor is its own in the page. (page_series.c) */
void page_set_series(const struct page *page, struct value *map, const struct update_series *series,
		     str anchor);

/* What became of a posting, as the map or the nothing @name. (page_outcome.c) */
void page_set_outcome(const struct page *page, struct value *map, const char *name,
		      const struct update_outcome *outcome);

/* Those of them that a line of a list shows. */
void page_set_series_line(const struct page *page, struct value *map,
			  const struct update_series *series, str anchor);

/* `page`: where the work of a mail has one in the site; else empty. */
void page_set_work_page(const struct page *page, struct value *map, str message_id);

/* `plots`: the images, and their figures as rows. (page_update.c) */
void page_set_plots(const struct page *page, struct value *map, const struct plot *plots,
		    unsigned n_plots);

/* "KVM mailing list update from ... to ...". */
str page_title_of_update(struct arena *arena, const struct update *update);

/* The values of a whole update, in @map. (page_update.c) */
void page_set_update(const struct page *page, struct value *map, const struct update *update);

#endif
