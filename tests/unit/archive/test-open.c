/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/limits.h"
#include "fixture.h"

#include <string.h>

static const struct {
	const char *make; /* arguments of make-archive, but for the mails */
	const char *path;
	enum archive_kind kind;
} kinds[] = {
	{"--v2 --epoch-size 2 v2", "v2", ARCHIVE_INBOX_V2},
	{"--v2 --epoch-size 2 other", "other/git", ARCHIVE_INBOX_V2},
	{"--epoch epoch.git", "epoch.git", ARCHIVE_EPOCH},
	{"--v1 v1.git", "v1.git", ARCHIVE_INBOX_V1},
	{"--mbox list.mbox", "list.mbox", ARCHIVE_MBOX},
	{"--maildir list", "list", ARCHIVE_MAILDIR},
};

static void test_kinds(void)
{
	g_autoptr(fixture) fixture = fixture_new();

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autofree char *arguments =
			g_strconcat(kinds[i].make, " 3.eml 1.eml 2.eml 5.eml 4.eml", NULL);
		g_autoptr(archive) archive = NULL;
		g_autoptr(selection) selection = NULL;
		g_autofree char *numbers = NULL;

		fixture_make(fixture, arguments);
		archive = fixture_open(fixture, kinds[i].path);
		g_assert_cmpint(archive_kind(archive), ==, kinds[i].kind);
		selection = fixture_select(archive, NULL);
		numbers = fixture_numbers(archive, selection);
		g_assert_cmpstr(numbers, ==, "3 1 2 5 4");
	}
}

static void test_kinds_empty(void)
{
	g_autoptr(fixture) fixture = fixture_new();

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(archive) archive = NULL;
		g_autoptr(selection) selection = NULL;

		fixture_make(fixture, kinds[i].make);
		archive = fixture_open(fixture, kinds[i].path);
		selection = fixture_select(archive, NULL);
		g_assert_cmpuint(selection->n_arrivals, ==, 0);
		g_assert_cmpstr(selection->from_id, ==, "");
		g_assert_cmpstr(selection->to_id, ==, "");
	}
}

static void test_longest_mail(void)
{
	static const size_t lengths[] = {LIMIT_MAIL_BYTES, (size_t)LIMIT_MAIL_BYTES + 10};
	static const char *const makes[] = {"--epoch", "--mbox", "--maildir"};
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *mail = g_malloc(lengths[1]);

	memset(mail, 'x', lengths[1]);
	memcpy(mail, "Subject: a\n\n", strlen("Subject: a\n\n"));
	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		mail[lengths[i] - 1] = '\n';
		fixture_write(fixture, "long.eml", (str){.ptr = mail, .len = lengths[i]});
		mail[lengths[i] - 1] = 'x';
		for (size_t j = 0; j < G_N_ELEMENTS(makes); j++) {
			g_autofree char *name = g_strdup_printf("%zu%s", i, makes[j]);
			g_autofree char *arguments =
				g_strdup_printf("%s %s long.eml", makes[j], name);
			g_autoptr(archive) archive = NULL;
			g_autoptr(selection) selection = NULL;
			struct raw_mail raw;

			fixture_make(fixture, arguments);
			archive = fixture_open(fixture, name);
			selection = fixture_select(archive, NULL);
			g_assert_cmpint(archive_read(archive, &selection->arrivals[0], &raw, NULL),
					==, READ_OK);
			g_assert_cmpuint(raw.bytes.len, ==, LIMIT_MAIL_BYTES);
			g_assert_cmpint(memcmp(raw.bytes.ptr, mail, LIMIT_MAIL_BYTES - 1), ==, 0);
			raw_mail_release(&raw);
		}
	}
}

static void test_names(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	static const char *const names[] = {"blob ", "blob ",	"blob ",
					    "blob ", "offset ", "file new/"};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autofree char *arguments = g_strconcat(kinds[i].make, " 1.eml", NULL);
		bool is_git = i < 4;
		g_autoptr(archive) archive = NULL;
		g_autoptr(selection) selection = NULL;
		g_autofree char *name = NULL;
		char commit[ARCHIVE_ID_BYTES];

		fixture_make(fixture, arguments);
		archive = fixture_open(fixture, kinds[i].path);
		selection = fixture_select(archive, NULL);
		name = archive_name_of(archive, &selection->arrivals[0]);
		g_assert_true(g_str_has_prefix(name, names[i]));
		archive_commit_of(archive, &selection->arrivals[0], commit);
		g_assert_cmpuint(strlen(commit), ==, is_git ? 40 : 0);
		g_assert_cmpstr(commit, ==, selection->to_id);
	}
}

static void test_work_tree(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *numbers = NULL;

	fixture_make(fixture, "--epoch epoch.git 1.eml 2.eml");
	fixture_run(fixture, "git clone -q epoch.git clone");
	numbers = fixture_numbers_of(fixture, "clone");
	g_assert_cmpstr(numbers, ==, "1 2");
}

static void test_missing_epochs(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *numbers = NULL;

	fixture_make(fixture, "--v2 --epoch-size 1 v2 1.eml 2.eml 3.eml 4.eml 5.eml 6.eml "
			      "7.eml 8.eml 9.eml 1.eml 2.eml");
	fixture_run(fixture, "rm -rf v2/git/0.git v2/git/4.git");
	fixture_run(fixture, "git init -q --bare v2/git/4.git");
	numbers = fixture_numbers_of(fixture, "v2");
	g_assert_cmpstr(numbers, ==, "2 3 4 6 7 8 9 1 2");
}

static void test_head_elsewhere(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *numbers = NULL;

	fixture_make(fixture, "--epoch epoch.git 1.eml 2.eml");
	fixture_run(fixture, "git -C epoch.git symbolic-ref HEAD refs/heads/absent");
	numbers = fixture_numbers_of(fixture, "epoch.git");
	g_assert_cmpstr(numbers, ==, "1 2");
}

static void test_purged_head(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *numbers = NULL;

	fixture_make(fixture, "--epoch epoch.git 1.eml 2.eml");
	fixture_write(fixture, "stream",
		      STR("commit refs/heads/master\ncommitter c <c@example.org> 1735700000 +0000\n"
			  "data 0\nfrom refs/heads/master^0\ndeleteall\n"));
	fixture_write(fixture, "purge.sh", STR("git -C epoch.git fast-import --quiet <stream\n"));
	fixture_run(fixture, "sh purge.sh");
	numbers = fixture_numbers_of(fixture, "epoch.git");
	g_assert_cmpstr(numbers, ==, "1 2");
}

static void test_no_archive(void)
{
	static const struct {
		const char *name;
		int code;
		const char *text;
	} cases[] = {
		{"absent", TIDINGS_ERROR_NOT_FOUND, "No such file"},
		{"1.eml/below", TIDINGS_ERROR_NOT_FOUND, "Not a directory"},
		{"1.eml", TIDINGS_ERROR_NOT_ARCHIVE, "\"From \""},
		{"nothing", TIDINGS_ERROR_NOT_ARCHIVE, "git/N.git"},
		{"half", TIDINGS_ERROR_NOT_ARCHIVE, "cur and new"},
		{"code", TIDINGS_ERROR_NOT_ARCHIVE, "is a git repository"},
		{"fifo", TIDINGS_ERROR_NOT_ARCHIVE, "regular file"},
		{"leading", TIDINGS_ERROR_NOT_ARCHIVE, "git/N.git"},
		{"hollow", TIDINGS_ERROR_CORRUPT, "0.git"},
		{"modern.git", TIDINGS_ERROR_NOT_ARCHIVE, "SHA-256"},
		{"future.git", TIDINGS_ERROR_CORRUPT, "unsupported extension"},
		{"badhead.git", TIDINGS_ERROR_CORRUPT, "cannot read HEAD"},
	};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_write(fixture, "build.sh",
		      STR("set -e\n"
			  "mkdir -p nothing half/cur leading/git/01.git hollow/git/0.git\n"
			  "git init -q code\n"
			  "echo 'int main;' >code/main.c\n"
			  "git -C code add .\n"
			  "git -C code -c user.name=a -c user.email=a@example.org commit -qm a\n"
			  "mkfifo fifo\n"
			  "git init -q --bare --object-format=sha256 modern.git\n"
			  "git init -q --bare future.git\n"
			  "git -C future.git config core.repositoryformatversion 1\n"
			  "git -C future.git config extensions.fromTheFuture true\n"
			  "git init -q --bare badhead.git\n"
			  "echo 'ref: refs/heads/master' >badhead.git/HEAD\n"
			  "echo nonsense >badhead.git/refs/heads/master\n"));
	fixture_run(fixture, "sh build.sh");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		fixture_open_fails(fixture, cases[i].name, cases[i].code, cases[i].text);
}

static void test_description(void)
{
	static const struct {
		const char *name;
		const char *description;
	} cases[] = {
		{"v2", "a list of lists"},   {"v2/git", "a list of lists"},
		{"epoch.git", "one epoch"},  {"fresh.git", NULL},
		{"plain.git", NULL},	     {"parts", "the second epoch"},
		{"v1.git", "an older list"}, {"list.mbox", NULL},
	};
	g_autoptr(fixture) fixture = fixture_new();

	fixture_make(fixture, "--v2 v2 1.eml");
	fixture_write(fixture, "v2/description", STR("  a list of lists \nmore\n"));
	fixture_make(fixture, "--epoch epoch.git 1.eml");
	fixture_write(fixture, "epoch.git/description", STR("one epoch"));
	fixture_make(fixture, "--v1 v1.git 1.eml");
	fixture_write(fixture, "v1.git/description", STR("an older list\n"));
	fixture_make(fixture, "--epoch plain.git 1.eml");
	fixture_make(fixture, "--mbox list.mbox 1.eml");
	fixture_make(fixture, "--v2 --epoch-size 1 parts 1.eml 2.eml");
	fixture_write(fixture, "parts/git/0.git/description", STR("the first epoch\n"));
	fixture_write(fixture, "parts/git/1.git/description", STR("the second epoch\n"));
	fixture_run(fixture, "git init -q --bare fresh.git");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(archive) archive = fixture_open(fixture, cases[i].name);

		g_assert_cmpstr(archive_description(archive), ==, cases[i].description);
	}
}

static void test_user_configuration(void)
{
	g_autoptr(fixture) fixture = fixture_new();
	g_autofree char *home = g_strdup(g_getenv("HOME"));
	g_autofree char *numbers = NULL;

	fixture_make(fixture, "--epoch epoch.git 1.eml");
	fixture_write(fixture, ".gitconfig", STR("[this is no configuration\n"));
	g_setenv("HOME", fixture->directory, TRUE);
	numbers = fixture_numbers_of(fixture, "epoch.git");
	g_assert_cmpstr(numbers, ==, "1");
	if (home)
		g_setenv("HOME", home, TRUE);
}

static void test_kind_names(void)
{
	g_assert_cmpstr(archive_kind_name(ARCHIVE_INBOX_V2), ==, "public-inbox v2 inbox");
	g_assert_cmpstr(archive_kind_name(ARCHIVE_MAILDIR), ==, "Maildir");
	archive_close(NULL);
	selection_free(NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/open/each-kind-is-found-by-what-stands-there", test_kinds);
	g_test_add_func("/open/an-archive-of-no-mails-is-no-error", test_kinds_empty);
	g_test_add_func("/open/a-mail-ends-at-the-limit-in-each-kind", test_longest_mail);
	g_test_add_func("/open/an-arrival-has-a-name-and-a-commit-for-messages", test_names);
	g_test_add_func("/open/an-epoch-may-have-a-work-tree", test_work_tree);
	g_test_add_func("/open/epochs-may-be-absent-or-empty-and-are-ordered-by-number",
			test_missing_epochs);
	g_test_add_func("/open/a-head-without-a-branch-leaves-master", test_head_elsewhere);
	g_test_add_func("/open/a-purged-newest-commit-does-not-hide-the-kind", test_purged_head);
	g_test_add_func("/open/what-is-no-archive-is-refused-by-name-and-reason", test_no_archive);
	g_test_add_func("/open/the-description-is-the-inbox-s-or-an-epoch-s", test_description);
	g_test_add_func("/open/the-user-s-configuration-takes-no-part", test_user_configuration);
	g_test_add_func("/open/kinds-have-names-and-null-may-be-closed", test_kind_names);
	return g_test_run();
}
