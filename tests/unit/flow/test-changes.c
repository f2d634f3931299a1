/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index_fixture.h"

#include "flow/changes.h"
#include "flow/context.h"

/* The second revision renames, drops and adds; the third sends one of its patches again. */
static const struct invented lamps[] = {
	{"v1-0", NULL, "[PATCH 0/3] lamp: Burn longer", .text = "All."},
	{"v1-1", "v1-0", "[PATCH 1/3] lamp: Glow", .text = "One.", .added = "glow(1);"},
	{"v1-2", "v1-0", "[PATCH 2/3] lamp: Shine", .text = "Two.", .added = "shine(2);"},
	{"v1-3", "v1-0", "[PATCH 3/3] wick: Trim", .text = "Three.", .added = "trim(3);"},
	{"v2-0", NULL, "[PATCH v2 0/2] lamp: Burn longer", .text = "All again."},
	{"v2-1", "v2-0", "[PATCH v2 1/2] lamp: Shine", .text = "Two.", .added = "shine(2);"},
	{"v2-2", "v2-0", "[PATCH v2 2/2] lamp: Glow", .text = "One, and why.", .added = "glow(1);"},
	{"v3-2", "v2-2", "[PATCH v3 2/2] lamp: Glow", .text = "One, and why.", .added = "glow(4);"},
	{"talk", "v3-2", "Re: [PATCH v3 2/2] lamp: Glow", "Bo <bo@example.net>", "> One.\n\nSo."},
};

/* "v1-1>v2-2 reworded", a pair a word, of the newest posting with a mail of the range. */
static char *changes_of(struct index_fixture *fixture, const char *range)
{
	struct ingest_result known = ingest(fixture, "lamps.git", 0);
	g_autoptr(archive) archive = fixture_open(fixture->files, "lamps.git");
	g_autoptr(selection) selection = fixture_select(archive, range);
	const struct collection_request request = {.key = &fixture->index->key};
	struct context_request context = {0};
	const struct posting_changes *changes = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(collection) collection = collection_read(archive, selection, &request, &error);
	g_autoptr(series_set) set = NULL;
	GString *text = g_string_new(NULL);

	g_assert_no_error(error);
	g_assert_true(context_moment(fixture->index, known.archive, selection, collection,
				     &context.until, &error));
	g_assert_true(context_add(fixture->index, &context, collection, &error));
	g_assert_no_error(error);
	set = series_read((struct record *)(void *)collection->records->data,
			  collection->records->len, collection->people);
	{
		const struct changes_request changing = {
			.records = (const struct record *)(void *)collection->records->data,
			.messages = (const int64_t *)(void *)collection->messages->data,
			.is_context = (const bool *)(void *)collection->is_context->data,
			.set = set,
			.arena = &fixture->arena,
		};

		g_assert_true(changes_find(fixture->index, &changing, &changes, &error));
	}
	g_assert_no_error(error);
	for (unsigned i = 0; i < set->postings->n_items; i++) {
		const struct posting_changes *of = &changes[i];

		for (unsigned p = 0; of->older != POSTING_NONE && p < of->n_pairs; p++) {
			const struct compare_pair *pair = &of->pairs[p];
			const struct record *records =
				(const struct record *)(void *)collection->records->data;
			str older = STR("-@");
			str newer = STR("-@");
			size_t older_end = 0;
			size_t newer_end = 0;

			if (pair->older != COMPARE_NONE)
				older = records[of->older_patches[pair->older]].message_id;
			if (pair->newer != COMPARE_NONE)
				newer = records[of->newer_patches[pair->newer]].message_id;
			str_find_byte(older, '@', &older_end);
			str_find_byte(newer, '@', &newer_end);
			g_string_append_printf(text, "%s%.*s>%.*s %s", text->len ? ", " : "",
					       (int)older_end, older.ptr, (int)newer_end, newer.ptr,
					       compare_outcome_name(pair->outcome));
		}
	}
	return g_string_free(text, FALSE);
}

static void test_changes(void)
{
	static const struct {
		const char *range;
		const char *expected;
	} cases[] = {
		/* Nothing came before. */
		{"..HEAD~5", ""},
		{"HEAD~5..HEAD~2", "v1-2>v2-1 unchanged, v1-1>v2-2 only reworded, v1-3>- dropped"},
		/* One mail of it is enough. */
		{"HEAD~3..HEAD~2", "v1-2>v2-1 unchanged, v1-1>v2-2 only reworded, v1-3>- dropped"},
		/* What the reroll of one patch does not send again stands as it was. */
		{"HEAD~2..HEAD~1", "v2-1>v2-1 unchanged, v2-2>v3-2 rewritten"},
		/* A reply alone changes nothing. */
		{"HEAD~1..", ""},
	};
	struct index_fixture fixture;

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "lamps.git", lamps, G_N_ELEMENTS(lamps));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = changes_of(&fixture, cases[i].range);

		g_assert_cmpstr(text, ==, cases[i].expected);
	}
	index_fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/changes/a-revision-is-held-against-the-one-before", test_changes);
	return g_test_run();
}
