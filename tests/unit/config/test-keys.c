/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/keys.h"

#include <string.h>

static void test_each_key_is_found_by_its_name(void)
{
	for (const struct config_key *key = config_keys; key->section; key++) {
		g_assert_true(config_key_find(key->section, key->name) == key);
		g_assert_nonnull(key->help);
		g_assert_true(key->kind != CONFIG_CHOICE || key->choices);
		g_assert_true(key->kind != CONFIG_NUMBER || key->max > 0);
	}
	g_assert_null(config_key_find("mail", "server"));
	g_assert_null(config_key_find("", ""));
}

static void test_no_two_keys_have_one_field(void)
{
	for (const struct config_key *key = config_keys; key->section; key++) {
		for (const struct config_key *other = key + 1; other->section; other++)
			g_assert_false(strcmp(key->section, other->section) == 0 &&
				       key->offset == other->offset);
	}
}

static void test_a_slip_is_told_from_another_word(void)
{
	static const struct {
		const char *section;
		const char *name;
		const char *nearest;
	} cases[] = {
		{"mail", "form", "from"},
		{"mail", "sendmial", "sendmail"},
		{"mail", "transprt", "transport"},
		{"mail", "too", "to"},
		{"mail", "t", "to"},
		{"mail", "ot", "to"}, /* by two changes it would be any word */
		{"mail", "From", "from"},
		{"smtp", "sever", "server"},
		{"smtp", "password_file", "password-file"},
		{"smtp", "passwordfile", "password-file"},
		{"smtp", "cafile", "ca-file"},
		{"smtp", "timeouts", "timeout"},
		{"smtp", "port", NULL},
		{"smtp", "", NULL},
		{"mail", "server", NULL}, /* a key of another section */
		{"smtp", "password-commanded-by-somebody-else-altogether", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].name);
		g_assert_cmpstr(config_key_nearest(cases[i].section, cases[i].name), ==,
				cases[i].nearest);
	}
}

static void test_a_section_is_found_by_a_slip(void)
{
	g_assert_cmpstr(config_section_nearest("smpt"), ==, "smtp");
	g_assert_cmpstr(config_section_nearest("mails"), ==, "mail");
	g_assert_cmpstr(config_section_nearest("e-mail"), ==, "mail");
	g_assert_cmpstr(config_section_nearest("subscriptoin"), ==, "subscription");
	g_assert_null(config_section_nearest("mirrors"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keys/each-key-is-found-by-its-name", test_each_key_is_found_by_its_name);
	g_test_add_func("/keys/no-two-keys-have-one-field", test_no_two_keys_have_one_field);
	g_test_add_func("/keys/a-slip-is-told-from-another-word",
			test_a_slip_is_told_from_another_word);
	g_test_add_func("/keys/a-section-is-found-by-a-slip", test_a_section_is_found_by_a_slip);
	return g_test_run();
}
