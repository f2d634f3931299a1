/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all pages share. */
#include "render/page.h"

#include "base/error.h"
#include "template/template_source.h"

#include "fixture.h"

#include <string.h>

static struct page page_in(struct arena *arena)
{
	arena_init(arena);
	return (struct page){.arena = arena, .link = STR("https://list.example.org/kettle/")};
}

/* The text of the member @name of @map; "" for nothing. */
static const char *text_at(const struct page *page, const struct value *map, const char *name)
{
	const struct value *value = value_member(map, str_from(name));
	str text;

	g_assert_nonnull(value);
	g_assert_true(value->kind == VALUE_TEXT || value->kind == VALUE_NOTHING);
	text = arena_join(page->arena, value->text, STR("\0"));
	return text.ptr;
}

static char *between(const char *text, const char *begin, const char *end)
{
	const char *from = strstr(text, begin);
	const char *to;

	g_assert_nonnull(from);
	from += strlen(begin);
	to = strstr(from, end);
	g_assert_nonnull(to);
	return g_strndup(from, (size_t)(to - from));
}

/* The same sum by another road: hexadecimal digits, and from these the bytes. */
static char *hash_of(const char *text)
{
	g_autofree char *digits = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	guchar bytes[32];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (guchar)(g_ascii_xdigit_value(digits[2 * i]) << 4 |
				    g_ascii_xdigit_value(digits[2 * i + 1]));
	return g_base64_encode(bytes, sizeof(bytes));
}

static void test_the_policy_allows_the_style_that_is_there(void)
{
	g_autoptr(update) update = fixture_update();
	GString *out = fixture_render(update, "html", 0, false);
	g_autofree char *style = between(out->str, "<style>", "</style>");
	g_autofree char *hash = hash_of(style);
	g_autofree char *policy =
		between(out->str, "http-equiv=\"Content-Security-Policy\" content=\"", "\">");
	g_autofree char *expected =
		g_strdup_printf("default-src &#39;none&#39;; style-src &#39;sha256-%s&#39;;"
				" base-uri &#39;none&#39;; form-action &#39;none&#39;",
				hash);

	g_assert_cmpstr(policy, ==, expected);
	g_assert_null(strstr(strstr(out->str, "</style>"), "<style"));
	g_assert_null(strstr(out->str, " style="));
	g_string_free(out, TRUE);
}

struct named {
	const char *name;
	const char *text;
};

static bool find(void *user, const char *name, str *ret_text, GError **error)
{
	const struct named *named = user;

	if (strcmp(named->name, name) != 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND, "none");
		return false;
	}
	*ret_text = str_from(named->text);
	return true;
}

static struct value *begin(const struct page *page, struct named *style, GError **error)
{
	g_autoptr(template_set) set = template_set_new(find, style);

	return page_begin(page, set, STR("Title"), error);
}

static void test_a_style_that_would_end_itself_is_refused(void)
{
	static const char *const texts[] = {"a{}</style>", "</STYLE", "/* </style-x */"};
	g_auto(arena) arena = {0};
	const struct page page = page_in(&arena);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct named style = {"style.css", texts[i]};
		g_autoptr(GError) error = NULL;

		g_assert_null(begin(&page, &style, &error));
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	}
}

static void test_a_page_without_a_style_is_none(void)
{
	g_auto(arena) arena = {0};
	const struct page page = page_in(&arena);
	struct named other = {"other.css", ""};
	g_autoptr(GError) error = NULL;

	g_assert_null(begin(&page, &other, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND);
}

static void test_the_pages_of_a_site_share_a_style(void)
{
	static const struct page_links links = {.root = "../"};
	static const struct {
		bool with_scripts;
		const char *policy;
	} cases[] = {
		{false,
		 "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"},
		{true, "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none';"
		       " form-action 'none'"},
	};
	g_auto(arena) arena = {0};
	struct page page = page_in(&arena);
	struct named none = {"", ""};

	page.links = &links;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct value *root;

		page.with_scripts = cases[i].with_scripts;
		root = begin(&page, &none, NULL);
		g_assert_nonnull(root);
		g_assert_cmpstr(text_at(&page, root, "policy"), ==, cases[i].policy);
		g_assert_cmpstr(text_at(&page, root, "root"), ==, "../");
		g_assert_cmpstr(text_at(&page, root, "page_title"), ==, "Title");
		g_assert_false(value_is_true(value_member(root, STR("style"))));
		g_assert_true(value_is_true(value_member(root, STR("site"))));
	}
}

static void test_a_name_of_a_mail_may_stand_in_an_address(void)
{
	static const struct {
		str message_id;
		const char *name;
	} cases[] = {
		/* printf %s ID | sha256sum | cut -c1-16 */
		{{0}, "e3b0c44298fc1c14"},
		{STR_INIT("1@example.org"), "ab6f5b02dde34697"},
		{STR_INIT("../\"<a\0b>"), "f910ba038ac6cc21"},
	};
	g_auto(arena) arena = {0};

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_true(str_equal(page_name_of(&arena, cases[i].message_id),
					str_from(cases[i].name)));
}

static void test_a_link_leads_into_the_web_or_nowhere(void)
{
	static const struct {
		str prefix;
		str message_id;
		const char *link;
	} cases[] = {
		{STR_INIT("https://a.example/"), STR_INIT("1@b"), "https://a.example/1@b"},
		{STR_INIT("http://a.example/?q="), STR_INIT("1@b"), "http://a.example/?q=1@b"},
		{STR_INIT("HTTPS://a.example/"), STR_INIT("1@b"), "HTTPS://a.example/1@b"},
		{STR_INIT("https://a.example/"), STR_INIT("a/../\"<b>#c?d%e f\n"),
		 "https://a.example/a%2F..%2F%22%3Cb%3E%23c%3Fd%25e%20f%0A"},
		{STR_INIT("https://a.example/"), {0}, ""},
		{{0}, STR_INIT("1@b"), ""},
		{STR_INIT("javascript:alert(1)//"), STR_INIT("1@b"), ""},
		{STR_INIT("data:text/html,"), STR_INIT("1@b"), ""},
		{STR_INIT(" https://a.example/"), STR_INIT("1@b"), ""},
		{STR_INIT("https:a.example/"), STR_INIT("1@b"), ""},
		{STR_INIT("//a.example/"), STR_INIT("1@b"), ""},
		{STR_INIT("file:///"), STR_INIT("1@b"), ""},
		{STR_INIT("https:/"), STR_INIT("/a.example"), ""},
	};
	g_auto(arena) arena = {0};
	struct page page = page_in(&arena);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct value *map = value_new_map(&arena);

		page.link = cases[i].prefix;
		page_set_link(&page, map, cases[i].message_id);
		g_assert_cmpstr(text_at(&page, map, "link"), ==, cases[i].link);
		g_assert_cmpint(value_is_true(value_member(map, STR("link"))), ==,
				cases[i].link[0] != '\0');
	}
}

static str find_person(void *user, str address)
{
	g_assert_cmpstr(user, ==, "user");
	return str_equal_nocase(address, STR("ann@example.org")) ? STR("../p/ann.html") : (str){0};
}

static void test_a_person_has_a_page_where_the_site_has_one(void)
{
	static char user[] = "user";
	static const struct page_links with = {
		.root = "", .user = user, .find_person = find_person};
	static const struct page_links without = {.root = ""};
	static const struct {
		struct mailbox person;
		const struct page_links *links;
		const char *name;
		const char *address;
		const char *page;
	} cases[] = {
		{{STR_INIT("Ann"), STR_INIT("ann@example.org")},
		 &with,
		 "Ann",
		 "ann@example.org",
		 "../p/ann.html"},
		{{STR_INIT("Bo"), STR_INIT("bo@example.org")}, &with, "Bo", "bo@example.org", ""},
		{{STR_INIT("Ann"), STR_INIT("ann@example.org")},
		 &without,
		 "Ann",
		 "ann@example.org",
		 ""},
		{{STR_INIT("Ann"), STR_INIT("ann@example.org")},
		 NULL,
		 "Ann",
		 "ann@example.org",
		 ""},
		{{.address = STR_INIT("ann@example.org")},
		 &with,
		 "ann@example.org",
		 "",
		 "../p/ann.html"},
		{{.name = STR_INIT("Ann")}, &with, "Ann", "", ""},
		{{{0}, {0}}, &with, "(unknown)", "", ""},
	};
	g_auto(arena) arena = {0};
	struct page page = page_in(&arena);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct value *map = value_new_map(&arena);
		const struct value *person;

		page.links = cases[i].links;
		page_set_person(&page, map, "author", cases[i].person);
		person = value_member(map, STR("author"));
		g_assert_cmpstr(text_at(&page, person, "name"), ==, cases[i].name);
		g_assert_cmpstr(text_at(&page, person, "address"), ==, cases[i].address);
		g_assert_cmpstr(text_at(&page, person, "page"), ==, cases[i].page);
		g_assert_cmpint(value_is_true(value_member(person, STR("page"))), ==,
				cases[i].page[0] != '\0');
	}
}

static void test_a_count_has_its_word(void)
{
	g_auto(arena) arena = {0};
	const struct page page = page_in(&arena);
	struct value *map = value_new_map(&arena);

	page_set_count(&page, map, "none", 0, "patch", "patches");
	page_set_count(&page, map, "one", 1, "patch", "patches");
	page_set_count(&page, map, "most", UINT_MAX, "patch", "patches");
	g_assert_cmpstr(text_at(&page, map, "none"), ==, "0 patches");
	g_assert_cmpstr(text_at(&page, map, "one"), ==, "1 patch");
	g_assert_cmpstr(text_at(&page, map, "most"), ==, "4294967295 patches");
	g_assert_true(str_equal(page_number(&page, 0), STR("–")));
	g_assert_true(str_equal(page_number(&page, 12), STR("12")));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/page/the-policy-allows-the-style-that-is-there",
			test_the_policy_allows_the_style_that_is_there);
	g_test_add_func("/page/a-style-that-would-end-itself-is-refused",
			test_a_style_that_would_end_itself_is_refused);
	g_test_add_func("/page/a-page-without-a-style-is-none",
			test_a_page_without_a_style_is_none);
	g_test_add_func("/page/the-pages-of-a-site-share-a-style",
			test_the_pages_of_a_site_share_a_style);
	g_test_add_func("/page/a-name-of-a-mail-may-stand-in-an-address",
			test_a_name_of_a_mail_may_stand_in_an_address);
	g_test_add_func("/page/a-link-leads-into-the-web-or-nowhere",
			test_a_link_leads_into_the_web_or_nowhere);
	g_test_add_func("/page/a-person-has-a-page-where-the-site-has-one",
			test_a_person_has_a_page_where_the_site_has_one);
	g_test_add_func("/page/a-count-has-its-word", test_a_count_has_its_word);
	return g_test_run();
}
