/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config/edit.h"

/* A text, a key of it, the value that it gets (NULL: it is removed), and what comes out. */
struct row {
	const char *text;
	const char *key;
	const char *value;
	const char *expected; /* NULL where there is nothing to be removed */
};

static void check_row(const struct row *row)
{
	g_auto(config_key_name) name = {0};
	g_autoptr(GString) out = g_string_new(NULL);
	bool is_done = true;

	g_assert_true(config_key_name_split(row->key, &name, NULL));
	if (row->value)
		config_edit_set(str_from(row->text), &name, row->value, out);
	else
		is_done = config_edit_remove(str_from(row->text), &name, out);
	g_assert_cmpint(is_done, ==, row->expected != NULL);
	g_assert_cmpstr(out->str, ==, row->expected ? row->expected : "");
}

static void check_rows(const struct row *rows, size_t n_rows)
{
	for (size_t i = 0; i < n_rows; i++)
		check_row(&rows[i]);
}

static void test_a_value_is_replaced_where_it_stands(void)
{
	static const struct row rows[] = {
		{"[mail]\nfrom = a\nto = b\n", "mail.from", "c", "[mail]\nfrom = c\nto = b\n"},
		{"[mail]\n  from=a\n", "mail.from", "c", "[mail]\n  from=c\n"},
		{"[mail]\nfrom =\t a\n", "mail.from", "c", "[mail]\nfrom =\t c\n"},
		{"[mail]\nfrom =\n", "mail.from", "c", "[mail]\nfrom =c\n"},
		{"[mail]\nfrom = a=b", "mail.from", "c", "[mail]\nfrom = c\n"},
		{"[mail]\nfrom = a", "mail.from", "c = d \\n", "[mail]\nfrom = c = d \\n\n"},
		{" [mail] \nfrom = a\n", "mail.from", "c", " [mail] \nfrom = c\n"},
		{"[list  kvm]\nurl = a\n", "list.kvm.url", "c", "[list  kvm]\nurl = c\n"},
		{"[list a.b]\nurl = a\n", "list.a.b.url", "c", "[list a.b]\nurl = c\n"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_of_several_lines_the_one_that_counts_is_replaced(void)
{
	static const struct row rows[] = {
		{"[mail]\nto = a\nto = b\n", "mail.to", "c", "[mail]\nto = a\nto = c\n"},
		{"[mail]\nto = a\n[smtp]\nserver = s\n[mail]\nto = b\n", "mail.to", "c",
		 "[mail]\nto = a\n[smtp]\nserver = s\n[mail]\nto = c\n"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_a_new_key_comes_behind_those_of_its_section(void)
{
	static const struct row rows[] = {
		{"[mail]\nfrom = a\n\n# the server\n[smtp]\nserver = s\n", "mail.to", "b",
		 "[mail]\nfrom = a\nto = b\n\n# the server\n[smtp]\nserver = s\n"},
		{"[mail]\n# who\n\n[smtp]\n", "mail.to", "b", "[mail]\nto = b\n# who\n\n[smtp]\n"},
		{"[mail]\nfrom = a", "mail.to", "b", "[mail]\nfrom = a\nto = b\n"},
		{"[list a]\nurl = u\n[list b]\nurl = v\n", "list.a.title", "t",
		 "[list a]\nurl = u\ntitle = t\n[list b]\nurl = v\n"},
		{"[mail]\n#to = a\n", "mail.to", "b", "[mail]\nto = b\n#to = a\n"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_a_new_section_comes_last(void)
{
	static const struct row rows[] = {
		{"", "mail.to", "b", "[mail]\nto = b\n"},
		{"# mine\n", "list.kvm.url", "u", "# mine\n\n[list kvm]\nurl = u\n"},
		{"[mail]\nto = b", "list.kvm.url", "u", "[mail]\nto = b\n\n[list kvm]\nurl = u\n"},
		{"[mail]\nto = b\n\n", "list.kvm.url", "u",
		 "[mail]\nto = b\n\n[list kvm]\nurl = u\n"},
		{"[list kvm]\nurl = u\n", "list.x.url", "v",
		 "[list kvm]\nurl = u\n\n[list x]\nurl = v\n"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_all_lines_of_a_key_are_removed(void)
{
	static const struct row rows[] = {
		{"[mail]\nto = a\nfrom = x\n# why\nto = b\n", "mail.to", NULL,
		 "[mail]\nfrom = x\n# why\n"},
		{"[mail]\nto = a\nfrom = x", "mail.from", NULL, "[mail]\nto = a\n"},
		{"[mail]\nto = a\n", "mail.from", NULL, NULL},
		{"[mail]\nto = a\n", "smtp.to", NULL, NULL},
		{"[list a]\nurl = u\n", "list.b.url", NULL, NULL},
		{"[mail]\n# to = a\n", "mail.to", NULL, NULL},
		{"to = a\n", "mail.to", NULL, NULL},
		{"[no header\nto = a\n", "mail.to", NULL, NULL},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_a_section_goes_with_its_last_key(void)
{
	static const struct row rows[] = {
		{"[mail]\nto = a\n", "mail.to", NULL, ""},
		{"[mail]\nto = a\n\n[smtp]\nserver = s\n", "mail.to", NULL, "[smtp]\nserver = s\n"},
		{"[mail]\nto = a\n\n[smtp]\nserver = s\n", "smtp.server", NULL, "[mail]\nto = a\n"},
		{"# one\n\n[mail]\nto = a\n\n# two\n[smtp]\nserver = s\n", "mail.to", NULL,
		 "# one\n\n# two\n[smtp]\nserver = s\n"},
		{"[mail]\n# why\nto = a\n[smtp]\nserver = s\n", "mail.to", NULL,
		 "# why\n[smtp]\nserver = s\n"},
		{"[mail]\n[smtp]\nserver = s\n[mail]\nto = a\n", "mail.to", NULL,
		 "[smtp]\nserver = s\n"},
		{"[mail]\n\n[mail]\nto = a\nfrom = b\n", "mail.to", NULL,
		 "[mail]\n\n[mail]\nfrom = b\n"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/edit/replace", test_a_value_is_replaced_where_it_stands);
	g_test_add_func("/edit/last", test_of_several_lines_the_one_that_counts_is_replaced);
	g_test_add_func("/edit/new-key", test_a_new_key_comes_behind_those_of_its_section);
	g_test_add_func("/edit/new-section", test_a_new_section_comes_last);
	g_test_add_func("/edit/remove", test_all_lines_of_a_key_are_removed);
	g_test_add_func("/edit/remove-section", test_a_section_goes_with_its_last_key);
	return g_test_run();
}
