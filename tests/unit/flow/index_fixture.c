/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index_fixture.h"

#include "index/messages.h"

void index_fixture_init(struct index_fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;

	*fixture = (struct index_fixture){.files = fixture_new()};
	arena_init(&fixture->arena);
	path = fixture_path(fixture->files, "index.db");
	fixture->index = index_open(path, &error);
	g_assert_no_error(error);
}

void index_fixture_clear(struct index_fixture *fixture)
{
	index_close(fixture->index);
	fixture_free(fixture->files);
	arena_clear(&fixture->arena);
}

static void append_diff(GString *text, const char *added)
{
	g_string_append_printf(text,
			       "---\n lamp.c | 5 ++++-\n\n"
			       "diff --git a/lamp.c b/lamp.c\n--- a/lamp.c\n+++ b/lamp.c\n"
			       "@@ -1,5 +1,8 @@ int lamp(void)\n burn();\n glow();\n-dim();\n"
			       "+light();\n+rest();\n+stay();\n"
			       "+%s\n trim();\n fill();\n-- \n2.43.0\n",
			       added);
}

void write_mails(const struct index_fixture *fixture, const struct invented *mails, size_t n_mails)
{
	for (size_t i = 0; i < n_mails; i++) {
		const struct invented *mail = &mails[i];
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *name = g_strdup_printf("%s.eml", mail->id);
		g_autofree char *path = fixture_path(fixture->files, name);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			continue;
		g_string_append_printf(text, "From: %s\nMessage-ID: <%s@example.org>\n",
				       mail->from ? mail->from : "Ann Author <ann@example.org>",
				       mail->id);
		g_string_append_printf(text, "Date: Wed, 01 Jan 2025 00:%02u:00 +0000\n",
				       (unsigned)i);
		if (mail->parent)
			g_string_append_printf(text, "In-Reply-To: <%s@example.org>\n",
					       mail->parent);
		g_string_append_printf(text, "Subject: %s\n\n%s\n", mail->subject,
				       mail->text ? mail->text : "Burn.");
		if (mail->added)
			append_diff(text, mail->added);
		fixture_write(fixture->files, name, (str){.ptr = text->str, .len = text->len});
	}
}

void make_archive(const struct index_fixture *fixture, const char *kind, const char *name,
		  const struct invented *mails, size_t n_mails)
{
	g_autofree char *remove = g_strdup_printf("rm -rf %s", name);
	g_autoptr(GString) arguments = g_string_new(NULL);

	write_mails(fixture, mails, n_mails);
	fixture_run(fixture->files, remove);
	g_string_append_printf(arguments, "%s %s", kind, name);
	for (size_t i = 0; i < n_mails; i++)
		g_string_append_printf(arguments, " %s.eml", mails[i].id);
	fixture_make(fixture->files, arguments->str);
}

struct ingest_result ingest(struct index_fixture *fixture, const char *name, unsigned chunk_mails)
{
	g_autofree char *path = fixture_path(fixture->files, name);
	g_autoptr(archive) archive = fixture_open(fixture->files, name);
	const struct ingest_request request = {.path = path, .chunk_mails = chunk_mails};
	g_autoptr(GError) error = NULL;
	struct ingest_result result;

	g_assert_true(ingest_archive(fixture->index, archive, &request, &result, &error));
	g_assert_no_error(error);
	return result;
}

int64_t message_of(struct index_fixture *fixture, const char *id)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autofree char *whole = g_strdup_printf("%s@example.org", id);

	g_assert_true(messages_find(fixture->index, str_from(whole), numbers, NULL));
	return numbers->len ? g_array_index(numbers, int64_t, 0) : 0;
}

int64_t ask_number(struct index_fixture *fixture, const char *sql)
{
	g_autoptr(GError) error = NULL;
	int64_t number = 0;

	g_assert_true(database_number(fixture->index->database, sql, NULL, 0, -1, &number, &error));
	g_assert_no_error(error);
	return number;
}
