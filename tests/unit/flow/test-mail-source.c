/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index_fixture.h"

#include "flow/mail_source.h"

#include <string.h>

static const struct invented lamps[] = {
	{"one", NULL, "[PATCH] lamp: Glow", .text = "One.", .added = "glow(1);"},
	{"two", "one", "Re: [PATCH] lamp: Glow", "Bo <bo@example.net>", "> One.\n\nIndeed."},
};

static str read_mail(struct index_fixture *fixture, struct mail_source *source, const char *id,
		     struct stored_place *ret_place)
{
	g_autoptr(GError) error = NULL;
	struct raw_mail raw;
	bool found;
	str bytes;

	g_assert_true(
		mail_source_read(source, message_of(fixture, id), &raw, ret_place, &found, &error));
	g_assert_no_error(error);
	if (!found)
		return (str){0};
	bytes = arena_str(&fixture->arena, raw.bytes);
	raw_mail_release(&raw);
	return bytes;
}

static void test_places(void)
{
	struct index_fixture fixture;
	struct mail_source *source;
	struct stored_place place;
	char commit[ARCHIVE_ID_BYTES];
	g_autofree char *first = NULL;

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "lamps.git", lamps, 2);
	make_archive(&fixture, "--mbox", "lamps.mbox", lamps, 2);
	ingest(&fixture, "lamps.git", 0);
	ingest(&fixture, "lamps.mbox", 0);
	source = mail_source_new(fixture.index);
	g_assert_true(str_contains(read_mail(&fixture, source, "two", &place), STR("Indeed.")));
	g_assert_true(str_contains(read_mail(&fixture, source, "one", &place), STR("glow(1)")));
	g_assert_cmpint(place.archive, ==, 1);
	first = fixture_git(fixture.files, "lamps.git", "rev-parse HEAD~1");
	mail_source_commit_of(&place, commit);
	g_assert_cmpstr(commit, ==, first);
	g_assert_cmpuint(mail_source_lost(source)->len, ==, 0);
	mail_source_free(source);
	/* One of the archives is gone: the other has it. */
	fixture_run(fixture.files, "rm -rf lamps.git");
	source = mail_source_new(fixture.index);
	g_assert_true(str_contains(read_mail(&fixture, source, "one", &place), STR("glow(1)")));
	g_assert_cmpint(place.archive, ==, 2);
	mail_source_commit_of(&place, commit);
	g_assert_cmpstr(commit, ==, "");
	g_assert_cmpuint(mail_source_lost(source)->len, ==, 1);
	g_assert_true(
		g_str_has_suffix(g_ptr_array_index(mail_source_lost(source), 0), "lamps.git"));
	mail_source_free(source);
	/* Both are. */
	fixture_run(fixture.files, "rm lamps.mbox");
	source = mail_source_new(fixture.index);
	g_assert_cmpuint(read_mail(&fixture, source, "one", NULL).len, ==, 0);
	g_assert_cmpuint(read_mail(&fixture, source, "two", NULL).len, ==, 0);
	g_assert_cmpuint(mail_source_lost(source)->len, ==, 2);
	mail_source_free(source);
	index_fixture_clear(&fixture);
}

/* Where a mail stood in an mbox that has changed another one may stand. */
static void test_changed(void)
{
	struct index_fixture fixture;
	struct mail_source *source;
	static const char *const kinds[] = {"--mbox", "--maildir"};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		index_fixture_init(&fixture);
		make_archive(&fixture, kinds[i], "lamps", lamps, 2);
		ingest(&fixture, "lamps", 0);
		source = mail_source_new(fixture.index);
		g_assert_cmpuint(read_mail(&fixture, source, "one", NULL).len, >, 0);
		mail_source_free(source);
		make_archive(&fixture, kinds[i], "lamps", lamps + 1, 1);
		source = mail_source_new(fixture.index);
		g_assert_cmpuint(read_mail(&fixture, source, "one", NULL).len, ==, 0);
		g_assert_cmpuint(mail_source_lost(source)->len, ==, 1);
		mail_source_free(source);
		index_fixture_clear(&fixture);
	}
}

/* An epoch that was rewritten still has the blob, wherever that stands now. */
static void test_rewritten(void)
{
	struct index_fixture fixture;
	struct mail_source *source;

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "lamps.git", lamps, 2);
	ingest(&fixture, "lamps.git", 0);
	make_archive(&fixture, "--epoch", "lamps.git", lamps + 1, 1);
	source = mail_source_new(fixture.index);
	g_assert_cmpuint(read_mail(&fixture, source, "two", NULL).len, >, 0);
	g_assert_cmpuint(read_mail(&fixture, source, "one", NULL).len, ==, 0);
	mail_source_free(source);
	index_fixture_clear(&fixture);
}

static void test_kept(void)
{
	struct index_fixture fixture;
	struct mail_source *source;
	struct people *people = people_new(NULL);
	struct source_request request = {.people = people};
	struct kept_mail kept;
	g_autofree char *first = NULL;
	g_autoptr(GError) error = NULL;
	bool found;

	index_fixture_init(&fixture);
	make_archive(&fixture, "--epoch", "lamps.git", lamps, 2);
	ingest(&fixture, "lamps.git", 0);
	source = mail_source_new(fixture.index);
	request.texts = &fixture.arena;
	request.message = message_of(&fixture, "one");
	g_assert_true(mail_source_keep(source, &request, &kept, &found, &error));
	g_assert_true(found);
	mail_source_free(source);
	/* Its texts outlive the source. */
	g_assert_cmpint(kept.record.kind, ==, RECORD_PATCH);
	g_assert_true(str_equal(kept.record.message_id, STR("one@example.org")));
	g_assert_cmpint(kept.record.author, !=, PERSON_NONE);
	g_assert_cmpint(kept.record.arrived_at, ==, 1735689600);
	g_assert_cmpuint(kept.defects, ==, 0);
	g_assert_cmpuint(kept.detail.n_files, ==, 1);
	first = fixture_git(fixture.files, "lamps.git", "rev-parse HEAD~1");
	g_assert_true(str_equal(kept.detail.commit, str_from(first)));
	people_free(people);
	index_fixture_clear(&fixture);
}

int main(int n_arguments, char **arguments)
{
	g_test_init(&n_arguments, &arguments, NULL);
	g_test_add_func("/mail-source/another-archive-has-what-one-has-not", test_places);
	g_test_add_func("/mail-source/a-changed-file-is-not-read", test_changed);
	g_test_add_func("/mail-source/a-blob-is-found-in-another-history", test_rewritten);
	g_test_add_func("/mail-source/a-mail-is-kept-as-of-a-collection", test_kept);
	return g_test_run();
}
