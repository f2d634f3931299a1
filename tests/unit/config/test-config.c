/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/config.h"

#include "base/error.h"
#include "place.h"

#include <glib/gstdio.h>
#include <string.h>

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

static void test_named_sections_are_read_in_their_order(struct place *place, gconstpointer unused)
{
	static const char text[] = "[list b]\n"
				   "url = https://lists.example.org/b/\n"
				   "epochs = 2\n"
				   "[list a]\n"
				   "path = boxes/a.mbox\n"
				   "mbox-quoting = o\n"
				   "[repository lantern]\n"
				   "url = https://example.org/lantern.git\n"
				   "[subscription mine]\n"
				   "lists = a; b\n"
				   "areas = KVM: x86; lantern\n"
				   "every = week\n"
				   "on = friday\n"
				   "at = 07:30\n"
				   "mail = Ann <ann@example.org>\n"
				   "[subscription all]\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(config) config = read_text(place, text, &error);
	g_autofree char *beside = g_build_filename(place->folder, "boxes/a.mbox", NULL);
	const struct config_list *lists;
	const struct config_subscription *mine;
	const struct config_subscription *all;

	(void)unused;
	g_assert_no_error(error);
	g_assert_cmpuint(config->lists->len, ==, 2);
	lists = (const struct config_list *)(void *)config->lists->data;
	g_assert_cmpstr(lists[0].name, ==, "b");
	g_assert_true(g_str_has_suffix(lists[0].path, "/tidings/lists/b"));
	g_assert_cmpuint(lists[0].epochs, ==, 2);
	g_assert_cmpstr(lists[1].path, ==, beside);
	g_assert_cmpuint(lists[1].quoting, ==, CONFIG_QUOTING_O);
	g_assert_cmpuint(lists[1].epochs, ==, 0);
	g_assert_true(config_list_find(config, "a") == &lists[1]);
	g_assert_null(config_list_find(config, "c"));
	g_assert_true(g_str_has_suffix(
		g_array_index(config->repositories, struct config_repository, 0).path,
		"/tidings/repositories/lantern.git"));
	mine = config_subscription_find(config, "mine");
	g_assert_cmpstr(mine->lists[1], ==, "b");
	g_assert_cmpstr(mine->areas[0], ==, "KVM: x86");
	g_assert_cmpuint(mine->every, ==, CONFIG_EVERY_WEEK);
	g_assert_cmpuint(mine->on, ==, 5);
	g_assert_cmpuint(mine->at, ==, 7 * 60 + 30);
	all = config_subscription_find(config, "all");
	g_assert_null(all->lists);
	g_assert_cmpstr(all->since, ==, "1.day.ago");
	g_assert_cmpstr(all->format, ==, "text");
	g_assert_cmpuint(all->every, ==, CONFIG_EVERY_DAY);
	g_assert_cmpuint(all->at, ==, 0);
	g_assert_cmpuint(all->on, ==, 1);
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
		{"[xyzzy]\n", "[xyzzy]: there is no such section; see"},
		{"[lists]\n", "[lists]: there is no such section, [list NAME] may be meant"},
		{"[list]\nurl = a\n", "[list]: a name is missing"},
		{"[mail x]\n", "[mail x]: this section has no name"},
		{"[list ../x]\nurl = a\n", "[list ../x]: a name is made of letters"},
		{"[list .x]\nurl = a\n", "begins with a letter or digit"},
		{"[list a]\nurl = a\n[list  a]\nurl = b\n", "this section is there twice"},
		{"[list a]\n", "[list a] url: it is missing, and so is path"},
		{"[list a]\nulr = b\n", "[list a] ulr: there is no such key, 'url' may be meant"},
		{"[repository a]\n", "[repository a] url: it is missing, and so is path"},
		{"[subscription a]\n", "no list is configured"},
		{"[list kvm]\nurl = a\n[subscription a]\nlists = kmv\n",
		 "[subscription a] lists: there is no [list kmv], 'kvm' may be meant"},
		{"[list kvm]\nurl = a\n[subscription a]\nsections = B\n",
		 "[subscription a] sections: maintainers, their file, is missing"},
		{"[list kvm]\nurl = a\n[subscription a]\nmaintainers = b\n",
		 "[subscription a] maintainers: sections, those of it, are missing"},
		{"[list kvm]\nurl = a\n[subscription a]\nsite-url = https://a/\n",
		 "[subscription a] site-url: site, the folder of it, is missing"},
		{"[list kvm]\nurl = a\n[subscription a]\nat = 24:00\n",
		 "[subscription a] at: it takes a time of the day as 07:30, not 24:00"},
		{"[list kvm]\nurl = a\n[subscription a]\nat = 7:5\n", "not 7:5"},
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
		{"/config/named-sections-are-read-in-their-order",
		 test_named_sections_are_read_in_their_order},
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
