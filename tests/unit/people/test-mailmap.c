/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "../spawn.h"
#include "base/error.h"
#include "people/mailmap.h"

#include <glib/gstdio.h>

/*
 * Every kind of line there is, with people that the tests below look up, and
 * lines that make no sense among them.
 */
static const char map_text[] = "# Ann <comment@example.org>\n"
			       "Ann Author <ann@example.org>\n"
			       "<bo@example.org> <bo@example.com>\n"
			       "Cy Coder <cy@example.org> <cy@example.com>\n"
			       "Dee Doer <dee@example.org> Dee <shared@example.net>\n"
			       "Eve Editor <eve@example.org>\tEVE  <shared@example.net>\n"
			       "<fay@example.org> Fay <shared@example.net>\n"
			       "\n"
			       "   Gus Giver   <gus@example.org>   # a note <gus@example.com>\r\n"
			       "Hal <hal@example.org> # only a note\r\n"
			       "Two Lines <two@example.org>\n"
			       "<second@example.org> <two@example.org>\n"
			       "Old <later@example.org>\n"
			       "New <LATER@example.org>\n"
			       "no address at all\n"
			       "Open <open@example.org\n"
			       "Empty <>\n"
			       "Ida <ida@example.org> <>\n"
			       "Jo <jo@example.org> < spaced@example.net >\n"
			       "Kim <kim@example.org> Kim <kim@example.net> Kay <kay@example.net>\n"
			       "Lea Zw\xc3\xb6lf <lea@example.org> Lea Zwoelf <LEA@Example.Net>\n"
			       " # Mae <mae@example.org>\n"
			       "Ned <ned@example.org> Ned <ned@example.net>\n"
			       "Ned Again <ned@example.com> NED <Ned@example.net>\n"
			       "<same@example.org>\n"
			       "Last Line <last@example.org>";

static const struct {
	struct mailbox mailbox;
	struct mailbox expected;
} resolve_cases[] = {
#define CASE(from_name, from_address, to_name, to_address) \
	{ \
		{STR_INIT(from_name), STR_INIT(from_address)}, \
		{ \
			STR_INIT(to_name), STR_INIT(to_address) \
		} \
	}
	CASE("ann", "ann@example.org", "Ann Author", "ann@example.org"),
	CASE("ann", "ANN@Example.ORG", "Ann Author", "ANN@Example.ORG"),
	CASE("Bo", "bo@example.com", "Bo", "bo@example.org"),
	CASE("Bo", "bo@example.org", "Bo", "bo@example.org"),
	CASE("c", "cy@example.com", "Cy Coder", "cy@example.org"),
	CASE("c", "cy@example.org", "c", "cy@example.org"),
	CASE("dee", "shared@example.net", "Dee Doer", "dee@example.org"),
	CASE("Eve", "Shared@example.net", "Eve Editor", "eve@example.org"),
	CASE("fay", "shared@example.net", "fay", "fay@example.org"),
	CASE("Gil", "shared@example.net", "Gil", "shared@example.net"),
	CASE("Dee D", "shared@example.net", "Dee D", "shared@example.net"),
	CASE("De", "shared@example.net", "De", "shared@example.net"),
	CASE("# a note", "gus@example.com", "Gus Giver", "gus@example.org"),
	CASE("gus", "gus@example.com", "gus", "gus@example.com"),
	CASE("h", "hal@example.org", "Hal", "hal@example.org"),
	CASE("two", "two@example.org", "Two Lines", "second@example.org"),
	CASE("x", "later@example.org", "New", "later@example.org"),
	CASE("x", "open@example.org", "x", "open@example.org"),
	CASE("x", "comment@example.org", "x", "comment@example.org"),
	CASE("jo", "spaced@example.net", "jo", "spaced@example.net"),
	CASE("kim", "kim@example.net", "Kim", "kim@example.org"),
	CASE("Kay", "kay@example.net", "Kay", "kay@example.net"),
	CASE("lea zwoelf", "lea@example.net", "Lea Zw\xc3\xb6lf", "lea@example.org"),
	CASE("x", "mae@example.org", "# Mae", "mae@example.org"),
	CASE("ned", "ned@example.net", "Ned Again", "ned@example.com"),
	CASE("x", "same@example.org", "x", "same@example.org"),
	CASE("x", "last@example.org", "Last Line", "last@example.org"),
	CASE("x", "stranger@example.org", "x", "stranger@example.org"),
	CASE("x", "ann@example.or", "x", "ann@example.or"),
	CASE("x", "ann@example.org2", "x", "ann@example.org2"),
#undef CASE
};

static char *write_mailbox(struct mailbox mailbox)
{
	return g_strdup_printf(STR_FMT "%s<" STR_FMT ">", STR_ARG(mailbox.name),
			       mailbox.name.len ? " " : "", STR_ARG(mailbox.address));
}

static void test_resolve(void)
{
	g_autoptr(mailmap) mailmap = mailmap_parse(str_from(map_text));

	for (size_t i = 0; i < G_N_ELEMENTS(resolve_cases); i++) {
		g_autofree char *got =
			write_mailbox(mailmap_resolve(mailmap, resolve_cases[i].mailbox));
		g_autofree char *expected = write_mailbox(resolve_cases[i].expected);

		g_assert_cmpstr(got, ==, expected);
	}
}

static void test_empty_address(void)
{
	g_autoptr(mailmap) mailmap = mailmap_parse(str_from(map_text));
	struct mailbox got = mailmap_resolve(mailmap, (struct mailbox){.name = STR("Ida")});

	g_assert_true(str_equal(got.address, STR("ida@example.org")));
}

static void test_null_changes_nothing(void)
{
	struct mailbox mailbox = {STR("Ann"), STR("ann@example.org")};
	struct mailbox got = mailmap_resolve(NULL, mailbox);

	g_assert_true(got.name.ptr == mailbox.name.ptr && got.name.len == mailbox.name.len);
	g_assert_true(got.address.ptr == mailbox.address.ptr);
	mailmap_free(NULL);
}

static void test_text_is_copied_and_made_valid(void)
{
	char text[] = "Ren\xe9 <rene@example.org>\nNul <nul@example.org>\0 <cut@example.org>\n";
	g_autoptr(mailmap) mailmap = mailmap_parse((str){.ptr = text, .len = sizeof(text) - 1});
	struct mailbox rene = {STR("R"), STR("rene@example.org")};
	struct mailbox nul = {STR("N"), STR("nul@example.org")};

	memset(text, 'x', sizeof(text));
	g_assert_true(str_equal(mailmap_resolve(mailmap, rene).name, STR("Ren\xef\xbf\xbd")));
	g_assert_true(str_equal(mailmap_resolve(mailmap, nul).name, STR("Nul")));
}

static void test_read(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_dir_make_tmp("mailmap-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "map", NULL);
	g_autoptr(mailmap) mailmap = NULL;
	struct mailbox ann = {STR("ann"), STR("ann@example.org")};

	g_assert_null(mailmap_read(path, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
	g_assert_nonnull(g_strrstr(error->message, path));
	g_clear_error(&error);

	g_assert_null(mailmap_read(folder, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ);
	g_clear_error(&error);

	g_assert_true(g_file_set_contents(path, map_text, -1, NULL));
	mailmap = mailmap_read(path, &error);
	g_assert_no_error(error);
	g_assert_true(str_equal(mailmap_resolve(mailmap, ann).name, STR("Ann Author")));
	g_unlink(path);
	g_rmdir(folder);
}

/* Runs git in @folder, with nobody's configuration, and gives its standard output. */
static char *run_git(const char *folder, const char *const *arguments)
{
	g_auto(GStrv) environment = g_get_environ();
	g_autoptr(GPtrArray) command = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	char *output = NULL;
	int status = 0;

	environment = g_environ_setenv(environment, "GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	environment = g_environ_setenv(environment, "GIT_CONFIG_NOSYSTEM", "1", TRUE);
	environment = g_environ_unsetenv(environment, "GIT_DIR");
	environment = g_environ_unsetenv(environment, "GIT_WORK_TREE");
	g_ptr_array_add(command, (char *)"git");
	g_ptr_array_add(command, (char *)"-C");
	g_ptr_array_add(command, (char *)folder);
	for (; *arguments; arguments++)
		g_ptr_array_add(command, (char *)*arguments);
	g_ptr_array_add(command, NULL);
	g_spawn_sync(NULL, (char **)command->pdata, environment,
		     SPAWN_FLAGS | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status,
		     &error);
	g_assert_no_error(error);
	g_assert_cmpint(status, ==, 0);
	return output;
}

static void remove_folder(const char *folder)
{
	const char *const command[] = {"rm", "-rf", "--", folder, NULL};

	g_spawn_sync(NULL, (char **)command, NULL, SPAWN_FLAGS, NULL, NULL, NULL, NULL, NULL, NULL);
}

/* Asks git about each of @asked, and compares each answer with ours. */
static void compare_with_git(const char *folder, const char *map, const struct mailbox *asked,
			     size_t count)
{
	g_autofree char *path = g_build_filename(folder, ".mailmap", NULL);
	g_autoptr(mailmap) mailmap = mailmap_parse(str_from(map));
	g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *output = NULL;
	g_auto(GStrv) answers = NULL;

	g_assert_true(g_file_set_contents(path, map, -1, NULL));
	g_ptr_array_add(arguments, g_strdup("check-mailmap"));
	for (size_t i = 0; i < count; i++)
		g_ptr_array_add(arguments, write_mailbox(asked[i]));
	g_ptr_array_add(arguments, NULL);
	output = run_git(folder, (const char *const *)arguments->pdata);
	answers = g_strsplit(output, "\n", -1);
	g_assert_cmpuint(g_strv_length(answers), ==, count + 1);
	for (size_t i = 0; i < count; i++) {
		g_autofree char *got = write_mailbox(mailmap_resolve(mailmap, asked[i]));

		g_assert_cmpstr(got, ==, answers[i]);
	}
}

/* A line of up to four pieces, each of which may stand anywhere. */
static void append_random_line(GString *map)
{
	static const char *const pieces[] = {
		"Ann", "ANN",	 "Bo Coder", " ", "\t",		 "<a@x>", "<A@x>", "<b@x>",  "<>",
		"#",   "< a@x>", "<a@x",     "",  "<b@x> <a@x>", "\r",	  "a@x>",  "Ann Bo",
	};

	for (int i = g_test_rand_int_range(1, 5); i > 0; i--)
		g_string_append(map, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
	g_string_append_c(map, '\n');
}

static void test_git_agrees(void)
{
	static const str names[] = {STR_INIT("Ann"), STR_INIT("bo coder"), STR_INIT("Cy"),
				    STR_INIT("ann bo")};
	static const str addresses[] = {STR_INIT("a@x"), STR_INIT("B@X"), STR_INIT("c@x"), {0}};
	struct mailbox asked[G_N_ELEMENTS(names) * G_N_ELEMENTS(addresses)];
	struct mailbox table[G_N_ELEMENTS(resolve_cases)];
	g_autofree char *git = g_find_program_in_path("git");
	g_autofree char *folder = NULL;
	g_autofree char *output = NULL;

	if (!git) {
		g_test_skip("git is not installed");
		return;
	}
	folder = g_dir_make_tmp("mailmap-XXXXXX", NULL);
	output = run_git(folder, (const char *const[]){"init", "-q", NULL});
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		table[i] = resolve_cases[i].mailbox;
	compare_with_git(folder, map_text, table, G_N_ELEMENTS(table));

	for (size_t i = 0; i < G_N_ELEMENTS(asked); i++)
		asked[i] = (struct mailbox){names[i % G_N_ELEMENTS(names)],
					    addresses[i / G_N_ELEMENTS(names)]};
	for (int round = 0; round < 100; round++) {
		g_autoptr(GString) map = g_string_new(NULL);

		for (int line = 0; line < 8; line++)
			append_random_line(map);
		g_test_message("%s", map->str);
		compare_with_git(folder, map->str, asked, G_N_ELEMENTS(asked));
	}
	remove_folder(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mailmap/the-last-mailbox-of-a-line-becomes-the-first", test_resolve);
	g_test_add_func("/mailmap/an-empty-address-can-be-mapped", test_empty_address);
	g_test_add_func("/mailmap/no-mailmap-changes-nothing", test_null_changes_nothing);
	g_test_add_func("/mailmap/the-text-is-copied-and-made-valid",
			test_text_is_copied_and_made_valid);
	g_test_add_func("/mailmap/a-file-is-read-or-the-error-names-it", test_read);
	g_test_add_func("/mailmap/git-agrees", test_git_agrees);
	return g_test_run();
}
