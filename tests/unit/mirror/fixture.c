/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "../spawn.h"

#include <string.h>

enum { PIECE = 3 };

struct fixture *fixture_new(void)
{
	struct fixture *fixture = g_new0(struct fixture, 1);

	fixture->folder = g_dir_make_tmp("mirror-XXXXXX", NULL);
	g_assert_nonnull(fixture->folder);
	fixture->told = g_string_new(NULL);
	return fixture;
}

void fixture_free(struct fixture *fixture)
{
	g_autofree char *script = NULL;

	if (!fixture)
		return;
	g_setenv("PATH", "/usr/bin:/bin", TRUE);
	script = g_strdup_printf("rm -rf '%s'", fixture->folder);
	fixture_script(fixture, script);
	g_free(fixture->folder);
	g_string_free(fixture->told, TRUE);
	g_free(fixture);
}

char *fixture_output(const struct fixture *fixture, const char *script)
{
	char *arguments[] = {
		(char *)"env",	(char *)"-C", fixture->folder, (char *)"sh", (char *)"-ec",
		(char *)script, NULL,
	};
	g_autoptr(GError) error = NULL;
	char *output = NULL;
	int status;

	g_spawn_sync(NULL, arguments, NULL, SPAWN_FLAGS, NULL, NULL, &output, NULL, &status,
		     &error);
	g_assert_no_error(error);
	if (!g_spawn_check_wait_status(status, &error))
		g_error("%s: %s", script, error->message);
	return g_strstrip(output);
}

void fixture_script(const struct fixture *fixture, const char *script)
{
	g_free(fixture_output(fixture, script));
}

char *fixture_path(const struct fixture *fixture, const char *name)
{
	return g_build_filename(fixture->folder, name, NULL);
}

char *fixture_url(const struct fixture *fixture, const char *name)
{
	return g_strdup_printf("file://%s/%s", fixture->folder, name);
}

void fixture_commit(const struct fixture *fixture, const char *name, unsigned from, unsigned to)
{
	g_autofree char *script = g_strdup_printf(
		"test -d %s || git init -q --bare -b master %s\n"
		"{ for n in $(seq %u %u); do\n"
		"echo commit refs/heads/master\n"
		"echo \"committer Ann <ann@example.org> $((1700000000 + n)) +0000\"\n"
		"echo data 1; echo $((n %% 10))\n"
		"test $n != %u || ! git -C %s rev-parse -q --verify master >/dev/null ||"
		" echo from refs/heads/master^0\n"
		"echo M 100644 inline m; echo data 6; printf '%%05d\\n\\n' $n\n"
		"done; } >stream\n"
		"git -C %s fast-import --quiet <stream\n",
		name, name, from, to, from, name, name);

	fixture_script(fixture, script);
}

static void tell(void *user, const char *text)
{
	struct fixture *fixture = user;

	g_assert_true(g_utf8_validate(text, -1, NULL));
	g_assert_null(strpbrk(text, "\r\n\x1b"));
	g_string_append_printf(fixture->told, "%s\n", text);
}

bool fixture_fetch_as(struct fixture *fixture, struct mirror_request request, const char *name,
		      struct mirror_result *ret_result, GError **error)
{
	static const struct mirror_pace pace = {.piece = PIECE, .first_wait = 1};
	g_autofree char *path = fixture_path(fixture, name);

	request.path = path;
	request.timeout = request.timeout ? request.timeout : 20;
	request.tries = request.tries ? request.tries : 3;
	request.tell = tell;
	request.user = fixture;
	return mirror_fetch_at_pace(&request, &pace, ret_result, error);
}

bool fixture_fetch(struct fixture *fixture, const char *url, const char *name,
		   struct mirror_result *ret_result, GError **error)
{
	return fixture_fetch_as(fixture, (struct mirror_request){.url = url}, name, ret_result,
				error);
}

void fixture_watch_git(const struct fixture *fixture, const char *script)
{
	g_autofree char *bin = fixture_path(fixture, "bin");
	g_autofree char *file = fixture_path(fixture, "script");
	g_autofree char *path = g_strdup_printf("%s:/usr/bin:/bin", bin);
	g_autofree char *making = g_strdup_printf("mkdir -p bin; : >log\n"
						  "cat >bin/git <<'END'\n"
						  "#!/bin/sh\n"
						  "folder='%s'\n"
						  "echo \"$@\" >>\"$folder/log\"\n"
						  ". \"$folder/script\"\n"
						  "exec /usr/bin/git \"$@\"\n"
						  "END\n"
						  "chmod +x bin/git\n",
						  fixture->folder);

	fixture_script(fixture, making);
	g_assert_true(g_file_set_contents(file, script, -1, NULL));
	g_setenv("PATH", path, TRUE);
}

unsigned fixture_count_runs(const struct fixture *fixture, const char *word)
{
	g_autofree char *script = g_strdup_printf("grep -c -e ' %s' log || true", word);
	g_autofree char *count = fixture_output(fixture, script);

	return (unsigned)g_ascii_strtoull(count, NULL, 10);
}
