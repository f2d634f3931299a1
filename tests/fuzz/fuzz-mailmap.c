/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A mailmap, and after the first NUL byte the mailbox that is looked up in it. */
#include "fuzz.h"

#include "base/utf8.h"
#include "people/mailmap.h"

static bool is_within(str part, str whole)
{
	return part.len == 0 ||
	       (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len);
}

static bool is_same(struct mailbox a, struct mailbox b)
{
	return str_equal(a.name, b.name) && str_equal(a.address, b.address);
}

static str swap_case(str s)
{
	char *swapped = str_dup(s);

	for (size_t i = 0; i < s.len; i++)
		swapped[i] = g_ascii_islower(swapped[i]) ? g_ascii_toupper(swapped[i])
							 : g_ascii_tolower(swapped[i]);
	return (str){.ptr = swapped, .len = s.len};
}

/* A part of a mailbox that was looked up stays, or comes from the mailmap, which is UTF-8. */
static void check_part(str asked, str got)
{
	g_assert(got.ptr == asked.ptr || utf8_valid(got));
	g_assert(got.ptr == asked.ptr || got.len > 0);
}

/* Case takes no part: with the case of all letters swapped, the same parts are replaced. */
static void check_case(const struct mailmap *mailmap, struct mailbox asked, struct mailbox got)
{
	struct mailbox swapped = {swap_case(asked.name), swap_case(asked.address)};
	struct mailbox other = mailmap_resolve(mailmap, swapped);

	g_assert(str_equal_nocase(other.name, got.name));
	g_assert(str_equal_nocase(other.address, got.address));
	g_free((char *)swapped.name.ptr);
	g_free((char *)swapped.address.ptr);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = {.ptr = (const char *)data, .len = size};
	size_t end = size;
	struct mailbox asked;
	struct mailbox got;
	g_autoptr(mailmap) mailmap = NULL;

	str_find_byte(text, '\0', &end);
	asked = mailbox_split(str_skip(text, end + 1));
	g_assert(is_within(asked.name, text) && is_within(asked.address, text));

	mailmap = mailmap_parse(str_slice(text, 0, end));
	got = mailmap_resolve(mailmap, asked);
	check_part(asked.name, got.name);
	check_part(asked.address, got.address);
	check_case(mailmap, asked, got);
	g_assert(is_same(mailmap_resolve(mailmap, asked), got));
	g_assert(is_same(mailmap_resolve(NULL, asked), asked));
	return 0;
}
