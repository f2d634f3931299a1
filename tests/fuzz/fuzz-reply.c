/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "reply/reply.h"

#include <glib.h>

/* The first line is the subject, the second the sender, the rest the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	str subject = {0};
	str sender = {0};
	g_autoptr(reply_reader) reader = reply_reader_new();
	g_auto(arena) arena = {0};
	struct remark *remarks;
	unsigned n_remarks;

	str_next_line(&text, &subject);
	str_next_line(&text, &sender);
	remarks_of_reply(reader, &arena, subject, text, sender, &remarks, &n_remarks);
	g_assert_cmpuint(n_remarks, <=, LIMIT_REMARKS);
	for (unsigned i = 0; i < n_remarks; i++) {
		const struct remark *remark = &remarks[i];

		g_assert_nonnull(remark_name(remark->kind));
		g_assert_true(remark->kind != REMARK_REVIEW || remark->name.len > 0);
		g_assert_true(remark->kind != REMARK_COMMAND || remark->name.len > 0);
		g_assert_cmpuint(remark->n_lines, <=, REMARK_LINES);
		g_assert_true(remark->commit.len == 0 || str_is_hex(remark->commit));
	}
	return 0;
}
