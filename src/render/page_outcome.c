/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outcome_text.h"
#include "render/page.h"
#include "render/text_parts.h"

static const struct render_options no_colour;

/* One line each reason, in the words of the text format. */
static void set_reasons(const struct page *page, struct value *map,
			const struct update_outcome *outcome)
{
	struct value *list = value_set_list(page->arena, map, "reasons");
	GString *words = g_string_new(NULL);
	str rest;
	str line;

	outcome_text_append_reasons(words, &no_colour, outcome, 0);
	rest = text_keep(page->arena, words);
	g_string_free(words, TRUE);
	while (str_next_line(&rest, &line))
		value_append_text(page->arena, list, line);
}

/* The day since when, and not how many: a page may stand for years. */
static void set_turn(const struct page *page, struct value *map,
		     const struct update_outcome *outcome)
{
	bool is_somebodys = outcome->turn_since.len > 0;

	value_set_text(page->arena, map, "turn", is_somebodys ? outcome->turn : (str){0});
	value_set_text(page->arena, map, "turn_since", text_day(outcome->turn_since));
	value_set_truth(page->arena, map, "pinged", outcome->pinged);
}

void page_set_outcome(const struct page *page, struct value *map, const char *name,
		      const struct update_outcome *outcome)
{
	GString *words;
	struct value *value;

	if (outcome->state.len == 0) {
		value_set_nothing(page->arena, map, name);
		return;
	}
	value = value_set_map(page->arena, map, name);
	value_set_text(page->arena, value, "state",
		       outcome_text_state(page->arena, outcome->state));
	value_set_text(page->arena, value, "state_name", outcome->state);
	value_set_text(page->arena, value, "evidence", outcome_text_evidence(page->arena, outcome));
	set_turn(page, value, outcome);
	value_set_number(page->arena, value, "patches", outcome->n_patches);
	value_set_number(page->arena, value, "reviewed", outcome->n_reviewed);
	value_set_number(page->arena, value, "landed", outcome->n_landed);
	words = g_string_new(NULL);
	outcome_text_append_onlookers(words, outcome);
	page_set_words(page, value, "reviewers", words);
	set_reasons(page, value, outcome);
}
