/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bad servers: see tests/cli/bad_server.py, which is all of them. */
#include "mirror/mirror.h"

#include "base/error.h"
#include "base/limits.h"
#include "fixture.h"
#include "mirror/download.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A running server of the fixture's folder. */
struct server {
	struct fixture *fixture;
	GPid id;
	int input; /* it ends with this */
	char port[8];
};

static void read_port(struct server *server, int output)
{
	size_t length = 0;

	while (length + 1 < sizeof(server->port)) {
		g_assert_cmpint(read(output, server->port + length, 1), ==, 1);
		if (server->port[length] == '\n')
			break;
		length++;
	}
	server->port[length] = '\0';
	close(output);
}

static struct server *server_new(void)
{
	struct server *server = g_new0(struct server, 1);
	char *arguments[] = {(char *)"/usr/bin/python3", (char *)g_getenv("BAD_SERVER"), NULL,
			     NULL};
	g_autoptr(GError) error = NULL;
	int output;

	server->fixture = fixture_new();
	arguments[2] = server->fixture->folder;
	g_spawn_async_with_pipes(NULL, arguments, NULL,
				 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES, NULL, NULL,
				 &server->id, &server->input, &output, NULL, &error);
	g_assert_no_error(error);
	read_port(server, output);
	return server;
}

static void server_free(struct server *server)
{
	close(server->input);
	waitpid(server->id, NULL, 0);
	fixture_free(server->fixture);
	g_free(server);
}

typedef struct server server;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(server, server_free)

static char *url_of(const struct server *server, const char *kind)
{
	return g_strdup_printf("http://127.0.0.1:%s/%s", server->port, kind);
}

/* How many requests there were. */
static unsigned count(const struct server *server, const char *kind)
{
	g_autofree char *below = g_strconcat("count/", kind, NULL);
	g_autofree char *url = url_of(server, below);
	const struct download_request request = {.url = url, .timeout = 20, .limit = 100};
	g_autoptr(GString) body = NULL;
	unsigned retry_after;

	g_assert_cmpint(download(&request, &body, &retry_after, NULL), ==, DOWNLOAD_DONE);
	return (unsigned)g_ascii_strtoull(body->str, NULL, 10);
}

static const struct {
	const char *kind;
	enum download_result result;
	unsigned retry_after;
	const char *error;
} answers[] = {
	{"good", DOWNLOAD_DONE, 0, NULL},
	{"moved", DOWNLOAD_DONE, 0, NULL},
	{"gone", DOWNLOAD_ABSENT, 0, "HTTP 410"},
	{"nothing", DOWNLOAD_ABSENT, 0, "HTTP 404"},
	{"busy", DOWNLOAD_PASSING, 1, "HTTP 429"},
	{"broken", DOWNLOAD_PASSING, 0, "HTTP 500"},
	{"recovers", DOWNLOAD_PASSING, 0, "HTTP 503"},
	{"short", DOWNLOAD_PASSING, 0, "transfer closed"},
	{"mute", DOWNLOAD_PASSING, 0, "Operation too slow"},
	{"forbidden", DOWNLOAD_FINAL, 0, "HTTP 403"},
	{"endless", DOWNLOAD_FINAL, 0, "more than 100000 bytes"},
	{"file", DOWNLOAD_FINAL, 0, "Protocol \"file\""},
	{"loop", DOWNLOAD_FINAL, 0, "redirects"},
};

static void test_an_answer_is_done_absent_passing_or_final(void)
{
	g_autoptr(server) server = server_new();

	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
		g_autofree char *base = url_of(server, answers[i].kind);
		g_autofree char *url = g_strconcat(base, "/manifest.js.gz", NULL);
		const struct download_request request = {.url = url, .timeout = 1, .limit = 100000};
		g_autoptr(GString) body = NULL;
		g_autoptr(GError) error = NULL;
		unsigned retry_after = 0;

		g_test_message("%s", answers[i].kind);
		g_assert_cmpint(download(&request, &body, &retry_after, &error), ==,
				answers[i].result);
		g_assert_cmpuint(retry_after, ==, answers[i].retry_after);
		g_assert_true(!error == !answers[i].error);
		g_assert_true(!body == !!answers[i].error);
		if (error) {
			g_test_message("%s", error->message);
			g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
			g_assert_nonnull(strstr(error->message, answers[i].error));
		}
	}
}

static void test_a_server_that_is_not_there_may_come(void)
{
	const struct download_request request = {
		.url = "http://127.0.0.1:1/", .timeout = 1, .limit = 100};
	g_autoptr(GError) error = NULL;
	GString *body;
	unsigned retry_after;

	g_assert_cmpint(download(&request, &body, &retry_after, &error), ==, DOWNLOAD_PASSING);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
}

/* An epoch that git reads as files. */
static void add_epoch(const struct server *server)
{
	fixture_commit(server->fixture, "git/0.git", 1, 8);
	fixture_script(server->fixture, "git -C git/0.git update-server-info");
}

static void check_epoch(const struct server *server)
{
	fixture_script(server->fixture, "test $(git -C copy/git/0.git rev-list --count HEAD) = 8\n"
					"test ! -e copy/git/0.git.partial\n"
					"test \"$(cat copy/description)\" = 'Good things'\n");
}

static void fetch(struct server *server, const char *kind)
{
	g_autofree char *url = url_of(server, kind);
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	fixture_fetch(server->fixture, url, "copy", &result, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(result.n_epochs, ==, 1);
}

static void test_a_manifest_names_what_is_copied(void)
{
	g_autoptr(server) server = server_new();

	add_epoch(server);
	fetch(server, "good/");
	check_epoch(server);
	fetch(server, "good");
}

static void test_a_server_without_pieces_is_gone_on_with(void)
{
	g_autoptr(server) server = server_new();

	add_epoch(server);
	fixture_script(server->fixture,
		       "mkdir -p copy/git\n"
		       "git init -q --bare copy/git/0.git.partial\n"
		       "git -C copy/git/0.git.partial config remote.origin.url x\n");
	fetch(server, "good");
	check_epoch(server);
}

static void test_what_passes_is_waited_for(void)
{
	g_autoptr(server) server = server_new();

	add_epoch(server);
	fetch(server, "recovers");
	check_epoch(server);
}

static void test_a_wait_is_as_long_as_the_server_asks(void)
{
	g_autoptr(server) server = server_new();
	gint64 begin = g_get_monotonic_time();

	add_epoch(server);
	fetch(server, "busy");
	check_epoch(server);
	g_assert_cmpint(g_get_monotonic_time() - begin, >=, G_USEC_PER_SEC);
}

static void test_what_is_bad_is_told_and_how_often_it_is_tried(void)
{
	static const struct {
		const char *kind;
		unsigned n_tries;
		const char *error;
	} cases[] = {
		{"broken", 3, "/broken/manifest.js.gz: the server answers HTTP 500"},
		{"forbidden", 1, "/forbidden/manifest.js.gz: the server answers HTTP 403"},
		{"page", 1, "this is a page, and no manifest: <!doctype html> <title>Making sure"},
		{"cut", 1, "/cut/manifest.js.gz: this is no manifest: the gzip is cut off"},
		{"short", 3, "transfer closed"},
		{"endless", 1, "it answers with more than"},
		{"file", 1, "Protocol \"file\""},
		{"loop", 1 + LIMIT_REDIRECTS, "redirects"},
	};
	g_autoptr(server) server = server_new();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *url = url_of(server, cases[i].kind);
		g_autoptr(GError) error = NULL;
		struct mirror_result result;

		g_assert_false(fixture_fetch(server->fixture, url, "copy", &result, &error));
		g_test_message("%s", error->message);
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
		g_assert_nonnull(strstr(error->message, cases[i].error));
		g_assert_cmpuint(count(server, cases[i].kind), ==, cases[i].n_tries);
		fixture_script(server->fixture, "test ! -e copy; test ! -e copy.partial");
	}
}

/* Whether @request leads to a copy of the one repository, after @n_manifests were asked for. */
static void check_repository(struct server *server, const char *kind, bool is_project,
			     unsigned n_manifests)
{
	g_autofree char *url = url_of(server, kind);
	const struct mirror_request request = {.url = url, .is_project = is_project};
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	add_epoch(server);
	fixture_fetch_as(server->fixture, request, "copy", &result, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(result.n_epochs, ==, 1);
	g_assert_cmpuint(count(server, "manifests"), ==, n_manifests);
	fixture_script(server->fixture, "test $(git -C copy rev-list --count HEAD) = 8\n"
					"test ! -e copy/git\n");
}

static void test_without_a_manifest_it_is_a_repository(void)
{
	g_autoptr(server) server = server_new();

	check_repository(server, "good/git/0.git", false, 1);
}

static void test_of_a_project_no_manifest_is_asked_for(void)
{
	g_autoptr(server) server = server_new();

	check_repository(server, "good/git/0.git", true, 0);
}

static void test_a_v1_inbox_is_a_repository(void)
{
	g_autoptr(server) server = server_new();

	check_repository(server, "old/git/0.git", false, 1);
	fixture_script(server->fixture, "test \"$(cat copy/description)\" = 'Old things'");
}

static void test_of_nothing_there_is_no_copy(void)
{
	static const char *const kinds[] = {"nothing", "gone"};
	g_autoptr(server) server = server_new();

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autofree char *url = url_of(server, kinds[i]);
		g_autoptr(GError) error = NULL;
		struct mirror_result result;

		g_assert_false(fixture_fetch(server->fixture, url, "copy", &result, &error));
		g_test_message("%s", error->message);
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
		g_assert_nonnull(strstr(error->message, url));
		fixture_script(server->fixture, "test ! -e copy; test ! -e copy.partial");
	}
}

static void test_a_mirror_of_epochs_becomes_no_repository(void)
{
	g_autoptr(server) server = server_new();
	g_autofree char *url = url_of(server, "nothing");
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	add_epoch(server);
	fetch(server, "good");
	g_assert_false(fixture_fetch(server->fixture, url, "copy", &result, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
	g_assert_nonnull(strstr(error->message, "names no epochs any more"));
	check_epoch(server);
}

static void test_a_repository_becomes_no_mirror_of_epochs(void)
{
	g_autoptr(server) server = server_new();
	g_autofree char *url = url_of(server, "good");
	g_autoptr(GError) error = NULL;
	struct mirror_result result;

	add_epoch(server);
	fixture_script(server->fixture, "git clone -q --mirror git/0.git copy");
	g_assert_false(fixture_fetch(server->fixture, url, "copy", &result, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH);
	g_assert_nonnull(strstr(error->message, "a single repository"));
	fixture_script(server->fixture, "test ! -e copy/git");
}

static void test_no_password_is_told(void)
{
	g_autoptr(server) server = server_new();
	g_autofree char *url =
		g_strdup_printf("http://ann:secret@127.0.0.1:%s/broken", server->port);
	static const bool kinds[] = {false, true};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const struct mirror_request request = {.url = url, .is_project = kinds[i]};
		g_autoptr(GError) error = NULL;
		struct mirror_result result;

		g_assert_false(fixture_fetch_as(server->fixture, request, "copy", &result, &error));
		g_test_message("%s", error->message);
		g_assert_null(strstr(error->message, "secret"));
		g_assert_null(strstr(error->message, "ann@"));
	}
}

static const struct {
	const char *name;
	void (*function)(void);
} tests[] = {
	{"/servers/an-answer-is-done-absent-passing-or-final",
	 test_an_answer_is_done_absent_passing_or_final},
	{"/servers/a-server-that-is-not-there-may-come", test_a_server_that_is_not_there_may_come},
	{"/servers/a-manifest-names-what-is-copied", test_a_manifest_names_what_is_copied},
	{"/servers/a-server-without-pieces-is-gone-on-with",
	 test_a_server_without_pieces_is_gone_on_with},
	{"/servers/what-passes-is-waited-for", test_what_passes_is_waited_for},
	{"/servers/a-wait-is-as-long-as-the-server-asks",
	 test_a_wait_is_as_long_as_the_server_asks},
	{"/servers/what-is-bad-is-told-and-how-often-it-is-tried",
	 test_what_is_bad_is_told_and_how_often_it_is_tried},
	{"/servers/without-a-manifest-it-is-a-repository",
	 test_without_a_manifest_it_is_a_repository},
	{"/servers/of-a-project-no-manifest-is-asked-for",
	 test_of_a_project_no_manifest_is_asked_for},
	{"/servers/a-v1-inbox-is-a-repository", test_a_v1_inbox_is_a_repository},
	{"/servers/of-nothing-there-is-no-copy", test_of_nothing_there_is_no_copy},
	{"/servers/a-mirror-of-epochs-becomes-no-repository",
	 test_a_mirror_of_epochs_becomes_no_repository},
	{"/servers/a-repository-becomes-no-mirror-of-epochs",
	 test_a_repository_becomes_no_mirror_of_epochs},
	{"/servers/no-password-is-told", test_no_password_is_told},
};

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add_func(tests[i].name, tests[i].function);
	return g_test_run();
}
