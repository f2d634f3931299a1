/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/assignment.h"

#include <glib.h>

enum { MOST = 7 };

#define NONE ASSIGNMENT_NONE

struct solution {
	const char *sentence;
	unsigned n;
	int costs[5][5];
	unsigned rows[5];
};

static const struct solution solutions[] = {
	{"one-row-gets-the-one-column", 1, {{7}}, {0}},
	{"each-row-gets-its-cheapest", 3, {{1, 5, 5}, {5, 5, 1}, {5, 1, 5}}, {0, 2, 1}},
	{"a-row-gives-way-where-it-costs-less", 2, {{1, 2}, {1, 9}}, {1, 0}},
	{"exchanges-may-be-long",
	 4,
	 {{1, 2, 9, 9}, {1, 9, 2, 9}, {1, 9, 9, 2}, {1, 9, 9, 9}},
	 {3, 0, 1, 2}},
	/* What git makes of these; each row should have a column. */
	{"where-costs-nearly-balance-it-is-git-s",
	 5,
	 {{29, 38, 18, 14, 14},
	  {1, 17, 4, 11, 11},
	  {19, 26, 23, 0, 0},
	  {19, 26, 23, 0, 0},
	  {19, 26, 23, 0, 0}},
	 {1, NONE, 0, 3, 4}},
};

static void test_solution(const void *data)
{
	const struct solution *s = data;
	g_auto(arena) arena = {0};
	int costs[25];
	unsigned rows[5];

	for (unsigned i = 0; i < s->n * s->n; i++)
		costs[i] = s->costs[i / s->n][i % s->n];
	assignment_solve(&arena, costs, s->n, rows);
	for (unsigned i = 0; i < s->n; i++)
		g_assert_cmpuint(rows[i], ==, s->rows[i]);
}

/* Whatever the costs, no row is given twice. */
static void test_once(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(4);

	for (unsigned round = 0; round < 2000; round++) {
		unsigned n = (unsigned)g_rand_int_range(random, 1, MOST + 1);
		int range = g_rand_int_range(random, 1, round % 2 ? 10 : ASSIGNMENT_MOST_COST);
		bool given[MOST] = {0};
		g_auto(arena) arena = {0};
		int costs[MOST * MOST];
		unsigned rows[MOST];

		for (unsigned i = 0; i < n * n; i++)
			costs[i] = g_rand_int_range(random, 0, range + 1);
		assignment_solve(&arena, costs, n, rows);
		for (unsigned i = 0; i < n; i++) {
			if (rows[i] == ASSIGNMENT_NONE)
				continue;
			g_assert_cmpuint(rows[i], <, n);
			g_assert_false(given[rows[i]]);
			given[rows[i]] = true;
		}
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(solutions); i++) {
		g_autofree char *path = g_strdup_printf("/assignment/%s", solutions[i].sentence);

		g_test_add_data_func(path, &solutions[i], test_solution);
	}
	g_test_add_func("/assignment/no-row-is-given-twice", test_once);
	return g_test_run();
}
