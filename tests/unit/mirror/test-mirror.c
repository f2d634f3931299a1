/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mirrors of repositories on this machine; tests of web servers are test-servers.c. */
#include "mirror/mirror.h"

#include "base/error.h"
#include "fixture.h"
#include "mirror/inbox.h"
#include "mirror/lock.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static void fetch(struct fixture *fixture, const char *source, struct mirror_result *ret_result)
{
	g_autofree char *url = fixture_url(fixture, source);
	g_autoptr(GError) error = NULL;

	fixture_fetch(fixture, url, "copy", ret_result, &error);
	g_assert_no_error(error);
}

static void fetch_fails(struct fixture *fixture, struct mirror_request request, int code,
			const char *what)
{
	g_autoptr(GError) error = NULL;
	struct mirror_result result = {.n_epochs = 77};

	g_assert_false(fixture_fetch_as(fixture, request, "copy", &result, &error));
	g_test_message("%s", error->message);
	g_assert_error(error, TIDINGS_ERROR, code);
	g_assert_nonnull(strstr(error->message, what));
	g_assert_null(strpbrk(error->message, "\r\n"));
	g_assert_cmpuint(result.n_epochs, ==, 77);
}

static bool is_there(const struct fixture *fixture, const char *name)
{
	g_autofree char *path = fixture_path(fixture, name);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* All of @source, and nothing else, is in @copy, whole. */
static void check_same(const struct fixture *fixture, const char *source, const char *copy)
{
	g_autofree char *script = g_strdup_printf(
		"git -C %s show-ref >a; git -C %s show-ref >b; cmp a b\n"
		"git -C %s symbolic-ref HEAD >a; git -C %s symbolic-ref HEAD >b; cmp a b\n"
		"git -C %s rev-parse --verify -q HEAD >a\n"
		"git -C %s fsck --full --strict 2>&1 | grep -v '^dangling' >a || true\n"
		"test ! -s a; test ! -e %s.partial; test ! -e %s/shallow\n",
		source, copy, source, copy, copy, copy, copy, copy);

	fixture_script(fixture, script);
}

static void test_a_repository_is_copied(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 5);
	fixture_script(fixture, "git -C source tag v1 master; git -C source branch side master~2\n"
				"git -C source update-ref refs/pull/1/head master~1\n");
	fetch(fixture, "source", &result);
	g_assert_cmpuint(result.n_epochs, ==, 1);
	g_assert_cmpuint(result.n_new_epochs, ==, 1);
	g_assert_true(result.changed);
	check_same(fixture, "source", "copy");
	fixture_script(fixture,
		       "test $(git -C copy rev-list --count master) = 5\n"
		       "test $(git -C copy config remote.origin.url) = file://$PWD/source\n"
		       "test ! -e copy/hooks; test ! -e copy/description\n");
}

static void test_what_came_since_is_fetched(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fetch(fixture, "source", &result);
	fetch(fixture, "source", &result);
	g_assert_false(result.changed);
	g_assert_cmpuint(result.n_epochs, ==, 1);
	g_assert_cmpuint(result.n_new_epochs, ==, 0);
	fixture_commit(fixture, "source", 4, 9);
	fetch(fixture, "source", &result);
	g_assert_true(result.changed);
	g_assert_cmpuint(result.n_new_epochs, ==, 0);
	check_same(fixture, "source", "copy");
}

static void test_a_branch_of_another_name_is_head(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fixture_script(fixture, "git -C source branch -m master trunk\n");
	fetch(fixture, "source", &result);
	check_same(fixture, "source", "copy");
	fixture_script(fixture, "git -C source branch other trunk\n"
				"git -C source symbolic-ref HEAD refs/heads/other\n");
	fetch(fixture, "source", &result);
	check_same(fixture, "source", "copy");
}

static void test_a_rewritten_history_is_taken_over(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fixture_script(fixture, "git -C source branch a/b master\n");
	fetch(fixture, "source", &result);
	fixture_script(fixture, "git -C source update-ref -d refs/heads/master\n"
				"git -C source update-ref -d refs/heads/a/b\n");
	fixture_commit(fixture, "source", 2, 4);
	fixture_script(fixture, "git -C source branch a master\n");
	fetch(fixture, "source", &result);
	g_assert_true(result.changed);
	check_same(fixture, "source", "copy");
}

static void test_an_emptied_repository_empties_no_copy(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fetch(fixture, "source", &result);
	fixture_script(fixture, "git -C source update-ref -d refs/heads/master\n");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_FETCH, "is empty");
	fixture_script(fixture, "test $(git -C copy rev-list --count master) = 3\n");
}

/* Somebody's own clone, and the mirror of another address. */
static void test_what_is_no_mirror_of_the_address_stays(void)
{
	static const char *const makings[] = {
		"git init -q --bare copy\ngit -C copy fetch -q ../own master:mine\n",
		"git clone -q --bare own copy\n",
		"git clone -q --mirror own copy\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(makings); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		g_autofree char *url = fixture_url(fixture, "source");

		fixture_commit(fixture, "source", 1, 3);
		fixture_commit(fixture, "own", 4, 5);
		fixture_script(fixture, makings[i]);
		fixture_script(fixture, "git -C copy show-ref >before\n"
					"touch copy/index.lock\n");
		fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_WRITE,
			    "is no mirror of");
		fixture_script(fixture, "git -C copy show-ref | cmp - before\n"
					"test -e copy/index.lock\n");
	}
}

static void test_an_address_of_nothing_leaves_nothing(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "nothing");

	fixture_watch_git(fixture, "");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_FETCH, url);
	g_assert_cmpuint(fixture_count_runs(fixture, "ls-remote"), ==, 1);
	g_assert_false(is_there(fixture, "copy"));
	g_assert_false(is_there(fixture, "copy.partial"));
}

static void test_what_is_no_address_is_refused(void)
{
	static const char *const texts[] = {"",	    "/srv/x",	   "x", "--upload-pack=touch x:y",
					    "-x:y", "https://x\ny"};
	g_autoptr(fixture) fixture = fixture_new();

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(fixture_fetch(fixture, texts[i], "copy", NULL, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE);
		g_assert_false(is_there(fixture, "copy.lock"));
	}
}

static void test_one_run_at_a_time(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");
	g_autofree char *path = fixture_path(fixture, "copy.lock");
	struct mirror_result result;
	int lock;

	fixture_commit(fixture, "source", 1, 3);
	g_assert_true(lock_take(path, &lock, NULL));
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_BUSY, path);
	close(lock);
	fetch(fixture, "source", &result);
}

static void test_a_git_holds_the_lock(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fixture_watch_git(fixture, "case \"$*\" in *' fetch '*)\n"
				   "readlink /proc/$$/fd/* >\"$folder/open\";; esac\n");
	fetch(fixture, "source", &result);
	fixture_script(fixture, "grep -qx $PWD/copy.lock open\n"
				"grep -qx /dev/null open\n");
}

static void test_a_cut_copy_goes_on_in_pieces(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 20);
	fixture_watch_git(fixture, "case \"$*\" in *' fetch '*) kill -9 $$;; esac\n");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_FETCH, "signal 9");
	g_assert_false(is_there(fixture, "copy"));
	g_assert_true(is_there(fixture, "copy.partial"));

	/* The third piece is cut off: two of three commits are there. */
	fixture_watch_git(fixture,
			  "case \"$*\" in *' fetch '*)\n"
			  "test $(grep -c -e ' fetch ' \"$folder/log\") -lt 3 || kill -9 $$;;\n"
			  "esac\n");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_FETCH, "signal 9");
	g_assert_false(is_there(fixture, "copy"));
	fixture_script(fixture, "test $(git -C copy.partial rev-list --count master) = 6\n");

	fixture_commit(fixture, "source", 21, 21);
	fixture_watch_git(fixture, "");
	fetch(fixture, "source", &result);
	g_assert_cmpuint(fixture_count_runs(fixture, "--depth"), ==, 0);
	g_assert_cmpuint(fixture_count_runs(fixture, "--deepen=3"), >=, 5);
	g_assert_cmpuint(result.n_new_epochs, ==, 1);
	g_assert_true(result.changed);
	check_same(fixture, "source", "copy");
	fixture_script(fixture, "test $(git -C copy rev-list --count master) = 21\n");
}

static void test_a_fetch_that_is_cut_while_it_comes_goes_on_in_pieces(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 8);
	fixture_watch_git(fixture, "case \"$*\" in *' fetch '*)\n"
				   "test $(grep -c -e ' fetch ' \"$folder/log\") -ge 2 || {\n"
				   ": >\"$folder/copy.partial/objects/pack/tmp_pack_abcdef\"\n"
				   "echo 'fatal: early EOF' >&2; exit 128; };; esac\n");
	fetch(fixture, "source", &result);
	g_assert_cmpuint(fixture_count_runs(fixture, "--depth=3"), ==, 1);
	check_same(fixture, "source", "copy");
}

static void test_a_server_without_pieces_sends_the_whole(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 8);
	fixture_script(fixture, "git init -q --bare copy.partial\n"
				"git -C copy.partial config remote.origin.url x\n");
	fixture_watch_git(fixture,
			  "case \"$*\" in *--depth*) echo 'fatal: dumb http transport does "
			  "not support shallow capabilities' >&2; exit 128;; esac\n");
	fetch(fixture, "source", &result);
	check_same(fixture, "source", "copy");
}

/* Each is what a git init leaves that was killed at some moment. */
static void test_a_killed_beginning_is_made_anew(void)
{
	static const char *const scripts[] = {
		"mkdir copy.partial",
		"mkdir -p copy.partial/refs copy.partial/objects; : >copy.partial/HEAD.lock",
		"git init -q --bare copy.partial; : >copy.partial/config.lock",
		"git init -q --bare copy.partial; : >copy.partial/config",
		"git init -q --bare copy.partial; : >copy.partial/HEAD",
		"git init -q --bare copy.partial; echo '[remote' >copy.partial/config",
		": >copy.partial",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autoptr(fixture) fixture = fixture_new();
		struct mirror_result result;

		g_test_message("%s", scripts[i]);
		fixture_commit(fixture, "source", 1, 3);
		fixture_script(fixture, scripts[i]);
		fetch(fixture, "source", &result);
		check_same(fixture, "source", "copy");
	}
}

static void test_leftovers_of_a_killed_git_are_removed(void)
{
	static const char leftovers[] =
		"packed-refs.lock HEAD.lock config.lock shallow.lock packed-refs.new gc.pid"
		" refs/heads/master.lock refs/heads/a/b.lock objects/pack/tmp_pack_x"
		" objects/pack/tmp_idx_x objects/pack/.tmp-1-pack-x.pack objects/00/tmp_obj_x"
		" objects/info/commit-graph.lock objects/incoming-x/pack/tmp_pack_y";
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *script = g_strdup_printf("cd copy; mkdir -p objects/00 refs/heads/a"
						  " objects/incoming-x/pack\n"
						  "for name in %s; do : >$name; done\n",
						  leftovers);
	g_autofree char *check =
		g_strdup_printf("cd copy; for name in %s; do test ! -e $name; done\n", leftovers);
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fetch(fixture, "source", &result);
	fixture_commit(fixture, "source", 4, 5);
	fixture_script(fixture, "git -C copy update-ref refs/heads/tmp_branch master\n"
				"git -C source update-ref refs/heads/tmp_branch master~2\n");
	fixture_script(fixture, script);
	fixture_script(fixture, "echo 'fetch-pack 1 on x' >copy/objects/pack/pack-x.keep\n"
				"echo mine >copy/objects/pack/pack-y.keep\n");
	fetch(fixture, "source", &result);
	fixture_script(fixture, check);
	fixture_script(fixture, "test ! -e copy/objects/pack/pack-x.keep\n"
				"rm copy/objects/pack/pack-y.keep\n");
	check_same(fixture, "source", "copy");
}

static void test_what_may_pass_is_tried_again(void)
{
	static const char failing[] =
		"case \"$*\" in *' fetch '*)\n"
		"test $(grep -c -e ' fetch ' \"$folder/log\") -ge 3 || {\n"
		"echo 'error: RPC failed; HTTP 503' >&2; exit 128; };; esac\n";
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fixture_watch_git(fixture, failing);
	fetch_fails(fixture, (struct mirror_request){.url = url, .tries = 2}, TIDINGS_ERROR_FETCH,
		    "HTTP 503");
	g_assert_cmpuint(fixture_count_runs(fixture, "fetch "), ==, 2);
	fixture_script(fixture, "rm -r copy.partial");
	fixture_watch_git(fixture, failing);
	fetch(fixture, "source", &result);
	g_assert_cmpuint(fixture_count_runs(fixture, "fetch "), ==, 3);
	g_assert_nonnull(strstr(fixture->told->str, "trying again in 1 s"));
	check_same(fixture, "source", "copy");
}

static void test_a_full_disk_is_named(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");
	g_autofree char *path = fixture_path(fixture, "copy");
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fetch(fixture, "source", &result);
	fixture_commit(fixture, "source", 4, 5);
	fixture_watch_git(fixture,
			  "case \"$*\" in *' fetch '*) echo 'fatal: write error: No space left on "
			  "device' >&2; exit 128;; esac\n");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_WRITE, path);
	g_assert_cmpuint(fixture_count_runs(fixture, "fetch "), ==, 1);
	fixture_script(fixture, "test $(git -C copy rev-list --count master) = 3\n"
				"git -C copy fsck --full\n");
}

static void test_a_path_that_cannot_be_is_named(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");

	fixture_commit(fixture, "source", 1, 3);
	fixture_script(fixture, "mkdir copy; echo mine >copy/letter\n");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_WRITE,
		    "/copy: it is there, and no mirror");
	fixture_script(fixture, "rm copy/letter; rmdir copy; echo mine >copy\n");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_WRITE, "/copy");
	fixture_script(fixture, "test $(cat copy) = mine\n");
}

static void test_a_silent_server_counts_as_gone(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");

	fixture_commit(fixture, "source", 1, 3);
	fixture_watch_git(fixture, "case \"$*\" in *' ls-remote '*) sleep 60; exit 0;; esac\n");
	fetch_fails(fixture, (struct mirror_request){.url = url, .timeout = 1, .tries = 1},
		    TIDINGS_ERROR_FETCH, "not sent a byte");
}

static void test_no_control_character_of_a_server_is_shown(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *url = fixture_url(fixture, "source");

	fixture_watch_git(fixture, "printf 'remote: \\033[31mno\\a \\377\\n' >&2; exit 1\n");
	fetch_fails(fixture, (struct mirror_request){.url = url}, TIDINGS_ERROR_FETCH,
		    "remote:  [31mno  \xef\xbf\xbd");
}

static void test_without_git_nothing_is_found(void)
{
	g_autoptr(fixture) fixture = fixture_new();

	g_setenv("PATH", "/nowhere", TRUE);
	fetch_fails(fixture, (struct mirror_request){.url = "file:///x"}, TIDINGS_ERROR_NOT_FOUND,
		    "git");
}

static void test_no_repository_of_the_surroundings_counts(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *other = fixture_path(fixture, "other");
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fixture_commit(fixture, "other", 1, 1);
	g_setenv("GIT_DIR", other, TRUE);
	g_setenv("GIT_OBJECT_DIRECTORY", "/nowhere", TRUE);
	fetch(fixture, "source", &result);
	g_unsetenv("GIT_DIR");
	g_unsetenv("GIT_OBJECT_DIRECTORY");
	check_same(fixture, "source", "copy");
}

static void test_no_hook_is_run(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 3);
	fetch(fixture, "source", &result);
	fixture_commit(fixture, "source", 4, 5);
	fixture_script(fixture,
		       "mkdir copy/hooks\n"
		       "printf '#!/bin/sh\\n: >%s/ran\\n' $PWD >copy/hooks/reference-transaction\n"
		       "chmod +x copy/hooks/reference-transaction\n");
	fetch(fixture, "source", &result);
	g_assert_false(is_there(fixture, "ran"));
	check_same(fixture, "source", "copy");
}

static void test_progress_is_told(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	fixture_commit(fixture, "source", 1, 60);
	fetch(fixture, "source", &result);
	g_assert_nonnull(strstr(fixture->told->str, "receiving 100 % of 180 objects"));
}

/* Epochs @from to @to of as many commits each. */
static void make_epochs(const struct fixture *fixture, unsigned from, unsigned to)
{
	for (unsigned number = from; number <= to; number++) {
		g_autofree char *name = g_strdup_printf("list/git/%u.git", number);

		fixture_commit(fixture, name, 10 * number + 1, 10 * number + 4);
	}
}

/* As the server of `list` would name them, with fingerprints. */
static struct manifest *make_manifest(const struct fixture *fixture, unsigned from, unsigned to)
{
	struct manifest *manifest = g_new0(struct manifest, 1);

	manifest->epochs = g_array_new(FALSE, FALSE, sizeof(struct manifest_epoch));
	manifest->description = g_strdup("A list");
	for (unsigned number = from; number <= to; number++) {
		g_autofree char *script = g_strdup_printf(
			"git -C list/git/%u.git show-ref | sha1sum | cut -c1-40", number);
		struct manifest_epoch epoch = {.number = number};

		epoch.fingerprint = fixture_output(fixture, script);
		g_array_append_val(manifest->epochs, epoch);
	}
	return manifest;
}

static bool update_epochs(struct fixture *fixture, unsigned from, unsigned to, unsigned newest,
			  struct mirror_result *ret_result, GError **error)
{
	static const struct mirror_pace pace = {.piece = 3, .first_wait = 1};
	g_autofree char *url = fixture_url(fixture, "list");
	g_autofree char *path = fixture_path(fixture, "copy");
	g_autoptr(manifest) manifest = make_manifest(fixture, from, to);
	const struct mirror_request request = {
		.url = url, .path = path, .newest = newest, .timeout = 20, .tries = 2};
	struct mirror_run run = {.request = &request, .pace = &pace, .lock = -1};

	return inbox_update(&run, path, manifest, ret_result, error);
}

static void update(struct fixture *fixture, unsigned from, unsigned to, unsigned newest,
		   struct mirror_result *ret_result)
{
	g_autoptr(GError) error = NULL;

	update_epochs(fixture, from, to, newest, ret_result, &error);
	g_assert_no_error(error);
}

static void test_epochs_are_copied_and_stay(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	make_epochs(fixture, 0, 2);
	update(fixture, 0, 1, 0, &result);
	g_assert_cmpuint(result.n_epochs, ==, 2);
	g_assert_cmpuint(result.n_new_epochs, ==, 2);
	check_same(fixture, "list/git/1.git", "copy/git/1.git");
	/* The server names 0 no more. */
	update(fixture, 1, 2, 0, &result);
	g_assert_cmpuint(result.n_epochs, ==, 3);
	g_assert_cmpuint(result.n_new_epochs, ==, 1);
	g_assert_true(result.changed);
	check_same(fixture, "list/git/0.git", "copy/git/0.git");
	check_same(fixture, "list/git/2.git", "copy/git/2.git");
	fixture_script(fixture, "test \"$(cat copy/description)\" = 'A list'\n");
}

static void test_an_epoch_of_the_same_fingerprint_is_not_asked_for(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	make_epochs(fixture, 0, 2);
	update(fixture, 0, 2, 0, &result);
	fixture_commit(fixture, "list/git/1.git", 50, 52);
	fixture_watch_git(fixture, "");
	update(fixture, 0, 2, 0, &result);
	g_assert_true(result.changed);
	g_assert_cmpuint(fixture_count_runs(fixture, "ls-remote"), ==, 1);
	g_assert_cmpuint(fixture_count_runs(fixture, "fetch "), ==, 1);
	check_same(fixture, "list/git/1.git", "copy/git/1.git");
	fixture_watch_git(fixture, "");
	update(fixture, 0, 2, 0, &result);
	g_assert_false(result.changed);
	g_assert_cmpuint(fixture_count_runs(fixture, "ls-remote"), ==, 0);
}

static void test_the_newest_epochs_may_be_enough(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	struct mirror_result result;

	make_epochs(fixture, 0, 4);
	update(fixture, 0, 1, 1, &result);
	g_assert_cmpuint(result.n_epochs, ==, 1);
	g_assert_true(is_there(fixture, "copy/git/1.git"));
	/* 1, which is there, goes on; 2 is not wanted. */
	fixture_commit(fixture, "list/git/1.git", 50, 52);
	update(fixture, 0, 4, 2, &result);
	g_assert_cmpuint(result.n_epochs, ==, 3);
	g_assert_false(is_there(fixture, "copy/git/0.git"));
	g_assert_false(is_there(fixture, "copy/git/2.git"));
	check_same(fixture, "list/git/1.git", "copy/git/1.git");
	check_same(fixture, "list/git/4.git", "copy/git/4.git");
}

static void test_an_epoch_that_fails_keeps_none_from_coming(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	make_epochs(fixture, 0, 3);
	fixture_watch_git(fixture, "case \"$*\" in *ls-remote*/1.git|*ls-remote*/2.git)\n"
				   "echo 'fatal: not found' >&2; exit 128;; esac\n");
	g_assert_false(update_epochs(fixture, 0, 3, 0, &result, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
	g_assert_true(g_str_has_prefix(error->message, "epoch 1: cannot fetch "));
	g_assert_true(g_str_has_suffix(error->message, "; and 1 more failed"));
	check_same(fixture, "list/git/0.git", "copy/git/0.git");
	check_same(fixture, "list/git/3.git", "copy/git/3.git");
	g_assert_false(is_there(fixture, "copy/git/1.git"));
}

static void test_no_epoch_is_begun_behind_one_that_fails(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	make_epochs(fixture, 0, 2);
	update(fixture, 0, 0, 0, &result);
	fixture_commit(fixture, "list/git/0.git", 50, 52);
	fixture_watch_git(fixture, "case \"$*\" in *ls-remote*/0.git)\n"
				   "echo 'fatal: not found' >&2; exit 128;; esac\n");
	g_assert_false(update_epochs(fixture, 0, 2, 0, &result, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
	g_assert_false(is_there(fixture, "copy/git/1.git"));
	fixture_watch_git(fixture, "");
	update(fixture, 0, 2, 0, &result);
	g_assert_cmpuint(result.n_new_epochs, ==, 2);
}

static void test_no_room_ends_it(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	make_epochs(fixture, 0, 2);
	fixture_watch_git(fixture, "case \"$*\" in *' fetch '*)\n"
				   "echo 'fatal: No space left on device' >&2; exit 128;; esac\n");
	g_assert_false(update_epochs(fixture, 0, 2, 0, &result, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE);
	g_assert_cmpuint(fixture_count_runs(fixture, "ls-remote"), ==, 1);
}

static void test_a_server_that_is_gone_is_not_waited_for_again(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	make_epochs(fixture, 0, 2);
	fixture_watch_git(fixture, "case \"$*\" in *ls-remote*)\n"
				   "echo 'fatal: Connection refused' >&2; exit 128;; esac\n");
	g_assert_false(update_epochs(fixture, 0, 2, 0, &result, &error));
	/* Twice, once, once. */
	g_assert_cmpuint(fixture_count_runs(fixture, "ls-remote"), ==, 4);
}

struct job {
	struct fixture *fixture;
	const char *name;
};

static void *run_job(void *user)
{
	struct job *job = user;
	g_autofree char *url = fixture_url(job->fixture, "source");
	g_autofree char *path = fixture_path(job->fixture, job->name);
	const struct mirror_request request = {.url = url, .path = path, .timeout = 20, .tries = 1};
	struct mirror_result result;
	GError *error = NULL;

	mirror_fetch(&request, &result, &error);
	return error;
}

static void test_several_may_run_at_once(void)
{
	static const char *const names[] = {"first", "second", "third", "fourth"};
	g_autoptr(fixture) fixture = fixture_new();
	struct job jobs[G_N_ELEMENTS(names)];
	GThread *threads[G_N_ELEMENTS(names)];

	fixture_commit(fixture, "source", 1, 5);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		jobs[i] = (struct job){.fixture = fixture, .name = names[i]};
		threads[i] = g_thread_new(names[i], run_job, &jobs[i]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = g_thread_join(threads[i]);

		g_assert_no_error(error);
		check_same(fixture, "source", names[i]);
	}
}

/* Kills this process once a git runs. */
static void *kill_at_git(void *user)
{
	const char *path = user;

	while (!g_file_test(path, G_FILE_TEST_EXISTS))
		g_usleep(1000);
	kill(getpid(), SIGKILL);
	return NULL;
}

/* In a program of its own, in whose surroundings the folder is named. */
static void fetch_until_killed(void)
{
	struct fixture fixture = {.folder = (char *)g_getenv("FOLDER"), .told = g_string_new(NULL)};
	g_autofree char *id = fixture_path(&fixture, "id");

	g_thread_unref(g_thread_new("kill", kill_at_git, id));
	fetch(&fixture, "source", &(struct mirror_result){0});
}

static void test_a_git_ends_with_the_program(void)
{
	g_autoptr(fixture) fixture = NULL;

	if (g_test_subprocess()) {
		fetch_until_killed();
		return;
	}
	fixture = fixture_new();
	fixture_commit(fixture, "source", 1, 3);
	fixture_watch_git(fixture, "case \"$*\" in *' fetch '*) echo $$ >\"$folder/new\"\n"
				   "mv \"$folder/new\" \"$folder/id\"; exec sleep 60;; esac\n");
	g_setenv("FOLDER", fixture->folder, TRUE);
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	/* One that nobody waited for is still listed. */
	fixture_script(fixture, "for n in $(seq 200); do\n"
				"grep -qs '^State:.[RSD]' /proc/$(cat id)/status || exit 0\n"
				"sleep 0.05; done; exit 1\n");
}

static const struct {
	const char *name;
	void (*function)(void);
} tests[] = {
	{"/mirror/a-repository-is-copied", test_a_repository_is_copied},
	{"/mirror/what-came-since-is-fetched", test_what_came_since_is_fetched},
	{"/mirror/a-branch-of-another-name-is-head", test_a_branch_of_another_name_is_head},
	{"/mirror/a-rewritten-history-is-taken-over", test_a_rewritten_history_is_taken_over},
	{"/mirror/what-is-no-mirror-of-the-address-stays",
	 test_what_is_no_mirror_of_the_address_stays},
	{"/mirror/an-emptied-repository-empties-no-copy",
	 test_an_emptied_repository_empties_no_copy},
	{"/mirror/an-address-of-nothing-leaves-nothing", test_an_address_of_nothing_leaves_nothing},
	{"/mirror/what-is-no-address-is-refused", test_what_is_no_address_is_refused},
	{"/mirror/one-run-at-a-time", test_one_run_at_a_time},
	{"/mirror/a-git-holds-the-lock", test_a_git_holds_the_lock},
	{"/mirror/a-cut-copy-goes-on-in-pieces", test_a_cut_copy_goes_on_in_pieces},
	{"/mirror/a-fetch-that-is-cut-while-it-comes-goes-on-in-pieces",
	 test_a_fetch_that_is_cut_while_it_comes_goes_on_in_pieces},
	{"/mirror/a-server-without-pieces-sends-the-whole",
	 test_a_server_without_pieces_sends_the_whole},
	{"/mirror/a-killed-beginning-is-made-anew", test_a_killed_beginning_is_made_anew},
	{"/mirror/leftovers-of-a-killed-git-are-removed",
	 test_leftovers_of_a_killed_git_are_removed},
	{"/mirror/what-may-pass-is-tried-again", test_what_may_pass_is_tried_again},
	{"/mirror/a-full-disk-is-named", test_a_full_disk_is_named},
	{"/mirror/a-path-that-cannot-be-is-named", test_a_path_that_cannot_be_is_named},
	{"/mirror/a-silent-server-counts-as-gone", test_a_silent_server_counts_as_gone},
	{"/mirror/no-control-character-of-a-server-is-shown",
	 test_no_control_character_of_a_server_is_shown},
	{"/mirror/without-git-nothing-is-found", test_without_git_nothing_is_found},
	{"/mirror/no-repository-of-the-surroundings-counts",
	 test_no_repository_of_the_surroundings_counts},
	{"/mirror/no-hook-is-run", test_no_hook_is_run},
	{"/mirror/progress-is-told", test_progress_is_told},
	{"/mirror/epochs-are-copied-and-stay", test_epochs_are_copied_and_stay},
	{"/mirror/an-epoch-of-the-same-fingerprint-is-not-asked-for",
	 test_an_epoch_of_the_same_fingerprint_is_not_asked_for},
	{"/mirror/the-newest-epochs-may-be-enough", test_the_newest_epochs_may_be_enough},
	{"/mirror/an-epoch-that-fails-keeps-none-from-coming",
	 test_an_epoch_that_fails_keeps_none_from_coming},
	{"/mirror/no-epoch-is-begun-behind-one-that-fails",
	 test_no_epoch_is_begun_behind_one_that_fails},
	{"/mirror/no-room-ends-it", test_no_room_ends_it},
	{"/mirror/a-server-that-is-gone-is-not-waited-for-again",
	 test_a_server_that_is_gone_is_not_waited_for_again},
	{"/mirror/several-may-run-at-once", test_several_may_run_at_once},
	{"/mirror/a-git-ends-with-the-program", test_a_git_ends_with_the_program},
};

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add_func(tests[i].name, tests[i].function);
	return g_test_run();
}
