/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives that are files: an mbox, plain and compressed, and a Maildir. */
#include "fixture.h"

#include <gio/gio.h>
#include <string.h>

static str compressed(str text)
{
	enum { SIZE = 64 * 1024 };
	g_autoptr(GConverter) gzip =
		G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
	g_autoptr(GError) error = NULL;
	char *bytes = g_malloc(SIZE);
	gsize n_read;
	gsize n_written;

	g_converter_convert(gzip, text.ptr, text.len, bytes, SIZE, G_CONVERTER_INPUT_AT_END,
			    &n_read, &n_written, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(n_read, ==, text.len);
	return (str){.ptr = bytes, .len = n_written};
}

static void write_twice(const struct fixture *fixture, const char *name, str bytes, str tail)
{
	g_autoptr(GString) all = g_string_new_len(bytes.ptr, (gssize)bytes.len);

	g_string_append_len(all, tail.ptr, (gssize)tail.len);
	fixture_write(fixture, name, (str){.ptr = all->str, .len = all->len});
}

static void test_gzip(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;
	g_autofree char *padded = NULL;
	str text;
	str bytes;

	fixture_make(fixture, "--mbox list.mbox 1.eml 2.eml 3.eml");
	text = fixture_read(fixture, "list.mbox");
	bytes = compressed(text);
	/* Not the name tells, but the bytes. */
	fixture_write(fixture, "plain-name", bytes);
	write_twice(fixture, "two.gz", bytes, bytes);
	write_twice(fixture, "padded.gz", bytes, STR("\0\0\0\0"));
	one = fixture_numbers_of(fixture, "plain-name");
	two = fixture_numbers_of(fixture, "two.gz");
	padded = fixture_numbers_of(fixture, "padded.gz");
	g_assert_cmpstr(one, ==, "1 2 3");
	g_assert_cmpstr(two, ==, "1 2 3 1 2 3");
	g_assert_cmpstr(padded, ==, "1 2 3");
	for (size_t length = 2; length < bytes.len; length += 7) {
		fixture_write(fixture, "cut.gz", str_slice(bytes, 0, length));
		fixture_open_fails(fixture, "cut.gz", TIDINGS_ERROR_CORRUPT, "decompress");
	}
	((char *)bytes.ptr)[bytes.len / 2] ^= 0x10;
	fixture_write(fixture, "flipped.gz", bytes);
	fixture_open_fails(fixture, "flipped.gz", TIDINGS_ERROR_CORRUPT, "decompress");
	g_free((char *)text.ptr);
	g_free((char *)bytes.ptr);
}

static void test_large_gzip(void)
{
	enum { LINES = 100000 };
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(GString) text = g_string_new("From a@example.org Wed Jan  1 10:00:00 2025\n"
					       "Subject: mail 1\n\n");
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	struct raw_mail raw;
	str bytes;

	for (unsigned line = 0; line < LINES; line++)
		g_string_append(text, "the same line again\n");
	bytes = compressed((str){.ptr = text->str, .len = text->len});
	fixture_write(fixture, "large.gz", bytes);
	g_free((char *)bytes.ptr);
	archive = fixture_open(fixture, "large.gz");
	selection = fixture_select(archive, NULL);
	g_assert_cmpuint(selection->n_arrivals, ==, 1);
	g_assert_cmpint(archive_read(archive, &selection->arrivals[0], &raw, NULL), ==, READ_OK);
	g_assert_cmpuint(raw.bytes.len, ==,
			 text->len - strlen("From a@example.org Wed Jan  1 "
					    "10:00:00 2025\n"));
	raw_mail_release(&raw);
}

static void test_quoting(void)
{
	static const struct {
		enum mbox_quoting quoting;
		const char *mail;
	} cases[] = {
		{MBOX_QUOTING_RD, "Subject: a\n\nFrom b\n>From c\n"},
		{MBOX_QUOTING_O, "Subject: a\n\nFrom b\n>>From c\n"},
	};
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *path = fixture_path(fixture, "list.mbox");

	fixture_write(fixture, "list.mbox",
		      STR("From a@example.org Wed Jan  1 10:00:00 2025\n"
			  "Subject: a\n\n>From b\n>>From c\n\n"));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(archive) archive = archive_open(path, cases[i].quoting, NULL);
		g_autoptr(selection) selection = fixture_select(archive, NULL);
		struct raw_mail raw;

		g_assert_cmpint(selection->arrivals[0].arrived_at == ARRIVED_UNKNOWN, ==, true);
		g_assert_cmpint(archive_read(archive, &selection->arrivals[0], &raw, NULL), ==,
				READ_OK);
		g_assert_true(str_equal(raw.bytes, str_from(cases[i].mail)));
		raw_mail_release(&raw);
		g_assert_null(raw.owner);
	}
}

static void test_no_range(void)
{
	static const char *const names[] = {"list.mbox", "list"};
	struct selection_request request = {.range = "HEAD~1..HEAD"};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_make(fixture, "--mbox list.mbox 1.eml");
	fixture_make(fixture, "--maildir list 1.eml");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(archive) archive = fixture_open(fixture, names[i]);
		struct selection *selection = NULL;
		g_autoptr(GError) error = NULL;

		g_assert_false(archive_select(archive, &request, &selection, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_RANGE);
		g_assert_nonnull(strstr(error->message, names[i]));
		g_assert_nonnull(strstr(error->message, "HEAD~1..HEAD"));
	}
}

/* git-mailsplit keeps the "From " line and the last empty one; of the rest it is the judge. */
static void test_mailsplit(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autofree char *count = NULL;

	fixture_write(fixture, "quoted.eml",
		      STR("From: Bob <bob@example.com>\nSubject: mail quoted\n\n"
			  "From the start\n>From afar\n\n\nFrom dusk till dawn\n"));
	fixture_write(fixture, "empty.eml", STR("Subject: mail empty\n\n"));
	fixture_write(fixture, "unended.eml", STR("Subject: mail unended\n\nno newline"));
	fixture_make(fixture, "--mbox list.mbox 1.eml quoted.eml empty.eml unended.eml 2.eml");
	fixture_run(fixture, "mkdir split");
	count = fixture_output(fixture, "git mailsplit --mboxrd -osplit list.mbox");
	g_assert_cmpstr(count, ==, "5");
	archive = fixture_open(fixture, "list.mbox");
	selection = fixture_select(archive, NULL);
	g_assert_cmpuint(selection->n_arrivals, ==, 5);
	for (unsigned i = 0; i < selection->n_arrivals; i++) {
		g_autofree char *name = g_strdup_printf("split/%04u", i + 1);
		str split = fixture_read(fixture, name);
		str judged = str_slice(split, 0, split.len - 1);
		str from_line;
		struct raw_mail raw;

		g_assert_cmpint(archive_read(archive, &selection->arrivals[i], &raw, NULL), ==,
				READ_OK);
		g_assert_true(str_next_line(&judged, &from_line));
		g_assert_true(str_equal(raw.bytes, judged));
		raw_mail_release(&raw);
		g_free((char *)split.ptr);
	}
}

static void test_maildir(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autofree char *numbers = NULL;
	g_autofree char *name = NULL;

	fixture_write(fixture, "build.sh",
		      STR("mkdir -p list/cur/directory list/new list/tmp\n"
			  "cp 1.eml list/cur/1735689600.M1.example:2,S\n"
			  "cp 2.eml list/new/1735689601.M1.example\n"
			  "cp 3.eml list/cur/1735689602.M1.example:2,\n"
			  "cp 4.eml list/new/.hidden\n"
			  "cp 5.eml list/tmp/1735689603.M1.example\n"));
	fixture_run(fixture, "sh build.sh");
	archive = fixture_open(fixture, "list");
	selection = fixture_select(archive, NULL);
	numbers = fixture_numbers(archive, selection);
	g_assert_cmpstr(numbers, ==, "1 2 3");
	name = archive_name_of(archive, &selection->arrivals[1]);
	g_assert_cmpstr(name, ==, "file new/1735689601.M1.example");
}

static void test_maildir_file_gone(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autofree char *numbers = NULL;
	g_autofree char *name = NULL;

	fixture_make(fixture, "--maildir list 1.eml 2.eml 3.eml");
	archive = fixture_open(fixture, "list");
	selection = fixture_select(archive, NULL);
	fixture_run(fixture, "rm list/new/1735689660.M000002.archive");
	numbers = fixture_numbers(archive, selection);
	g_assert_cmpstr(numbers, ==, "1 ? 3");
	name = archive_name_of(archive, &selection->arrivals[1]);
	g_assert_cmpstr(name, ==, "file new/1735689660.M000002.archive");
}

static void test_maildir_file_unreadable(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autoptr(GError) error = NULL;
	struct raw_mail raw;

	fixture_make(fixture, "--maildir list 1.eml 2.eml");
	archive = fixture_open(fixture, "list");
	selection = fixture_select(archive, NULL);
	/* Whoever runs the tests may be root, who is refused nothing else. */
	fixture_run(fixture, "rm list/new/1735689660.M000002.archive");
	fixture_run(fixture, "mkdir list/new/1735689660.M000002.archive");
	g_assert_cmpint(archive_read(archive, &selection->arrivals[1], &raw, &error), ==,
			READ_FAILED);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ);
	g_assert_nonnull(strstr(error->message, "new/1735689660.M000002.archive"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/files/a-compressed-mbox-is-known-by-its-bytes", test_gzip);
	g_test_add_func("/files/a-compressed-mbox-may-be-longer-than-one-chunk", test_large_gzip);
	g_test_add_func("/files/the-quoting-of-an-mbox-is-the-caller-s-to-say", test_quoting);
	g_test_add_func("/files/files-have-no-range-of-commits", test_no_range);
	g_test_add_func("/files/mails-of-an-mbox-are-those-of-git-mailsplit", test_mailsplit);
	g_test_add_func("/files/a-maildir-is-new-and-cur-by-name", test_maildir);
	g_test_add_func("/files/a-mail-that-left-the-maildir-is-missing", test_maildir_file_gone);
	g_test_add_func("/files/a-mail-that-cannot-be-read-is-an-error-that-names-it",
			test_maildir_file_unreadable);
	return g_test_run();
}
