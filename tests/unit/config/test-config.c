/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/config.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

/* A file in a folder of its own. */
struct place {
	char *folder;
	char *path;
};

static void place_init(struct place *place, gconstpointer unused)
{
	(void)unused;
	place->folder = g_dir_make_tmp("config-XXXXXX", NULL);
	place->path = g_build_filename(place->folder, "config", NULL);
}

static void place_clear(struct place *place, gconstpointer unused)
{
	(void)unused;
	g_remove(place->path);
	g_rmdir(place->folder);
	g_free(place->folder);
	g_free(place->path);
}

static struct config *read_text(const struct place *place, const char *text, GError **error)
{
	g_assert_true(g_file_set_contents(place->path, text, -1, NULL));
	return config_read(place->path, error);
}

static void test_no_file_is_the_empty_configuration(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(config) absent = config_read(place->path, &error);
	g_autoptr(config) empty = read_text(place, "# nothing\n", &error);
	const struct config *both[] = {absent, empty};

	(void)unused;
	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
		g_assert_null(both[i]->mail.from);
		g_assert_null(both[i]->mail.to);
		g_assert_cmpstr(both[i]->mail.sendmail[0], ==, "/usr/sbin/sendmail");
		g_assert_cmpstr(both[i]->mail.sendmail[1], ==, "-i");
		g_assert_null(both[i]->mail.sendmail[2]);
		g_assert_null(both[i]->smtp.server);
		g_assert_cmpuint(both[i]->smtp.security, ==, CONFIG_SECURITY_STARTTLS);
		g_assert_cmpuint(both[i]->smtp.timeout, ==, 60);
		g_assert_cmpuint(config_transport(both[i]), ==, CONFIG_TRANSPORT_SENDMAIL);
	}
}

static void test_each_key_is_read(struct place *place, gconstpointer unused)
{
	static const char text[] = "[mail]\n"
				   "from = Zoë <zoe@example.org>\n"
				   "to = ann@example.org; Doe, Joe <joe@example.org> ;\n"
				   "transport = smtp\n"
				   "sendmail = 'my sendmail' -a \"b c\" $HOME\n"
				   "[smtp]\n"
				   "server=mail.example.org:2525\n"
				   "security = tls\n"
				   "user = zoe\n"
				   "password-command = pass show 'a\\b'\n"
				   "ca-file = /etc/ca.pem\n"
				   "timeout = 5\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(config) config = read_text(place, text, &error);

	(void)unused;
	g_assert_no_error(error);
	g_assert_cmpstr(config->mail.from, ==, "Zoë <zoe@example.org>");
	g_assert_cmpuint(g_strv_length(config->mail.to), ==, 2);
	g_assert_cmpstr(config->mail.to[1], ==, "Doe, Joe <joe@example.org>");
	g_assert_cmpuint(config->mail.transport, ==, CONFIG_TRANSPORT_SMTP);
	g_assert_cmpuint(g_strv_length(config->mail.sendmail), ==, 4);
	g_assert_cmpstr(config->mail.sendmail[0], ==, "my sendmail");
	g_assert_cmpstr(config->mail.sendmail[3], ==, "$HOME");
	g_assert_cmpstr(config->smtp.server, ==, "mail.example.org:2525");
	g_assert_cmpuint(config->smtp.security, ==, CONFIG_SECURITY_TLS);
	g_assert_cmpstr(config->smtp.user, ==, "zoe");
	g_assert_cmpstr(config->smtp.password_command[2], ==, "a\\b");
	g_assert_cmpstr(config->smtp.ca_file, ==, "/etc/ca.pem");
	g_assert_cmpuint(config->smtp.timeout, ==, 5);
}

static void test_a_path_begins_at_the_home_or_beside_the_file(struct place *place,
							      gconstpointer unused)
{
	g_autoptr(config) config =
		read_text(place, "[smtp]\npassword-file = secret/smtp\nca-file = ~/ca.pem\n", NULL);
	g_autofree char *beside = g_build_filename(place->folder, "secret/smtp", NULL);
	g_autofree char *home = g_build_filename(g_get_home_dir(), "ca.pem", NULL);

	(void)unused;
	g_assert_cmpstr(config->smtp.password_file, ==, beside);
	g_assert_cmpstr(config->smtp.ca_file, ==, home);
}

static void test_a_server_makes_smtp_the_transport(struct place *place, gconstpointer unused)
{
	g_autoptr(config) server = read_text(place, "[smtp]\nserver = a\n", NULL);
	g_autoptr(config) both =
		read_text(place, "[mail]\ntransport = sendmail\n[smtp]\nserver = a\n", NULL);

	(void)unused;
	g_assert_cmpuint(config_transport(server), ==, CONFIG_TRANSPORT_SMTP);
	g_assert_cmpuint(config_transport(both), ==, CONFIG_TRANSPORT_SENDMAIL);
}

static void test_what_makes_no_sense_is_refused_by_name(struct place *place, gconstpointer unused)
{
	static const struct {
		const char *text;
		const char *said; /* beside the path */
	} cases[] = {
		{"[mail]\nform = a\n", "[mail] form: there is no such key, 'from' may be meant"},
		{"[mail]\nxyzzy = a\n", "[mail] xyzzy: there is no such key; see"},
		{"[smpt]\n", "[smpt]: there is no such section, [smtp] may be meant"},
		{"[lists]\n", "[lists]: there is no such section; see"},
		{"from = a\n", "group"},
		{"[mail]\nfrom\n", "from"},
		{"[mail]\nfrom =\n", "[mail] from: a value is missing"},
		{"[mail]\nfrom = a\xff\n", "[mail] from: this is not UTF-8"},
		{"[mail]\nsendmail = 'a\n", "[mail] sendmail: this is no command: 'a"},
		{"[mail]\ntransport = pigeon\n",
		 "[mail] transport: it takes smtp, sendmail, not pigeon"},
		{"[smtp]\nsecurity = TLS\n",
		 "[smtp] security: it takes starttls, tls, none, not TLS"},
		{"[smtp]\ntimeout = 0\n",
		 "[smtp] timeout: it takes a number from 1 to 3600, not 0"},
		{"[smtp]\ntimeout = 3601\n", "not 3601"},
		{"[smtp]\ntimeout = 10s\n", "not 10s"},
		{"[smtp]\nuser = a\npassword-file = b\nsecurity = none\n",
		 "never sent without TLS"},
		{"[smtp]\nuser = a\n", "password-file or password-command is missing"},
		{"[smtp]\nuser = a\npassword-file = b\npassword-command = c\n", "one must go"},
	};

	(void)unused;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("case %zu", i);
		g_assert_null(read_text(place, cases[i].text, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_true(g_str_has_prefix(error->message, place->path));
		g_assert_nonnull(strstr(error->message, cases[i].said));
	}
}

static void test_what_is_no_file_is_an_error(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_null(config_read(place->folder, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
	g_assert_nonnull(strstr(error->message, place->folder));
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(struct place *place, gconstpointer unused);
	} tests[] = {
		{"/config/no-file-is-the-empty-configuration",
		 test_no_file_is_the_empty_configuration},
		{"/config/each-key-is-read", test_each_key_is_read},
		{"/config/a-path-begins-at-the-home-or-beside-the-file",
		 test_a_path_begins_at_the_home_or_beside_the_file},
		{"/config/a-server-makes-smtp-the-transport",
		 test_a_server_makes_smtp_the_transport},
		{"/config/what-makes-no-sense-is-refused-by-name",
		 test_what_makes_no_sense_is_refused_by_name},
		{"/config/what-is-no-file-is-an-error", test_what_is_no_file_is_an_error},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct place, NULL, place_init, tests[i].run,
			   place_clear);
	return g_test_run();
}
