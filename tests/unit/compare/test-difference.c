/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The differences of invented lists, from a few lines to thousands, are those of
 * git-diff(1): by its rules for what could stand at several places, and where it
 * gives up looking for the shortest one.
 */
#include "compare/difference.h"
#include "workshop.h"

enum { N_LISTS = 60 };

static void append_line(GPtrArray *lines, GRand *random, int n_kinds)
{
	static const char *const indentations[] = {"", "\t", "  ", "\t\t", "   x", "}"};
	int indentation = g_rand_int_range(random, 0, G_N_ELEMENTS(indentations));
	int kind = g_rand_int_range(random, 0, n_kinds);

	if (g_rand_int_range(random, 0, 5) == 0)
		g_ptr_array_add(lines, g_strdup(indentations[indentation]));
	else
		g_ptr_array_add(lines, g_strdup_printf("%s%d", indentations[indentation], kind));
}

static GPtrArray *make_list(GRand *random, int n_lines, int n_kinds)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	while ((int)lines->len < n_lines)
		append_line(lines, random, n_kinds);
	return lines;
}

/* A list that has much of @older: passages go, come, and are repeated elsewhere. */
static GPtrArray *revise_list(GRand *random, const GPtrArray *older, int n_kinds)
{
	GPtrArray *newer = g_ptr_array_new_with_free_func(g_free);
	int pace = g_rand_int_range(random, 2, 60);

	for (unsigned i = 0; i < older->len; i++) {
		int n_more = g_rand_int_range(random, 1, 12);
		unsigned at = (unsigned)g_rand_int_range(random, 0, (int)older->len);

		g_ptr_array_add(newer, g_strdup(older->pdata[i]));
		switch (g_rand_int_range(random, 0, 3 * pace)) {
		case 0:
			for (; n_more > 0; n_more--)
				append_line(newer, random, n_kinds);
			break;
		case 1:
			i += (unsigned)n_more;
			break;
		case 2:
			for (; n_more > 0 && at < older->len; n_more--)
				g_ptr_array_add(newer, g_strdup(older->pdata[at++]));
			break;
		default:
			break;
		}
	}
	return newer;
}

struct lists {
	GPtrArray *older;
	GPtrArray *newer;
};

static void make_lists(GRand *random, struct lists *lists)
{
	static const int sizes[] = {6, 40, 300, 3000};
	int size = sizes[g_rand_int_range(random, 0, G_N_ELEMENTS(sizes))];
	int n_kinds = 2 << g_rand_int_range(random, 0, 10);

	lists->older = make_list(random, size, n_kinds);
	if (g_rand_int_range(random, 0, 8) == 0)
		lists->newer = make_list(random, size, n_kinds);
	else
		lists->newer = revise_list(random, lists->older, n_kinds);
}

static void write_list(const struct workshop *workshop, char side, unsigned number,
		       const GPtrArray *lines)
{
	g_autofree char *name = g_strdup_printf("%c%u", side, number);
	g_autofree char *path = g_build_filename(workshop->folder, name, NULL);
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < lines->len; i++)
		g_string_append_printf(text, "%s\n", (char *)lines->pdata[i]);
	g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
	g_string_free(text, TRUE);
}

static struct line_list load_list(struct arena *arena, GHashTable *numbers, const GPtrArray *lines,
				  str *texts)
{
	uint32_t *hashes = arena_new_array(arena, uint32_t, lines->len);

	for (unsigned i = 0; i < lines->len; i++) {
		void *next = GUINT_TO_POINTER(g_hash_table_size(numbers) + 1);

		if (!g_hash_table_contains(numbers, lines->pdata[i]))
			g_hash_table_insert(numbers, lines->pdata[i], next);
		hashes[i] = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, lines->pdata[i]));
		texts[i] = str_from(lines->pdata[i]);
	}
	return line_list_of(arena, hashes, texts, lines->len);
}

static void print_lines(GString *text, char sign, const str *lines, unsigned begin, unsigned end)
{
	for (unsigned i = begin; i < end; i++)
		g_string_append_printf(text, "%c" STR_FMT "\n", sign, STR_ARG(lines[i]));
}

static void print_difference(GString *text, const struct difference *difference, const str *older,
			     const str *newer)
{
	struct hunk hunk;

	for (unsigned at = 0; difference_next_hunk(difference, &at, &hunk);) {
		unsigned shown = hunk.changes[0].newer_at - hunk.n_before;

		g_string_append(text, "@@\n");
		for (unsigned i = 0; i < hunk.n_changes; i++) {
			const struct change *change = &hunk.changes[i];

			print_lines(text, ' ', newer, shown, change->newer_at);
			print_lines(text, '-', older, change->older_at,
				    change->older_at + change->n_older);
			shown = change->newer_at + change->n_newer;
			print_lines(text, '+', newer, change->newer_at, shown);
		}
		print_lines(text, ' ', newer, shown, shown + hunk.n_behind);
	}
}

static unsigned count_lines(const char *text)
{
	str rest = str_from(text);
	unsigned n_lines = 0;

	for (str line; str_next_line(&rest, &line);)
		n_lines++;
	return n_lines;
}

static char *ask_ourselves(const struct lists *lists, bool by_indentation)
{
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	GString *text = g_string_new(NULL);
	g_auto(arena) arena = {0};
	str *older_texts = arena_new_array(&arena, str, lists->older->len);
	str *newer_texts = arena_new_array(&arena, str, lists->newer->len);
	struct line_list older = load_list(&arena, numbers, lists->older, older_texts);
	struct line_list newer = load_list(&arena, numbers, lists->newer, newer_texts);
	uint64_t steps = UINT64_MAX;
	struct difference difference;

	if (!by_indentation)
		older.texts = NULL;
	difference_find(&arena, &older, &newer, &steps, &difference);
	print_difference(text, &difference, older_texts, newer_texts);
	g_assert_cmpuint(difference_size(&difference), ==, count_lines(text->str));
	return g_string_free(text, FALSE);
}

static char *ask_git(const struct workshop *workshop, unsigned number, bool by_indentation)
{
	/* From the first hunk on, without line numbers; that the files differ is no failure. */
	g_autofree char *arguments =
		g_strdup_printf("diff --no-index --no-color --%sindent-heuristic a%u b%u | "
				"sed -n '/^@@/,$p' | sed 's/^@@.*/@@/'",
				by_indentation ? "" : "no-", number, number);

	return workshop_git(workshop, arguments);
}

static void test_lists(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(4);
	struct workshop workshop;

	if (!workshop_make(&workshop, 0))
		return;
	for (unsigned i = 0; i < N_LISTS; i++) {
		struct lists lists;

		make_lists(random, &lists);
		write_list(&workshop, 'a', i, lists.older);
		write_list(&workshop, 'b', i, lists.newer);
		for (unsigned by_indentation = 0; by_indentation < 2; by_indentation++) {
			g_autofree char *git = ask_git(&workshop, i, by_indentation);
			g_autofree char *ours = ask_ourselves(&lists, by_indentation);

			g_assert_cmpstr(ours, ==, git);
		}
		g_ptr_array_unref(lists.older);
		g_ptr_array_unref(lists.newer);
	}
	workshop_clear(&workshop);
}

/* Without steps a difference is still one: all lines go, all come. */
static void test_no_steps(void)
{
	static const uint32_t older_lines[] = {1, 2, 3, 4};
	static const uint32_t newer_lines[] = {1, 3, 2, 4};
	g_auto(arena) arena = {0};
	struct line_list older = line_list_of(&arena, older_lines, NULL, 4);
	struct line_list newer = line_list_of(&arena, newer_lines, NULL, 4);
	struct difference difference;
	uint64_t steps = 0;

	difference_find(&arena, &older, &newer, &steps, &difference);
	g_assert_cmpuint(difference.n_changes, ==, 1);
	g_assert_cmpuint(difference.changes[0].older_at, ==, 1);
	g_assert_cmpuint(difference.changes[0].n_older, ==, 2);
	g_assert_cmpuint(difference.changes[0].n_newer, ==, 2);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/difference/invented-lists-differ-as-for-git", test_lists);
	g_test_add_func("/difference/without-steps-nothing-is-in-common", test_no_steps);
	return g_test_run();
}
