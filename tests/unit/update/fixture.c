/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "update/works.h"

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
	struct update_period period;

	*test = (struct test_update){0};
	test_thread_init(&test->thread, mails);
	make_details(test, mails);
	test->outcomes = g_new0(struct outcome, test->thread.set->postings->n_items + 1);
	test->material = (struct update_material){
		.records = (const struct record *)test->thread.records->data,
		.details = test->details,
		.n_records = test->thread.records->len,
		.people = test->thread.people,
		.set = test->thread.set,
		.outcomes = test->outcomes,
	};
	period = update_period_of(&test->material);
	test->material.now = period.until;
	test->material.until = period.until;
	test->material.told_until = INT64_MIN;
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
	g_free(test->outcomes);
	test_thread_clear(&test->thread);
}

void assert_text(str got, const char *expected)
{
	g_autofree char *text = str_dup(got);

	g_assert_cmpstr(text, ==, expected ? expected : "");
}
