/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Deletions in epochs, whose commits are read ahead or one after the other. */
#include "fixture.h"

static void assert_same(const struct selection *a, const struct selection *b)
{
	g_assert_cmpuint(a->n_arrivals, ==, b->n_arrivals);
	for (size_t i = 0; i < a->n_arrivals; i++) {
		const struct arrival *left = &a->arrivals[i];
		const struct arrival *right = &b->arrivals[i];

		g_assert_cmpuint(left->epoch, ==, right->epoch);
		g_assert_cmpmem(left->object, sizeof(left->object), right->object,
				sizeof(right->object));
		g_assert_cmpmem(left->commit, sizeof(left->commit), right->commit,
				sizeof(right->commit));
		g_assert_cmpint(left->arrived_at, ==, right->arrived_at);
	}
	g_assert_cmpuint(a->n_deleted, ==, b->n_deleted);
	g_assert_cmpstr(a->from_id, ==, b->from_id);
	g_assert_cmpstr(a->to_id, ==, b->to_id);
}

/* An archive of @mails, words like "3", which came, and "3.d", which deletes it. */
static void make_with_deletions(const struct fixture *fixture, const char *make, const char *mails)
{
	g_autoptr(GString) arguments = g_string_new(make);
	g_auto(GStrv) words = g_strsplit(mails, " ", -1);

	g_string_append(arguments, " archive");
	for (char **word = words; *word; word++) {
		char number = (*word)[0];
		bool is_deletion = g_str_has_suffix(*word, ".d");
		g_autofree char *name =
			g_strdup_printf("%c.%s", number, is_deletion ? "delete" : "eml");
		g_autofree char *deleted = g_strdup_printf("%c.eml\n", number);

		if (is_deletion)
			fixture_write(fixture, name, str_from(deleted));
		g_string_append_printf(arguments, " %s", name);
	}
	fixture_make(fixture, arguments->str);
}

/* All of an archive is selected with its commits read ahead, a search by time without. */
static void check_deletions(const struct fixture *fixture, const char *numbers, size_t n_deleted)
{
	struct selection_request since_ever = {.has_since = true};
	g_autoptr(archive) archive = fixture_open(fixture, "archive");
	g_autoptr(selection) whole = fixture_select(archive, NULL);
	g_autofree char *found = fixture_numbers(archive, whole);
	g_autoptr(selection) walked = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_cmpstr(found, ==, numbers);
	g_assert_cmpuint(whole->n_deleted, ==, n_deleted);
	archive_select(archive, &since_ever, &walked, &error);
	g_assert_no_error(error);
	assert_same(whole, walked);
}

static void test_deletions(void)
{
	static const struct {
		const char *make;
		const char *mails;
		const char *numbers;
		size_t n_deleted;
	} cases[] = {
		{"--epoch", "1 2 3 2.d 4", "1 3 4", 1},
		{"--epoch", "1 2 1 3 1.d 4", "2 3 4", 2},
		{"--epoch", "1 2 2.d 3 2 4", "1 3 2 4", 1},
		{"--epoch", "1.d 1 2", "1 2", 0},
		{"--epoch", "1 1.d", "", 1},
		{"--v2 --epoch-size 3", "1 2 3 4 2.d 5 6", "1 3 4 5 6", 1},
		{"--v2 --epoch-size 2", "1 2 3 1.d 1 2.d 4", "3 1 4", 2},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(fixture) fixture = fixture_new();

		g_test_message("%zu", i);
		make_with_deletions(fixture, cases[i].make, cases[i].mails);
		/* The objects are loose now; only what is in packs can be read ahead. */
		check_deletions(fixture, cases[i].numbers, cases[i].n_deleted);
		fixture_script(fixture, "for head in $(find archive -name HEAD); do\n"
					"	git -C $(dirname $head) repack -adq\n"
					"done\n");
		check_deletions(fixture, cases[i].numbers, cases[i].n_deleted);
	}
}

/* A deletion counts for what came within the range. */
static void test_deletions_of_ranges(void)
{
	static const struct {
		const char *range;
		const char *numbers;
		size_t n_deleted;
	} cases[] = {
		{NULL, "3 5 6", 3},
		{"..HEAD", "3 5 6", 3},
		{"HEAD~8..", "3 5 6", 2},
		{"HEAD~7..", "3 5 6", 1},
		{"HEAD~6..", "5 6", 1},
		{"HEAD~3..", "5 6", 0},
		{"HEAD~7..HEAD~1", "3 4 5 6", 0},
		{"..HEAD~5", "1 2 3 4", 0},
		{"..HEAD~3", "3 4", 2},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;

	make_with_deletions(fixture, "--epoch", "1 2 3 4 1.d 2.d 5 6 4.d");
	fixture_run(fixture, "git -C archive repack -adq");
	archive = fixture_open(fixture, "archive");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(selection) selection = fixture_select(archive, cases[i].range);
		g_autofree char *numbers = fixture_numbers(archive, selection);

		g_test_message("%zu", i);
		g_assert_cmpstr(numbers, ==, cases[i].numbers);
		g_assert_cmpuint(selection->n_deleted, ==, cases[i].n_deleted);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/deletions/they-count-the-same-with-commits-read-ahead-or-not",
			test_deletions);
	g_test_add_func("/deletions/one-counts-within-its-range", test_deletions_of_ranges);
	return g_test_run();
}
