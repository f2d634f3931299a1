/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/mail.h"

#include <glib.h>
#include <string.h>

static void check_line(str line)
{
	g_assert_true(utf8_valid(line));
	for (size_t i = 0; i < line.len; i++)
		g_assert_true(line.ptr[i] != '\0' && line.ptr[i] != '\n' && line.ptr[i] != '\r');
}

static void check_mailbox(struct mailbox mailbox)
{
	check_line(mailbox.name);
	check_line(mailbox.address);
}

static void check_ids(const str *ids, unsigned n_ids)
{
	g_assert_cmpuint(n_ids, <=, LIMIT_REFERENCES);
	for (unsigned i = 0; i < n_ids; i++) {
		check_line(ids[i]);
		g_assert_cmpuint(ids[i].len, >, 0);
	}
}

static void check_text(struct mail_text text)
{
	g_assert_true(utf8_valid(text.text));
	if (text.text.len > 0)
		g_assert_null(memchr(text.text.ptr, '\0', text.text.len));
	if (text.bytes.len > 0)
		g_assert_null(memchr(text.bytes.ptr, '\0', text.bytes.len));
	g_assert_true(str_starts(text.uncut, text.bytes));
	/* All of it may be read. */
	utf8_valid(text.uncut);
	g_assert_cmpint(text.text.len == 0, ==, text.bytes.len == 0);
	if (utf8_is_ascii(text.bytes) &&
	    !memchr(text.bytes.ptr ? text.bytes.ptr : "", '\r', text.bytes.len))
		g_assert_true(str_equal(text.text, text.bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str bytes = {.ptr = (const char *)data, .len = size};
	g_auto(arena) arena = {0};
	struct mail mail;

	mail_parse(&arena, bytes, &mail);
	check_line(mail.message_id);
	check_line(mail.subject);
	check_line(mail.list_id);
	check_line(mail.change_id);
	check_mailbox(mail.from);
	check_mailbox(mail.original_from);
	check_mailbox(mail.reply_to);
	check_ids(mail.in_reply_to, mail.n_in_reply_to);
	check_ids(mail.references, mail.n_references);
	check_text(mail.body);
	check_text(mail.attached);
	g_assert_cmpuint(mail.defects >> MAIL_N_DEFECTS, ==, 0);
	return 0;
}
