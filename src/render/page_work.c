/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of a work. */
#include "outcome/ledger.h"
#include "render/page_diff.h"
#include "render/page_site.h"
#include "render/text_parts.h"

enum { DEPTH_SHOWN = 6 }; /* replies within replies that are set off; deeper ones as these */

static void set_pair(const struct page *page, struct value *map, const struct difference_pair *pair)
{
	bool is_there = pair->newer.number > 0;

	value_set_text(page->arena, map, "older", page_number(page, pair->older.number));
	value_set_text(page->arena, map, "newer", page_number(page, pair->newer.number));
	value_set_text(page->arena, map, "title",
		       text_title(is_there ? pair->newer.title : pair->older.title));
	value_set_text(page->arena, map, "what", str_from(compare_outcome_name(pair->outcome)));
	value_set_truth(page->arena, map, "moved", pair->moved);
	page_set_link(page, map, is_there ? pair->newer.message_id : pair->older.message_id);
	if (pair->n_lines > 0)
		value_set_written(page->arena, map, "diff", page_write_difference, pair);
	else
		value_set_nothing(page->arena, map, "diff");
}

static void set_difference(const struct page *page, struct value *map,
			   const struct difference_view *difference)
{
	struct value *value;
	struct value *list;

	if (!difference) {
		value_set_nothing(page->arena, map, "difference");
		return;
	}
	value = value_set_map(page->arena, map, "difference");
	value_set_text(page->arena, value, "with", difference->older.revision);
	list = value_set_list(page->arena, value, "pairs");
	for (unsigned i = 0; i < difference->n_pairs; i++)
		set_pair(page, value_append_map(page->arena, list), &difference->pairs[i]);
}

static void set_revisions(const struct page *page, struct value *map,
			  const struct site_work_page *work)
{
	struct value *list = value_set_list(page->arena, map, "revisions");

	for (unsigned i = 0; i < work->n_revisions; i++) {
		const struct site_revision *revision = &work->revisions[i];
		struct value *item = value_append_map(page->arena, list);
		str name = page_name_of(page->arena, revision->message_id);

		value_set_text(page->arena, item, "anchor",
			       arena_join(page->arena, STR("r-"), name));
		value_set_text(page->arena, item, "revision", revision->name);
		value_set_text(page->arena, item, "day", text_day(revision->date));
		value_set_text(page->arena, item, "subject", revision->subject);
		page_set_count(page, item, "n_patches", revision->n_patches, "patch", "patches");
		page_set_link(page, item, revision->message_id);
		set_difference(page, item, revision->difference);
	}
}

static void set_reply(const struct page *page, struct value *map, const struct work_reply *reply)
{
	struct value *list;

	value_set_number(page->arena, map, "depth", MIN(reply->depth, (unsigned)DEPTH_SHOWN));
	value_set_number(page->arena, map, "answered", reply->answered);
	page_set_person(page, map, "author", reply->author);
	value_set_text(page->arena, map, "date", reply->date);
	value_set_text(page->arena, map, "day", text_day(reply->date));
	page_set_link(page, map, reply->message_id);
	value_set_text(page->arena, map, "subject", reply->subject);
	value_set_text(page->arena, map, "excerpt", reply->excerpt);
	list = value_set_list(page->arena, map, "given");
	for (unsigned i = 0; i < reply->n_reviews; i++) {
		struct value *item = value_append_map(page->arena, list);

		value_set_text(page->arena, item, "trailer", reply->reviews[i].trailer);
		page_set_person(page, item, "person", reply->reviews[i].person);
	}
}

/* Trailers of older revisions that are not in the newest one. */
static void set_lost_trailers(const struct page *page, struct value *map,
			      const struct work_view *view)
{
	static const enum ledger_fate lost[] = {LEDGER_LOST, LEDGER_OUTDATED, LEDGER_DROPPED};
	struct value *list = value_set_list(page->arena, map, "lost_trailers");

	for (unsigned i = 0; i < view->n_trailers; i++) {
		const struct work_trailer *trailer = &view->trailers[i];
		bool is_lost = false;
		struct value *item;

		for (size_t k = 0; k < G_N_ELEMENTS(lost); k++)
			is_lost = is_lost ||
				  str_equal(trailer->fate, str_from(ledger_fate_name(lost[k])));
		if (!is_lost)
			continue;
		item = value_append_map(page->arena, list);
		value_set_text(page->arena, item, "trailer", trailer->name);
		page_set_person(page, item, "person", trailer->person);
		value_set_text(page->arena, item, "fate", trailer->fate);
		value_set_text(page->arena, item, "revision", trailer->revision);
		value_set_number(page->arena, item, "number", trailer->number);
		page_set_link(page, item, trailer->message_id);
	}
}

void page_set_work(const struct page *page, struct value *map, const struct site_work_page *work)
{
	const struct work_view *view = work->view;
	const struct update_series *series = work_view_series(view);
	struct page_links links = page->links ? *page->links : (struct page_links){0};
	struct page own = *page;
	struct value *list;

	/* A page does not lead to itself. */
	links.find_work = NULL;
	own.links = page->links ? &links : NULL;
	page_set_series(&own, map, series, page_anchor_of(page->arena, series));
	set_revisions(page, map, work);
	set_lost_trailers(page, map, view);
	list = value_set_list(page->arena, map, "answers");
	for (unsigned i = 0; i < view->n_replies; i++)
		set_reply(page, value_append_map(page->arena, list), &view->replies[i]);
	value_set_number(page->arena, map, "n_lost_mails", view->n_missing);
}
