/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/atom.h"

/* python3 -c 'import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, NAME).urn)' */
static void test_an_id_of_a_name_is_a_uuid_of_version_5(void)
{
	static const struct {
		str name;
		const char *id;
	} cases[] = {
		{STR_INIT("https://list.example.org/kettle/"),
		 "urn:uuid:271a9a08-c411-5486-bbdb-303445ef1fc9"},
		{STR_INIT("python.org"), "urn:uuid:7af94e2b-4dd9-50f0-9c9a-8a48519bdef0"},
		{STR_INIT("Zo\xc3\xab"), "urn:uuid:09d53766-7e1d-5682-8909-e6066807d50d"},
		{{0}, "urn:uuid:1b4db7eb-4057-5ddf-91e0-36dec72071f5"},
	};
	g_auto(arena) arena = {0};

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		str id = atom_id_of_name(&arena, cases[i].name);

		g_assert_true(str_equal(id, str_from(cases[i].id)));
	}
}

static void test_an_id_of_a_mail_is_its_mid(void)
{
	static const struct {
		str message_id;
		const char *id;
	} cases[] = {
		{STR_INIT("20250301.1-a@example.org"), "mid:20250301.1-a@example.org"},
		{STR_INIT("a/b?c#d%e@x"), "mid:a%2Fb%3Fc%23d%25e@x"},
		{STR_INIT("<\"> \n\xff"), "mid:%3C%22%3E%20%0A%FF"},
	};
	g_auto(arena) arena = {0};

	arena_init(&arena);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_true(str_equal(atom_id_of_mail(&arena, cases[i].message_id),
					str_from(cases[i].id)));
}

static void test_a_feed_has_what_it_must_have(void)
{
	static const struct atom_feed feed = {
		.title = STR_INIT("Kettle & <tea>"),
		.id = STR_INIT("urn:uuid:1"),
		.updated = STR_INIT("2025-12-29T16:01:05Z"),
		.self = STR_INIT("https://example.org/a.atom?b&c"),
		.page = STR_INIT("https://example.org/"),
	};
	g_autoptr(GString) out = g_string_new(NULL);

	atom_begin(out, &feed);
	atom_end(out);
	g_assert_cmpstr(
		out->str, ==,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
		"<title>Kettle &amp; &lt;tea&gt;</title>\n"
		"<id>urn:uuid:1</id>\n"
		"<updated>2025-12-29T16:01:05Z</updated>\n"
		"<author>\n<name>tidings</name>\n</author>\n"
		"<generator>tidings</generator>\n"
		"<link rel=\"self\" type=\"application/atom+xml\""
		" href=\"https://example.org/a.atom?b&amp;c\"/>\n"
		"<link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/\"/>\n"
		"</feed>\n");
}

static void test_an_empty_feed_has_a_time_and_no_links(void)
{
	static const struct atom_feed feed = {.title = STR_INIT("Kettle"), .id = STR_INIT("a:1")};
	g_autoptr(GString) out = g_string_new(NULL);

	atom_begin(out, &feed);
	atom_end(out);
	g_assert_cmpstr(out->str, ==,
			"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
			"<title>Kettle</title>\n"
			"<id>a:1</id>\n"
			"<updated>1970-01-01T00:00:00Z</updated>\n"
			"<author>\n<name>tidings</name>\n</author>\n"
			"<generator>tidings</generator>\n"
			"</feed>\n");
}

static void test_an_entry_has_what_it_must_have(void)
{
	static const struct atom_entry entry = {
		.title = STR_INIT(" a\n<b>\033 "),
		.id = STR_INIT("mid:1@example.org"),
	};
	g_autoptr(GString) out = g_string_new(NULL);

	atom_append_entry(out, &entry);
	g_assert_cmpstr(out->str, ==,
			"<entry>\n"
			"<title>a &lt;b&gt;&lt;1B&gt;</title>\n"
			"<id>mid:1@example.org</id>\n"
			"<updated>1970-01-01T00:00:00Z</updated>\n"
			"<content type=\"html\"></content>\n"
			"</entry>\n");
}

static void test_an_entry_tells_all_that_is_known(void)
{
	static const struct atom_entry entry = {
		.title = STR_INIT("a"),
		.id = STR_INIT("mid:1@example.org"),
		.updated = STR_INIT("2025-12-29T16:01:05Z"),
		.author = {.name = STR_INIT("Ann & Bo"), .address = STR_INIT("ann@example.org")},
		.page = STR_INIT("https://example.org/w/?a&b"),
		.categories = {{0}, STR_INIT("\"><x")},
		.summary = STR_INIT("1 < 2"),
		.content = STR_INIT("<p>a &lt; b</p>"),
	};
	g_autoptr(GString) out = g_string_new(NULL);

	atom_append_entry(out, &entry);
	g_assert_cmpstr(out->str, ==,
			"<entry>\n"
			"<title>a</title>\n"
			"<id>mid:1@example.org</id>\n"
			"<updated>2025-12-29T16:01:05Z</updated>\n"
			"<author>\n<name>Ann &amp; Bo</name>\n<email>ann@example.org</email>\n"
			"</author>\n"
			"<link rel=\"alternate\" type=\"text/html\""
			" href=\"https://example.org/w/?a&amp;b\"/>\n"
			"<category term=\"&quot;&gt;&lt;x\"/>\n"
			"<summary>1 &lt; 2</summary>\n"
			"<content type=\"html\">&lt;p&gt;a &amp;lt; b&lt;/p&gt;</content>\n"
			"</entry>\n");
}

static void test_what_is_no_address_is_no_email(void)
{
	static const str addresses[] = {
		{0}, STR_INIT("ann"), STR_INIT("@"), STR_INIT("ann@"), STR_INIT("@example.org")};

	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
		const struct atom_entry entry = {
			.author = {.name = STR("Ann"), .address = addresses[i]}};
		g_autoptr(GString) out = g_string_new(NULL);

		atom_append_entry(out, &entry);
		g_assert_true(str_contains(str_from(out->str), STR("<name>Ann</name>")));
		g_assert_false(str_contains(str_from(out->str), STR("<email>")));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/atom/an-id-of-a-name-is-a-uuid-of-version-5",
			test_an_id_of_a_name_is_a_uuid_of_version_5);
	g_test_add_func("/atom/an-id-of-a-mail-is-its-mid", test_an_id_of_a_mail_is_its_mid);
	g_test_add_func("/atom/a-feed-has-what-it-must-have", test_a_feed_has_what_it_must_have);
	g_test_add_func("/atom/an-empty-feed-has-a-time-and-no-links",
			test_an_empty_feed_has_a_time_and_no_links);
	g_test_add_func("/atom/an-entry-has-what-it-must-have",
			test_an_entry_has_what_it_must_have);
	g_test_add_func("/atom/an-entry-tells-all-that-is-known",
			test_an_entry_tells_all_that_is_known);
	g_test_add_func("/atom/what-is-no-address-is-no-email",
			test_what_is_no_address_is_no_email);
	return g_test_run();
}
