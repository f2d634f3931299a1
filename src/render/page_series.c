/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/diffstat.h"
#include "render/page.h"
#include "render/page_diff.h"
#include "render/text_parts.h"

#include <inttypes.h>

static void set_files(const struct page *page, struct value *map, const struct update_file *files,
		      unsigned n_files)
{
	struct value *list = value_set_list(page->arena, map, "files");

	for (unsigned i = 0; i < n_files; i++) {
		struct value *item = value_append_map(page->arena, list);

		value_set_text(page->arena, item, "path", files[i].path);
		value_set_text(page->arena, item, "old_path", files[i].old_path);
		value_set_truth(page->arena, item, "added", files[i].change == 'A');
		value_set_truth(page->arena, item, "deleted", files[i].change == 'D');
		value_set_truth(page->arena, item, "binary", files[i].binary);
		value_set_number(page->arena, item, "insertions", files[i].insertions);
		value_set_number(page->arena, item, "deletions", files[i].deletions);
	}
}

static void set_reviews(const struct page *page, struct value *map,
			const struct update_patch *patch)
{
	struct value *list = page_set_items(page, map, "reviews", patch->n_reviews);

	for (unsigned i = 0; i < patch->n_reviews; i++) {
		const struct update_review *review = &patch->reviews[i];
		struct value *item = value_append_map(page->arena, list);

		value_set_text(page->arena, item, "trailer", review->trailer);
		page_set_person(page, item, "person", review->person);
		value_set_text(page->arena, item, "scope", review->scope);
		page_set_link(page, item, review->message_id);
	}
}

/* The sizes of a change: of a patch, or of all of a series. */
static void set_changes(const struct page *page, struct value *map, unsigned n_files,
			unsigned insertions, unsigned deletions)
{
	if (n_files > 0)
		page_set_count(page, map, "n_files", n_files, "file", "files");
	else
		value_set_nothing(page->arena, map, "n_files");
	value_set_number(page->arena, map, "insertions", insertions);
	value_set_number(page->arena, map, "deletions", deletions);
}

static void set_diff(const struct page *page, struct value *map, const struct update_patch *patch)
{
	if (page->with_diffs && patch->diff.len > 0)
		value_set_written(page->arena, map, "diff", page_write_diff, &patch->diff);
	else
		value_set_nothing(page->arena, map, "diff");
}

/* `2/5`; empty for a patch without a number. */
static void set_number(const struct page *page, struct value *map,
		       const struct update_series *series, const struct update_patch *patch)
{
	GString *words = g_string_new(NULL);

	if (!text_is_single(series) || series->total > 1)
		g_string_append_printf(words, "%u/%u", patch->index, series->total);
	page_set_words(page, map, "number", words);
}

static void set_patch(const struct page *page, struct value *map,
		      const struct update_series *series, const struct update_patch *patch)
{
	set_number(page, map, series, patch);
	value_set_text(page->arena, map, "title", text_title(patch->title));
	value_set_text(page->arena, map, "date", patch->date);
	value_set_text(page->arena, map, "message_id", patch->message_id);
	page_set_link(page, map, patch->message_id);
	page_set_person(page, map, "author", patch->author);
	value_set_truth(page->arena, map, "by_another",
			!text_same_mailbox(patch->author, series->author));
	value_set_text(page->arena, map, "message", str_trim_end(patch->message));
	value_set_text(page->arena, map, "notes", str_trim_end(patch->notes));
	value_set_truth(page->arena, map, "damaged", patch->damaged);
	value_set_truth(page->arena, map, "came_before", patch->came_before);
	value_set_text(page->arena, map, "carried_from", patch->carried_from);
	set_changes(page, map, patch->n_files, patch->insertions, patch->deletions);
	set_files(page, map, patch->files, patch->n_files);
	set_reviews(page, map, patch);
	set_diff(page, map, patch);
}

static void set_others(const struct page *page, struct value *map, const char *name,
		       const struct update_older *others, unsigned n_others)
{
	struct value *list = page_set_items(page, map, name, n_others);

	for (unsigned i = 0; i < n_others; i++) {
		const struct update_older *other = &others[i];
		struct value *item = value_append_map(page->arena, list);

		value_set_text(page->arena, item, "revision", other->revision);
		value_set_text(page->arena, item, "subject", other->subject);
		value_set_text(page->arena, item, "day", text_day(other->date));
		value_set_text(page->arena, item, "reason", other->reason);
		value_set_number(page->arena, item, "patches", other->n_patches);
		page_set_count(page, item, "total", other->total, "patch", "patches");
		page_set_link(page, item, other->message_id);
	}
}

str page_number(const struct page *page, unsigned number)
{
	g_autofree char *digits = g_strdup_printf("%u", number);

	return number > 0 ? arena_str(page->arena, str_from(digits)) : STR("–");
}

/* What became of each patch since the revision before; of those that stayed the number alone. */
static void set_compared(const struct page *page, struct value *map,
			 const struct update_series *series)
{
	struct value *value;
	struct value *list;
	unsigned n_same = 0;

	if (series->compared_with.len == 0) {
		value_set_nothing(page->arena, map, "compared");
		return;
	}
	value = value_set_map(page->arena, map, "compared");
	list = value_set_list(page->arena, value, "changes");
	for (unsigned i = 0; i < series->n_changes; i++) {
		const struct update_change *change = &series->changes[i];
		struct value *item;

		if (text_is_same_change(change)) {
			n_same++;
			continue;
		}
		item = value_append_map(page->arena, list);
		value_set_text(page->arena, item, "older", page_number(page, change->older));
		value_set_text(page->arena, item, "newer", page_number(page, change->newer));
		value_set_text(page->arena, item, "what", change->outcome);
		value_set_truth(page->arena, item, "moved", change->moved);
		value_set_text(page->arena, item, "title", text_title(change->title));
	}
	value_set_text(page->arena, value, "with", series->compared_with);
	value_set_number(page->arena, value, "unchanged", n_same);
}

str page_anchor_of(struct arena *arena, const struct update_series *series)
{
	return arena_join(arena, STR("s-"), page_name_of(arena, series->message_id));
}

void page_set_series_line(const struct page *page, struct value *map,
			  const struct update_series *series, str anchor)
{
	GString *words = g_string_new(NULL);

	text_append_tag(words, series);
	page_set_words(page, map, "tag", words);
	value_set_text(page->arena, map, "anchor", anchor);
	value_set_text(page->arena, map, "title", text_title(series->title));
	value_set_text(page->arena, map, "subject", series->subject);
	value_set_text(page->arena, map, "posted", str_from(text_state_word(series->state)));
	value_set_text(page->arena, map, "posted_name", str_from(series_state_name(series->state)));
	value_set_text(page->arena, map, "revision", series->revision);
	value_set_text(page->arena, map, "area", series->area);
	value_set_text(page->arena, map, "date", series->date);
	value_set_text(page->arena, map, "day", text_day(series->date));
	value_set_text(page->arena, map, "message_id", series->message_id);
	page_set_link(page, map, series->message_id);
	page_set_work_page(page, map, series->message_id);
	page_set_person(page, map, "author", series->author);
	page_set_outcome(page, map, "outcome", &series->outcome);
	page_set_count(page, map, "n_patches", series->n_patches, "patch", "patches");
	words = g_string_new(NULL);
	text_append_missing(words, series);
	page_set_words(page, map, "missing", words);
}

void page_set_work_page(const struct page *page, struct value *map, str message_id)
{
	str address = {0};

	if (page->links && page->links->find_work)
		address = page->links->find_work(page->links->user, message_id);
	value_set_text(page->arena, map, "page", address);
}

/* What is said of it all: by its cover, or by its single patch. */
static void set_letter(const struct page *page, struct value *map,
		       const struct update_series *series)
{
	const struct update_patch *head = text_head_of(series);
	bool speaks = series->has_cover || text_is_single(series);

	value_set_truth(page->arena, map, "single", text_is_single(series));
	value_set_text(page->arena, map, "message",
		       speaks ? str_trim_end(head->message) : (str){0});
	value_set_text(page->arena, map, "notes", speaks ? str_trim_end(head->notes) : (str){0});
	if (speaks)
		set_reviews(page, map, head);
	else
		value_set_nothing(page->arena, map, "reviews");
	if (text_is_single(series))
		set_diff(page, map, head);
	else
		value_set_nothing(page->arena, map, "diff");
	value_set_truth(page->arena, map, "damaged", text_is_single(series) && head->damaged);
}

static void set_patches(const struct page *page, struct value *map,
			const struct update_series *series)
{
	struct value *list = value_set_list(page->arena, map, "patches");

	for (unsigned i = 0; i < series->n_patches && !text_is_single(series); i++)
		set_patch(page, value_append_map(page->arena, list), series, &series->patches[i]);
}

void page_set_series(const struct page *page, struct value *map, const struct update_series *series,
		     str anchor)
{
	g_autoptr(GArray) files = diffstat_sum(series);

	page_set_series_line(page, map, series, anchor);
	if (text_same_mailbox(series->author, series->sender))
		value_set_nothing(page->arena, map, "sender");
	else
		page_set_person(page, map, "sender", series->sender);
	set_others(page, map, "older", series->older, series->n_older);
	set_others(page, map, "newer", series->newer, series->n_newer);
	set_compared(page, map, series);
	value_set_text(page->arena, map, "changelog", series->changelog);
	value_set_text(page->arena, map, "base_commit", series->base_commit);
	value_set_text(page->arena, map, "change_id", series->change_id);
	if (series->n_replies > 0)
		page_set_count(page, map, "replies", series->n_replies, "reply", "replies");
	else
		value_set_nothing(page->arena, map, "replies");
	set_changes(page, map, series->n_files, series->insertions, series->deletions);
	set_files(page, map, (const struct update_file *)(void *)files->data, files->len);
	set_letter(page, map, series);
	set_patches(page, map, series);
}
