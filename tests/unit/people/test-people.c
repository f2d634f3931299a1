/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/limits.h"
#include "people/people.h"

#include <glib.h>

static person_id add(struct people *people, const char *name, const char *address)
{
	return people_add(people, (struct mailbox){str_from(name), str_from(address)});
}

static void assert_mailbox(struct mailbox mailbox, const char *name, const char *address)
{
	g_autofree char *got_name = str_dup(mailbox.name);
	g_autofree char *got_address = str_dup(mailbox.address);

	g_assert_cmpstr(got_name, ==, name);
	g_assert_cmpstr(got_address, ==, address);
}

static void test_address_is_the_person(void)
{
	g_autoptr(people) people = people_new(NULL);
	person_id ann = add(people, "Ann Author", "Ann@Example.org");
	person_id bo = add(people, "Ann Author", "bo@example.org");

	g_assert_cmpuint(ann, ==, 0);
	g_assert_cmpuint(bo, ==, 1);
	g_assert_cmpuint(add(people, "A. Author", "ann@example.ORG"), ==, ann);
	g_assert_cmpuint(add(people, NULL, "ann@example.org"), ==, ann);
	g_assert_cmpuint(people_count(people), ==, 2);
	assert_mailbox(people_mailbox(people, ann), "Ann Author", "Ann@Example.org");
}

static void test_name_is_the_person_without_address(void)
{
	g_autoptr(people) people = people_new(NULL);
	person_id ann = add(people, "Ann Author", NULL);

	g_assert_cmpuint(add(people, "ann author", NULL), ==, ann);
	g_assert_cmpuint(add(people, "Ann Author", "ann@example.org"), !=, ann);
	g_assert_cmpuint(add(people, "Ann", "Ann Author"), !=, ann);
	assert_mailbox(people_mailbox(people, ann), "Ann Author", "");
}

static void test_nobody(void)
{
	g_autoptr(people) people = people_new(NULL);

	g_assert_cmpuint(add(people, NULL, NULL), ==, PERSON_NONE);
	g_assert_cmpuint(people_count(people), ==, 0);
	assert_mailbox(people_mailbox(people, PERSON_NONE), "", "");
	g_assert_cmpuint(people_domain(people, PERSON_NONE).len, ==, 0);
	g_assert_false(people_maybe_same(people, PERSON_NONE, PERSON_NONE));
	people_free(NULL);
}

static void test_most_frequent_name(void)
{
	static const char *const names[] = {"ann@example.org", "Ann", "Author, Ann",
					    "Author, Ann",     "Ann", "ANN@example.org",
					    "ann@example.org", ""};
	g_autoptr(people) people = people_new(NULL);
	person_id ann = PERSON_NONE;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		ann = add(people, names[i], "ann@example.org");
	/* Two of each: the one seen first. */
	assert_mailbox(people_mailbox(people, ann), "Ann", "ann@example.org");
	add(people, "Author, Ann", "ann@example.org");
	assert_mailbox(people_mailbox(people, ann), "Author, Ann", "ann@example.org");
}

static void test_met(void)
{
	const struct mailbox author = {STR("Author, Ann"), STR("ann@example.org")};
	const struct mailbox bo = {STR("Bo"), STR("bo@example.org")};
	g_autoptr(people) people = people_new(NULL);
	person_id ann = people_meet(people, author);

	people_meet(people, author);
	assert_mailbox(people_mailbox(people, ann), "Author, Ann", "ann@example.org");
	g_assert_cmpuint(add(people, "Ann Author", "ann@example.org"), ==, ann);
	people_meet(people, author);
	assert_mailbox(people_mailbox(people, ann), "Ann Author", "ann@example.org");
	people_meet(people, (struct mailbox){STR("Bo Nilsson"), bo.address});
	assert_mailbox(people_mailbox(people, people_meet(people, bo)), "Bo Nilsson",
		       "bo@example.org");
}

static void test_name_limit(void)
{
	g_autoptr(people) people = people_new(NULL);
	person_id list = PERSON_NONE;

	for (unsigned i = 0; i < LIMIT_PERSON_NAMES + 5; i++) {
		g_autofree char *name = g_strdup_printf("Name %u", i);

		list = add(people, name, "shared@example.org");
	}
	for (int i = 0; i < 3; i++)
		add(people, "Name 36", "shared@example.org");
	assert_mailbox(people_mailbox(people, list), "Name 0", "shared@example.org");
	add(people, "Name 31", "shared@example.org");
	assert_mailbox(people_mailbox(people, list), "Name 31", "shared@example.org");
}

static void test_text_is_copied(void)
{
	g_autoptr(people) people = people_new(NULL);
	char name[] = "Ann Author";
	char address[] = "ann@Example.org";
	person_id ann = add(people, name, address);

	name[0] = address[0] = 'x';
	assert_mailbox(people_mailbox(people, ann), "Ann Author", "ann@Example.org");
	g_assert_cmpuint(add(people, "Ann", "ann@example.org"), ==, ann);
}

static void test_domain(void)
{
	static const struct {
		const char *address;
		str expected;
	} cases[] = {
		{"ann@Example.ORG", STR_INIT("example.org")},
		{"\"a@b\"@example.com", STR_INIT("example.com")},
		{"ann", STR_INIT("")},
		{"ann@", STR_INIT("")},
	};
	g_autoptr(people) people = people_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		person_id person = add(people, NULL, cases[i].address);

		g_assert_true(str_equal(people_domain(people, person), cases[i].expected));
	}
}

static void test_mailmap_joins(void)
{
	g_autoptr(mailmap) mailmap =
		mailmap_parse(STR("Ann Author <ann@example.org> <ann@example.com>\n"));
	g_autoptr(people) people = people_new(mailmap);
	person_id ann = add(people, "ann", "ANN@example.com");

	g_assert_cmpuint(add(people, "Ann A.", "ann@example.org"), ==, ann);
	assert_mailbox(people_mailbox(people, ann), "Ann Author", "ann@example.org");
	g_assert_true(str_equal(people_domain(people, ann), STR("example.org")));
}

static void test_maybe_same(void)
{
	g_autoptr(people) people = people_new(NULL);
	person_id work = add(people, "Ren\xc3\xa9 Writer", "rene@example.com");
	person_id home = add(people, "rw", "rw@example.org");
	person_id plain = add(people, "Rene Writer", "rene@example.net");
	person_id short_work = add(people, "Bo", "bo@example.org");
	person_id short_home = add(people, "Bo", "bo@example.com");

	g_assert_true(people_maybe_same(people, work, work));
	g_assert_false(people_maybe_same(people, work, home));
	add(people, "REN\xc3\x89 WRITER", "rw@example.org");
	g_assert_true(people_maybe_same(people, work, home));
	g_assert_true(people_maybe_same(people, home, work));
	g_assert_false(people_maybe_same(people, work, plain));
	g_assert_false(people_maybe_same(people, short_work, short_home));
	g_assert_false(people_maybe_same(people, work, PERSON_NONE));
}

/* Whom a trailer may name that Ann wrote; the address that she wrote from is ann@example.org. */
static void test_may_be(void)
{
	static const struct {
		struct mailbox names;
		bool may_be;
	} cases[] = {
		{{STR_INIT("Ann Author"), STR_INIT("ANN@example.org")}, true},
		{{STR_INIT("ann AUTHOR"), STR_INIT("a.author@example.com")}, true},
		{{STR_INIT("Somebody Else"), STR_INIT("ann@example.com")}, true},
		{{STR_INIT("Ann"), STR_INIT("other@example.com")}, false},
		{{STR_INIT("Bob Builder"), STR_INIT("bob@example.org")}, false},
	};
	g_autoptr(people) people = people_new(NULL);
	person_id ann =
		people_add(people, (struct mailbox){STR("Ann Author"), STR("ann@example.org")});

	people_add(people, cases[4].names);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(people_may_be(people, cases[i].names, ann), ==, cases[i].may_be);
	g_assert_false(people_may_be(people, cases[0].names, PERSON_NONE));
	g_assert_cmpuint(people_count(people), ==, 2);
}

static void test_find(void)
{
	g_autoptr(people) people = people_new(NULL);
	person_id ann = add(people, "Ann Author", "ann@example.org");
	struct mailbox known = {.address = STR("ANN@example.org")};
	struct mailbox unknown = {.name = STR("Ann Author"), .address = STR("ann@example.com")};

	g_assert_cmpuint(people_find(people, known), ==, ann);
	g_assert_cmpuint(people_find(people, unknown), ==, PERSON_NONE);
	g_assert_cmpuint(people_find(people, (struct mailbox){0}), ==, PERSON_NONE);
	g_assert_cmpuint(people_count(people), ==, 1);
}

struct sender_case {
	const char *from; /* as mailbox_split() takes it, like the others */
	const char *original_from;
	const char *reply_to;
	const char *name;
	const char *address;
};

static void check_senders(const struct sender_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct mailbox sender =
			people_true_sender(mailbox_split(str_from(cases[i].from)),
					   mailbox_split(str_from(cases[i].original_from)),
					   mailbox_split(str_from(cases[i].reply_to)));

		g_test_message("%s", cases[i].from);
		assert_mailbox(sender, cases[i].name, cases[i].address);
	}
}

static void test_ordinary_sender(void)
{
	static const struct sender_case cases[] = {
		{"Ann Author <ann@example.org>", NULL, "bo@example.org", "Ann Author",
		 "ann@example.org"},
		{"Marco Via <marco@example.org>", NULL, "bo@example.org", "Marco Via",
		 "marco@example.org"},
		{"Via Appia <via@example.org>", NULL, "bo@example.org", "Via Appia",
		 "via@example.org"},
		{"via Ann <ann@example.org>", NULL, "bo@example.org", "via Ann", "ann@example.org"},
		{"Olivia Viator <o@example.org>", NULL, "bo@example.org", "Olivia Viator",
		 "o@example.org"},
		{"", NULL, NULL, "", ""},
	};

	check_senders(cases, G_N_ELEMENTS(cases));
}

static void test_original_from(void)
{
	static const struct sender_case cases[] = {
		{"Ann via B4 Relay <devnull+ann.example.org@kernel.org>",
		 "Ann Author <ann@example.org>", "other@example.org", "Ann Author",
		 "ann@example.org"},
		{"Ann via B4 Relay <devnull+ann.example.org@kernel.org>", "ann@example.org", NULL,
		 "Ann", "ann@example.org"},
		{"Ann via B4 Relay <devnull+ann.example.org@kernel.org>", "Nobody",
		 "Ann <ann@example.org>", "Ann", "ann@example.org"},
	};

	check_senders(cases, G_N_ELEMENTS(cases));
}

static void test_relay(void)
{
	static const struct sender_case cases[] = {
		{"Ann via B4 Relay <devnull+ann.example.org@kernel.org>", NULL, "ann@example.org",
		 "Ann", "ann@example.org"},
		{"Ann <devnull+ann.example.org@kernel.org>", NULL, "ann@example.org", "Ann",
		 "ann@example.org"},
		{"<devnull+ann.example.org@kernel.org>", NULL, "Ann Author <ann@example.org>",
		 "Ann Author", "ann@example.org"},
		{"Ann via B4 Relay <devnull+ann.example.org@kernel.org>", NULL, NULL, "Ann",
		 "devnull+ann.example.org@kernel.org"},
	};

	check_senders(cases, G_N_ELEMENTS(cases));
}

static void test_via(void)
{
	static const struct sender_case cases[] = {
		{"\"Ann Author via Virtualization\" <virtualization@lists.example.org>", NULL,
		 "Ann Author <ann@example.org>", "Ann Author", "ann@example.org"},
		{"\"'Ann' via KVM list\" <kvm@example.com>", NULL, "ann@example.org", "Ann",
		 "ann@example.org"},
		{"\"Ann Author (via Devel)\" <devel@example.com>", NULL, "ann@example.org",
		 "Ann Author", "ann@example.org"},
		{"Ann Author via <qemu-devel@nongnu.org>", NULL, "ann@example.org", "Ann Author",
		 "ann@example.org"},
		{"Ann via B4 Relay via Devel <devel@lists.example.org>", NULL, "ann@example.org",
		 "Ann", "ann@example.org"},
	};

	check_senders(cases, G_N_ELEMENTS(cases));
}

static void test_reply_to_a_list(void)
{
	static const struct sender_case cases[] = {
		{"Ann via Devel <devel@example.org>", NULL, NULL, "Ann", "devel@example.org"},
		{"Ann via Devel <devel@example.org>", NULL, "Devel@example.org", "Ann",
		 "devel@example.org"},
		{"Ann via Devel <bounce@example.org>", NULL, "devel@example.com", "Ann",
		 "bounce@example.org"},
		{"Ann via X <devel@example.org>", NULL, "devel@other.example.org", "Ann",
		 "devel@example.org"},
		{"Ann via X <x@example.org>", NULL, "devel@lists.example.com", "Ann",
		 "x@example.org"},
		{"Ann via X <x@example.org>", NULL, "linux-devel@VGER.kernel.org", "Ann",
		 "x@example.org"},
		{"Ann via X <x@example.org>", NULL, "devel@sub.groups.io", "Ann", "x@example.org"},
		{"Ann via X <x@example.org>", NULL, "ann@notgroups.io", "Ann", "ann@notgroups.io"},
		{"Ann via X <x@example.org>", NULL, "undisclosed", "Ann", "x@example.org"},
	};

	check_senders(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/people/an-address-without-regard-to-case-is-a-person",
			test_address_is_the_person);
	g_test_add_func("/people/without-an-address-a-name-is-a-person",
			test_name_is_the_person_without_address);
	g_test_add_func("/people/an-empty-mailbox-is-nobody", test_nobody);
	g_test_add_func("/people/the-name-seen-most-often-is-shown", test_most_frequent_name);
	g_test_add_func("/people/who-is-met-in-passing-is-shown-as-before", test_met);
	g_test_add_func("/people/names-beyond-the-limit-do-not-count", test_name_limit);
	g_test_add_func("/people/the-text-is-copied", test_text_is_copied);
	g_test_add_func("/people/a-domain-is-lower-case", test_domain);
	g_test_add_func("/people/a-mailmap-joins-addresses", test_mailmap_joins);
	g_test_add_func("/people/two-words-in-common-may-be-the-same", test_maybe_same);
	g_test_add_func("/people/to-find-somebody-adds-nobody", test_find);
	g_test_add_func("/people/a-trailer-may-name-its-sender-otherwise", test_may_be);
	g_test_add_func("/sender/an-ordinary-from-stays", test_ordinary_sender);
	g_test_add_func("/sender/the-original-from-goes-first", test_original_from);
	g_test_add_func("/sender/a-relay-answers-to-the-author", test_relay);
	g_test_add_func("/sender/a-list-says-via", test_via);
	g_test_add_func("/sender/a-list-in-reply-to-is-nobody", test_reply_to_a_list);
	return g_test_run();
}
