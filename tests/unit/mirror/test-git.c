/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What git says, read: its progress, its failures, its lists of refs. */
#include "mirror/git_failure.h"
#include "mirror/git_line.h"
#include "mirror/refs.h"

static void test_progress_is_told_in_short(void)
{
	static const struct {
		const char *line;
		const char *text;
		enum git_phase phase;
	} cases[] = {
		{"Receiving objects:  45% (555/1234), 12.30 MiB | 2.00 MiB/s",
		 "receiving 45 % of 1234 objects, 12.3 MiB", GIT_PHASE_RECEIVING},
		{"Receiving objects:   0% (1/1234)", "receiving 0 % of 1234 objects",
		 GIT_PHASE_RECEIVING},
		{"Receiving objects: 100% (1234/1234), 800.00 KiB | 2.00 MiB/s, done.",
		 "receiving 100 % of 1234 objects, 800.0 KiB", GIT_PHASE_LOCAL},
		{"Receiving objects: 100% (9/9), 512 bytes | 512.00 KiB/s, done.",
		 "receiving 100 % of 9 objects, 512 bytes", GIT_PHASE_LOCAL},
		{"Receiving objects: 100% (9/9), done.", "receiving 100 % of 9 objects",
		 GIT_PHASE_LOCAL},
		{"Unpacking objects:  50% (4/8), 100 bytes | 5 KiB/s",
		 "receiving 50 % of 8 objects, 100 bytes", GIT_PHASE_RECEIVING},
		{"Resolving deltas:  45% (5/11)", "resolving 45 %", GIT_PHASE_LOCAL},
		{"Resolving deltas: 100% (11/11), completed with 3 local objects.",
		 "resolving 100 %", GIT_PHASE_LOCAL},
		{"remote: Counting objects:  25% (1/4)        ",
		 "the server counts 25 % of 4 objects", GIT_PHASE_SERVER},
		{"remote: Enumerating objects: 1234, done.", "the server looks", GIT_PHASE_SERVER},
		{"Receiving objects: 45% (1/99999999999)", "receiving", GIT_PHASE_RECEIVING},
		{"Receiving objects: 999% (1/2)", "receiving", GIT_PHASE_RECEIVING},
		{"Receiving objects: 10% (1/9), 5.00 \x1b[1mB", "receiving 10 % of 9 objects",
		 GIT_PHASE_RECEIVING},
		{"fatal: early EOF", NULL, 0},
		{"remote: Total 4 (delta 0), reused 0", NULL, 0},
		{"", NULL, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct git_progress progress;

		g_test_message("%s", cases[i].line);
		g_assert_true(git_line_read(str_from(cases[i].line), &progress) == !!cases[i].text);
		if (cases[i].text) {
			g_assert_cmpstr(progress.text, ==, cases[i].text);
			g_assert_cmpint(progress.phase, ==, cases[i].phase);
		}
	}
}

/* As git 2.39 and ssh say it, the address cut. */
static void test_only_what_may_pass_is_tried_again(void)
{
	static const struct {
		const char *said;
		enum git_failure failure;
	} cases[] = {
		{"fatal: unable to access '': Could not resolve host: x", GIT_FAILURE_PASSING},
		{"fatal: unable to access '': Failed to connect to x port 80 after 0 ms: Couldn't "
		 "connect to server",
		 GIT_FAILURE_PASSING},
		{"fatal: unable to access '': The requested URL returned error: 503",
		 GIT_FAILURE_PASSING},
		{"fatal: unable to access '': The requested URL returned error: 429",
		 GIT_FAILURE_PASSING},
		{"fatal: unable to access '': The requested URL returned error: 403",
		 GIT_FAILURE_FINAL},
		{"error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\n"
		 "fatal: expected flush after ref listing",
		 GIT_FAILURE_PASSING},
		{"error: RPC failed; HTTP 403 curl 22 The requested URL returned error: 403\n"
		 "fatal: the remote end hung up unexpectedly",
		 GIT_FAILURE_FINAL},
		{"error: RPC failed; curl 18 transfer closed with outstanding read data "
		 "remaining\nfatal: early EOF\nfatal: fetch-pack: invalid index-pack output",
		 GIT_FAILURE_PASSING},
		{"fatal: unable to access '': Operation too slow. Less than 1 bytes/sec "
		 "transferred the last 20 seconds",
		 GIT_FAILURE_PASSING},
		{"fatal: repository '' not found", GIT_FAILURE_FINAL},
		{"fatal: Authentication failed for ''", GIT_FAILURE_FINAL},
		{"fatal: could not read Username for '': terminal prompts disabled",
		 GIT_FAILURE_FINAL},
		{"fatal: not valid: is this a git repository?", GIT_FAILURE_FINAL},
		{"fatal: '/x' does not appear to be a git repository\nfatal: Could not read from "
		 "remote repository.",
		 GIT_FAILURE_FINAL},
		{"fatal: remote error: access denied or repository not exported: /x",
		 GIT_FAILURE_FINAL},
		{"git@x: Permission denied (publickey).\nfatal: Could not read from remote "
		 "repository.",
		 GIT_FAILURE_FINAL},
		{"ssh: Could not resolve hostname x: Name or service not known",
		 GIT_FAILURE_PASSING},
		{"ssh: connect to host x port 22: Connection refused", GIT_FAILURE_PASSING},
		{"fatal: unable to access '': server certificate verification failed. CAfile: none",
		 GIT_FAILURE_FINAL},
		{"fatal: transport 'ext' not allowed", GIT_FAILURE_FINAL},
		{"fatal: remote error: upload-pack: not our ref 0123", GIT_FAILURE_PASSING},
		{"fatal: write error: No space left on device\nfatal: fetch-pack: invalid "
		 "index-pack output",
		 GIT_FAILURE_LOCAL},
		{"remote: fatal: write error: No space left on device\nfatal: early EOF",
		 GIT_FAILURE_PASSING},
		{"error: cannot lock ref 'refs/heads/x': Unable to create '/x/y.lock': Permission "
		 "denied",
		 GIT_FAILURE_LOCAL},
		{"fatal: dumb http transport does not support shallow capabilities",
		 GIT_FAILURE_NO_PIECES},
		{"fatal: Server does not support shallow clients", GIT_FAILURE_NO_PIECES},
		{"something else", GIT_FAILURE_FINAL},
		{"", GIT_FAILURE_FINAL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].said);
		g_assert_cmpint(git_failure_of(str_from(cases[i].said)), ==, cases[i].failure);
	}
}

static void test_refs_of_a_server_are_those_of_show_ref(void)
{
	static const char output[] = "ref: refs/heads/trunk\tHEAD\n"
				     "aa11\tHEAD\n"
				     "aa11\trefs/heads/trunk\n"
				     "bb22\trefs/tags/v1\n"
				     "aa11\trefs/tags/v1^{}\n"
				     "no line\n"
				     "zz\trefs/heads/no-hex\n";
	g_auto(refs) refs = {0};

	refs_read(str_from(output), &refs);
	g_assert_cmpstr(refs.listing->str, ==, "aa11 refs/heads/trunk\nbb22 refs/tags/v1\n");
	g_assert_cmpstr(refs.head, ==, "refs/heads/trunk");
	g_assert_cmpstr(refs.head_id, ==, "aa11");
	g_assert_true(
		refs_have_fingerprint(STR("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d"));
	g_assert_true(
		refs_have_fingerprint(STR("abc"), "A9993E364706816ABA3E25717850C26C9CD0D89D"));
	g_assert_false(
		refs_have_fingerprint(STR("abd"), "a9993e364706816aba3e25717850c26c9cd0d89d"));
	g_assert_false(refs_have_fingerprint(STR(""), NULL));
}

static void test_head_is_a_branch_that_is_there(void)
{
	const str listing = STR("aa refs/heads/a\nbb refs/heads/b\ncc refs/tags/t\n");
	const struct {
		struct refs server;
		const char *current;
		str listing;
		const char *head;
	} cases[] = {
		{{.head = (char *)"refs/heads/b"}, "refs/heads/a", listing, "refs/heads/b"},
		{{.head = (char *)"refs/heads/x"}, "refs/heads/b", listing, "refs/heads/b"},
		{{.head = (char *)"refs/tags/t"}, NULL, listing, "refs/heads/a"},
		{{.head_id = (char *)"bb"}, "refs/heads/master", listing, "refs/heads/b"},
		{{.head_id = (char *)"cc"}, "refs/heads/master", listing, "refs/heads/a"},
		{{0}, NULL, listing, "refs/heads/a"},
		{{0}, NULL, STR_INIT("cc refs/tags/t\n"), NULL},
		{{0}, NULL, STR_INIT(""), NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *head =
			refs_choose_head(cases[i].listing, &cases[i].server, cases[i].current);

		g_assert_cmpstr(head, ==, cases[i].head);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/git/progress-is-told-in-short", test_progress_is_told_in_short);
	g_test_add_func("/git/only-what-may-pass-is-tried-again",
			test_only_what_may_pass_is_tried_again);
	g_test_add_func("/git/refs-of-a-server-are-those-of-show-ref",
			test_refs_of_a_server_are_those_of_show_ref);
	g_test_add_func("/git/head-is-a-branch-that-is-there", test_head_is_a_branch_that_is_there);
	return g_test_run();
}
