/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "../spawn.h"

#include <string.h>

/*
 * For the address sanitizer, which asks by this name: libgit2 1.5 loses what it
 * matches the configuration of a repository of format 1 with.
 */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so\n";
}

struct fixture *fixture_new(void)
{
	struct fixture *fixture = g_new0(struct fixture, 1);
	g_autoptr(GError) error = NULL;

	/* Neither git nor libgit2 may look at whoever runs the tests. */
	g_setenv("GIT_CONFIG_NOSYSTEM", "1", TRUE);
	g_setenv("GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	/* What is thrown away need not reach the disk. */
	g_setenv("GIT_CONFIG_COUNT", "1", TRUE);
	g_setenv("GIT_CONFIG_KEY_0", "core.fsync", TRUE);
	g_setenv("GIT_CONFIG_VALUE_0", "none", TRUE);
	fixture->directory = g_dir_make_tmp("tidings-test-XXXXXX", &error);
	g_assert_no_error(error);
	for (unsigned number = 1; number <= 9; number++) {
		g_autofree char *name = g_strdup_printf("%u.eml", number);
		g_autofree char *text = fixture_mail(number);

		fixture_write(fixture, name, str_from(text));
	}
	return fixture;
}

void fixture_free(struct fixture *fixture)
{
	const char *arguments[] = {"rm", "-rf", fixture->directory, NULL};

	g_spawn_sync(NULL, (char **)arguments, NULL, SPAWN_FLAGS, NULL, NULL, NULL, NULL, NULL,
		     NULL);
	g_free(fixture->directory);
	g_free(fixture);
}

char *fixture_mail(unsigned number)
{
	return g_strdup_printf("From: Ann Author <ann@example.org>\n"
			       "Date: Wed, 01 Jan 2025 10:%02u:00 +0100\n"
			       "Message-ID: <mail-%u@example.org>\n"
			       "Subject: mail %u\n"
			       "\n"
			       "This is what the mail with number %u says.\n",
			       number % 60, number, number, number);
}

char *fixture_path(const struct fixture *fixture, const char *name)
{
	return g_build_filename(fixture->directory, name, NULL);
}

void fixture_write(const struct fixture *fixture, const char *name, str bytes)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autofree char *directory = g_path_get_dirname(path);
	g_autoptr(GError) error = NULL;

	g_mkdir_with_parents(directory, 0700);
	/* Git writes its objects without permission to write; a new file takes the place. */
	g_file_set_contents(path, bytes.len ? bytes.ptr : "", (gssize)bytes.len, &error);
	g_assert_no_error(error);
}

str fixture_read(const struct fixture *fixture, const char *name)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autoptr(GError) error = NULL;
	char *text = NULL;
	gsize length = 0;

	g_file_get_contents(path, &text, &length, &error);
	g_assert_no_error(error);
	return (str){.ptr = text, .len = length};
}

static char *run(const struct fixture *fixture, const char *program, const char *arguments)
{
	const char *const in_folder[] = {SPAWN_IN(fixture->directory)};
	g_auto(GStrv) words = g_strsplit(arguments, " ", -1);
	g_autoptr(GPtrArray) vector = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	char *output = NULL;
	int status;

	for (size_t i = 0; i < G_N_ELEMENTS(in_folder); i++)
		g_ptr_array_add(vector, (char *)in_folder[i]);
	if (program)
		g_ptr_array_add(vector, (char *)program);
	for (char **word = words; *word; word++)
		g_ptr_array_add(vector, *word);
	g_ptr_array_add(vector, NULL);
	g_spawn_sync(NULL, (char **)vector->pdata, NULL, SPAWN_FLAGS, NULL, NULL, &output, NULL,
		     &status, &error);
	g_assert_no_error(error);
	g_spawn_check_wait_status(status, &error);
	g_assert_no_error(error);
	return g_strstrip(output);
}

void fixture_run(const struct fixture *fixture, const char *arguments)
{
	g_free(run(fixture, NULL, arguments));
}

char *fixture_output(const struct fixture *fixture, const char *arguments)
{
	return run(fixture, NULL, arguments);
}

void fixture_script(const struct fixture *fixture, const char *script)
{
	fixture_write(fixture, "script.sh", str_from(script));
	fixture_run(fixture, "sh -e script.sh");
}

void fixture_make(const struct fixture *fixture, const char *arguments)
{
	const char *program = g_getenv("MAKE_ARCHIVE");

	g_assert_nonnull(program);
	g_free(run(fixture, program, arguments));
}

char *fixture_git(const struct fixture *fixture, const char *repository, const char *arguments)
{
	g_autofree char *all = g_strdup_printf("-C %s %s", repository, arguments);

	return run(fixture, "git", all);
}

void fixture_import(const struct fixture *fixture, const char *name, unsigned n_mails,
		    int64_t (*committed_at)(unsigned number))
{
	g_autoptr(GString) stream = g_string_new(NULL);
	g_autofree char *command = NULL;

	for (unsigned number = 1; number <= n_mails; number++) {
		g_autofree char *text = fixture_mail(number);

		g_string_append_printf(stream,
				       "commit refs/heads/master\n"
				       "committer list <list@example.org> %" G_GINT64_FORMAT
				       " +0000\ndata 0\n\nM 100644 inline m\ndata %zu\n%s\n",
				       committed_at(number), strlen(text), text);
	}
	fixture_write(fixture, "stream", (str){.ptr = stream->str, .len = stream->len});
	command = g_strdup_printf("git init -q --bare %s &&"
				  "git -C %s symbolic-ref HEAD refs/heads/master &&"
				  "git -C %s fast-import --quiet <stream\n",
				  name, name, name);
	fixture_write(fixture, "import.sh", str_from(command));
	fixture_run(fixture, "sh import.sh");
}

struct archive *fixture_open(const struct fixture *fixture, const char *name)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autoptr(GError) error = NULL;
	struct archive *archive = archive_open(path, MBOX_QUOTING_RD, &error);

	g_assert_no_error(error);
	g_assert_nonnull(archive);
	return archive;
}

void fixture_open_fails(const struct fixture *fixture, const char *name, int code, const char *text)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autoptr(GError) error = NULL;
	struct archive *archive = archive_open(path, MBOX_QUOTING_RD, &error);

	g_assert_null(archive);
	g_assert_error(error, TIDINGS_ERROR, code);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, path));
	g_assert_nonnull(strstr(error->message, text));
}

struct selection *fixture_select(struct archive *archive, const char *range)
{
	struct selection_request request = {.range = range};
	struct selection *selection = NULL;
	g_autoptr(GError) error = NULL;

	archive_select(archive, &request, &selection, &error);
	g_assert_no_error(error);
	return selection;
}

static char *number_of(struct archive *archive, const struct arrival *arrival)
{
	g_autoptr(GError) error = NULL;
	struct raw_mail raw;
	char *number;
	size_t at;
	str rest;
	str word;

	switch (archive_read(archive, arrival, &raw, &error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		g_assert_no_error(error);
		return g_strdup("?");
	case READ_FAILED:
		g_assert_nonnull(error);
		return g_strdup("!");
	}
	g_assert_true(str_find(raw.bytes, STR("Subject: mail "), &at));
	rest = str_skip(raw.bytes, at + strlen("Subject: mail "));
	g_assert_true(str_next_word(&rest, &word));
	number = str_dup(word);
	raw_mail_release(&raw);
	return number;
}

char *fixture_numbers(struct archive *archive, const struct selection *selection)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < selection->n_arrivals; i++) {
		g_autofree char *number = number_of(archive, &selection->arrivals[i]);

		if (i > 0)
			g_string_append_c(text, ' ');
		g_string_append(text, number);
	}
	return g_string_free(text, FALSE);
}

char *fixture_numbers_of(const struct fixture *fixture, const char *name)
{
	g_autoptr(archive) archive = fixture_open(fixture, name);
	g_autoptr(selection) selection = fixture_select(archive, NULL);

	return fixture_numbers(archive, selection);
}
