/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/periods.h"

#include "base/hash.h"
#include "base/timestamp.h"
#include "index/works.h"

#include <string.h>

enum {
	DAYS_OF_WEEK = 7,
	MONDAY = 3, /* days from Monday to 1970-01-01 */
	NEIGHBOURS = 8, /* behind a mail, that tell whether its time may be right */
};

static int64_t floor_to(int64_t number, int64_t step)
{
	int64_t rest = number % step;

	return number - (rest < 0 ? rest + step : rest);
}

/* The first second of the month that @seconds is in, and of the next one. */
static void find_month(int64_t seconds, int64_t *ret_begin, int64_t *ret_end)
{
	g_auto(arena) arena = {0};
	str date;
	unsigned year = 1970;
	unsigned month = 1;

	arena_init(&arena);
	date = timestamp_format_utc(&arena, seconds);
	str_to_uint(str_slice(date, 0, 4), 9999, &year);
	str_to_uint(str_slice(date, 5, 7), 12, &month);
	for (unsigned i = 0; i < 2; i++) {
		g_autofree char *text = g_strdup_printf("%04u-%02u-01", year, month);

		/* Before 1970 and after 9999 there is no mail. */
		timestamp_parse_approximate(text, 0, i == 0 ? ret_begin : ret_end, NULL);
		year += month == 12;
		month = month == 12 ? 1 : month + 1;
	}
}

/* The period that @seconds is in. */
static void find_period(enum site_period period, int64_t seconds, int64_t *ret_begin,
			int64_t *ret_end)
{
	const int64_t week = (int64_t)DAYS_OF_WEEK * SECONDS_PER_DAY;
	const int64_t monday = (int64_t)MONDAY * SECONDS_PER_DAY;

	switch (period) {
	case SITE_DAY:
		*ret_begin = floor_to(seconds, SECONDS_PER_DAY);
		*ret_end = *ret_begin + SECONDS_PER_DAY;
		return;
	case SITE_WEEK:
		*ret_begin = floor_to(seconds + monday, week) - monday;
		*ret_end = *ret_begin + week;
		return;
	case SITE_MONTH:
		*ret_begin = INT64_MIN;
		*ret_end = INT64_MAX;
		find_month(seconds, ret_begin, ret_end);
		return;
	}
}

/* A cutting in progress. */
struct cutting {
	struct arena *arena;
	enum site_period period;
	const GArray *places;
	GArray *updates;
};

static const struct work_place *place_at(const struct cutting *cutting, unsigned i)
{
	return &g_array_index(cutting->places, struct work_place, i);
}

static void append_commit(GString *text, const struct work_place *place)
{
	for (size_t i = 0; i < sizeof(place->commit); i++)
		g_string_append_printf(text, "%02x", place->commit[i]);
}

/* The commits of the mails [begin, end); empty for an archive that has none. */
static str range_of(const struct cutting *cutting, unsigned begin, unsigned end)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!place_at(cutting, end - 1)->has_commit)
		return (str){0};
	if (begin > 0)
		append_commit(text, place_at(cutting, begin - 1));
	g_string_append(text, "..");
	append_commit(text, place_at(cutting, end - 1));
	return arena_str(cutting->arena, (str){.ptr = text->str, .len = text->len});
}

static int64_t latest_of(const struct cutting *cutting, unsigned begin, unsigned end)
{
	int64_t latest = INT64_MIN;

	for (unsigned i = begin; i < end; i++)
		latest = MAX(latest, place_at(cutting, i)->arrived_at);
	return latest;
}

/* Adds the update of the mails [begin, end). */
static void add_update(const struct cutting *cutting, unsigned begin, unsigned end,
		       int64_t begins_at, int64_t ends_at)
{
	const struct planned_update update = {
		.name = timestamp_format_day(cutting->arena, begins_at),
		.begin = begins_at,
		.end = ends_at,
		.known_until = MAX(ends_at, latest_of(cutting, begin, end) + 1),
		.range = range_of(cutting, begin, end),
	};

	g_array_append_val(cutting->updates, update);
}

/*
 * Whether the mail @at came when it says, as those behind it have it: no more of them came
 * before the period that would begin with it than in that or later. What came even before
 * @since, the begin of the period at hand, says nothing: its own clock is wrong. Where times
 * ascend nothing speaks against a mail, and a clock that was wrong for a few of them moves no
 * other.
 */
static bool is_plausible(const struct cutting *cutting, unsigned at, int64_t since, int64_t begin)
{
	unsigned end = MIN(at + 1 + NEIGHBOURS, cutting->places->len);
	unsigned n_before = 0;
	unsigned n_since = 0;

	for (unsigned i = at + 1; i < end; i++) {
		int64_t arrived_at = place_at(cutting, i)->arrived_at;

		n_before += arrived_at >= since && arrived_at < begin;
		n_since += arrived_at >= begin;
	}
	return n_before <= n_since;
}

static int compare_arrivals(const void *a, const void *b)
{
	const struct work_place *left = a;
	const struct work_place *right = b;

	return (left->arrived_at > right->arrived_at) - (left->arrived_at < right->arrived_at);
}

/* Where no commits tell the mails of an update apart, times do: then places are put in their order. */
static GArray *places_to_cut(const GArray *places)
{
	GArray *copy = g_array_sized_new(FALSE, FALSE, sizeof(struct work_place), places->len);

	g_array_append_vals(copy, places->data, places->len);
	if (places->len > 0 && !g_array_index(places, struct work_place, 0).has_commit)
		g_array_sort(copy, compare_arrivals);
	return copy;
}

void periods_cut(struct arena *arena, enum site_period period, const GArray *places,
		 GArray *updates)
{
	g_autoptr(GArray) ordered = places_to_cut(places);
	const struct cutting cutting = {arena, period, ordered, updates};
	bool is_open = false;
	unsigned begin = 0;
	int64_t begins_at = INT64_MIN;
	int64_t ends_at = INT64_MIN;

	for (unsigned i = 0; i < ordered->len; i++) {
		int64_t at = place_at(&cutting, i)->arrived_at;
		int64_t next_begin = at;
		int64_t next_end = at;

		if (at < ends_at)
			continue;
		find_period(period, at, &next_begin, &next_end);
		if (!is_plausible(&cutting, i, begins_at, next_begin))
			continue;
		if (is_open) {
			add_update(&cutting, begin, i, begins_at, ends_at);
			begin = i;
		}
		is_open = true;
		begins_at = next_begin;
		ends_at = next_end;
	}
	if (is_open)
		add_update(&cutting, begin, ordered->len, begins_at, ends_at);
}

struct planned_update periods_first(struct arena *arena, const GArray *places, unsigned n_places)
{
	g_autoptr(GArray) ordered = places_to_cut(places);
	const struct cutting cutting = {.arena = arena, .places = ordered};
	unsigned end = MIN(n_places, ordered->len);

	if (end == 0)
		return (struct planned_update){0};
	return (struct planned_update){
		.begin = place_at(&cutting, 0)->arrived_at,
		.end = latest_of(&cutting, 0, end) + 1,
		.range = range_of(&cutting, 0, end),
	};
}

/* How many of @events became known before @until. */
static unsigned count_until(const GArray *events, int64_t until)
{
	unsigned low = 0;
	unsigned high = events->len;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (g_array_index(events, struct known_event, middle).at < until)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void periods_set_keys(const struct hash_key *key, const GArray *events, GArray *updates)
{
	g_autofree uint64_t *sums = g_new0(uint64_t, (size_t)events->len + 1);

	for (unsigned i = 0; i < events->len; i++)
		sums[i + 1] = hash_chain(sums[i], g_array_index(events, struct known_event, i).sum);
	for (unsigned i = 0; i < updates->len; i++) {
		struct planned_update *update = &g_array_index(updates, struct planned_update, i);
		unsigned n_known = count_until(events, update->known_until);

		update->key = hash_chain(sums[n_known], hash_bytes(key, update->range));
	}
}
