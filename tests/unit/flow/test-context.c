/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index_fixture.h"

#include "flow/context.h"

static const struct invented lamps[] = {
	{"v1-0", NULL, "[PATCH 0/2] lamp: Burn longer", .text = "Both."},
	{"v1-1", "v1-0", "[PATCH 1/2] lamp: Glow", .text = "One.", .added = "glow(1);"},
	{"v1-2", "v1-0", "[PATCH 2/2] lamp: Shine", .text = "Two.", .added = "shine(2);"},
	{"wick", NULL, "[PATCH] wick: Trim", "Bo <bo@example.net>", "Trim.", "trim(7);"},
	{"v2-0", NULL, "[PATCH v2 0/2] lamp: Burn longer", .text = "Both again."},
	{"v2-1", "v2-0", "[PATCH v2 1/2] lamp: Glow", .text = "One.", .added = "glow(3);"},
	{"v2-2", "v2-0", "[PATCH v2 2/2] lamp: Shine", .text = "Two.", .added = "shine(4);"},
	{"v3", NULL, "[PATCH v3] lamp: Burn longer", .text = "In one.", .added = "shine(4);"},
};

/* The mails of a range of an archive, with what is known of their works. */
struct told {
	struct archive *archive;
	struct selection *selection;
	struct collection *collection;
	struct known_until until;
};

static void tell(struct index_fixture *fixture, const char *name, const char *range, bool now,
		 struct told *ret_told)
{
	struct ingest_result known = ingest(fixture, name, 0);
	struct told told = {.archive = fixture_open(fixture->files, name)};
	const struct collection_request request = {.key = &fixture->index->key};
	struct context_request context = {0};
	g_autoptr(GError) error = NULL;

	told.selection = fixture_select(told.archive, range);
	told.collection = collection_read(told.archive, told.selection, &request, &error);
	g_assert_no_error(error);
	g_assert_true(context_moment(fixture->index, known.archive, told.selection, told.collection,
				     &told.until, &error));
	g_assert_no_error(error);
	if (!now)
		context.until = told.until;
	g_assert_true(context_add(fixture->index, &context, told.collection, &error));
	g_assert_no_error(error);
	*ret_told = told;
}

static void told_clear(struct told *told)
{
	collection_free(told->collection);
	selection_free(told->selection);
	archive_close(told->archive);
}

/* "v1-0:brief v2-0:whole v2-1": in brackets of nothing, those of the range without a mark. */
static char *text_of(const struct collection *collection)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < collection->records->len; i++) {
		const struct record *record = &g_array_index(collection->records, struct record, i);
		const struct mail_detail *detail =
			&g_array_index(collection->details, struct mail_detail, i);
		size_t at = 0;

		str_find_byte(record->message_id, '@', &at);
		g_string_append_printf(text, "%s%.*s", i ? " " : "", (int)at,
				       record->message_id.ptr);
		if (g_array_index(collection->is_context, bool, i))
			g_string_append(text, detail->commit.len ? ":whole" : ":brief");
		g_assert_cmpint(g_array_index(collection->messages, int64_t, i), >, 0);
	}
	return g_string_free(text, FALSE);
}

static void assert_told(struct index_fixture *fixture, const char *range, bool now,
			const char *expected)
{
	struct told told;
	g_autofree char *text = NULL;

	tell(fixture, "lamps.git", range, now, &told);
	text = text_of(told.collection);
	g_assert_cmpstr(text, ==, expected);
	told_clear(&told);
}

static void test_known(void)
{
	static const struct {
		const char *range;
		bool now;
		const char *expected;
	} cases[] = {
		/* All of a posting that came in part, and of other revisions that they are. */
		{"HEAD~3..HEAD~1", false, "v1-0:brief v1-1:brief v1-2:brief v2-0:whole v2-1 v2-2"},
		{"HEAD~3..HEAD~1", true,
		 "v1-0:brief v1-1:brief v1-2:brief v2-0:whole v2-1 v2-2 v3:brief"},
		/* What came later is not known, be it of the same posting. */
		{"HEAD~4..HEAD~2", false, "v1-0:brief v1-1:brief v1-2:brief v2-0 v2-1"},
		{"..HEAD~5", false, "v1-0 v1-1 v1-2"},
		{"..HEAD~6", false, "v1-0 v1-1"},
		/* Works that have no mail in the range have no part in it. */
		{"HEAD~5..HEAD~4", true, "wick"},
	};
	struct index_fixture fixture;

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "lamps.git", lamps, G_N_ELEMENTS(lamps));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_told(&fixture, cases[i].range, cases[i].now, cases[i].expected);
	index_fixture_clear(&fixture);
}

static void test_moment(void)
{
	struct index_fixture fixture;
	struct told told;
	static const struct invented first = {"first", NULL, "Lamps", .text = "Before all."};

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "lamps.git", lamps, G_N_ELEMENTS(lamps));
	/* The same commits have other numbers in an inbox that is known too. */
	make_archive(&fixture, "--v2", "inbox", &first, 1);
	fixture_run(fixture.files, "cp -R lamps.git inbox/git/1.git");
	ingest(&fixture, "inbox", 0);
	tell(&fixture, "lamps.git", "HEAD~4..HEAD~2", false, &told);
	g_assert_cmpint(told.until.archive, ==, 2);
	g_assert_cmpint(told.until.number, ==, 6);
	g_assert_cmpint(told.until.arrived_at, ==, 1735689600 + 5 * 60);
	told_clear(&told);
	/* An mbox knows times alone. */
	make_archive(&fixture, "--mbox", "lamps.mbox", lamps, 3);
	tell(&fixture, "lamps.mbox", NULL, false, &told);
	g_assert_cmpint(told.until.number, ==, 0);
	g_assert_cmpint(told.until.arrived_at, ==, 1735689600 + 2 * 60);
	told_clear(&told);
	index_fixture_clear(&fixture);
}

/* The mail at the end of the range has no place, as it is missing from the archive. */
static void test_missing(void)
{
	struct index_fixture fixture;
	g_autofree char *blob = NULL;
	g_autofree char *script = NULL;
	struct told told;

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "lamps.git", lamps, 7);
	blob = fixture_git(fixture.files, "lamps.git", "rev-parse HEAD:m");
	script = g_strdup_printf("rm -f lamps.git/objects/%.2s/%s\n"
				 "git -C lamps.git config core.repositoryFormatVersion 1\n"
				 "git -C lamps.git config extensions.partialClone origin\n",
				 blob, blob + 2);
	fixture_script(fixture.files, script);
	tell(&fixture, "lamps.git", "HEAD~2..HEAD", false, &told);
	g_assert_cmpint(told.until.number, ==, 6);
	told_clear(&told);
	index_fixture_clear(&fixture);
}

/* Without its archive a mail of the posting cannot be shown; the rest is. */
static void test_lost(void)
{
	struct index_fixture fixture;
	struct told told;
	g_autofree char *text = NULL;

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "first.git", lamps + 4, 1);
	ingest(&fixture, "first.git", 0);
	fixture_run(fixture.files, "rm -rf first.git");
	make_archive(&fixture, "--mbox", "rest.mbox", lamps + 5, 2);
	tell(&fixture, "rest.mbox", NULL, true, &told);
	text = text_of(told.collection);
	g_assert_cmpstr(text, ==, "v2-1 v2-2");
	told_clear(&told);
	index_fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/context/what-is-known-of-the-works-of-a-range", test_known);
	g_test_add_func("/context/the-moment-is-the-archives-own", test_moment);
	g_test_add_func("/context/the-last-mail-may-be-missing", test_missing);
	g_test_add_func("/context/what-cannot-be-read-is-left-out", test_lost);
	return g_test_run();
}
