/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/periods.h"

#include "base/hash.h"
#include "index/works.h"

#include <string.h>

/* 2025-12-29 is a Monday. */
enum { HOUR = 60 * 60, DAY = 24 * HOUR, WEEK = 7 * DAY };
#define MONDAY (20451 * (int64_t)DAY)

/* A cutting, and of which update each mail is. */
struct cut {
	struct arena arena;
	GArray *places;
	GArray *updates;
};

static void cut_init(struct cut *cut, enum site_period period, const int64_t *times, unsigned n)
{
	arena_init(&cut->arena);
	cut->places = g_array_new(FALSE, TRUE, sizeof(struct work_place));
	cut->updates = g_array_new(FALSE, TRUE, sizeof(struct planned_update));
	g_assert_cmpuint(n, <, 256);
	for (unsigned i = 0; i < n; i++) {
		struct work_place place = {.arrived_at = times[i], .has_commit = true};

		place.commit[19] = (unsigned char)i;
		g_array_append_val(cut->places, place);
	}
	periods_cut(&cut->arena, period, cut->places, cut->updates);
}

static void cut_clear(struct cut *cut)
{
	g_array_unref(cut->places);
	g_array_unref(cut->updates);
	arena_clear(&cut->arena);
}

static const struct planned_update *update_at(const struct cut *cut, unsigned i)
{
	return &g_array_index(cut->updates, struct planned_update, i);
}

/* The number, from 1, of the mail that @commit is of; 0 for none. */
static unsigned number_of(str commit)
{
	unsigned low;

	if (commit.len == 0)
		return 0;
	g_assert_cmpuint(commit.len, ==, 40);
	low = (unsigned)(g_ascii_xdigit_value(commit.ptr[38]) << 4 |
			 g_ascii_xdigit_value(commit.ptr[39]));
	return low + 1;
}

/* How many mails an update is of; they must follow those of the one before. */
static unsigned count_mails(const struct planned_update *update, unsigned begin)
{
	size_t dots;

	g_assert_true(str_find(update->range, STR(".."), &dots));
	g_assert_cmpuint(number_of(str_slice(update->range, 0, dots)), ==, begin);
	return number_of(str_skip(update->range, dots + 2)) - begin;
}

/* "2025-12-29 3, 2026-01-05 1": the name of each update and how many mails it is of. */
static char *describe(const struct cut *cut)
{
	GString *text = g_string_new(NULL);
	unsigned n = 0;

	for (unsigned i = 0; i < cut->updates->len; i++) {
		const struct planned_update *update = update_at(cut, i);
		unsigned mails = count_mails(update, n);

		g_assert_cmpuint(mails, >, 0);
		g_assert_cmpint(update->begin, <, update->end);
		g_assert_true(i == 0 || update_at(cut, i - 1)->end <= update->begin);
		g_string_append_printf(text, "%s" STR_FMT " %u", i ? ", " : "",
				       STR_ARG(update->name), mails);
		n += mails;
	}
	g_assert_cmpuint(n, ==, cut->places->len);
	return g_string_free(text, FALSE);
}

struct period_case {
	const char *name;
	enum site_period period;
	int64_t times[6]; /* up to the first that is 0 */
	const char *updates;
};

#define AT(DAYS, SECONDS) (MONDAY + (DAYS) * (int64_t)DAY + (SECONDS))

static const struct period_case cases[] = {
	{"none", SITE_WEEK, {0}, ""},
	{"one", SITE_WEEK, {AT(3, 5)}, "2025-12-29 1"},
	{"a-week-is-from-monday-in-utc",
	 SITE_WEEK,
	 {AT(0, -1), AT(0, 0), AT(7, -1), AT(7, 0)},
	 "2025-12-22 1, 2025-12-29 2, 2026-01-05 1"},
	{"a-month-is-of-the-calendar",
	 SITE_MONTH,
	 {AT(2, DAY - 1), AT(3, 0), AT(33, DAY - 1), AT(34, 0)},
	 "2025-12-01 1, 2026-01-01 2, 2026-02-01 1"},
	{"february-is-short",
	 SITE_MONTH,
	 {951782399, 951782400, 951868799, 951868800},
	 "2000-02-01 3, 2000-03-01 1"},
	{"a-day-is-of-utc",
	 SITE_DAY,
	 {AT(0, -1), AT(0, 0), AT(0, DAY - 1), AT(1, 0)},
	 "2025-12-28 1, 2025-12-29 2, 2025-12-30 1"},
	{"what-has-no-mail-is-left-out",
	 SITE_WEEK,
	 {AT(0, 0), AT(70, 0)},
	 "2025-12-29 1, 2026-03-09 1"},
	{"a-week-may-begin-before-1970", SITE_WEEK, {1, 4 * DAY}, "1969-12-29 1, 1970-01-05 1"},
	{"an-update-ends-before-the-first-of-a-later-period",
	 SITE_WEEK,
	 {AT(6, 0), AT(7, 0), AT(6, 1), AT(7, 1)},
	 "2025-12-29 1, 2026-01-05 3"},
};

static void test_cases(gconstpointer data)
{
	const struct period_case *c = data;
	unsigned n = 0;
	struct cut cut;
	g_autofree char *updates = NULL;

	while (c->times[n])
		n++;
	cut_init(&cut, c->period, c->times, n);
	updates = describe(&cut);
	g_assert_cmpstr(updates, ==, c->updates);
	cut_clear(&cut);
}

static void test_a_period_has_its_bounds(void)
{
	static const struct {
		enum site_period period;
		int64_t at;
		int64_t begin;
		int64_t end;
	} bounds[] = {
		{SITE_DAY, AT(0, 5), AT(0, 0), AT(1, 0)},
		{SITE_WEEK, AT(6, 5), AT(0, 0), AT(7, 0)},
		{SITE_MONTH, AT(0, 5), AT(-28, 0), AT(3, 0)},
		{SITE_MONTH, AT(40, 5), AT(34, 0), AT(62, 0)},
		{SITE_DAY, 253402300799, 253402300799 - DAY + 1, 253402300800},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++) {
		struct cut cut;

		cut_init(&cut, bounds[i].period, &bounds[i].at, 1);
		g_assert_cmpint(update_at(&cut, 0)->begin, ==, bounds[i].begin);
		g_assert_cmpint(update_at(&cut, 0)->end, ==, bounds[i].end);
		cut_clear(&cut);
	}
}

static void test_without_commits_there_are_no_ranges(void)
{
	const struct work_place place = {.arrived_at = MONDAY};
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct work_place));
	g_autoptr(GArray) updates = g_array_new(FALSE, FALSE, sizeof(struct planned_update));
	g_auto(arena) arena = {0};

	arena_init(&arena);
	g_array_append_val(places, place);
	periods_cut(&arena, SITE_WEEK, places, updates);
	g_assert_cmpuint(updates->len, ==, 1);
	g_assert_cmpuint(g_array_index(updates, struct planned_update, 0).range.len, ==, 0);
}

/* The name of the update that each mail is of. */
static GPtrArray *names_of_mails(const struct cut *cut)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < cut->updates->len; i++) {
		const struct planned_update *update = update_at(cut, i);
		unsigned mails = count_mails(update, names->len);

		for (unsigned k = 0; k < mails; k++)
			g_ptr_array_add(names, str_dup(update->name));
	}
	return names;
}

/* What an archive of three mails or more, a few hours apart, becomes if @n_wrong are wrong. */
static void expect_unmoved(const int64_t *times, unsigned n, unsigned first_wrong, unsigned n_wrong,
			   int64_t wrong_at)
{
	g_autofree int64_t *wrong = g_memdup2(times, n * sizeof(*times));
	g_autoptr(GPtrArray) expected = NULL;
	g_autoptr(GPtrArray) got = NULL;
	struct cut right_cut;
	struct cut wrong_cut;

	for (unsigned i = first_wrong; i < first_wrong + n_wrong; i++)
		wrong[i] = wrong_at;
	cut_init(&right_cut, SITE_DAY, times, n);
	cut_init(&wrong_cut, SITE_DAY, wrong, n);
	expected = names_of_mails(&right_cut);
	got = names_of_mails(&wrong_cut);
	g_assert_cmpuint(got->len, ==, n);
	for (unsigned i = 0; i < n; i++) {
		g_test_message("%u of %u, wrong from %u", i, n, first_wrong);
		if (i < first_wrong || i >= first_wrong + n_wrong)
			g_assert_cmpstr(got->pdata[i], ==, expected->pdata[i]);
	}
	cut_clear(&right_cut);
	cut_clear(&wrong_cut);
}

static void test_a_clock_that_is_wrong_moves_no_other_mail(void)
{
	static const int64_t clocks[] = {0, 1, MONDAY - 400 * (int64_t)DAY,
					 MONDAY + 400 * (int64_t)DAY, 253402300799};
	int64_t times[40];

	for (unsigned i = 0; i < G_N_ELEMENTS(times); i++)
		times[i] = MONDAY + i * (int64_t)(5 * HOUR);
	for (size_t c = 0; c < G_N_ELEMENTS(clocks); c++) {
		for (unsigned n = 3; n <= G_N_ELEMENTS(times); n++) {
			for (unsigned i = 0; i < n; i++)
				expect_unmoved(times, n, i, 1, clocks[c]);
		}
		/* Nor do a few in a row, in the middle. */
		for (unsigned i = 5; i < G_N_ELEMENTS(times) - 12; i++)
			expect_unmoved(times, G_N_ELEMENTS(times), i, 3, clocks[c]);
	}
}

static void test_ascending_times_are_cut_at_the_second(void)
{
	int64_t times[200];
	int64_t at = MONDAY - 3;

	for (unsigned seed = 1; seed < 50; seed++) {
		g_autoptr(GRand) random = g_rand_new_with_seed(seed);
		g_autoptr(GPtrArray) names = NULL;
		struct cut cut;

		for (unsigned i = 0; i < G_N_ELEMENTS(times); i++) {
			at += g_rand_boolean(random) ? g_rand_int_range(random, 0, 3)
						     : g_rand_int_range(random, 0, DAY);
			times[i] = at;
		}
		cut_init(&cut, SITE_DAY, times, G_N_ELEMENTS(times));
		names = names_of_mails(&cut);
		for (unsigned i = 0; i < G_N_ELEMENTS(times); i++) {
			g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(times[i]);
			g_autofree char *day = g_date_time_format(date, "%Y-%m-%d");

			g_assert_cmpstr(names->pdata[i], ==, day);
		}
		cut_clear(&cut);
	}
}

static void test_any_times_are_of_one_update_each(void)
{
	for (unsigned seed = 1; seed < 200; seed++) {
		g_autoptr(GRand) random = g_rand_new_with_seed(seed);
		unsigned n = (unsigned)g_rand_int_range(random, 1, 60);
		g_autofree int64_t *times = g_new(int64_t, n);

		for (unsigned i = 0; i < n; i++)
			times[i] = g_rand_int_range(random, 0, 4) == 0
					   ? (int64_t)g_rand_int(random) * 50
					   : MONDAY + g_rand_int_range(random, 0, 40 * DAY);
		for (int period = SITE_DAY; period <= SITE_MONTH; period++) {
			struct cut cut;
			g_autofree char *updates = NULL;

			cut_init(&cut, (enum site_period)period, times, n);
			updates = describe(&cut);
			g_assert_cmpstr(updates, !=, "");
			cut_clear(&cut);
		}
	}
}

/* The keys of four weeks with these events. */
static void make_keys(const struct known_event *events, unsigned n_events, uint64_t keys[4])
{
	static const int64_t times[] = {MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK,
					MONDAY + 3 * WEEK};
	static const struct hash_key key;
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct known_event));
	struct cut cut;

	g_array_append_vals(all, events, n_events);
	cut_init(&cut, SITE_WEEK, times, G_N_ELEMENTS(times));
	g_assert_cmpuint(cut.updates->len, ==, 4);
	periods_set_keys(&key, all, cut.updates);
	for (unsigned i = 0; i < 4; i++)
		keys[i] = update_at(&cut, i)->key;
	cut_clear(&cut);
}

static void test_what_became_known_changes_all_keys_from_then_on(void)
{
	static const struct {
		const char *name;
		struct known_event changed[5];
		unsigned n_changed;
		unsigned first; /* whose key is another one */
	} changes[] = {
		{"nothing", {{AT(0, 0), 1}, {AT(8, 0), 2}, {AT(21, 0), 3}}, 3, 4},
		{"a mail of the first week",
		 {{AT(0, 0), 1}, {AT(7, -1), 9}, {AT(8, 0), 2}, {AT(21, 0), 3}},
		 4,
		 0},
		{"before all", {{-5, 9}, {AT(0, 0), 1}, {AT(8, 0), 2}, {AT(21, 0), 3}}, 4, 0},
		{"at the first second of the second week",
		 {{AT(0, 0), 1}, {AT(7, 0), 9}, {AT(8, 0), 2}, {AT(21, 0), 3}},
		 4,
		 1},
		{"another in its place", {{AT(0, 0), 1}, {AT(8, 0), 9}, {AT(21, 0), 3}}, 3, 1},
		{"one that is gone", {{AT(0, 0), 1}, {AT(21, 0), 3}}, 2, 1},
		{"in the last week",
		 {{AT(0, 0), 1}, {AT(8, 0), 2}, {AT(21, 0), 3}, {AT(28, -1), 9}},
		 4,
		 3},
		{"behind all",
		 {{AT(0, 0), 1}, {AT(8, 0), 2}, {AT(21, 0), 3}, {AT(28, 0), 9}},
		 4,
		 4},
		{"all of them", {{0, 0}}, 0, 0},
	};
	uint64_t before[4];

	make_keys(changes[0].changed, changes[0].n_changed, before);
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		uint64_t keys[4];

		make_keys(changes[i].changed, changes[i].n_changed, keys);
		for (unsigned k = 0; k < 4; k++) {
			g_test_message("%s: week %u", changes[i].name, k);
			g_assert_cmpint(keys[k] == before[k], ==, k < changes[i].first);
		}
	}
}

static void test_each_update_has_a_key_of_its_own(void)
{
	uint64_t keys[4];

	make_keys(NULL, 0, keys);
	for (unsigned i = 1; i < 4; i++)
		g_assert_cmpuint(keys[i], !=, keys[i - 1]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/periods/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_cases);
	}
	g_test_add_func("/periods/a-period-has-its-bounds", test_a_period_has_its_bounds);
	g_test_add_func("/periods/without-commits-there-are-no-ranges",
			test_without_commits_there_are_no_ranges);
	g_test_add_func("/periods/a-clock-that-is-wrong-moves-no-other-mail",
			test_a_clock_that_is_wrong_moves_no_other_mail);
	g_test_add_func("/periods/ascending-times-are-cut-at-the-second",
			test_ascending_times_are_cut_at_the_second);
	g_test_add_func("/periods/any-times-are-of-one-update-each",
			test_any_times_are_of_one_update_each);
	g_test_add_func("/periods/what-became-known-changes-all-keys-from-then-on",
			test_what_became_known_changes_all_keys_from_then_on);
	g_test_add_func("/periods/each-update-has-a-key-of-its-own",
			test_each_update_has_a_key_of_its_own);
	return g_test_run();
}
