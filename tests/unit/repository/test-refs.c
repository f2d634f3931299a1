/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a repository, and its refs. */
#include "history.h"

#include <string.h>

/* "ID NAME" and, of a tag, its time; one a line. g_free() it. */
static char *list_refs(const struct fixture *fixture, const char *name)
{
	g_autoptr(repository) repository = history_open(fixture, name);
	g_autoptr(GArray) refs = g_array_new(FALSE, FALSE, sizeof(struct repository_ref));
	GString *text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_auto(arena) arena;

	arena_init(&arena);
	repository_refs(repository, &arena, refs, &error);
	g_assert_no_error(error);
	for (unsigned i = 0; i < refs->len; i++) {
		const struct repository_ref *ref = &g_array_index(refs, struct repository_ref, i);
		g_autofree char *id = history_hex(ref->commit);

		g_assert_cmpint(ref->is_tag, ==, str_starts(ref->name, STR("refs/tags/")));
		g_string_append_printf(text, "%s " STR_FMT, id, STR_ARG(ref->name));
		if (ref->is_tag)
			g_string_append_printf(text, " %" G_GINT64_FORMAT, ref->tagged_at);
		g_string_append_c(text, '\n');
	}
	return g_strstrip(g_string_free(text, FALSE));
}

static void check_refs(const struct fixture *fixture, const char *name, const char *expected)
{
	g_autofree char *found = list_refs(fixture, name);

	g_assert_cmpstr(found, ==, expected);
}

/* What the refs of the history are, with those that @script makes below refs/tags. */
static char *expect_refs(const struct fixture *fixture, const char *tags)
{
	g_autofree char *script = g_strdup_printf(
		"cd lamps.git\n"
		"(echo $(git rev-parse HEAD) HEAD\n"
		"for ref in refs/heads/main refs/heads/other refs/heads/side refs/remotes/up/late; "
		"do\n"
		"	echo $(git rev-parse $ref) $ref\n"
		"done\n"
		"%s) >../expected\n",
		tags);

	fixture_script(fixture, script);
	return fixture_output(fixture, "cat expected");
}

static const char usual_tags[] = "echo $(git rev-parse light) refs/tags/light 1700000420\n"
				 "echo $(git rev-parse v1^0) refs/tags/v1 1700000650\n";

static void test_refs(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *expected = expect_refs(fixture, usual_tags);

	check_refs(fixture, "lamps.git", expected);
	fixture_run(fixture, "git -C lamps.git gc -q");
	check_refs(fixture, "lamps.git", expected);
}

static void test_odd_tags(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *expected = NULL;

	/* A tag of a tag, of a file, of what is not there, and one that nobody made. */
	fixture_script(
		fixture,
		"cd lamps.git\n"
		"export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org\n"
		"GIT_COMMITTER_DATE='1700000999 +0000' git tag -a -m outer outer v1\n"
		"git tag file main:link\n"
		"echo 0123456789abcdef0123456789abcdef01234567 >refs/tags/gone\n"
		"echo nonsense >refs/tags/broken\n"
		"printf 'object %s\\ntype commit\\ntag old\\n\\nold\\n' $(git rev-parse side) "
		">../tag\n"
		"git hash-object -w -t tag --literally ../tag >refs/tags/old\n");
	expected = expect_refs(fixture, "echo $(git rev-parse light) refs/tags/light 1700000420\n"
					"echo $(git rev-parse side) refs/tags/old 1700000420\n"
					"echo $(git rev-parse v1^0) refs/tags/outer 1700000999\n"
					"echo $(git rev-parse v1^0) refs/tags/v1 1700000650\n");
	check_refs(fixture, "lamps.git", expected);
}

static void test_heads(void)
{
	static const char *const scripts[] = {
		"git -C lamps.git update-ref --no-deref HEAD side\n",
		"git -C lamps.git symbolic-ref HEAD refs/heads/none\n",
		"git -C lamps.git symbolic-ref refs/remotes/up/HEAD refs/remotes/up/late\n",
	};
	static const struct {
		const char *name;
		bool is_there;
	} expected[] = {{" HEAD\n", true}, {" HEAD\n", false}, {" refs/remotes/up/HEAD\n", true}};

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autoptr(fixture) fixture = history_new();
		g_autofree char *found = NULL;

		fixture_script(fixture, scripts[i]);
		found = list_refs(fixture, "lamps.git");
		g_assert_cmpint(strstr(found, expected[i].name) != NULL, ==, expected[i].is_there);
	}
}

static void test_empty(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(repository_commits) commits = NULL;

	fixture_run(fixture, "git init -q empty");
	check_refs(fixture, "empty", "");
	commits = history_read(fixture, "empty", NULL);
	g_assert_cmpuint(commits->n_commits, ==, 0);
}

static void test_path(void)
{
	static const struct {
		const char *opened;
		const char *path;
	} cases[] = {
		{"lamps.git", "lamps.git"}, {"./lamps.git/", "lamps.git"}, {"tree", "tree"},
		{"tree/.git", "tree"},	    {"tree/../tree", "tree"},	   {"linked", "tree"},
		{"apart", "elsewhere.git"},
	};
	g_autoptr(fixture) fixture = history_new();

	fixture_script(fixture, "git clone -q lamps.git tree\n"
				"git -C tree worktree add -q --detach ../linked\n"
				"git init -q --separate-git-dir=elsewhere.git apart\n");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(repository) repository = history_open(fixture, cases[i].opened);
		g_autofree char *expected = fixture_path(fixture, cases[i].path);

		g_assert_cmpstr(repository_path(repository), ==, expected);
	}
}

static void test_no_repository(void)
{
	g_autoptr(fixture) fixture = fixture_new();

	fixture_script(fixture, "git init -q --bare --object-format=sha256 new.git\n"
				"git init -q --object-format=sha256 new\n"
				"mkdir folder\n"
				"git init -q --bare broken.git\n"
				"echo '[core' >broken.git/config\n");
	history_open_fails(fixture, "absent", TIDINGS_ERROR_NOT_FOUND, "absent");
	history_open_fails(fixture, "folder", TIDINGS_ERROR_NOT_ARCHIVE, "folder");
	history_open_fails(fixture, "1.eml", TIDINGS_ERROR_NOT_ARCHIVE, "1.eml");
	history_open_fails(fixture, "new.git", TIDINGS_ERROR_NOT_ARCHIVE, "SHA-256");
	history_open_fails(fixture, "new", TIDINGS_ERROR_NOT_ARCHIVE, "SHA-256");
	history_open_fails(fixture, "broken.git", TIDINGS_ERROR_CORRUPT, "broken.git");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/refs/head-branches-and-tags-come-by-name", test_refs);
	g_test_add_func("/refs/what-leads-to-no-commit-is-left-out", test_odd_tags);
	g_test_add_func("/refs/a-head-may-be-detached-unborn-or-another-s", test_heads);
	g_test_add_func("/refs/an-empty-repository-has-none", test_empty);
	g_test_add_func("/repository/its-path-is-the-same-from-everywhere", test_path);
	g_test_add_func("/repository/what-is-none-is-told", test_no_repository);
	return g_test_run();
}
