/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The change of one commit, against git's own. */
#include "history.h"

#include "patch/diff.h"
#include "patch/patch_id.h"
#include "repository/similarity.h"

#include <string.h>

static char *read_file(const struct fixture *fixture, const char *name)
{
	str text = fixture_read(fixture, name);
	char *copy = str_dup(text);

	g_free((char *)text.ptr);
	return copy;
}

/* What @script prints, untrimmed; g_free() it. */
static char *print(const struct fixture *fixture, const char *script, const char *id)
{
	g_autofree char *whole = g_strdup_printf("id=%s\ncd lamps.git\n(%s) >../out\n", id, script);

	fixture_script(fixture, whole);
	return read_file(fixture, "out");
}

static void check_commit(const struct fixture *fixture, struct repository *repository,
			 const struct repository_commit *commit)
{
	g_autofree char *id = history_hex(commit->id);
	g_autofree char *diff = print(fixture,
				      commit->n_parents > 1 ? "git diff -M --full-index $id^1 $id"
							    : "git show --format= --full-index $id",
				      id);
	g_autofree char *message = print(fixture, "git cat-file commit $id | sed '1,/^$/d'", id);
	g_autofree char *git_id =
		print(fixture, "git show --full-index $id | git patch-id --stable", id);
	g_autofree char *found = NULL;
	char patch_id[PATCH_ID_BYTES] = "";
	struct repository_change change;
	g_autoptr(GError) error = NULL;
	struct diff parsed;
	g_auto(arena) arena;

	arena_init(&arena);
	repository_read_change(repository, commit->id, &arena, &change, &error);
	g_assert_no_error(error);
	found = str_dup(change.diff);
	g_assert_cmpstr(found, ==, diff);
	g_assert_true(str_equal(change.message, str_from(message)));
	g_assert_cmpint(diff_parse(&arena, change.diff, &parsed), ==, diff[0] != '\0');
	if (commit->n_parents > 1)
		return;
	patch_id_compute(change.diff, patch_id);
	g_assert_true(g_str_has_prefix(git_id, patch_id));
	g_assert_cmpint(git_id[0] != '\0', ==, patch_id[0] != '\0');
}

static void test_history(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autoptr(repository) repository = history_open(fixture, "lamps.git");
	g_autoptr(repository_commits) commits = history_read(fixture, "lamps.git", NULL);

	for (size_t i = 0; i < commits->n_commits; i++)
		check_commit(fixture, repository, &commits->commits[i]);
}

/* What libgit2 says otherwise than git, unless it is told. */
static void test_renames(void)
{
	static const str stream = STR_INIT(
		"commit refs/heads/main\n"
		"committer Ann <ann@example.org> 1700002000 +0000\n"
		"data <<END\nlamp: make\nEND\n"
		"from refs/heads/main^0\n"
		"M 100644 inline one\ndata 16\na\0b\0c\0d\0e\0f\0g\0h\n\n"
		"M 100644 inline two\ndata <<END\n"
		"A line that is long enough to count.\nAnother line of text.\nA third one.\n"
		"The fourth line.\nThe fifth, which is kept.\nThe sixth.\nThe seventh\nEND\n"
		"M 100644 inline three\ndata 0\n\n"
		"\n"
		"commit refs/heads/main\n"
		"committer Ann <ann@example.org> 1700002100 +0000\n"
		"data <<END\nlamp: move\nEND\n"
		"D one\nD two\nD three\n"
		"M 100644 inline a/one\ndata 16\na\0b\0c\0d\0e\0f\0g\0h\n\n"
		"M 100755 inline a/two\ndata <<END\n"
		"A line that is long enough to count.\nAnother line of text.\nA third one.\n"
		"The fourth line, changed.\nThe fifth, which is kept.\nThe sixth.\n"
		"The seventh\nThe eighth, new.\nEND\n"
		"M 100644 inline a/four\ndata 0\n\n"
		"\n");
	g_autoptr(fixture) fixture = history_new();
	g_autoptr(repository) repository = NULL;
	g_autoptr(repository_commits) commits = NULL;

	fixture_write(fixture, "stream", stream);
	fixture_script(fixture, "git -C lamps.git fast-import --quiet --force <stream\n");
	repository = history_open(fixture, "lamps.git");
	commits = history_read(fixture, "lamps.git", NULL);
	g_assert_cmpuint(commits->n_commits, ==, 15);
	for (size_t i = commits->n_commits - 2; i < commits->n_commits; i++)
		check_commit(fixture, repository, &commits->commits[i]);
}

static void test_absent(void)
{
	static const unsigned char id[COMMIT_ID_BYTES] = {1, 2, 3};
	g_autoptr(fixture) fixture = history_new();
	g_autoptr(repository) repository = history_open(fixture, "lamps.git");
	struct repository_change change;
	g_autoptr(GError) error = NULL;
	g_auto(arena) arena;

	arena_init(&arena);
	g_assert_false(repository_read_change(repository, id, &arena, &change, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
	g_assert_nonnull(strstr(error->message, "010203"));
}

static void test_shallow(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *command =
		g_strdup_printf("git clone -q --bare --depth=1 file://%s/lamps.git shallow.git",
				fixture->directory);
	g_autoptr(repository) repository = NULL;
	g_autoptr(repository_commits) commits = NULL;
	struct repository_change change;
	g_autoptr(GError) error = NULL;
	g_auto(arena) arena;

	arena_init(&arena);
	fixture_run(fixture, command);
	repository = history_open(fixture, "shallow.git");
	commits = history_read(fixture, "shallow.git", NULL);
	repository_read_change(repository, commits->commits[0].id, &arena, &change, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(change.diff.len, ==, 0);
	g_assert_true(str_starts(change.message, STR("lamp: ")));
}

static void test_partial(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autoptr(repository_commits) commits = history_read(fixture, "lamps.git", NULL);
	g_autoptr(GError) error = NULL;
	struct repository_change change;
	g_auto(arena) arena;

	arena_init(&arena);
	/* The first file of the newest commit. */
	fixture_script(fixture, "cd lamps.git\n"
				"id=$(git rev-parse up/late:late)\n"
				"rest=${id#??}\n"
				"rm -f objects/${id%$rest}/$rest\n");
	for (unsigned is_partial = 0; is_partial <= 1; is_partial++) {
		g_autoptr(repository) repository = NULL;
		const unsigned char *id = commits->commits[commits->n_commits - 1].id;

		if (is_partial)
			fixture_script(fixture, "cd lamps.git\n"
						"pack=$(git rev-parse main | git pack-objects -q "
						"objects/pack/pack)\n"
						"touch objects/pack/pack-$pack.promisor\n");
		repository = history_open(fixture, "lamps.git");
		g_assert_cmpint(repository_read_change(repository, id, &arena, &change, &error), ==,
				is_partial);
		if (!is_partial)
			g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
		g_clear_error(&error);
	}
	g_assert_cmpuint(change.diff.len, ==, 0);
}

#define LINE_OF_64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_similarity(void)
{
	static const struct {
		const char *a;
		const char *b;
		unsigned percent;
	} cases[] = {
		{"", "", 0},
		{"one\n", "", 0},
		{"one\n", "one\n", 100},
		{"one\ntwo\n", "two\none\n", 100},
		{"one\ntwo\n", "one\nsix\n", 50},
		{"one\r\ntwo\r\n", "one\ntwo\n", 80},
		{"one\none\n", "one\n", 50},
		/* A line of 128 bytes is two pieces. */
		{LINE_OF_64 LINE_OF_64, LINE_OF_64, 50},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct similarity_profile *a = similarity_profile_new(str_from(cases[i].a));
		struct similarity_profile *b = similarity_profile_new(str_from(cases[i].b));

		g_assert_cmpuint(similarity_percent(a, b), ==, cases[i].percent);
		g_assert_cmpuint(similarity_percent(b, a), ==, cases[i].percent);
		similarity_profile_free(a);
		similarity_profile_free(b);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/change/it-is-git-s-byte-by-byte", test_history);
	g_test_add_func("/change/renames-are-git-s-with-their-percentage-and-modes", test_renames);
	g_test_add_func("/change/a-commit-that-is-not-there-is-not-found", test_absent);
	g_test_add_func("/change/the-end-of-a-shallow-clone-has-none", test_shallow);
	g_test_add_func("/change/a-partial-clone-without-a-file-of-it-has-none", test_partial);
	g_test_add_func("/change/likeness-is-the-part-of-the-larger-file-in-both", test_similarity);
	return g_test_run();
}
