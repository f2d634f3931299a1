/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/batch.h"

#include <glib.h>

struct batch_case {
	const char *name;
	const char *id;
	const char *before; /* NULL: the id holds no number */
	unsigned number;
	const char *after;
};

static const struct batch_case cases[] = {
	{"git-send-email-s", "20250101090000.4711-3-ann@example.org", "20250101090000.4711-", 3,
	 "-ann@example.org"},
	{"b4-s", "20250101-lamp-v2-12-da51f0e1@example.org", "20250101-lamp-v2-", 12,
	 "-da51f0e1@example.org"},
	{"the-last-number-counts", "a-1-2-3-b@example.org", "a-1-2-", 3, "-b@example.org"},
	{"a-number-at-the-end-stands-between-no-dashes", "a-1-2@example.org", "a-", 1,
	 "-2@example.org"},
	{"an-id-without-an-at-may-have-one", "a-7-b", "a-", 7, "-b"},
	{"behind-the-at-is-no-number", "ab@example-5-c.org", NULL},
	{"letters-make-no-number", "a-3b-c@example.org", NULL},
	{"a-dash-is-needed-before-it", "3-c@example.org", NULL},
	{"a-dash-is-needed-behind-it", "a-3.c@example.org", NULL},
	{"no-digits-are-no-number", "a--b@example.org", NULL},
	{"a-date-is-no-number", "a-20250101-b@example.org", NULL},
	{"nothing-is-no-number", "", NULL},
	{"a-dash-alone-is-no-number", "-", NULL},
};

static void test_case(gconstpointer data)
{
	const struct batch_case *c = data;
	struct batch batch = {0};

	g_assert_cmpint(batch_of(str_from(c->id), &batch), ==, c->before != NULL);
	g_assert_true(str_equal(batch.before, str_from(c->before)));
	g_assert_cmpuint(batch.number, ==, c->number);
	g_assert_true(str_equal(batch.after, str_from(c->after)));
}

static bool are_one_batch(const char *a, const char *b)
{
	struct batch left = {0};
	struct batch right = {0};

	return batch_of(str_from(a), &left) && batch_of(str_from(b), &right) &&
	       str_equal(left.before, right.before) && str_equal(left.after, right.after);
}

static void test_equal(void)
{
	g_assert_true(are_one_batch("a-1-b@example.org", "a-22-b@example.org"));
	g_assert_false(are_one_batch("a-1-b@example.org", "c-1-b@example.org"));
	g_assert_false(are_one_batch("a-1-b@example.org", "a-1-b@example.com"));
	/* Two ids without a number have nothing in common. */
	g_assert_false(are_one_batch("a@example.org", "a@example.org"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/batch/", cases[i].name, NULL);

		g_test_add_data_func(path, &cases[i], test_case);
	}
	g_test_add_func("/batch/two-ids-are-one-batch-if-both-parts-are-equal", test_equal);
	return g_test_run();
}
