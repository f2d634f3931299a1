/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/address.h"

#include "mirror/mirror.h"

#include <glib.h>
#include <string.h>

static void test_an_address_is_what_git_takes_and_no_path(void)
{
	static const struct {
		const char *text;
		bool is_address;
	} cases[] = {
		{"https://lore.kernel.org/git/", true},
		{"http://localhost:8080/x", true},
		{"git://example.org/x", true},
		{"ssh://user@example.org:22/x", true},
		{"file:///srv/x.git", true},
		{"git+ssh://example.org/x", true},
		{"example.org:path/x.git", true},
		{"user@example.org:x", true},
		{"[::1]:x", true},
		{"user@[::1]:x", true},
		{"ext::command x", true},
		{"", false},
		{"x", false},
		{"x.git", false},
		{"/srv/x.git", false},
		{"./a:b", false},
		{"../a:b", false},
		{"a/b:c", false},
		{"https://", false},
		{"https:", false},
		{"://x", false},
		{":x", false},
		{"1http://x", true}, /* the host 1http */
		{"-oProxyCommand=x:y", false},
		{"--upload-pack=x://y", false},
		{"a host:x", false},
		{"https://x\n", false},
		{"[::1]", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].text);
		g_assert_true(mirror_is_address(cases[i].text) == cases[i].is_address);
	}
}

static void test_an_address_proposes_a_name(void)
{
	static const struct {
		const char *url;
		const char *name;
	} cases[] = {
		{"https://lore.kernel.org/git/", "git"},
		{"https://lore.kernel.org/git", "git"},
		{"https://lore.kernel.org/git///", "git"},
		{"https://example.org/a/b/linux.git", "linux"},
		{"https://example.org/a/linux.git/", "linux"},
		{"https://example.org/", "example.org"},
		{"https://user:word@example.org:8080", "example.org"},
		{"example.org:linux.git", "linux"},
		{"user@example.org:a/linux", "linux"},
		{"file:///srv/work/.git", "work"},
		{"file:///srv/work/.git/", "work"},
		{"https://example.org/caf\xc3\xa9", "caf\xc3\xa9"},
		{"https://example.org/..", NULL},
		{"https://example.org/.", NULL},
		{"https://example.org/.hidden", NULL},
		{"https://example.org/-x", NULL},
		{"https://example.org/\xff", NULL},
		{"https://example.org/a\x01", NULL},
		{"file:///", NULL},
		{"file:///.git", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = mirror_name_of(cases[i].url);

		g_test_message("case %zu", i);
		g_assert_cmpstr(name, ==, cases[i].name);
	}
}

static void test_no_password_is_shown(void)
{
	static const struct {
		const char *url;
		const char *shown;
	} cases[] = {
		{"https://ann:secret@example.org/x", "https://example.org/x"},
		{"https://token@example.org/x", "https://example.org/x"},
		{"https://ann:se@cret@example.org", "https://example.org"},
		{"https://:secret@example.org/x", "https://example.org/x"},
		{"https://ann@example.org/x", "https://example.org/x"},
		{"https://example.org:80/a:b@c", "https://example.org:80/a:b@c"},
		{"ann@example.org:x", "ann@example.org:x"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *shown = address_shown(cases[i].url);

		g_assert_cmpstr(shown, ==, cases[i].shown);
		g_assert_null(strstr(address_behind_user(cases[i].url), "cret"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/address/is-what-git-takes-and-no-path",
			test_an_address_is_what_git_takes_and_no_path);
	g_test_add_func("/address/proposes-a-name", test_an_address_proposes_a_name);
	g_test_add_func("/address/no-password-is-shown", test_no_password_is_shown);
	return g_test_run();
}
