/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include <string.h>

/* The loose object that @revision of epoch.git names, as a path of the fixture. */
static char *object_path(const struct fixture *fixture, const char *revision)
{
	g_autofree char *command = g_strconcat("rev-parse ", revision, NULL);
	g_autofree char *id = fixture_git(fixture, "epoch.git", command);

	return g_strdup_printf("epoch.git/objects/%.2s/%s", id, id + 2);
}

static void remove_object(const struct fixture *fixture, const char *revision)
{
	g_autofree char *path = object_path(fixture, revision);
	g_autofree char *command = g_strconcat("rm ", path, NULL);
	fixture_run(fixture, command);
}

static void make_epoch(const struct fixture *fixture)
{
	fixture_make(fixture, "--epoch epoch.git 1.eml 2.eml 3.eml 4.eml 5.eml");
}

static void test_missing_blob(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *numbers = NULL;

	make_epoch(fixture);
	remove_object(fixture, "HEAD~3:m");
	numbers = fixture_numbers_of(fixture, "epoch.git");
	g_assert_cmpstr(numbers, ==, "1 ? 3 4 5");
}

static void test_missing_tree(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autofree char *numbers = NULL;
	g_autofree char *name = NULL;

	make_epoch(fixture);
	remove_object(fixture, "HEAD~3^{tree}");
	remove_object(fixture, "HEAD^{tree}");
	archive = fixture_open(fixture, "epoch.git");
	selection = fixture_select(archive, NULL);
	numbers = fixture_numbers(archive, selection);
	g_assert_cmpstr(numbers, ==, "1 ? 3 4 ?");
	name = archive_name_of(archive, &selection->arrivals[1]);
	g_assert_cmpstr(name, ==, "a blob that is not known");
}

static void test_missing_v1_tree(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *numbers = NULL;

	fixture_make(fixture, "--v1 epoch.git 1.eml 2.eml 3.eml");
	remove_object(fixture, "HEAD^^^{tree}");
	numbers = fixture_numbers_of(fixture, "epoch.git");
	g_assert_cmpstr(numbers, ==, "? ? 3");
}

static void test_missing_commit(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autofree char *numbers = NULL;
	g_autofree char *id = NULL;
	struct selection_request request = {0};
	struct selection *none = NULL;
	g_autoptr(GError) error = NULL;

	make_epoch(fixture);
	id = fixture_git(fixture, "epoch.git", "rev-parse HEAD~3");
	remove_object(fixture, "HEAD~3");
	archive = fixture_open(fixture, "epoch.git");
	g_assert_false(archive_select(archive, &request, &none, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	g_assert_nonnull(strstr(error->message, id));
	g_assert_nonnull(strstr(error->message, "epoch.git"));
	/* A range that ends before it is none the worse. */
	selection = fixture_select(archive, "HEAD~2..");
	numbers = fixture_numbers(archive, selection);
	g_assert_cmpstr(numbers, ==, "4 5");
}

static void test_damaged_blob(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;
	g_autofree char *path = NULL;
	g_autofree char *id = NULL;
	g_autoptr(GError) error = NULL;
	struct raw_mail raw = {0};
	str bytes;

	make_epoch(fixture);
	path = object_path(fixture, "HEAD~1:m");
	id = fixture_git(fixture, "epoch.git", "rev-parse HEAD~1");
	bytes = fixture_read(fixture, path);
	((char *)bytes.ptr)[bytes.len / 2] ^= 0x10;
	fixture_write(fixture, path, bytes);
	g_free((char *)bytes.ptr);
	archive = fixture_open(fixture, "epoch.git");
	selection = fixture_select(archive, NULL);
	g_assert_cmpint(archive_read(archive, &selection->arrivals[3], &raw, &error), ==,
			READ_FAILED);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, id));
	g_assert_nonnull(strstr(error->message, "epoch.git"));
	g_assert_null(strstr(error->message, "not found"));
	g_assert_null(raw.owner);
}

/* A tree as git stores it, whose file `m` is the object @id. */
static void write_tree(const struct fixture *fixture, const char *id)
{
	g_autoptr(GByteArray) tree = g_byte_array_new();

	g_byte_array_append(tree, (const unsigned char *)"100644 m", sizeof("100644 m"));
	for (size_t at = 0; id[at] != '\0'; at += 2) {
		int high = g_ascii_xdigit_value(id[at]);
		unsigned char byte = (unsigned char)(high * 16 + g_ascii_xdigit_value(id[at + 1]));

		g_byte_array_append(tree, &byte, 1);
	}
	fixture_write(fixture, "tree", (str){.ptr = (char *)tree->data, .len = tree->len});
}

static void test_mail_is_no_blob(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *commit = NULL;
	g_autofree char *numbers = NULL;

	make_epoch(fixture);
	commit = fixture_git(fixture, "epoch.git", "rev-parse HEAD");
	write_tree(fixture, commit);
	fixture_write(
		fixture, "commit.sh",
		STR("set -e\n"
		    "tree=$(git -C epoch.git hash-object -t tree -w --literally --stdin <tree)\n"
		    "cd epoch.git\n"
		    "git update-ref HEAD $(git -c user.name=a -c user.email=a@example.org "
		    "commit-tree -m a -p HEAD $tree)\n"));
	fixture_run(fixture, "sh commit.sh");
	numbers = fixture_numbers_of(fixture, "epoch.git");
	g_assert_cmpstr(numbers, ==, "1 2 3 4 5 !");
}

/* The only file in epoch.git/objects/pack that ends in @suffix. */
static char *pack_path(const struct fixture *fixture, const char *suffix)
{
	g_autofree char *path = fixture_path(fixture, "epoch.git/objects/pack");
	g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(entries))) {
		if (g_str_has_suffix(name, suffix))
			return g_strconcat("epoch.git/objects/pack/", name, NULL);
	}
	g_assert_not_reached();
}

static void pack_epoch(const struct fixture *fixture)
{
	make_epoch(fixture);
	fixture_run(fixture, "git -C epoch.git repack -adq");
}

/* All that is wanted of a damaged archive: an error that names it, or mails, but no crash. */
static void read_damaged(const struct fixture *fixture, unsigned *n_noticed)
{
	g_autofree char *path = fixture_path(fixture, "epoch.git");
	g_autoptr(GError) error = NULL;
	g_autoptr(archive) archive = archive_open(path, MBOX_QUOTING_RD, &error);
	g_autoptr(selection) selection = NULL;
	struct selection_request request = {0};
	g_autofree char *numbers = NULL;

	if (!archive || !archive_select(archive, &request, &selection, &error)) {
		g_assert_true(error->domain == TIDINGS_ERROR);
		g_assert_nonnull(strstr(error->message, path));
		(*n_noticed)++;
		return;
	}
	numbers = fixture_numbers(archive, selection);
	if (strcmp(numbers, "1 2 3 4 5") != 0)
		(*n_noticed)++;
}

static void test_truncated_pack(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	static const char *const suffixes[] = {".pack", ".idx"};

	pack_epoch(fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *path = pack_path(fixture, suffixes[i]);
		str whole = fixture_read(fixture, path);

		for (size_t eighth = 0; eighth < 8; eighth++) {
			unsigned n_noticed = 0;

			fixture_write(fixture, path, str_slice(whole, 0, whole.len * eighth / 8));
			read_damaged(fixture, &n_noticed);
			g_assert_cmpuint(n_noticed, ==, 1);
		}
		fixture_write(fixture, path, whole);
		g_free((char *)whole.ptr);
	}
}

static void test_flipped_pack(void)
{
	enum { FLIPS = 100 };
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *path = NULL;
	unsigned n_noticed = 0;
	str whole;

	pack_epoch(fixture);
	path = pack_path(fixture, ".pack");
	whole = fixture_read(fixture, path);
	for (size_t i = 0; i < FLIPS; i++) {
		char *byte = (char *)whole.ptr + whole.len * i / FLIPS;

		*byte ^= 0x04;
		fixture_write(fixture, path, whole);
		read_damaged(fixture, &n_noticed);
		*byte ^= 0x04;
	}
	g_free((char *)whole.ptr);
	/* The trailing checksum, and the like, take no part in reading. */
	g_test_message("%u of %d flips were noticed", n_noticed, FLIPS);
	g_assert_cmpuint(n_noticed, >=, FLIPS * 3 / 4);
}

static void test_shallow(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *source = NULL;
	g_autofree char *command = NULL;
	g_autofree char *numbers = NULL;

	make_epoch(fixture);
	source = fixture_path(fixture, "epoch.git");
	command = g_strdup_printf("git clone -q --bare --depth 2 file://%s shallow.git", source);
	fixture_run(fixture, command);
	numbers = fixture_numbers_of(fixture, "shallow.git");
	g_assert_cmpstr(numbers, ==, "4 5");
}

static void test_partial(void)
{
	static const struct {
		const char *filter;
		const char *numbers;
	} cases[] = {{"blob:none", "? ? ? ? ?"}, {"tree:0", "? ? ? ? ?"}};
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *source = NULL;

	make_epoch(fixture);
	fixture_run(fixture, "git -C epoch.git config uploadpack.allowFilter true");
	source = fixture_path(fixture, "epoch.git");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = g_strdup_printf("partial-%zu.git", i);
		g_autofree char *command =
			g_strdup_printf("git clone -q --bare --filter=%s file://%s %s",
					cases[i].filter, source, name);
		fixture_run(fixture, command);
		g_autofree char *numbers = fixture_numbers_of(fixture, name);

		g_assert_cmpstr(numbers, ==, cases[i].numbers);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/damage/a-blob-that-is-not-there-is-missing", test_missing_blob);
	g_test_add_func("/damage/a-commit-without-its-tree-is-an-arrival-that-is-missing",
			test_missing_tree);
	g_test_add_func("/damage/a-v1-commit-without-its-tree-too", test_missing_v1_tree);
	g_test_add_func("/damage/a-commit-that-is-not-there-is-an-error-that-names-it",
			test_missing_commit);
	g_test_add_func("/damage/a-flipped-bit-of-a-mail-is-an-error-that-names-its-commit",
			test_damaged_blob);
	g_test_add_func("/damage/a-mail-that-is-no-blob-is-an-error", test_mail_is_no_blob);
	g_test_add_func("/damage/a-truncated-pack-is-an-error", test_truncated_pack);
	g_test_add_func("/damage/a-flipped-bit-of-a-pack-is-no-crash", test_flipped_pack);
	g_test_add_func("/damage/a-shallow-clone-begins-where-it-was-cut", test_shallow);
	g_test_add_func("/damage/mails-of-a-partial-clone-are-missing", test_partial);
	return g_test_run();
}
