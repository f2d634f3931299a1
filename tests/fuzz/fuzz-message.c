/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as each text of a mail: what is composed of them has its fields, and no more. */
#include "fuzz.h"

#include "render/message.h"

#include <string.h>

enum { LINE_MAX_BYTES = 998 }; /* RFC 5322, 2.1.1 */

static void check_lines(str mail)
{
	str line;

	while (str_next_line(&mail, &line)) {
		g_assert_cmpuint(line.len, <=, LINE_MAX_BYTES);
		g_assert_false(str_starts(line, STR(".")) || str_starts(line, STR("From ")));
		for (size_t i = 0; i < line.len; i++)
			g_assert_true(line.ptr[i] == '\t' ||
				      (line.ptr[i] >= ' ' && line.ptr[i] <= '~'));
	}
}

/* The fields are these, in this order; what folds one begins with a blank. */
static void check_fields(str *mail)
{
	static const str names[] = {
		STR_INIT("From:"),	   STR_INIT("To:"),
		STR_INIT("Subject:"),	   STR_INIT("Date:"),
		STR_INIT("Message-ID:"),   STR_INIT("MIME-Version:"),
		STR_INIT("Content-Type:"), STR_INIT("Auto-Submitted:"),
	};
	size_t n = 0;
	str line;

	while (str_next_line(mail, &line) && line.len > 0) {
		if (str_starts(line, STR(" ")))
			continue;
		g_assert_cmpuint(n, <, G_N_ELEMENTS(names));
		g_assert_true(str_starts(line, names[n++]));
	}
	g_assert_cmpuint(n, ==, G_N_ELEMENTS(names));
}

/* `=_` begins a boundary and stands nowhere else: one before each part, and one at the end. */
static void check_boundaries(str body)
{
	size_t n = 0;
	size_t at;

	while (str_find(body, STR("=_"), &at)) {
		g_assert_true(at >= 2 && str_equal(str_slice(body, at - 2, at), STR("--")));
		body = str_skip(body, at + 2);
		n++;
	}
	g_assert_cmpuint(n, ==, 3);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	str half = str_skip(text, size / 2);
	const struct mailbox to[] = {
		{.name = text, .address = STR("ann@example.org")},
		{.name = half, .address = STR("bob@example.org")},
	};
	struct message message = {
		.from = to[1],
		.to = to,
		.n_to = G_N_ELEMENTS(to),
		.subject = text,
		.text = text,
		.html = half,
	};
	g_autofree char *id = message_make_id(&message);
	g_autoptr(GString) out = g_string_new(NULL);
	str rest;

	message.message_id = str_from(id);
	message_compose(&message, out);
	rest = (str){.ptr = out->str, .len = out->len};
	g_assert_true(str_ends(rest, STR("--\n")));
	check_lines(rest);
	check_fields(&rest);
	check_boundaries(rest);
	message_address_is_valid(text);
	return 0;
}
