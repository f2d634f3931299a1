/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "delivery/password.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* Reads it from a file that holds @text and has the permissions @mode. */
static bool read_file(const char *text, mode_t mode, struct password *ret_password, GError **error)
{
	g_autofree char *path = NULL;
	int file = g_file_open_tmp("password-XXXXXX", &path, NULL);
	struct config_smtp smtp = {.password_file = path};
	bool good;

	g_assert_true(g_close(file, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_cmpint(g_chmod(path, mode), ==, 0);
	good = password_read(&smtp, ret_password, error);
	g_remove(path);
	return good;
}

static bool run_command(const char *script, struct password *ret_password, GError **error)
{
	char *command[] = {(char *)"sh", (char *)"-c", (char *)script, NULL};
	struct config_smtp smtp = {.password_command = command};

	return password_read(&smtp, ret_password, error);
}

static void test_the_first_line_is_the_password(void)
{
	static const struct {
		const char *text;
		const char *password;
	} cases[] = {
		{"secret", "secret"},
		{"secret\n", "secret"},
		{"secret\r\n", "secret"},
		{" blanks count \nsecond\n", " blanks count "},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *script = g_strdup_printf("printf '%%s' '%s'", cases[i].text);
		g_auto(password) of_file = {0};
		g_auto(password) of_command = {0};

		g_assert_true(read_file(cases[i].text, 0600, &of_file, &error));
		g_assert_cmpstr(of_file.text, ==, cases[i].password);
		g_assert_true(run_command(script, &of_command, &error));
		g_assert_cmpstr(of_command.text, ==, cases[i].password);
		g_assert_no_error(error);
	}
}

static void test_a_file_that_others_can_read_is_refused(void)
{
	static const mode_t modes[] = {0640, 0604, 0620, 0602, 0644, 0610};

	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_autoptr(GError) error = NULL;
		g_auto(password) password = {0};

		g_assert_false(read_file("secret\n", modes[i], &password, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_nonnull(strstr(error->message, "chmod 600"));
		g_assert_null(strstr(error->message, "secret"));
		g_assert_cmpstr(password.text, ==, "");
	}
}

static void test_no_password_is_an_error_that_does_not_show_one(void)
{
	static const char *const scripts[] = {
		":",
		"echo",
		"echo; echo secret",
		"echo secret; exit 3",
		"echo secret; kill -9 $$",
		"head -c 5000 /dev/zero | tr '\\0' s",
		"printf 'sec\\0ret\\n'",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autoptr(GError) error = NULL;
		g_auto(password) password = {0};

		g_test_message("%s", scripts[i]);
		g_assert_false(run_command(scripts[i], &password, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_nonnull(strstr(error->message, "password-command 'sh'"));
		g_assert_null(strstr(error->message, "secret"));
		g_assert_null(strstr(error->message, "sss"));
	}
}

static void test_what_is_not_there_is_named(void)
{
	char *command[] = {(char *)"/nowhere/pass", NULL};
	struct config_smtp no_file = {.password_file = (char *)"/nowhere/secret"};
	struct config_smtp no_command = {.password_command = command};
	g_autoptr(GError) first = NULL;
	g_autoptr(GError) second = NULL;
	g_auto(password) password = {0};

	g_assert_false(password_read(&no_file, &password, &first));
	g_assert_nonnull(strstr(first->message, "/nowhere/secret"));
	g_assert_false(password_read(&no_command, &password, &second));
	g_assert_nonnull(strstr(second->message, "/nowhere/pass"));
}

static void test_it_is_wiped(void)
{
	struct password password;
	static const struct password wiped;

	g_assert_true(run_command("echo secret", &password, NULL));
	password_clear(&password);
	g_assert_cmpmem(&password, sizeof(password), &wiped, sizeof(wiped));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/password/the-first-line-is-the-password",
			test_the_first_line_is_the_password);
	g_test_add_func("/password/a-file-that-others-can-read-is-refused",
			test_a_file_that_others_can_read_is_refused);
	g_test_add_func("/password/no-password-is-an-error-that-does-not-show-one",
			test_no_password_is_an_error_that_does_not_show_one);
	g_test_add_func("/password/what-is-not-there-is-named", test_what_is_not_there_is_named);
	g_test_add_func("/password/it-is-wiped", test_it_is_wiped);
	return g_test_run();
}
