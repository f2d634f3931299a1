/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

static void make_details(struct test_update *test, const struct test_mail *mails)
{
	unsigned n = test->thread.records->len;

	test->details = g_new0(struct mail_detail, n + 1);
	for (unsigned i = 0; i < n; i++) {
		const char *sender = mails[i].sender ? mails[i].sender : TEST_SENDER;
		const char *author = mails[i].author ? mails[i].author : sender;

		test->details[i].subject = str_from(mails[i].subject);
		test->details[i].sender = mailbox_split(str_from(sender));
		test->details[i].author = mailbox_split(str_from(author));
	}
}

void test_update_init(struct test_update *test, const struct test_mail *mails)
{
	*test = (struct test_update){0};
	test_thread_init(&test->thread, mails);
	make_details(test, mails);
	test->material = (struct update_material){
		.records = (const struct record *)test->thread.records->data,
		.details = test->details,
		.n_records = test->thread.records->len,
		.people = test->thread.people,
		.set = test->thread.set,
	};
	test->update = update_build(&test->material);
}

void test_update_again(struct test_update *test)
{
	update_free(test->update);
	test->update = update_build(&test->material);
}

void test_update_clear(struct test_update *test)
{
	update_free(test->update);
	g_free(test->details);
	test_thread_clear(&test->thread);
}

void assert_text(str got, const char *expected)
{
	g_autofree char *text = str_dup(got);

	g_assert_cmpstr(text, ==, expected ? expected : "");
}
