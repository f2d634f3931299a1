/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of an update is plotted. */
#include "base/timestamp.h"
#include "render/plot.h"
#include "render/text_parts.h"

#include <inttypes.h>

enum {
	COLUMNS_MAX = 92, /* three months of days */
	DAYS_OF_WEEK = 7,
	DAYS_OF_MONTH = 28, /* four weeks: they begin on a Monday, too */
	MONDAY = 3, /* days from Monday to 1970-01-01 */
};

/* How many days a column stands for, so that @n_days make no more than COLUMNS_MAX. */
static int64_t choose_span(int64_t n_days)
{
	int64_t span = 1;

	if (n_days > COLUMNS_MAX)
		span = DAYS_OF_WEEK;
	if (n_days > (int64_t)COLUMNS_MAX * DAYS_OF_WEEK)
		span = DAYS_OF_MONTH;
	/* The days of one span may be of two that begin on a Monday. */
	while (span > 1 && n_days / span >= COLUMNS_MAX)
		span *= 2;
	return span;
}

/* The first day of the span that @number is in; spans of weeks begin on a Monday. */
static int64_t begin_of_span(int64_t number, int64_t span)
{
	int64_t since_monday = number + MONDAY;
	int64_t in_span = since_monday % span;

	if (span == 1)
		return number;
	return number - (in_span < 0 ? in_span + span : in_span);
}

static str title_of_span(struct arena *arena, int64_t span)
{
	GString *words;

	if (span == 1)
		return STR("Patches a day");
	if (span == DAYS_OF_WEEK)
		return STR("Patches a week");
	words = g_string_new(NULL);
	g_string_append_printf(words, "Patches in %" PRId64 " weeks", span / DAYS_OF_WEEK);
	return text_take(arena, words);
}

static const struct plot_bar *largest_bar(const struct plot *plot)
{
	const struct plot_bar *largest = plot->bars;

	for (unsigned i = 1; i < plot->n_bars; i++) {
		if (plot->bars[i].value > largest->value)
			largest = &plot->bars[i];
	}
	return largest;
}

/* "Patches a day from 2026-03-02 to 2026-03-07: 9 in all, most from 2026-03-05 on: 3". */
static str summary_of_days(struct arena *arena, const struct plot *plot, str last)
{
	GString *words = g_string_new(NULL);
	const struct plot_bar *largest = largest_bar(plot);
	uint64_t sum = 0;

	for (unsigned i = 0; i < plot->n_bars; i++)
		sum += plot->bars[i].value;
	g_string_append_printf(words,
			       STR_FMT " from " STR_FMT " to " STR_FMT ": %" PRIu64
				       " in all, most %s " STR_FMT ": %" PRIu64,
			       STR_ARG(plot->title), STR_ARG(plot->bars[0].label), STR_ARG(last),
			       sum, str_equal(plot->what, STR("Day")) ? "on" : "from",
			       STR_ARG(largest->label), largest->value);
	return text_take(arena, words);
}

bool plot_of_days(struct arena *arena, const struct update_day *days, unsigned n_days,
		  struct plot *ret_plot)
{
	struct plot plot = {.kind = PLOT_COLUMNS, .id = "plot-days", .unit = STR("Patches")};
	int64_t first;
	int64_t span;

	if (n_days == 0)
		return false;
	span = choose_span(days[n_days - 1].number - days[0].number + 1);
	first = begin_of_span(days[0].number, span);
	plot.n_bars = (unsigned)((days[n_days - 1].number - first) / span) + 1;
	plot.bars = arena_new_array(arena, struct plot_bar, plot.n_bars);
	for (unsigned i = 0; i < plot.n_bars; i++)
		plot.bars[i].label =
			timestamp_format_day(arena, (first + i * span) * SECONDS_PER_DAY);
	for (unsigned i = 0; i < n_days; i++)
		plot.bars[(days[i].number - first) / span].value += days[i].patches;
	plot.title = title_of_span(arena, span);
	plot.what = span == 1 ? STR("Day") : STR("From");
	plot.summary = summary_of_days(arena, &plot, days[n_days - 1].date);
	*ret_plot = plot;
	return true;
}

static int compare_bars(const void *a, const void *b)
{
	const struct plot_bar *left = a;
	const struct plot_bar *right = b;

	if (left->value != right->value)
		return left->value > right->value ? -1 : 1;
	return str_compare(left->label, right->label);
}

/* "12 contributors, most from Ann Author: 7 patches". */
static str summary_of_names(struct arena *arena, const struct plot *plot, unsigned n_all,
			    const struct text_count *names)
{
	GString *words = g_string_new(NULL);
	const struct plot_bar *largest = largest_bar(plot);

	g_string_append_printf(words, "%u %s; most: " STR_FMT ", %" PRIu64, n_all,
			       n_all == 1 ? names->one : names->many, STR_ARG(largest->label),
			       largest->value);
	return text_take(arena, words);
}

bool plot_of_areas(struct arena *arena, const struct update *update, struct plot *ret_plot)
{
	static const struct text_count names = {.one = "area", .many = "areas"};
	struct plot plot = {
		.kind = PLOT_ROWS,
		.id = "plot-areas",
		.title = STR("Areas by patches"),
		.what = STR("Area"),
		.unit = STR("Patches"),
	};

	plot.bars = arena_new_array(arena, struct plot_bar, update->n_areas);
	for (unsigned i = 0; i < update->n_areas; i++) {
		const struct update_area *area = &update->areas[i];

		if (area->patches > 0)
			plot.bars[plot.n_bars++] = (struct plot_bar){
				.label = area->name.len > 0 ? area->name : STR("(no area)"),
				.value = area->patches,
			};
	}
	if (plot.n_bars == 0)
		return false;
	qsort(plot.bars, plot.n_bars, sizeof(*plot.bars), compare_bars);
	plot.summary = summary_of_names(arena, &plot, plot.n_bars, &names);
	plot.n_bars = MIN(plot.n_bars, update->top);
	*ret_plot = plot;
	return true;
}

bool plot_of_contributors(struct arena *arena, const struct update *update, struct plot *ret_plot)
{
	static const struct text_count names = {.one = "contributor", .many = "contributors"};
	struct plot plot = {
		.kind = PLOT_ROWS,
		.id = "plot-contributors",
		.title = STR("Contributors by patches"),
		.what = STR("Contributor"),
		.unit = STR("Patches"),
		.n_bars = MIN(update->n_contributors, update->top),
	};

	if (plot.n_bars == 0)
		return false;
	plot.bars = arena_new_array(arena, struct plot_bar, plot.n_bars);
	for (unsigned i = 0; i < plot.n_bars; i++)
		plot.bars[i] = (struct plot_bar){
			.label = text_name(update->contributors[i].person),
			.value = update->contributors[i].patches,
		};
	plot.summary = summary_of_names(arena, &plot, update->n_contributors, &names);
	*ret_plot = plot;
	return true;
}

bool plot_of_waits(struct arena *arena, const struct update *update, struct plot *ret_plot)
{
	const struct update_pace *pace = &update->pace;
	struct plot plot = {
		.kind = PLOT_COLUMNS,
		.id = "plot-waits",
		.title = STR("Series by time to the first answer"),
		.what = STR("Answered within"),
		.unit = STR("Series"),
		.n_bars = UPDATE_N_WAITS,
	};
	GString *words;

	if (pace->n_answered == 0)
		return false;
	plot.bars = arena_new_array(arena, struct plot_bar, plot.n_bars);
	for (unsigned i = 0; i < plot.n_bars; i++)
		plot.bars[i] = (struct plot_bar){
			.label = str_from(update_waits[i].name),
			.value = pace->answered_within[i],
		};
	words = g_string_new(NULL);
	g_string_append_printf(words, "%u series got their first answer; half of them within ",
			       pace->n_answered);
	text_append_duration(words, pace->answered_seconds);
	plot.summary = text_take(arena, words);
	*ret_plot = plot;
	return true;
}
