/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Updates of mails that are written as tables: those of the series room. */
#ifndef TIDINGS_TESTS_UPDATE_FIXTURE_H
#define TIDINGS_TESTS_UPDATE_FIXTURE_H

#include "update/build.h"

#include "../series/fixture.h"

struct test_update {
	struct test_thread thread;
	struct mail_detail *details; /* of each mail: subject, author and sender as it gives them */
	struct outcome *outcomes; /* of each posting, zeroed */
	struct update_material material; /* of all that, to be changed before the update is built */
	struct update *update;
};

/* Reads @mails, up to the one without a subject, and builds their update. */
void test_update_init(struct test_update *test, const struct test_mail *mails);

/* Builds the update again, after its details, outcomes or material were changed. */
void test_update_again(struct test_update *test);

void test_update_clear(struct test_update *test);

/* Fails where @got is not @expected; NULL is the empty text. */
void assert_text(str got, const char *expected);

#endif
