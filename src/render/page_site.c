/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/page_site.h"

#include "outcome/outcome.h"
#include "render/escape.h"
#include "render/text_parts.h"

static void set_work_line(const struct page *page, struct value *map, const struct site_work *work)
{
	GString *address = g_string_new(page->links ? page->links->root : "");

	g_string_append_printf(address, "series/" STR_FMT ".html", STR_ARG(work->name));
	page_set_words(page, map, "page", address);
	value_set_text(page->arena, map, "title", text_title(work->title));
	value_set_text(page->arena, map, "tag", work->tag);
	value_set_text(page->arena, map, "revision", work->revision);
	page_set_count(page, map, "n_patches", work->n_patches, "patch", "patches");
	page_set_person(page, map, "author", work->author);
	value_set_text(page->arena, map, "day", text_day(work->date));
	page_set_link(page, map, work->message_id);
	page_set_outcome(page, map, "outcome", &work->outcome);
}

/* "reviewed, tested". */
static void set_looked(const struct page *page, struct value *map,
		       const struct update_onlooker *looked)
{
	const struct {
		bool is_given;
		const char *word;
	} given[] = {
		{looked->reviewed, "reviewed"},	  {looked->acked, "acked"},
		{looked->tested, "tested"},	  {looked->refused, "refused"},
		{looked->commented, "commented"},
	};
	GString *words = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(given); i++) {
		if (given[i].is_given)
			g_string_append_printf(words, "%s%s", words->len > 0 ? ", " : "",
					       given[i].word);
	}
	page_set_words(page, map, "gave", words);
}

static void set_shares(const struct page *page, struct value *map, const char *name,
		       const struct site_share *shares, unsigned n_shares)
{
	struct value *list = value_set_list(page->arena, map, name);

	for (unsigned i = 0; i < n_shares; i++) {
		struct value *item = value_append_map(page->arena, list);

		set_work_line(page, item, shares[i].work);
		value_set_number(page->arena, item, "patches_sent", shares[i].patches);
		set_looked(page, item, &shares[i].looked);
	}
}

void page_set_site_person(const struct page *page, struct value *map,
			  const struct site_person *person)
{
	struct plot plot;
	bool has_plot = plot_of_days(page->arena, person->days, person->n_days, &plot);

	value_set_text(page->arena, map, "name", text_name(person->person));
	value_set_text(page->arena, map, "address", person->person.address);
	page_set_count(page, map, "n_patches", person->patches, "patch", "patches");
	page_set_count(page, map, "n_own", person->n_own, "series", "series");
	page_set_count(page, map, "n_reviewed", person->n_reviewed, "series", "series");
	value_set_text(page->arena, map, "first", person->first);
	value_set_text(page->arena, map, "last", person->last);
	page_set_plots(page, map, &plot, has_plot ? 1 : 0);
	set_shares(page, map, "own", person->own, person->n_own);
	set_shares(page, map, "reviewed", person->reviewed, person->n_reviewed);
}

static void set_update_line(const struct page *page, struct value *map,
			    const struct site_update *update)
{
	GString *address = g_string_new(page->links ? page->links->root : "");

	g_string_append_printf(address, "updates/" STR_FMT ".html", STR_ARG(update->name));
	page_set_words(page, map, "page", address);
	value_set_text(page->arena, map, "first", update->name);
	value_set_text(page->arena, map, "last", update->last);
	value_set_number(page->arena, map, "mails", update->mails);
	value_set_number(page->arena, map, "patches", update->patches);
	value_set_number(page->arena, map, "replies", update->replies);
	value_set_number(page->arena, map, "participants", update->participants);
	value_set_number(page->arena, map, "series", update->series);
	value_set_number(page->arena, map, "revised", update->revised);
	value_set_number(page->arena, map, "landed", update->landed);
}

/* The days of the updates, as if all patches of one had come on its first. */
static unsigned days_of_updates(const struct page *page, const struct site_update *updates,
				unsigned n_updates, struct update_day **ret_days)
{
	struct update_day *days = arena_new_array(page->arena, struct update_day, n_updates);

	for (unsigned i = 0; i < n_updates; i++) {
		days[i].date = updates[i].name;
		days[i].number = updates[i].number;
		days[i].patches = updates[i].patches;
	}
	*ret_days = days;
	return n_updates;
}

void page_set_site_updates(const struct page *page, struct value *map,
			   const struct site_update *updates, unsigned n_updates)
{
	struct value *list = value_set_list(page->arena, map, "updates");
	struct update_day *days;
	unsigned n_days = days_of_updates(page, updates, n_updates, &days);
	struct plot plot;
	bool has_plot = plot_of_days(page->arena, days, n_days, &plot);

	for (unsigned i = n_updates; i > 0; i--)
		set_update_line(page, value_append_map(page->arena, list), &updates[i - 1]);
	page_set_plots(page, map, &plot, has_plot ? 1 : 0);
}

void page_set_site_people(const struct page *page, struct value *map,
			  const struct site_person *people, unsigned n_people)
{
	struct value *list = value_set_list(page->arena, map, "people");

	for (unsigned i = 0; i < n_people; i++) {
		struct value *item = value_append_map(page->arena, list);

		page_set_person(page, item, "person", people[i].person);
		value_set_number(page->arena, item, "patches", people[i].patches);
		value_set_number(page->arena, item, "own", people[i].n_own);
		value_set_number(page->arena, item, "reviewed", people[i].n_reviewed);
		value_set_text(page->arena, item, "last", people[i].last);
	}
}

/* The states in which somebody has to act, what is nearest to its end first. */
static const enum outcome_state open_states[] = {
	OUTCOME_READY, OUTCOME_PARTLY_LANDED, OUTCOME_IN_REVIEW, OUTCOME_CHANGES_ASKED, OUTCOME_NEW,
};

void page_set_site_open(const struct page *page, struct value *map, const struct site_work *works,
			unsigned n_works)
{
	struct value *list = value_set_list(page->arena, map, "open");

	for (size_t s = 0; s < G_N_ELEMENTS(open_states); s++) {
		str state = str_from(outcome_state_name(open_states[s]));

		for (unsigned i = 0; i < n_works; i++) {
			if (str_equal(works[i].outcome.state, state))
				set_work_line(page, value_append_map(page->arena, list), &works[i]);
		}
	}
}

/* What a display would obey is made visible before it is data: a script shows it as it stands. */
static void append_text(GString *out, str text)
{
	g_autoptr(GString) line = g_string_new(NULL);

	text_append_line(line, text);
	escape_json(out, (str){.ptr = line->str, .len = line->len});
}

void search_append_works(GString *out, const struct site_work *works, unsigned n_works)
{
	g_string_append(out, "window.tidingsWorks = [\n");
	for (unsigned i = 0; i < n_works; i++) {
		const struct site_work *work = &works[i];
		const str texts[] = {
			text_title(work->title),
			text_name(work->author),
			text_day(work->date),
			work->outcome.state,
			work->revision,
			work->name,
			work->tag,
			work->author.address,
			work->message_id,
		};

		g_string_append_c(out, '[');
		for (size_t k = 0; k < G_N_ELEMENTS(texts); k++) {
			if (k > 0)
				g_string_append_c(out, ',');
			append_text(out, texts[k]);
		}
		g_string_append(out, i + 1 < n_works ? "],\n" : "]\n");
	}
	g_string_append(out, "];\n");
}
