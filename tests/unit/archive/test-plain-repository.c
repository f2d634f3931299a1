/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/plain_repository.h"

#include "archive/git_library.h"
#include "fixture.h"

#include <string.h>

#define ID_A "0123456789abcdef0123456789abcdef01234567"
#define ID_B "89abcdef0123456789abcdef0123456789abcdef"
#define ID_C "fedcba9876543210fedcba9876543210fedcba98"

/* Whether the repository at @name is plain; its git directory then is @directory. */
static bool is_plain(const struct fixture *fixture, const char *name, const char *directory)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autofree char *expected = fixture_path(fixture, directory);
	g_autofree char *found = plain_repository_find(path);

	if (found)
		g_assert_cmpstr(found, ==, expected);
	return found;
}

static void test_find(void)
{
	static const struct {
		const char *path;
		const char *directory; /* NULL: not plain */
	} cases[] = {
		{"bare.git", "bare.git"},
		{"tree", "tree/.git"},
		{"tree/.git", "tree/.git"},
		{"both", "both/.git"}, /* as git has it */
		{"linked", NULL},
		{"tree/.git/worktrees/linked", NULL},
		{"apart", NULL},
		{"sha256.git", NULL},
		{"common.git", NULL},
		{"piped.git", NULL},
		{"no-head.git", NULL},
		{"no-objects.git", NULL},
		{"no-refs.git", NULL},
		{"no-config.git", NULL},
		{"tree/m", NULL},
		{"nothing", NULL},
		{"absent", NULL},
	};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_script(fixture,
		       "git init -q --bare bare.git\n"
		       "git init -q tree\n"
		       "cp 1.eml tree/m\n"
		       "git -C tree add m\n"
		       "git -C tree -c user.name=a -c user.email=a@example.org commit -qm a\n"
		       "git -C tree worktree add -q ../linked\n"
		       "git init -q --separate-git-dir=apart.git apart\n"
		       "git init -q --bare --object-format=sha256 sha256.git\n"
		       "cp -r bare.git both\n"
		       "cp -r bare.git both/.git\n"
		       "cp -r bare.git common.git\n"
		       "echo ../bare.git >common.git/commondir\n"
		       "cp -r bare.git piped.git\n"
		       "rm piped.git/HEAD\n"
		       "mkfifo piped.git/HEAD\n"
		       "for part in HEAD objects refs config; do\n"
		       "	name=no-$(echo $part | tr DAEH daeh).git\n"
		       "	cp -r bare.git $name\n"
		       "	rm -r $name/$part\n"
		       "done\n"
		       "mkdir nothing\n");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *directory = cases[i].directory;

		g_test_message("%s", cases[i].path);
		g_assert_true(is_plain(fixture, cases[i].path, directory ? directory : "none") ==
			      !!directory);
	}
}

static void test_config(void)
{
	static const struct {
		const char *config;
		bool is_plain;
	} cases[] = {
		{"[core]\n\trepositoryformatversion = 0\n\tbare = true\n", true},
		{"[core]\n\trepositoryformatversion = 1\n", true},
		{"[core]\nrepositoryFormatVersion=0", true},
		{"[core]\r\n\trepositoryformatversion = 0\r\n", true},
		{"[core]\n\trepositoryformatversion = 2\n", false},
		{"[core]\n\trepositoryformatversion = 10\n", false},
		{"[core]\n\trepositoryformatversion = -1\n", false},
		{"[core]\n\trepositoryformatversion =\n", false},
		{"[core]\n\trepositoryformatversion\n", false},
		{"[core]\n\trepositoryformatversion = 0\n\trepositoryformatversion = 2\n", false},
		{"[core]\n\trepositoryformatversion = \\\n1\n", false},
		{"[core]\n\tbare = true\n", false},
		{"", false},
		{"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnoop = true\n", false},
		{"[core]\n\trepositoryformatversion = 0\n[extensions]\n\tnoop = true\n", false},
		{"[extensions]\n\tpartialClone = origin\n[core]\n\trepositoryformatversion = 1\n",
		 false},
		{"[core]\n\trepositoryformatversion = 1\n[EXTENSIONS]\n\tx = y\n", false},
		{"[core]\n\trepositoryformatversion = 1\n[extensions \"a\"]\n\tx = y\n", false},
		{"[core]\n\trepositoryformatversion = 0\n[include]\n\tpath = other\n", false},
		{"[core]\n\trepositoryformatversion = 0\n[Include]\n\tpath = other\n", false},
		{"[core]\n\trepositoryformatversion = 0\n[includeIf \"gitdir:x/\"]\n\tpath = o\n",
		 false},
		{"[core]\n\trepositoryformatversion = 0\n\tworktree = ../other\n", false},
		{"[core]\n\trepositoryformatversion = 0\n\tworkTree = ../other\n", false},
	};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_run(fixture, "git init -q --bare bare.git");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%zu", i);
		fixture_write(fixture, "bare.git/config", str_from(cases[i].config));
		g_assert_true(is_plain(fixture, "bare.git", "bare.git") == cases[i].is_plain);
	}
}

static void test_head(void)
{
	static const struct {
		const char *head;
		const char *name; /* of a loose ref, or NULL */
		const char *loose;
		const char *packed;
		const char *tip; /* NULL: left to libgit2 */
	} cases[] = {
		/* Detached. */
		{ID_A "\n", NULL, NULL, NULL, ID_A},
		{ID_A, "refs/heads/master", ID_B "\n", NULL, ID_A},
		/* A branch. */
		{"ref: refs/heads/master\n", "refs/heads/master", ID_A "\n", NULL, ID_A},
		{"ref: refs/heads/master", "refs/heads/master", ID_A, NULL, ID_A},
		{"ref:refs/heads/master\n", "refs/heads/master", ID_A "\n", NULL, ID_A},
		{"ref: refs/heads/a/b_c-1.2\n", "refs/heads/a/b_c-1.2", ID_A "\n", NULL, ID_A},
		{"ref: refs/heads/master\n", NULL, NULL,
		 "# pack-refs with: peeled fully-peeled sorted \n" ID_B " refs/heads/master\n",
		 ID_B},
		{"ref: refs/heads/master\n", NULL, NULL,
		 ID_A " refs/heads/maste\n" ID_C " refs/heads/master\n"
		      "^" ID_A "\n" ID_A " refs/heads/master2\n" ID_A
		      " refs/heads/x/refs/heads/master\n",
		 ID_C},
		{"ref: refs/heads/master\n", "refs/heads/master", ID_A "\n",
		 ID_B " refs/heads/master\n", ID_A},
		{"ref: refs/heads/master\n", "refs/heads/other", ID_A "\n",
		 ID_B " refs/heads/master", ID_B},
		/* No commit yet. */
		{"ref: refs/heads/master\n", NULL, NULL, NULL, NULL},
		{"ref: refs/heads/master\n", "refs/heads/other", ID_A "\n",
		 ID_B " refs/heads/other\n", NULL},
		{"ref: refs/heads/master\n", "refs/heads/master/below", ID_A "\n", NULL, NULL},
		/* Names that could lead elsewhere, or that are no branch's. */
		{"ref: refs/heads/a b\n", "refs/heads/a b", ID_A "\n", ID_B " refs/heads/a b\n",
		 NULL},
		{"ref: refs/heads/../secret\n", "refs/secret", ID_A "\n",
		 ID_B " refs/heads/../secret\n", NULL},
		{"ref: refs/heads/a..b\n", "refs/heads/a..b", ID_A "\n", NULL, NULL},
		{"ref: refs/heads/\303\244\n", "refs/heads/\303\244", ID_A "\n", NULL, NULL},
		{"ref: refs/heads/a~b\n", "refs/heads/a~b", ID_A "\n", NULL, NULL},
		{"ref: refs/heads/master\nmore\n", "refs/heads/master", ID_A "\n", NULL, NULL},
		{"ref: refs/tags/a\n", "refs/tags/a", ID_A "\n", NULL, NULL},
		{"ref: secret\n", "secret", ID_A "\n", NULL, NULL},
		/* Refs to refs. */
		{"ref: refs/heads/master\n", "refs/heads/master", "ref: refs/heads/other\n",
		 ID_A " refs/heads/other\n" ID_B " refs/heads/master\n", NULL},
		/* Damage. */
		{"", "refs/heads/master", ID_A "\n", NULL, NULL},
		{"nonsense\n", "nonsense", ID_A "\n", NULL, NULL},
		{ID_A "0\n", NULL, NULL, NULL, NULL},
		{"0123456789\n", NULL, NULL, NULL, NULL},
		{"ref: refs/heads/master\n", "refs/heads/master", "nonsense\n",
		 ID_A " refs/heads/master\n", NULL},
		{"ref: refs/heads/master\n", "refs/heads/master", "", ID_A " refs/heads/master\n",
		 NULL},
		{"ref: refs/heads/master\n", NULL, NULL, "nonsense refs/heads/master\n", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autofree char *path = fixture_path(fixture, "git");
		git_oid tip;
		bool found;

		fixture_write(fixture, "git/HEAD", str_from(cases[i].head));
		fixture_write(fixture, "git/refs/heads/unborn/x", STR(ID_C "\n"));
		if (cases[i].name) {
			g_autofree char *name = g_strconcat("git/", cases[i].name, NULL);

			fixture_write(fixture, name, str_from(cases[i].loose));
		}
		if (cases[i].packed)
			fixture_write(fixture, "git/packed-refs", str_from(cases[i].packed));
		g_test_message("%zu", i);
		found = plain_repository_head(path, &tip);
		g_assert_true(found == !!cases[i].tip);
		if (found)
			g_assert_cmpint(git_oid_streq(&tip, cases[i].tip), ==, 0);
	}
}

static void test_odd_files(void)
{
	static const char *const scripts[] = {
		"rm -rf git\n", /* no HEAD at all */
		"mkdir git/HEAD\n",
		"mkfifo git/HEAD\n",
		"echo 'ref: refs/heads/master' >git/HEAD; mkfifo git/refs/heads/master\n",
		"echo 'ref: refs/heads/master' >git/HEAD; mkfifo git/packed-refs\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autofree char *path = fixture_path(fixture, "git");
		git_oid tip;

		fixture_run(fixture, "mkdir -p git/refs/heads");
		fixture_script(fixture, scripts[i]);
		g_assert_false(plain_repository_head(path, &tip));
	}
}

/* The same as git says, in each state in which a repository comes. */
static void test_head_of_git(void)
{
	static const char *const scripts[] = {
		"true\n",
		"git -C git pack-refs --all\n",
		"git -C git pack-refs --all; git -C git update-ref HEAD HEAD~1\n",
		"git -C git update-ref --no-deref HEAD HEAD~2\n",
		"git -C git symbolic-ref HEAD refs/heads/other\n",
		"git -C git gc -q\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autofree char *path = fixture_path(fixture, "git");
		g_autofree char *expected = NULL;
		git_oid tip;

		fixture_make(fixture, "--epoch git 1.eml 2.eml 3.eml");
		fixture_run(fixture, "git -C git branch other HEAD~1");
		fixture_script(fixture, scripts[i]);
		expected = fixture_git(fixture, "git", "rev-parse HEAD");
		g_assert_true(plain_repository_head(path, &tip));
		g_assert_cmpint(git_oid_streq(&tip, expected), ==, 0);
	}
}

static void test_no_repository(void)
{
	static const struct {
		const char *path;
		bool is_none;
	} cases[] = {
		{"bare.git", false}, {"tree", false},  {"linked", false},      {"mailbox", true},
		{"1.eml", true},     {"absent", true}, {"tree/objects", true},
	};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_script(fixture, "git init -q --bare bare.git\n"
				"git init -q tree\n"
				"mkdir -p linked mailbox/cur mailbox/new tree/objects\n"
				"echo 'gitdir: elsewhere' >linked/.git\n");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = fixture_path(fixture, cases[i].path);

		g_test_message("%s", cases[i].path);
		g_assert_true(is_no_repository(path) == cases[i].is_none);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plain-repository/it-is-bare-or-has-a-work-tree-of-its-own", test_find);
	g_test_add_func("/plain-repository/it-has-a-known-format-and-no-extensions", test_config);
	g_test_add_func("/plain-repository/the-head-is-an-id-or-a-branch-that-has-one", test_head);
	g_test_add_func("/plain-repository/what-is-no-regular-file-is-not-read", test_odd_files);
	g_test_add_func("/plain-repository/the-head-is-the-one-that-git-says", test_head_of_git);
	g_test_add_func("/plain-repository/without-head-and-git-there-is-none", test_no_repository);
	return g_test_run();
}
