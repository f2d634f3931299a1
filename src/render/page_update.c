/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/page.h"
#include "render/plot.h"
#include "render/range.h"
#include "render/text_parts.h"

static void set_period(const struct page *page, struct value *map, const struct update *update)
{
	str from;
	str to;

	range_names(update, &from, &to);
	value_set_text(page->arena, map, "list", update->title);
	value_set_text(page->arena, map, "from", from);
	value_set_text(page->arena, map, "to", to);
	value_set_text(page->arena, map, "since", update->since);
	value_set_text(page->arena, map, "until", update->until);
	value_set_text(page->arena, map, "since_day", text_day(update->since));
	value_set_text(page->arena, map, "until_day", text_day(update->until));
}

/* One row of the block at a glance. */
static void add_figure(const struct page *page, struct value *list, const char *name,
		       unsigned number, const struct text_count *kinds, size_t n_kinds)
{
	struct value *item = value_append_map(page->arena, list);
	GString *words = g_string_new(NULL);

	text_append_counts(words, kinds, n_kinds);
	value_set_text(page->arena, item, "name", str_from(name));
	value_set_number(page->arena, item, "number", number);
	page_set_words(page, item, "kinds", words);
}

/* How fast works went: a text, as it is a time. */
static void set_pace(const struct page *page, struct value *map, const char *name, unsigned n_works,
		     int64_t seconds)
{
	struct value *value;
	GString *words;

	if (n_works == 0) {
		value_set_nothing(page->arena, map, name);
		return;
	}
	value = value_set_map(page->arena, map, name);
	words = g_string_new(NULL);
	text_append_duration(words, seconds);
	page_set_words(page, value, "median", words);
	value_set_number(page->arena, value, "works", n_works);
}

static void set_glance(const struct page *page, struct value *map, const struct update *update)
{
	struct value *list = value_set_list(page->arena, map, "figures");
	struct text_mail_counts mails = text_count_mails(update);
	struct text_series_counts series = text_count_series(update);

	add_figure(page, list, "Mails", update->counts.mails, mails.kinds, TEXT_N_MAIL_KINDS);
	add_figure(page, list, "Threads", update->counts.threads, NULL, 0);
	add_figure(page, list, "Participants", update->counts.participants, NULL, 0);
	add_figure(page, list, "Series", update->n_series, series.kinds, TEXT_N_SERIES_KINDS);
	set_pace(page, map, "first_answer", update->pace.n_answered, update->pace.answered_seconds);
	set_pace(page, map, "landing", update->pace.n_landed, update->pace.landed_seconds);
}

static void add_plot(const struct page *page, struct value *list, const struct plot *plot)
{
	struct value *item = value_append_map(page->arena, list);
	struct plot *kept = arena_new(page->arena, struct plot);
	struct value *rows;

	*kept = *plot;
	value_set_text(page->arena, item, "id", str_from(plot->id));
	value_set_text(page->arena, item, "title", plot->title);
	value_set_text(page->arena, item, "summary", plot->summary);
	value_set_text(page->arena, item, "what", plot->what);
	value_set_text(page->arena, item, "unit", plot->unit);
	value_set_written(page->arena, item, "image", plot_write, kept);
	rows = value_set_list(page->arena, item, "rows");
	for (unsigned i = 0; i < plot->n_bars; i++) {
		struct value *row = value_append_map(page->arena, rows);

		value_set_text(page->arena, row, "label", plot->bars[i].label);
		value_set_number(page->arena, row, "value", plot->bars[i].value);
	}
}

void page_set_plots(const struct page *page, struct value *map, const struct plot *plots,
		    unsigned n_plots)
{
	struct value *list = value_set_list(page->arena, map, "plots");

	for (unsigned i = 0; i < n_plots; i++)
		add_plot(page, list, &plots[i]);
}

static void set_plots(const struct page *page, struct value *map, const struct update *update)
{
	struct plot plots[4];
	unsigned n = 0;

	n += plot_of_days(page->arena, update->days, update->n_days, &plots[n]);
	n += plot_of_waits(page->arena, update, &plots[n]);
	n += plot_of_areas(page->arena, update, &plots[n]);
	n += plot_of_contributors(page->arena, update, &plots[n]);
	page_set_plots(page, map, plots, n);
}

static void set_domains(const struct page *page, struct value *map, const struct update *update)
{
	struct value *list = value_set_list(page->arena, map, "domains");

	for (unsigned i = 0; i < MIN(update->n_domains, update->top); i++) {
		struct value *item = value_append_map(page->arena, list);

		value_set_text(page->arena, item, "domain", update->domains[i].domain);
		value_set_number(page->arena, item, "patches", update->domains[i].patches);
	}
}

static void set_contributors(const struct page *page, struct value *map,
			     const struct update *update)
{
	struct value *list = value_set_list(page->arena, map, "contributors");

	for (unsigned i = 0; i < MIN(update->n_contributors, update->top); i++) {
		struct value *item = value_append_map(page->arena, list);

		page_set_person(page, item, "person", update->contributors[i].person);
		value_set_number(page->arena, item, "patches", update->contributors[i].patches);
	}
}

static void set_reviewers(const struct page *page, struct value *map, const struct update *update)
{
	struct value *list = value_set_list(page->arena, map, "reviewers");

	for (unsigned i = 0; i < MIN(update->n_reviewers, update->top); i++) {
		const struct update_reviewer *reviewer = &update->reviewers[i];
		struct value *item = value_append_map(page->arena, list);

		page_set_person(page, item, "person", reviewer->person);
		value_set_number(page->arena, item, "trailers", reviewer->trailers);
		value_set_number(page->arena, item, "reviewed", reviewer->reviewed);
		value_set_number(page->arena, item, "acked", reviewer->acked);
		value_set_number(page->arena, item, "tested", reviewer->tested);
	}
}

static void set_works(const struct page *page, struct value *map, const char *name,
		      const struct update_work *works, unsigned n_works)
{
	struct value *list = value_set_list(page->arena, map, name);

	for (unsigned i = 0; i < n_works; i++) {
		const struct update_work *work = &works[i];
		struct value *item = value_append_map(page->arena, list);

		value_set_text(page->arena, item, "title", text_title(work->title));
		value_set_text(page->arena, item, "revision", work->revision);
		page_set_count(page, item, "n_patches", work->n_patches, "patch", "patches");
		page_set_person(page, item, "author", work->author);
		value_set_text(page->arena, item, "day", text_day(work->date));
		page_set_work_page(page, item, work->message_id);
		page_set_link(page, item, work->message_id);
		page_set_outcome(page, item, "outcome", &work->outcome);
	}
}

/* An anchor for each series. Mails may lack an id, or have one that another has. */
static str *choose_anchors(struct arena *arena, const struct update *update)
{
	str *anchors = arena_new_array(arena, str, update->n_series);
	g_autoptr(GHashTable) taken = g_hash_table_new(str_hash, str_hash_equal);

	for (unsigned i = 0; i < update->n_series; i++) {
		anchors[i] = page_anchor_of(arena, &update->series[i]);
		if (g_hash_table_contains(taken, &anchors[i])) {
			g_autofree char *number = g_strdup_printf("-%u", i);

			anchors[i] = arena_join(arena, anchors[i], str_from(number));
		}
		g_hash_table_add(taken, &anchors[i]);
	}
	return anchors;
}

/* The list of series by area: what leads to the entries. */
static void set_areas(const struct page *page, struct value *map, const struct update *update,
		      const str *anchors)
{
	struct value *list = value_set_list(page->arena, map, "areas");

	for (unsigned i = 0; i < update->n_areas; i++) {
		const struct update_area *area = &update->areas[i];
		struct value *item = value_append_map(page->arena, list);
		struct value *entries;

		value_set_text(page->arena, item, "area",
			       area->name.len > 0 ? area->name : STR("(no area)"));
		entries = value_set_list(page->arena, item, "entries");
		for (unsigned k = 0; k < area->n_series; k++)
			page_set_series_line(page, value_append_map(page->arena, entries),
					     &update->series[area->series[k]],
					     anchors[area->series[k]]);
	}
}

static void set_defects(const struct page *page, struct value *map, const struct update *update)
{
	struct value *list = page_set_items(page, map, "defects", update->n_defects);

	for (unsigned i = 0; i < update->n_defects; i++) {
		struct value *item = value_append_map(page->arena, list);

		value_set_text(page->arena, item, "name", update->defects[i].name);
		page_set_count(page, item, "mails", update->defects[i].mails, "mail", "mails");
	}
}

void page_set_update(const struct page *page, struct value *map, const struct update *update)
{
	const str *anchors = choose_anchors(page->arena, update);
	struct value *list;

	set_period(page, map, update);
	set_glance(page, map, update);
	set_defects(page, map, update);
	set_plots(page, map, update);
	value_set_number(page->arena, map, "top", update->top);
	set_domains(page, map, update);
	set_contributors(page, map, update);
	set_reviewers(page, map, update);
	set_works(page, map, "landed", update->landed, update->n_landed);
	set_works(page, map, "waiting", update->waiting, update->n_waiting);
	set_works(page, map, "quiet", update->quiet, update->n_quiet);
	set_areas(page, map, update, anchors);
	list = value_set_list(page->arena, map, "series");
	for (unsigned i = 0; i < update->n_series; i++)
		page_set_series(page, value_append_map(page->arena, list), &update->series[i],
				anchors[i]);
}

str page_title_of_update(struct arena *arena, const struct update *update)
{
	g_autoptr(GString) words = g_string_new(NULL);
	str from;
	str to;

	range_names(update, &from, &to);
	g_string_append_printf(words, STR_FMT " mailing list update from " STR_FMT " to " STR_FMT,
			       STR_ARG(update->title), STR_ARG(from), STR_ARG(to));
	return text_keep(arena, words);
}
