/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/key_name.h"

#include "base/error.h"

static void test_a_name_is_parted_at_its_first_and_last_full_stop(void)
{
	static const struct {
		const char *text;
		const char *section;
		const char *name;
		const char *key;
	} rows[] = {
		{"mail.from", "mail", NULL, "from"},
		{"list.kvm.url", "list", "kvm", "url"},
		{"list.kvm.arm.url", "list", "kvm.arm", "url"},
		{"list..url", "list", "", "url"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(config_key_name) name = {0};
		g_autofree char *whole = NULL;

		g_assert_true(config_key_name_split(rows[i].text, &name, NULL));
		g_assert_cmpstr(name.section, ==, rows[i].section);
		g_assert_cmpstr(name.name, ==, rows[i].name);
		g_assert_cmpstr(name.key, ==, rows[i].key);
		whole = config_key_name_join(name.section, name.name, name.key);
		g_assert_cmpstr(whole, ==, rows[i].text);
	}
}

static void test_a_name_has_two_parts_at_least(void)
{
	static const char *const texts[] = {"", "mail", ".from", "mail.", "."};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_auto(config_key_name) name = {0};
		g_autoptr(GError) error = NULL;

		g_assert_false(config_key_name_split(texts[i], &name, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_null(name.section);
	}
}

static void test_each_key_of_the_table_is_found(void)
{
	for (const struct config_key *key = config_keys; key->section; key++) {
		bool is_named = config_section_find(key->section)->is_named;
		const struct config_key_name name = {
			(char *)key->section, is_named ? (char *)"a.b" : NULL, (char *)key->name};

		g_assert_true(config_key_name_find(&name, NULL) == key);
	}
}

static void test_what_is_no_key_says_what_is(void)
{
	static const struct {
		const char *text;
		const char *message;
	} rows[] = {
		{"mial.from", "mial.from: there is no such section, 'mail.from' may be meant"},
		{"lst.kvm.url",
		 "lst.kvm.url: there is no such section, 'list.kvm.url' may be meant"},
		{"colour.ui", "colour.ui: there is no such section"},
		{"mail.form", "mail.form: there is no such key, 'mail.from' may be meant"},
		{"list.kvm.ulr", "list.kvm.ulr: there is no such key, 'list.kvm.url' may be meant"},
		{"mail.zzzzzz", "mail.zzzzzz: there is no such key"},
		{"list.url", "list.url: a name is missing, 'list.NAME.url' may be meant"},
		{"mail.me.from",
		 "mail.me.from: this section has no name, 'mail.from' may be meant"},
		{"list.-x.url", "list.-x.url: a name is made of letters, digits and ._+- and "
				"begins with a letter or digit"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(config_key_name) name = {0};
		g_autoptr(GError) error = NULL;

		g_assert_true(config_key_name_split(rows[i].text, &name, NULL));
		g_assert_null(config_key_name_find(&name, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
		g_assert_cmpstr(error->message, ==, rows[i].message);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/key-name/split", test_a_name_is_parted_at_its_first_and_last_full_stop);
	g_test_add_func("/key-name/parts", test_a_name_has_two_parts_at_least);
	g_test_add_func("/key-name/find", test_each_key_of_the_table_is_found);
	g_test_add_func("/key-name/none", test_what_is_no_key_says_what_is);
	return g_test_run();
}
