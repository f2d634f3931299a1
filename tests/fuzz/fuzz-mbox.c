/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An mbox: its mails stand within it, in order, and unquoting only takes away marks. */
#include "archive/mbox.h"
#include "fuzz.h"

static void check_unquote(str mail, enum mbox_quoting quoting)
{
	g_auto(arena) arena = {0};
	str unquoted = mbox_unquote(&arena, mail, quoting);

	g_assert_true(unquoted.len <= mail.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str all = {.ptr = (const char *)data, .len = size};
	str rest = all;
	const char *end = all.ptr;
	str mail;

	while (mbox_next(&rest, &mail)) {
		g_assert_true(mail.ptr >= end && mail.ptr + mail.len <= all.ptr + all.len);
		end = mail.ptr + mail.len;
		check_unquote(mail, MBOX_QUOTING_RD);
		check_unquote(mail, MBOX_QUOTING_O);
	}
	g_assert_true(rest.len == 0);
	return 0;
}
