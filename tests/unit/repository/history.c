/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANN "author Ann Author <ann@example.org> "
#define CARL "committer Carl Committer <carl@example.org> "

/* Dates go up by 100 seconds, but for those of the side branch. */
static const str stream = STR_INIT(
	"commit refs/heads/main\nmark :1\n" ANN "1700000000 +0100\n" CARL "1700000100 +0000\n"
	"data <<END\nlamp: begin\nEND\n"
	"M 100644 inline README\ndata <<END\nA lamp.\nIt is lit.\nIt burns.\nIt goes out.\nEND\n"
	"M 100644 inline src/wick.c\ndata <<END\none\ntwo\nthree\nfour\nfive\nsix\nEND\n"
	"M 100644 inline src/deep/er/oil.c\ndata <<END\noil\nEND\n"
	"M 120000 inline link\ndata 6\nREADME\n"
	"\n"
	"commit refs/heads/main\nmark :2\n" ANN "1700000150 +0100\n" CARL "1700000200 +0000\n"
	"data <<END\n\n\nlamp: trim\n  the wick\n\nIt smoked.\nEND\n"
	"from :1\n"
	"M 100644 inline src/wick.c\ndata <<END\none\ntwo\nTHREE\nfour\nfive\nsix\nEND\n"
	"\n"
	"commit refs/heads/main\nmark :3\n" ANN "1700000250 +0100\n" CARL "1700000300 +0000\n"
	"data <<END\nlamp: make it a program\nEND\n"
	"from :2\n"
	"M 100755 inline src/wick.c\ndata <<END\none\ntwo\nTHREE\nfour\nfive\nsix\nEND\n"
	"\n"
	"commit refs/heads/main\nmark :4\n" ANN "1700000350 +0100\n" CARL "1700000400 +0000\n"
	"data <<END\nlamp: rename, with a change and a mode\nEND\n"
	"from :3\n"
	"D src/wick.c\n"
	"M 100644 inline lib/wick.c\ndata <<END\none\ntwo\nTHREE\nfour\nfive\nSIX\nEND\n"
	"\n"
	"commit refs/heads/main\nmark :5\n" ANN "1700000450 +0100\n" CARL "1700000500 +0000\n"
	"data <<END\nlamp: a link becomes a file, a file a directory\nEND\n"
	"from :4\n"
	"M 100644 inline link\ndata <<END\nno link\nEND\n"
	"D README\n"
	"M 100644 inline README/en\ndata <<END\nAn other text.\nEND\n"
	"M 100644 inline README.txt\ndata <<END\nIts neighbour in the order of names.\nEND\n"
	"\n"
	"commit refs/heads/main\nmark :6\n" ANN "1700000550 +0100\n" CARL "1700000600 +0000\n"
	"data <<END\nlamp: a submodule, and an empty file\nEND\n"
	"from :5\n"
	"M 160000 0123456789abcdef0123456789abcdef01234567 sub\n"
	"M 100644 inline empty\ndata 0\n\n"
	"\n"
	"commit refs/heads/side\nmark :7\n" ANN "1600000000 +0100\n" CARL "1700000410 +0000\n"
	"data <<END\nlamp: on the side\nEND\n"
	"from :3\n"
	"M 100644 inline \"src/w\\303\\251ird \\\"name\\\"\"\ndata <<END\nx\nEND\n"
	"M 100644 inline src/binary\ndata 8\na\0b\0c\0d\n\n"
	"\n"
	"commit refs/heads/side\nmark :8\n" ANN "1600000000 +0100\n" CARL "1700000420 +0000\n"
	"data <<END\nlamp: an empty change\nEND\n"
	"from :7\n"
	"\n"
	"commit refs/heads/other\nmark :9\n" ANN "1700000000 +0100\n" CARL "1700000430 +0000\n"
	"data <<END\nother: another root\nEND\n"
	"M 100644 inline other\ndata <<END\nother\nEND\n"
	"\n"
	"commit refs/heads/main\nmark :10\n" ANN "1700000650 +0100\n" CARL "1700000700 +0000\n"
	"data <<END\nMerge three branches\nEND\n"
	"from :6\nmerge :8\nmerge :9\n"
	"M 100644 inline other\ndata <<END\nother\nEND\n"
	"\n"
	"commit refs/heads/main\nmark :11\n" ANN "1700000750 +0100\n" CARL "1700000800 +0000\n"
	"data <<END\nlamp: clear the whole of it\nEND\n"
	"from :10\n"
	"D empty\nD lib\nD sub\n"
	"R src/deep light\n"
	"\n"
	"commit refs/remotes/up/late\nmark :12\n" ANN "1700000000 +0100\n" CARL "1700000440 +0000\n"
	"data <<END\nlamp: fork from an old commit\nEND\n"
	"from :2\n"
	"M 100644 inline late\ndata <<END\nlate\nEND\n"
	"\n"
	"commit refs/remotes/up/late\nmark :13\n" ANN "1700000000 +0100\n" CARL "1700000900 +0000\n"
	"data <<END\nlamp: go on with it\nEND\n"
	"from :12\n"
	"M 100644 inline late\ndata <<END\nlater\nEND\n"
	"\n"
	"commit refs/pull/1/head\nmark :14\n" ANN "1700000000 +0100\n" CARL "1700000950 +0000\n"
	"data <<END\nlamp: nobody wants this\nEND\n"
	"from :13\n"
	"\n"
	"tag v1\nfrom :6\ntagger Carl Committer <carl@example.org> 1700000650 +0000\n"
	"data <<END\nlamp 1\nEND\n"
	"\n"
	"reset refs/tags/light\nfrom :8\n"
	"\n");

void history_import(const struct fixture *fixture, const char *name, const char *commits)
{
	g_autofree char *script =
		g_strdup_printf("git -C %s fast-import --quiet --force <stream\n", name);

	fixture_write(fixture, "stream", str_from(commits));
	fixture_script(fixture, script);
}

struct fixture *history_new(void)
{
	struct fixture *fixture = fixture_new();

	fixture_write(fixture, "stream", stream);
	fixture_script(fixture, "git init -q --bare lamps.git\n"
				"git -C lamps.git symbolic-ref HEAD refs/heads/main\n"
				"git -C lamps.git fast-import --quiet <stream\n");
	return fixture;
}

struct repository *history_open(const struct fixture *fixture, const char *name)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autoptr(GError) error = NULL;
	struct repository *repository = repository_open(path, &error);

	g_assert_no_error(error);
	g_assert_nonnull(repository);
	return repository;
}

static void check_error(const GError *error, int code, const char *text)
{
	g_assert_error(error, TIDINGS_ERROR, code);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, text));
}

void history_open_fails(const struct fixture *fixture, const char *name, int code, const char *text)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autoptr(GError) error = NULL;
	g_autoptr(repository) repository = repository_open(path, &error);

	g_assert_null(repository);
	check_error(error, code, text);
}

struct repository_commits *history_read(const struct fixture *fixture, const char *name,
					const struct repository_request *request)
{
	static const struct repository_request all = {0};
	g_autoptr(repository) repository = history_open(fixture, name);
	g_autoptr(GError) error = NULL;
	struct repository_commits *commits =
		repository_read_commits(repository, request ? request : &all, &error);

	g_assert_no_error(error);
	g_assert_nonnull(commits);
	return commits;
}

void history_read_fails(const struct fixture *fixture, const char *name, int code, const char *text)
{
	const struct repository_request all = {0};
	g_autoptr(repository) repository = history_open(fixture, name);
	g_autoptr(GError) error = NULL;

	g_assert_null(repository_read_commits(repository, &all, &error));
	check_error(error, code, text);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *history_sorted(char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	g_free(text);
	qsort(lines, g_strv_length(lines), sizeof(*lines), compare_lines);
	return g_strstrip(g_strjoinv("\n", lines));
}

char *history_ids(const struct repository_commits *commits, bool is_sorted)
{
	GString *ids = g_string_new(NULL);
	char *text;

	for (size_t i = 0; i < commits->n_commits; i++) {
		g_autofree char *id = history_hex(commits->commits[i].id);

		g_string_append_printf(ids, "%s\n", id);
	}
	text = g_strstrip(g_string_free(ids, FALSE));
	return is_sorted ? history_sorted(text) : text;
}

void history_id(const char *hex, unsigned char ret_id[COMMIT_ID_BYTES])
{
	for (unsigned i = 0; i < COMMIT_ID_BYTES; i++)
		ret_id[i] = (unsigned char)(g_ascii_xdigit_value(hex[2 * i]) * 16 +
					    g_ascii_xdigit_value(hex[2 * i + 1]));
}

char *history_hex(const unsigned char id[COMMIT_ID_BYTES])
{
	GString *hex = g_string_new(NULL);

	for (unsigned i = 0; i < COMMIT_ID_BYTES; i++)
		g_string_append_printf(hex, "%02x", id[i]);
	return g_string_free(hex, FALSE);
}
