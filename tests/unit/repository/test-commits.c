/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read of commits, against what git says of them. */
#include "history.h"

#include "base/limits.h"
#include "patch/diff.h"

#include <string.h>

static void append_text(GString *line, str text)
{
	g_string_append_c(line, '|');
	g_string_append_len(line, text.ptr, (gssize)text.len);
}

/* As git's --format=%H|%P|%an|%ae|%at|%ct|%s has it; g_free() it. */
static char *describe(const struct repository_commit *commit)
{
	g_autofree char *id = history_hex(commit->id);
	GString *line = g_string_new(id);

	g_string_append_c(line, '|');
	for (unsigned i = 0; i < commit->n_parents; i++) {
		g_autofree char *parent = history_hex(commit->parents[i]);

		g_string_append_printf(line, "%s%s", i > 0 ? " " : "", parent);
	}
	append_text(line, commit->author.name);
	append_text(line, commit->author.address);
	g_string_append_printf(line, "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT, commit->authored_at,
			       commit->committed_at);
	append_text(line, commit->title);
	return g_string_free(line, FALSE);
}

static char *describe_all(const struct repository_commits *commits)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < commits->n_commits; i++) {
		g_autofree char *line = describe(&commits->commits[i]);

		g_string_append_printf(text, "%s\n", line);
	}
	return history_sorted(g_string_free(text, FALSE));
}

/* The files in what git's diff-tree --patch-with-raw says: its lines that begin with a colon. */
static unsigned count_files(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	unsigned count = 0;

	while (lines[count] && lines[count][0] == ':')
		count++;
	return count;
}

/* The change of @commit is what git's diff without renames says. */
static void check_change(const struct fixture *fixture, const char *name,
			 const struct repository_commit *commit)
{
	g_autofree char *id = history_hex(commit->id);
	g_autofree char *print = g_strdup_printf(
		"diff-tree --root -r --no-renames --patch-with-raw --no-commit-id %s", id);
	g_autofree char *text = fixture_git(fixture, name, print);
	g_autofree char *whole = g_strconcat(text, "\n", NULL);
	struct change_hash expected = {0};
	struct diff diff;
	g_auto(arena) arena;

	arena_init(&arena);
	if (commit->n_parents > 1) {
		g_assert_cmpuint(commit->n_files, ==, 0);
		g_assert_cmpuint(commit->hash.paths, ==, 0);
		return;
	}
	g_assert_cmpuint(commit->n_files, ==, count_files(text));
	if (diff_parse(&arena, str_from(whole), &diff))
		expected = change_hash_of_diff(&arena, &diff);
	g_assert_cmphex(commit->hash.paths, ==, expected.paths);
	g_assert_cmphex(commit->hash.new_blobs, ==, expected.new_blobs);
}

static void check_order(const struct repository_commits *commits)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < commits->n_commits; i++)
		g_hash_table_add(all, history_hex(commits->commits[i].id));
	for (size_t i = 0; i < commits->n_commits; i++) {
		const struct repository_commit *commit = &commits->commits[i];

		for (unsigned k = 0; k < commit->n_parents; k++) {
			g_autofree char *parent = history_hex(commit->parents[k]);

			g_assert_true(g_hash_table_contains(seen, parent) ||
				      !g_hash_table_contains(all, parent));
		}
		g_hash_table_add(seen, history_hex(commit->id));
	}
}

/* All commits of @name are read as git reads them. */
static void check_repository(const struct fixture *fixture, const char *name)
{
	g_autoptr(repository_commits) commits = history_read(fixture, name, NULL);
	g_autofree char *found = describe_all(commits);
	g_autofree char *expected =
		history_sorted(fixture_git(fixture, name,
					   "log HEAD --branches --remotes --tags --encoding=UTF-8 "
					   "--format=%H|%P|%an|%ae|%at|%ct|%s"));

	g_assert_cmpstr(found, ==, expected);
	g_assert_cmpuint(commits->n_commits, >, 0);
	check_order(commits);
	for (size_t i = 0; i < commits->n_commits; i++)
		check_change(fixture, name, &commits->commits[i]);
}

/* The history in each state in which git leaves a repository. */
static const struct {
	const char *name;
	const char *script;
	const char *repository;
} states[] = {
	{"loose-objects", "test -z \"$(ls lamps.git/objects/pack)\"\n", "lamps.git"},
	{"a-pack-with-packed-refs", "git -C lamps.git gc -q\ntest -e lamps.git/packed-refs\n",
	 "lamps.git"},
	{"deltas-that-name-their-base",
	 "git -C lamps.git -c repack.useDeltaBaseOffset=false repack -adfq\n", "lamps.git"},
	{"an-index-of-version-1", "git -C lamps.git -c pack.indexVersion=1 repack -adfq\n",
	 "lamps.git"},
	{"objects-that-are-borrowed",
	 "git -C lamps.git gc -q\n"
	 "git clone -q --bare --shared lamps.git borrower.git\n"
	 "test -z \"$(ls borrower.git/objects/pack)\"\n",
	 "borrower.git"},
	{"a-work-tree", "git clone -q lamps.git tree\n", "tree"},
	{"the-git-directory-of-a-work-tree", "git clone -q lamps.git tree\n", "tree/.git"},
	{"a-linked-work-tree",
	 "git clone -q lamps.git tree\n"
	 "git -C tree worktree add -q --detach ../linked HEAD~2\n",
	 "linked"},
	{"format-1", "git -C lamps.git config core.repositoryFormatVersion 1\n", "lamps.git"},
};

static void test_state(const void *number)
{
	unsigned i = GPOINTER_TO_UINT(number);
	g_autoptr(fixture) fixture = history_new();

	fixture_script(fixture, states[i].script);
	check_repository(fixture, states[i].repository);
}

static void test_workers(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autoptr(GString) stream = g_string_new(NULL);
	g_autofree char *one = NULL;

	for (unsigned i = 0; i < 1000; i++)
		g_string_append_printf(stream,
				       "commit refs/heads/many\n"
				       "committer Ann Author <ann@example.org> %u +0000\n"
				       "data <<END\nlamp: change %u\nEND\n"
				       "M 100644 inline %u/%u/file\ndata <<END\n%u\nEND\n\n",
				       1700001000 + i, i, i % 7, i % 13, i);
	history_import(fixture, "lamps.git", stream->str);
	for (unsigned n_workers = 1; n_workers <= 4; n_workers++) {
		const struct repository_request request = {.n_workers = n_workers};
		g_autoptr(repository_commits) commits =
			history_read(fixture, "lamps.git", &request);
		g_autoptr(GString) text = g_string_new(NULL);

		for (size_t i = 0; i < commits->n_commits; i++) {
			const struct repository_commit *commit = &commits->commits[i];
			g_autofree char *line = describe(commit);

			g_string_append_printf(text, "%s|%u|%" G_GINT64_MODIFIER "x\n", line,
					       commit->n_files, commit->hash.new_blobs);
		}
		g_assert_cmpuint(commits->n_commits, ==, 1013);
		if (!one)
			one = g_strdup(text->str);
		g_assert_cmpstr(text->str, ==, one);
	}
}

static void test_order(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(GString) stream = g_string_new(NULL);
	g_autoptr(repository_commits) commits = NULL;
	g_autofree char *found = NULL;

	/* Roots of one time; a child that says to be older than its parent; the oldest last. */
	for (unsigned i = 0; i < 40; i++)
		g_string_append_printf(stream,
				       "commit refs/heads/root%u\nmark :%u\n"
				       "committer Ann Author <ann@example.org> 1000 +0000\n"
				       "data <<END\nroot %u\nEND\n\n",
				       i, i + 1, i);
	g_string_append(stream, "commit refs/heads/child\n"
				"committer Ann Author <ann@example.org> 500 +0000\n"
				"data <<END\nchild\nEND\n"
				"from :1\n\n"
				"commit refs/heads/oldest\n"
				"committer Ann Author <ann@example.org> 900 +0000\n"
				"data <<END\noldest\nEND\n\n");
	fixture_run(fixture, "git init -q --bare roots.git");
	history_import(fixture, "roots.git", stream->str);
	commits = history_read(fixture, "roots.git", NULL);
	g_assert_cmpuint(commits->n_commits, ==, 42);
	g_assert_true(str_equal(commits->commits[0].title, STR("oldest")));
	check_order(commits);
	found = fixture_git(fixture, "roots.git", "rev-parse root0");
	for (size_t i = 1; i < commits->n_commits; i++) {
		const struct repository_commit *before = &commits->commits[i - 1];
		const struct repository_commit *commit = &commits->commits[i];
		g_autofree char *id = history_hex(before->id);

		/* It could not be next before its parent was. */
		if (str_equal(commit->title, STR("child")))
			g_assert_cmpstr(id, ==, found);
		else if (i > 1 && !str_equal(before->title, STR("child")))
			g_assert_cmpint(memcmp(before->id, commit->id, COMMIT_ID_BYTES), <, 0);
	}
}

/* The ids that git lists in @name for @arguments; g_free() it. */
static char *list(const struct fixture *fixture, const char *name, const char *arguments)
{
	g_autofree char *all =
		g_strdup_printf("rev-list HEAD --branches --remotes --tags%s", arguments);

	return history_sorted(fixture_git(fixture, name, all));
}

/* What is new to who knows the commits @known, 40 digits each, is @expected. */
static void check_new(const struct fixture *fixture, const char *known, bool is_whole,
		      const char *expected)
{
	unsigned char ids[32][COMMIT_ID_BYTES];
	struct repository_request request = {
		.known = (const unsigned char(*)[COMMIT_ID_BYTES])ids,
		.known_is_whole = is_whole,
	};
	g_auto(GStrv) lines = g_strsplit(known, "\n", -1);
	g_autoptr(repository_commits) commits = NULL;
	g_autofree char *found = NULL;

	for (; lines[request.n_known] && lines[request.n_known][0]; request.n_known++)
		history_id(lines[request.n_known], ids[request.n_known]);
	commits = history_read(fixture, "lamps.git", &request);
	found = history_ids(commits, true);
	g_assert_cmpstr(found, ==, expected);
	for (size_t i = 0; i < commits->n_commits; i++)
		check_change(fixture, "lamps.git", &commits->commits[i]);
}

static void test_known_tips(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *all = list(fixture, "lamps.git", "");
	g_auto(GStrv) ids = g_strsplit(all, "\n", -1);

	g_assert_cmpuint(g_strv_length(ids), ==, 13);
	for (unsigned i = 0; ids[i]; i++) {
		g_autofree char *not = g_strdup_printf(" --not %s", ids[i]);
		g_autofree char *expected = list(fixture, "lamps.git", not );

		check_new(fixture, ids[i], false, expected);
	}
	check_new(fixture, all, false, "");
}

static void test_known_whole(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *all = list(fixture, "lamps.git", "");
	g_auto(GStrv) ids = g_strsplit(all, "\n", -1);

	for (unsigned i = 0; ids[i]; i++) {
		g_autofree char *not = g_strdup_printf(" --not %s", ids[i]);
		g_autofree char *expected = list(fixture, "lamps.git", not );
		g_autofree char *ancestors = g_strdup_printf("rev-list %s", ids[i]);
		g_autofree char *known = fixture_git(fixture, "lamps.git", ancestors);

		check_new(fixture, known, true, expected);
	}
}

static void test_known_gone(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *all = list(fixture, "lamps.git", "");
	g_autofree char *tree = NULL;

	check_new(fixture, "0123456789abcdef0123456789abcdef01234567", false, all);
	check_new(fixture, "0123456789abcdef0123456789abcdef01234567", true, all);
	tree = fixture_git(fixture, "lamps.git", "rev-parse main^{tree}");
	check_new(fixture, tree, false, all);
}

/* A known commit says to be older than its parent, which is then found before it. */
static void test_known_late(void)
{
	static const char stream[] = "commit refs/heads/skewed\nmark :1\n"
				     "committer Ann Author <ann@example.org> 1700009000 +0000\n"
				     "data <<END\nlamp: root\nEND\n"
				     "M 100644 inline a\ndata <<END\na\nEND\n\n"
				     "commit refs/heads/skewed\nmark :2\n"
				     "committer Ann Author <ann@example.org> 1700009100 +0000\n"
				     "data <<END\nlamp: parent\nEND\n"
				     "from :1\n\n"
				     "commit refs/heads/known\n"
				     "committer Ann Author <ann@example.org> 1700000000 +0000\n"
				     "data <<END\nlamp: known\nEND\n"
				     "from :2\n\n"
				     "commit refs/heads/skewed\n"
				     "committer Ann Author <ann@example.org> 1700009200 +0000\n"
				     "data <<END\nlamp: new\nEND\n"
				     "from :2\n\n";
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *known = NULL;
	g_autofree char *expected = NULL;

	fixture_script(fixture, "git init -q --bare lamps.git\n"
				"git -C lamps.git symbolic-ref HEAD refs/heads/known\n");
	history_import(fixture, "lamps.git", stream);
	known = fixture_git(fixture, "lamps.git", "rev-parse known");
	expected = fixture_git(fixture, "lamps.git", "rev-parse skewed");
	check_new(fixture, known, false, expected);
}

static void test_since(void)
{
	g_autoptr(fixture) fixture = history_new();

	for (int64_t since = 1700000100; since <= 1700001000; since += 50) {
		const struct repository_request request = {.since = since};
		g_autofree char *option = g_strdup_printf(" --since=%" G_GINT64_FORMAT, since);
		g_autofree char *expected = list(fixture, "lamps.git", option);
		g_autoptr(repository_commits) commits =
			history_read(fixture, "lamps.git", &request);
		g_autofree char *found = history_ids(commits, true);

		g_assert_cmpstr(found, ==, expected);
	}
}

static void test_shallow(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *command =
		g_strdup_printf("git clone -q --bare --depth=2 --no-single-branch "
				"file://%s/lamps.git shallow.git",
				fixture->directory);
	g_autoptr(repository_commits) commits = NULL;
	g_autofree char *found = NULL;
	g_autofree char *expected = NULL;
	unsigned n_ends = 0;

	fixture_run(fixture, command);
	commits = history_read(fixture, "shallow.git", NULL);
	found = describe_all(commits);
	expected = history_sorted(fixture_git(fixture, "shallow.git",
					      "log HEAD --branches --tags "
					      "--format=%H|%P|%an|%ae|%at|%ct|%s"));
	g_assert_cmpstr(found, ==, expected);
	for (size_t i = 0; i < commits->n_commits; i++) {
		if (commits->commits[i].n_parents > 0)
			continue;
		/* "another root" has no parents but was fetched whole. */
		n_ends += commits->commits[i].n_files == 0;
	}
	g_assert_cmpuint(n_ends, >, 1);
}

static void test_grafts(void)
{
	g_autoptr(fixture) fixture = history_new();

	/* The merge loses two parents, and the other root gets one. */
	fixture_script(fixture, "cd lamps.git\n"
				"mkdir -p info\n"
				"echo $(git rev-parse main~1 main~2) >info/grafts\n"
				"echo $(git rev-parse other side~1) >>info/grafts\n"
				"echo no graft >>info/grafts\n");
	check_repository(fixture, "lamps.git");
}

static void test_graft_circle(void)
{
	g_autoptr(fixture) fixture = history_new();

	fixture_script(fixture, "cd lamps.git\n"
				"mkdir -p info\n"
				"echo $(git rev-parse main~6 main) >info/grafts\n");
	history_read_fails(fixture, "lamps.git", TIDINGS_ERROR_CORRUPT, "own ancestors");
}

static void test_broken_people(void)
{
	static const struct {
		const char *author;
		const char *name;
		const char *address;
		int64_t authored_at;
	} cases[] = {
		{"Ann Author <ann@example.org> 1700000000 +0100", "Ann Author", "ann@example.org",
		 1700000000},
		{"<ann@example.org> 1 +0000", "", "ann@example.org", 1},
		{"Ann <> 1 +0000", "Ann", "", 1},
		{"Ann <ann <at> example.org> 5 +0000", "Ann", "ann <at", 5},
		{"Ann <ann@example.org> soon", "Ann", "ann@example.org", 0},
		{"Ann <ann@example.org>", "Ann", "ann@example.org", 0},
		{"Ann <ann@example.org> -5 +0000", "Ann", "ann@example.org", 0},
		{"Ann ann@example.org 5 +0000", "", "", 0},
		{"\xc5ke <ake@example.org> 1 +0000", "\xc3\x85ke", "ake@example.org", 1},
		{"  Ann \t Author  <ann@example.org> 1 +0000", "Ann Author", "ann@example.org", 1},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autoptr(repository_commits) commits = NULL;
		g_autofree char *object =
			g_strdup_printf("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor %s\n"
					"committer Carl <carl@example.org> 7 +0000\n\nlamp\n",
					cases[i].author);

		fixture_write(fixture, "object", str_from(object));
		fixture_script(fixture,
			       "git init -q --bare people.git\n"
			       "git -C people.git hash-object -w -t tree /dev/null >/dev/null\n"
			       "id=$(git -C people.git hash-object -w -t commit --literally "
			       "../object)\n"
			       "echo $id >people.git/refs/heads/main\n");
		commits = history_read(fixture, "people.git", NULL);
		g_assert_cmpuint(commits->n_commits, ==, 1);
		g_assert_true(str_equal(commits->commits[0].author.name, str_from(cases[i].name)));
		g_assert_true(
			str_equal(commits->commits[0].author.address, str_from(cases[i].address)));
		g_assert_cmpint(commits->commits[0].authored_at, ==, cases[i].authored_at);
		g_assert_cmpint(commits->commits[0].committed_at, ==, 7);
	}
}

static void test_deep_trees(void)
{
	static const struct {
		unsigned depth;
		bool is_read;
	} cases[] = {{2000, true}, {2100, false}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autoptr(GString) path = g_string_new(NULL);
		g_autofree char *stream = NULL;

		for (unsigned depth = 0; depth < cases[i].depth; depth++)
			g_string_append(path, "d/");
		stream = g_strdup_printf("commit refs/heads/main\n"
					 "committer Ann <ann@example.org> 7 +0000\n"
					 "data <<END\nlamp\nEND\n"
					 "M 100644 inline %sx\ndata 0\n\n",
					 path->str);
		fixture_run(fixture, "git init -q --bare deep.git");
		history_import(fixture, "deep.git", stream);
		if (cases[i].is_read) {
			g_autoptr(repository_commits) commits =
				history_read(fixture, "deep.git", NULL);

			g_assert_cmpuint(commits->commits[0].n_files, ==, 1);
			continue;
		}
		history_read_fails(fixture, "deep.git", TIDINGS_ERROR_CORRUPT, "too deeply");
	}
}

/* Ten trees of ten entries, each ten times the next: 10,000,000,000 empty trees. */
static void test_tree_bomb(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(repository_commits) commits = NULL;

	fixture_script(fixture,
		       "git init -q --bare bomb.git\n"
		       "cd bomb.git\n"
		       "tree=$(git mktree </dev/null)\n"
		       "for level in 0 1 2 3 4 5 6 7 8 9; do\n"
		       "	tree=$(for n in 0 1 2 3 4 5 6 7 8 9; do\n"
		       "		printf '040000 tree %s\\t%s\\n' $tree $n\n"
		       "	done | git mktree)\n"
		       "done\n"
		       "export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.org\n"
		       "export GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@example.org\n"
		       "git update-ref refs/heads/main $(echo bomb | git commit-tree $tree)\n");
	commits = history_read(fixture, "bomb.git", NULL);
	g_assert_cmpuint(commits->n_commits, ==, 1);
	g_assert_cmpuint(commits->commits[0].n_files, ==, 0);
	g_assert_cmpuint(commits->commits[0].hash.paths, ==, 0);
}

/* Writes what git would refuse to: a commit of the tree that the file `tree` makes. */
static void commit_tree(const struct fixture *fixture, str tree)
{
	fixture_write(fixture, "tree", tree);
	fixture_script(fixture,
		       "git init -q --bare odd.git\n"
		       "cd odd.git\n"
		       "tree=$(git hash-object -w -t tree --literally ../tree)\n"
		       "printf 'tree %s\\nauthor A <a@example.org> 1 +0000\\n"
		       "committer A <a@example.org> 1 +0000\\n\\nodd\\n' $tree >../object\n"
		       "git hash-object -w -t commit --literally ../object >refs/heads/main\n"
		       "echo $tree >../id\n");
}

static void test_damaged_trees(void)
{
	static const str trees[] = {
		STR_INIT("100644 a"),
		STR_INIT("100644 a\0too short"),
		STR_INIT("9 a\0aaaaaaaaaaaaaaaaaaaa"),
		STR_INIT("100644 a\0aaaaaaaaaaaaaaaaaaaa100644"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(trees); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autofree char *id = NULL;

		commit_tree(fixture, trees[i]);
		id = fixture_output(fixture, "cat id");
		history_read_fails(fixture, "odd.git", TIDINGS_ERROR_CORRUPT, id);
	}
}

/* A commit whose tree is not there; @mark, if any, says why. */
static void make_without_tree(const struct fixture *fixture, const char *script)
{
	commit_tree(fixture, STR("100644 a\0aaaaaaaaaaaaaaaaaaaa"));
	fixture_script(fixture, "id=$(cat id)\n"
				"rest=${id#??}\n"
				"rm -f odd.git/objects/${id%$rest}/$rest\n");
	fixture_script(fixture, script);
}

static void test_no_tree(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autofree char *id = NULL;

	fixture_script(fixture, "cd lamps.git\n"
				"git rev-parse main >../id\n"
				"printf 'tree %s\\nauthor A <a@example.org> 1 +0000\\n"
				"committer A <a@example.org> 1 +0000\\n\\nodd\\n' $(cat ../id) "
				">../object\n"
				"git hash-object -w -t commit --literally ../object "
				">refs/heads/main\n");
	id = fixture_output(fixture, "cat id");
	history_read_fails(fixture, "lamps.git", TIDINGS_ERROR_CORRUPT, id);
}

static void test_missing_tree(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *id = NULL;

	make_without_tree(fixture, "");
	id = fixture_output(fixture, "cat id");
	history_read_fails(fixture, "odd.git", TIDINGS_ERROR_CORRUPT, id);
}

static void test_partial_clone(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(repository_commits) commits = NULL;

	make_without_tree(fixture,
			  "cd odd.git\n"
			  "pack=$(git rev-parse main | git pack-objects -q objects/pack/pack)\n"
			  "touch objects/pack/pack-$pack.promisor\n");
	commits = history_read(fixture, "odd.git", NULL);
	g_assert_cmpuint(commits->n_commits, ==, 1);
	g_assert_cmpuint(commits->commits[0].n_files, ==, 0);
	g_assert_true(str_equal(commits->commits[0].title, STR("odd")));
}

static void test_damaged_commit(void)
{
	static const char *const objects[] = {
		"no commit\n",
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee49\n\nlamp\n",
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 12\n\nlamp\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(objects); i++) {
		g_autoptr(fixture) fixture = history_new();
		g_autofree char *id = NULL;

		/* The parent of a commit that is whole: a ref would be passed over. */
		fixture_write(fixture, "object", str_from(objects[i]));
		fixture_script(fixture,
			       "cd lamps.git\n"
			       "git hash-object -w -t commit --literally ../object >../id\n"
			       "printf 'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\\n"
			       "parent %s\\nauthor A <a@example.org> 1 +0000\\n"
			       "committer A <a@example.org> 1 +0000\\n\\nodd\\n' $(cat ../id) "
			       ">../child\n"
			       "git hash-object -w -t commit --literally ../child "
			       ">refs/heads/main\n");
		id = fixture_output(fixture, "cat id");
		history_read_fails(fixture, "lamps.git", TIDINGS_ERROR_CORRUPT, id);
	}
}

static void test_missing_parent(void)
{
	g_autoptr(fixture) fixture = history_new();
	g_autoptr(repository_commits) commits = NULL;

	fixture_script(fixture, "id=$(git -C lamps.git rev-parse other)\n"
				"rest=${id#??}\n"
				"rm -f lamps.git/objects/${id%$rest}/$rest\n");
	commits = history_read(fixture, "lamps.git", NULL);
	g_assert_cmpuint(commits->n_commits, ==, 12);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (unsigned i = 0; i < G_N_ELEMENTS(states); i++) {
		g_autofree char *path =
			g_strdup_printf("/commits/%s-are-read-as-git-reads-them", states[i].name);

		g_test_add_data_func(path, GUINT_TO_POINTER(i), test_state);
	}
	g_test_add_func("/commits/any-number-of-workers-reads-the-same", test_workers);
	g_test_add_func("/commits/of-possible-ones-the-earlier-then-the-smaller-id-is-next",
			test_order);
	g_test_add_func("/commits/ancestors-of-known-tips-are-left-out", test_known_tips);
	g_test_add_func("/commits/a-whole-set-of-known-ones-is-left-out", test_known_whole);
	g_test_add_func("/commits/a-known-one-that-is-gone-counts-for-nothing", test_known_gone);
	g_test_add_func("/commits/a-known-one-may-say-to-be-older-than-its-ancestors",
			test_known_late);
	g_test_add_func("/commits/older-ones-and-their-ancestors-are-left-out", test_since);
	g_test_add_func("/commits/the-end-of-a-shallow-clone-has-no-parents-and-no-change",
			test_shallow);
	g_test_add_func("/commits/grafts-take-the-place-of-parents", test_grafts);
	g_test_add_func("/commits/grafts-in-a-circle-are-an-error", test_graft_circle);
	g_test_add_func("/commits/a-broken-author-is-read-as-far-as-git-does", test_broken_people);
	g_test_add_func("/commits/a-tree-may-be-nested-as-deeply-as-a-path-is-long",
			test_deep_trees);
	g_test_add_func("/commits/a-tree-of-endless-trees-is-not-read-to-its-end", test_tree_bomb);
	g_test_add_func("/commits/a-damaged-tree-is-an-error-that-names-it", test_damaged_trees);
	g_test_add_func("/commits/a-tree-that-is-none-is-an-error-that-names-it", test_no_tree);
	g_test_add_func("/commits/a-missing-tree-is-an-error", test_missing_tree);
	g_test_add_func("/commits/a-missing-tree-of-a-partial-clone-is-none", test_partial_clone);
	g_test_add_func("/commits/a-damaged-commit-is-an-error-that-names-it", test_damaged_commit);
	g_test_add_func("/commits/a-missing-parent-is-no-error", test_missing_parent);
	return g_test_run();
}
