/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/entries.h"

#include "base/error.h"
#include "place.h"

static const char *find(const GPtrArray *entries, const char *text)
{
	g_auto(config_key_name) name = {0};

	g_assert_true(config_key_name_split(text, &name, NULL));
	return config_entries_find(entries, &name);
}

static void test_entries_are_as_they_stand_in_their_order(struct place *place, gconstpointer unused)
{
	static const char *const expected[] = {"list.b.url", "mail.form", "list.a.path"};
	g_autoptr(GPtrArray) entries = NULL;

	(void)unused;
	place_write(place, "[list  b]\nurl =  x\\n y \n[mail]\nform = who\n[list a]\npath = ~/a\n");
	entries = config_entries_read(place->path, NULL);
	g_assert_cmpuint(entries->len, ==, G_N_ELEMENTS(expected));
	for (unsigned i = 0; i < entries->len; i++) {
		const struct config_entry *entry = entries->pdata[i];
		g_autofree char *whole =
			config_key_name_join(entry->of.section, entry->of.name, entry->of.key);

		g_assert_cmpstr(whole, ==, expected[i]);
	}
	g_assert_cmpstr(find(entries, "list.b.url"), ==, "x\\n y");
	g_assert_cmpstr(find(entries, "list.a.path"), ==, "~/a");
	g_assert_null(find(entries, "list.a.url"));
	g_assert_null(find(entries, "list.path"));
}

static void test_a_section_is_there_if_it_has_entries(struct place *place, gconstpointer unused)
{
	const struct config_key_name kvm = {(char *)"list", (char *)"kvm", NULL};
	const struct config_key_name arm = {(char *)"list", (char *)"arm", NULL};
	g_autoptr(GPtrArray) entries = NULL;

	(void)unused;
	place_write(place, "[list kvm]\nurl = x\n");
	entries = config_entries_read(place->path, NULL);
	g_assert_true(config_entries_have_section(entries, &kvm));
	g_assert_false(config_entries_have_section(entries, &arm));
}

static void test_no_file_has_no_entries(struct place *place, gconstpointer unused)
{
	g_autoptr(GPtrArray) entries = config_entries_read(place->path, NULL);

	(void)unused;
	g_assert_cmpuint(entries->len, ==, 0);
}

static void test_what_is_no_configuration_is_an_error(struct place *place, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	place_write(place, "from = me\n");
	g_assert_null(config_entries_read(place->path, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	PLACE_TEST("/entries/order", test_entries_are_as_they_stand_in_their_order);
	PLACE_TEST("/entries/section", test_a_section_is_there_if_it_has_entries);
	PLACE_TEST("/entries/no-file", test_no_file_has_no_entries);
	PLACE_TEST("/entries/wrong", test_what_is_no_configuration_is_an_error);
	return g_test_run();
}
